/**
 * By which code control comes to an end with a body unread, where no `return` or `throw` leads there.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { PathFacts } from '../flow/all-paths.ts';
import type { Exit } from '../flow/ways.ts';
import type { FunctionNode, Node } from '../source/source-code.ts';
import { functionAround } from '../syntax/traversal.ts';

/** A `continue` or `break` that is on such a path, or a test with the outcome that all such paths take. */
export type WayToEnd =
  | { readonly kind: 'jump'; readonly node: Node }
  | { readonly kind: 'test'; readonly node: Node; readonly outcome: boolean };

/**
 * The first jump on such a path; else the innermost test by which all of them go; undefined if no single place leads there.
 * @param exits the exits with the body unread, if more is known of the paths
 * @param scope the function that is left
 */
export function wayToEnd(
  exits: (facts: PathFacts) => readonly Exit[],
  scope: FunctionNode | undefined,
): WayToEnd | undefined {
  const isOwn = (node: Node) => functionAround(node) === scope;
  const jumps = new Set<Node>();
  const others = exits({
    isOver: (node) => {
      if (!isJump(node) || !isOwn(node)) return false;
      jumps.add(node);
      return true;
    },
  });
  const jump = inOrder([...jumps], (node) => node).find(
    (one) => exits({ isOver: (node) => node !== one && jumps.has(node) }).length > others.length,
  );
  if (jump) return { kind: 'jump', node: jump };
  const tests: { readonly node: Node; readonly outcome: boolean }[] = [];
  exits({
    isMoot: (node, outcome) => {
      if (isOwn(node)) tests.push({ node, outcome });
      return false;
    },
  });
  const last = inOrder(tests, ({ node }) => node).findLast(
    (taken) =>
      exits({ isMoot: (node, outcome) => node === taken.node && outcome === taken.outcome })
        .length === 0,
  );
  return last && { kind: 'test', ...last };
}

function isJump({ type }: Node): boolean {
  return type === AST_NODE_TYPES.ContinueStatement || type === AST_NODE_TYPES.BreakStatement;
}

function inOrder<T>(all: readonly T[], nodeOf: (one: T) => Node): T[] {
  return all.toSorted((a, b) => nodeOf(a).range[0] - nodeOf(b).range[0]);
}
