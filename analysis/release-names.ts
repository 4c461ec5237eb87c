/**
 * Names for what is taken from a response: they collide with nothing, and hide nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/scope-manager';
import { variableNamed, type Variable } from './bindings.ts';
import type { SourceCode } from './source-code.ts';
import { contains, type Node } from './syntax.ts';

/** A name that a mend before has taken, in the scope where it stands. */
interface Taken {
  readonly name: string;
  readonly scope: Scope;
}

export class ReleaseNames {
  readonly #source: SourceCode;
  readonly #taken: Taken[] = [];

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
      this.#taken.push({ name, scope });
      return name;
    }
    throw new Error(`No name for ${member} of ${variable.name}`);
  }

  #isFree(name: string, scope: Scope, uses: readonly Node[]): boolean {
    if (this.#taken.some((taken) => taken.name === name && meets(taken, scope, uses))) return false;
    // Visible from here: a second meaning of the name would puzzle whoever reads it.
    if (isDeclared(variableNamed(this.#source, name, scope.block)) || isDeclared(scope.set.get(name))) return false;
    // Read below, and means something of the outside: a global.
    if (scopesWithin(scope).some((inner) => inner.references.some(({ identifier, resolved }) => identifier.name === name && !resolved?.defs.length))) return false;
    return !uses.some((use) => isDeclared(variableNamed(this.#source, name, use)));
  }
}

/** Whether a name that is taken will be seen in a scope, or at the uses of another name, once it stands there. */
function meets(taken: Taken, scope: Scope, uses: readonly Node[]): boolean {
  const { block } = taken.scope;
  return contains(block, scope.block) || uses.some((use) => contains(block, use));
}

/** A global that a config names is declared nowhere, and another host does not know it. */
function isDeclared(variable: Variable | undefined): boolean {
  return variable !== undefined && variable.defs.length > 0;
}

/** A scope and those inside it. */
function scopesWithin(scope: Scope): Scope[] {
  return [scope, ...scope.childScopes.flatMap(scopesWithin)];
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
