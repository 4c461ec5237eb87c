/**
 * Whether an entry is there where a lookup runs: another lookup has found it just before, or it has been stored.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConditional, type Condition } from '../flow/path-conditions.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from '../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround, someNode, walk } from '../syntax/traversal.ts';
import { isFoundAt, type Lookup } from './missing-entry.ts';

/** How many lookups and additions of one function are compared with each other. */
const MAX_COMPARED = 40;

/** What stores an entry where a lookup missed it (entry-fillings.ts). */
interface Stored {
  readonly set: TSESTree.CallExpression;
  /** The text of the key. */
  readonly key: string;
  /** That the entry is missing. */
  readonly conditions: readonly Condition[];
}

/** Knows the lookups and additions of each function, and where each waits. */
export class EntryIndex {
  readonly #source: SourceCode;
  readonly #lookups: ReadonlyMap<Node | undefined, readonly Lookup[]>;
  readonly #additions: ReadonlyMap<Node | undefined, readonly TSESTree.CallExpression[]>;
  readonly #waits = new Map<Node, readonly Node[]>();

  constructor(
    source: SourceCode,
    lookups: readonly Lookup[],
    additions: readonly TSESTree.CallExpression[],
  ) {
    this.#source = source;
    this.#lookups = byFunction(lookups, ({ call }) => call);
    this.#additions = byFunction(additions, (call) => call);
  }

  /** Whether the lookups and additions of a function are few enough to be compared; of others nothing is taken to be there. */
  #isCompared(fn: Node | undefined): boolean {
    return (
      (this.#lookups.get(fn)?.length ?? 0) <= MAX_COMPARED &&
      (this.#additions.get(fn)?.length ?? 0) <= MAX_COMPARED
    );
  }

  /** The lookups of the functions that a node stands in. */
  lookupsAround(node: Node): Lookup[] {
    const functions: (Node | undefined)[] = [...ancestorsOf(node)].filter((ancestor) =>
      isFunction(ancestor),
    );
    return [...functions, undefined]
      .filter((fn) => this.#isCompared(fn))
      .flatMap((fn) => this.#lookups.get(fn) ?? []);
  }

  /** Whether the entry is there where a lookup runs: found by another one just before, or filled. */
  isThere(lookup: Lookup, fillings: readonly Stored[]): boolean {
    const key = keyOf(this.#source, lookup);
    const at = lookup.call;
    if (!this.#isCompared(functionAround(at))) return false;
    const others = this.#lookups.get(functionAround(at)) ?? [];
    const isFound = others.some(
      (other) =>
        other !== lookup &&
        keyOf(this.#source, other) === key &&
        isFoundAt(at, other) &&
        this.#isUndisturbed(other.call, at, key),
    );
    return (
      isFound ||
      this.isSetBefore(lookup) ||
      fillings.some((filling) => filling.key === key && this.#isFilledBefore(filling, at))
    );
  }

  /** `users.set(id, user); return users.get(id)` */
  isSetBefore(lookup: Lookup): boolean {
    const key = keyOf(this.#source, lookup);
    const at = lookup.call;
    return (
      this.#isCompared(functionAround(at)) &&
      this.#additionsWith(at).some(
        (call) =>
          call.range[1] <= at.range[0] &&
          this.#source.getText(call.arguments[0]) === key &&
          !isConditional(call, at) &&
          this.#isUndisturbed(call, at, key),
      )
    );
  }

  #isFilledBefore({ set, key, conditions }: Stored, at: Node): boolean {
    return conditions.some(({ test }) => {
      const branching = statementOf(test);
      return (
        branching.range[1] <= at.range[0] &&
        branching.parent !== undefined &&
        contains(branching.parent, at) &&
        functionAround(branching) === functionAround(at) &&
        (branching.type !== AST_NODE_TYPES.IfStatement || this.#fills(branching, set)) &&
        this.#isUndisturbed(set, at, key)
      );
    });
  }

  /** Whether the entry is there behind an `if`: it stores the entry, and its other branch does not wait. */
  #fills(branching: TSESTree.IfStatement, set: Node): boolean {
    const other = contains(branching.consequent, set) ? branching.alternate : branching.consequent;
    return contains(branching, set) && !(other && someNode(this.#source, other, isWait));
  }

  /** Whether nothing waits between two nodes, and no other entry is added that could evict one. */
  #isUndisturbed(from: Node, to: Node, key: string): boolean {
    if (functionAround(from) !== functionAround(to)) return false;
    const isBetween = ({ range }: Node) => range[0] >= from.range[1] && range[1] <= to.range[0];
    const fn = functionAround(to);
    return (
      !(fn && this.#waitsOf(fn).some(isBetween)) &&
      !this.#additionsWith(to).some(
        (call) => isBetween(call) && this.#source.getText(call.arguments[0]) !== key,
      )
    );
  }

  /** The additions in the function of a node. */
  #additionsWith(node: Node): readonly TSESTree.CallExpression[] {
    return this.#additions.get(functionAround(node)) ?? [];
  }

  #waitsOf(fn: FunctionNode): readonly Node[] {
    let waits = this.#waits.get(fn);
    if (!waits) {
      const found: Node[] = [];
      walk(this.#source, fn.body, (node) => {
        if (isWait(node)) found.push(node);
      });
      this.#waits.set(fn, (waits = found));
    }
    return waits;
  }
}

/** The text of the key that a lookup asks for. */
export function keyOf(source: SourceCode, { key }: Lookup): string {
  return source.getText(key);
}

function isWait(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.AwaitExpression ||
    node.type === AST_NODE_TYPES.YieldExpression ||
    (node.type === AST_NODE_TYPES.ForOfStatement && node.await)
  );
}

/** The statement that a test decides about. */
function statementOf(test: Node): Node {
  let node = test;
  while (
    node.parent &&
    node.type !== AST_NODE_TYPES.IfStatement &&
    node.type !== AST_NODE_TYPES.ExpressionStatement &&
    node.type !== AST_NODE_TYPES.VariableDeclaration
  )
    node = node.parent;
  return node;
}

function byFunction<T>(all: readonly T[], callOf: (one: T) => Node): Map<Node | undefined, T[]> {
  const groups = new Map<Node | undefined, T[]>();
  for (const one of all) {
    const fn = functionAround(callOf(one));
    const group = groups.get(fn);
    if (group) group.push(one);
    else groups.set(fn, [one]);
  }
  return groups;
}
