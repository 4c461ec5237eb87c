/**
 * Names for what is taken from a response: they collide with nothing, and hide nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { variableNamed, type Variable } from './bindings.ts';
import type { SourceCode } from './finding.ts';
import { contains, type Node } from './syntax.ts';

/** A name that a mend before has taken, in the scope where it stands. */
interface Taken {
  readonly name: string;
  readonly scope: TSESLint.Scope.Scope;
  /** Where it will be read. */
  readonly uses: readonly Node[];
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
      if (!this.#isFree(name, scope, uses)) continue;
      this.#taken.push({ name, scope, uses });
      return name;
    }
    throw new Error(`No name for ${member} of ${variable.name}`);
  }

  #isFree(name: string, scope: TSESLint.Scope.Scope, uses: readonly Node[]): boolean {
    if (this.#taken.some((taken) => taken.name === name && meets(taken, scope, uses))) return false;
    // Visible from here: a second meaning of the name would puzzle whoever reads it.
    if (variableNamed(this.#source, name, scope.block) || isDeclaredIn(scope, name)) return false;
    // Read below, and means something of the outside: a global.
    if (scopesWithin(scope).some((inner) => inner.references.some(({ identifier, resolved }) => identifier.name === name && !resolved?.defs.length))) return false;
    return !uses.some((use) => variableNamed(this.#source, name, use));
  }
}

function meets(taken: Taken, scope: TSESLint.Scope.Scope, uses: readonly Node[]): boolean {
  const [one, other] = [taken.scope.block as Node, scope.block as Node];
  // One scope around the other, or the same: the inner name would hide the outer.
  return contains(one, other) || (contains(other, one) && [...uses, ...taken.uses].length > 0);
}

function isDeclaredIn(scope: TSESLint.Scope.Scope, name: string): boolean {
  return scopesWithin(scope).some((inner) => inner === scope && inner.set.has(name));
}

/** A scope and those inside it. */
function scopesWithin(scope: TSESLint.Scope.Scope): TSESLint.Scope.Scope[] {
  return [scope, ...scope.childScopes.flatMap(scopesWithin)];
}

/** `data`; `recordData` of `recordResponse`, `responseData` of `response`; then by number. */
function* candidates(holder: string, member: string): Generator<string> {
  yield member;
  const stem = /^(?<stem>.+?)(?:Response|Resp|Res)$/u.exec(holder)?.groups?.['stem'] ?? holder;
  const joined = `${stem}${member[0]!.toUpperCase()}${member.slice(1)}`;
  yield joined;
  for (let number = 2; number < 1000; number++) yield `${joined}${number}`;
}
