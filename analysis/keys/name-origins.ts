/**
 * What names stand for as keys: by their types, by what they are given, and by the name itself where nothing else tells.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConstant } from '../flow/constants.ts';
import type { Path } from '../flow/contents.ts';
import { namesAt } from '../flow/names.ts';
import type { Node } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, type Variable } from '../syntax/bindings.ts';
import { counterText, isCountedUp } from './counters.ts';
import { isFiniteType } from './finite-types.ts';
import type { KeyOrigin } from './key-queries.ts';
import { FINITE, isElement, madeAnew, named, quote, unknown, type Asker } from './origins.ts';
import { isMadeAtRandom } from './random-texts.ts';

type Named = Node & { readonly name: string };

interface Declared {
  readonly variable: Variable;
  /** The name where it is declared. */
  readonly hub: Named;
}

export function identifierOrigin(ask: Asker, node: Named, path: Path): KeyOrigin {
  const { source } = ask;
  if (isGlobal(source, node, 'undefined')) return FINITE;
  const [name] = namesAt(source, node);
  if (!name) return unknown(source, node);
  const { variable, hub } = name;
  // `state.seen`, which the module fills later, hangs on a constant, too.
  const mayBeFilled = path[0]?.startsWith('.') === true && path.some(isElement);
  if (!mayBeFilled && isConstant(source, node)) return FINITE;
  if (hub !== node && !isWriteTarget(node))
    return named(source, node, { name: node.name, path }, ask.at(hub, path));
  return hub === node ? variableOrigin(ask, { variable, hub: node }, path) : ask.place(node, path);
}

function variableOrigin(ask: Asker, { variable, hub }: Declared, path: Path): KeyOrigin {
  const { source } = ask;
  const [definition] = variable.defs;
  if (isFiniteType(source, hub, path))
    return { kind: 'finite', text: `${quote(source, hub)}, whose type is finite` };
  switch (definition?.type) {
    case 'Parameter': {
      const origin = ask.place(hub, path);
      return named(source, hub, { name: hub.name, path }, origin);
    }
    case 'Variable':
      return declaredOrigin(ask, { variable, hub, declarator: definition.node }, path);
    case 'CatchClause':
      return unknown(source, hub);
    default:
      return FINITE;
  }
}

function declaredOrigin(
  ask: Asker,
  { variable, hub, declarator }: Declared & { readonly declarator: Node },
  path: Path,
): KeyOrigin {
  const { source } = ask;
  const loop = declarator.parent?.parent;
  // The variable of `for (let i = 0; …)`.
  if (loop?.type === AST_NODE_TYPES.ForStatement) return unknown(source, hub);
  if (isMadeAtRandom(source, variable)) return madeAnew(`${quote(source, hub)}, which is random`);
  const isCounter = path.length === 0 && isCountedUp(source, hub);
  if (isModuleLevel(variable)) {
    if (isCounter) return madeAnew(counterText(source, hub));
    // The entries of another collection of the module: as many as that one has.
    if (path.some(isElement)) return unknown(source, hub);
    const isSetOnce = !variable.references.some(
      (reference) => reference.isWrite() && reference.init !== true,
    );
    if (isSetOnce && path.length === 0 && !isInLoop(loop))
      return { kind: 'finite', text: `${quote(source, hub)}, which is set once` };
  }
  const origin = ask.place(hub, path);
  return named(
    source,
    hub,
    { name: hub.name, path },
    origin.kind === 'grows' && isInLoop(loop)
      ? { ...origin, text: `${quote(source, hub)}, of ${origin.text}` }
      : origin,
  );
}

function isInLoop(loop: Node | undefined): boolean {
  return (
    loop?.type === AST_NODE_TYPES.ForOfStatement || loop?.type === AST_NODE_TYPES.ForInStatement
  );
}
