/**
 * Names for what is taken from a response: they collide with nothing, and hide nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/scope-manager';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed, type Variable } from '../../syntax/bindings.ts';
import { ancestorsOf } from '../../syntax/traversal.ts';

export class ReleaseNames {
  readonly #source: SourceCode;
  /** The names that fixes before have taken, with the blocks in which they stand. */
  readonly #taken = new Map<string, Set<Node>>();
  /** The names that each scope has of the outside, where nothing declares them. */
  readonly #globals = new Map<Scope, ReadonlySet<string>>();

  constructor(source: SourceCode) {
    this.#source = source;
  }

  /**
   * Gives a member of a response a name of its own, and remembers it.
   * @param variable what holds the response now, and stands in the scope where the name will
   * @param uses where the name will be read
   */
  take(variable: Variable, member: string, uses: readonly TSESTree.Node[]): string {
    const { scope } = variable;
    for (const name of candidates(variable.name, member)) {
      if (name !== variable.name && !this.#isFree(name, scope, uses)) continue;
      const blocks = this.#taken.get(name);
      if (blocks) blocks.add(scope.block);
      else this.#taken.set(name, new Set<Node>([scope.block]));
      return name;
    }
    throw new Error(`No name for ${member} of ${variable.name}`);
  }

  #isFree(name: string, scope: Scope, uses: readonly Node[]): boolean {
    const blocks = this.#taken.get(name);
    if (blocks && [scope.block, ...uses].some((node) => isInOneOf(blocks, node))) return false;
    // Visible from here: a second meaning of the name would puzzle whoever reads it.
    if (
      isDeclared(variableNamed(this.#source, name, scope.block)) ||
      isDeclared(scope.set.get(name))
    )
      return false;
    // Read below, and means something of the outside: a global.
    if (this.#globalsIn(scope).has(name)) return false;
    return !uses.some((use) => isDeclared(variableNamed(this.#source, name, use)));
  }

  #globalsIn(scope: Scope): ReadonlySet<string> {
    let names = this.#globals.get(scope);
    if (!names)
      this.#globals.set(
        scope,
        (names = new Set(
          scope.through
            .filter(({ resolved }) => !resolved?.defs.length)
            .map(({ identifier }) => (identifier as TSESTree.Identifier).name),
        )),
      );
    return names;
  }
}

/** Whether a node is one of some blocks, or stands in one: the name that such a block has is seen there. */
function isInOneOf(blocks: ReadonlySet<Node>, node: Node): boolean {
  if (blocks.has(node)) return true;
  for (const ancestor of ancestorsOf(node)) if (blocks.has(ancestor)) return true;
  return false;
}

/** A global that a config names is declared nowhere, and another host does not know it. */
function isDeclared(variable: Variable | undefined): boolean {
  return variable !== undefined && variable.defs.length > 0;
}

/** `data`; `recordData` of `recordResponse`, `responseData` of `response`; then by number. */
function* candidates(holder: string, member: string): Generator<string> {
  yield member;
  const stem = /^(?<stem>.+?)(?:Response|Resp|Res)$/u.exec(holder)?.groups?.['stem'] ?? holder;
  const suffix = `${member[0]!.toUpperCase()}${member.slice(1)}`;
  // `supplyData` held the response of the data: now it holds the data.
  if (holder.endsWith(suffix)) yield holder;
  const joined = `${stem}${suffix}`;
  yield joined;
  for (let number = 2; number < 1000; number++) yield `${joined}${number}`;
}
