/**
 * Which variable each name of a file means, and where a variable is written and read: one pass over the scopes.
 */
import type { Node, SourceCode } from '../source/source-code.ts';
import type { Variable } from '../syntax/bindings.ts';

/** A variable as the flow of values sees it: a declaration that stands for it, what is written to it, what reads it. */
export interface Name {
  readonly variable: Variable;
  /** The identifier of its first declaration. */
  readonly hub: Node;
  /** Other declarations and assignments. */
  readonly writes: readonly Node[];
  readonly reads: readonly Node[];
}

interface Names {
  /** By each identifier that declares, writes or reads a variable; a class declares two with one. */
  readonly byIdentifier: ReadonlyMap<Node, readonly Name[]>;
}

const known = new WeakMap<SourceCode, Names>();

/** The variables that an identifier declares, writes or reads; none for globals. */
export function namesAt(source: SourceCode, identifier: Node): readonly Name[] {
  let names = known.get(source);
  if (!names) known.set(source, (names = findNames(source)));
  return names.byIdentifier.get(identifier) ?? [];
}

function findNames(source: SourceCode): Names {
  const byIdentifier = new Map<Node, Name[]>();
  const put = (identifier: Node, name: Name) => {
    const names = byIdentifier.get(identifier);
    if (!names) byIdentifier.set(identifier, [name]);
    else if (!names.includes(name)) names.push(name);
  };
  for (const { variables } of source.scopeManager?.scopes ?? []) {
    for (const variable of variables) {
      const name = nameOf(variable);
      if (!name) continue;
      for (const identifier of [name.hub, ...name.writes, ...name.reads]) put(identifier, name);
    }
  }
  return { byIdentifier };
}

function nameOf(variable: Variable): Name | undefined {
  const [hub, ...others] = variable.identifiers as Node[];
  if (!hub || variable.defs.length === 0) return undefined;
  const ofValues = variable.references.filter(
    (reference) => (reference as { isValueReference?: boolean }).isValueReference !== false,
  );
  const writes = ofValues.flatMap((reference) =>
    reference.isWrite() && reference.identifier !== hub ? [reference.identifier as Node] : [],
  );
  return {
    variable,
    hub,
    writes: [...new Set([...others, ...writes])],
    reads: ofValues.flatMap((reference) =>
      reference.isRead() ? [reference.identifier as Node] : [],
    ),
  };
}
