/**
 * The nodes of a text with the way to each, to be held against those of another text.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';

/** A text with its tree, whoever parsed it. */
export interface ReadText extends Pick<SourceCode, 'text' | 'visitorKeys'> {
  readonly ast: TSESTree.Program;
}

/** A node with the way to it. */
export interface Placed {
  readonly node: Node;
  readonly parent: Placed | undefined;
  /** The property of the parent that holds it. */
  readonly role: string;
  /** The same node in the other tree. */
  counterpart?: Placed;
  /** Whether everything below it is known to be the same. */
  isWhole?: boolean;
}

/** The nodes, the outer before the inner; no empty statement, which a semicolon more or less makes. */
export function placedNodes(text: ReadText, isOpened: (node: Node) => boolean): Placed[] {
  const found: Placed[] = [{ node: text.ast, parent: undefined, role: '' }];
  for (const parent of found) {
    if (parent.parent && !isOpened(parent.node)) continue;
    for (const { node, role } of childrenOf(parent.node, text)) {
      const isNullish =
        node.type === AST_NODE_TYPES.EmptyStatement &&
        (parent.node as unknown as Record<string, unknown>)[role] !== node;
      if (!isNullish) found.push({ node, parent, role });
    }
  }
  return found;
}

export function childrenOf(
  node: Node,
  { visitorKeys }: ReadText,
): { readonly node: Node; readonly role: string }[] {
  const children: { readonly node: Node; readonly role: string }[] = [];
  for (const role of visitorKeys[node.type] ?? []) {
    const value = (
      node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>
    )[role];
    if (!Array.isArray(value)) {
      if (value) children.push({ node: value as Node, role });
      continue;
    }
    for (const child of value as readonly (Node | null)[])
      if (child) children.push({ node: child, role });
  }
  return children;
}

export function groupedByStart(nodes: readonly Placed[]): ReadonlyMap<number, readonly Placed[]> {
  const groups = new Map<number, Placed[]>();
  for (const placed of nodes) {
    const [start] = placed.node.range;
    const group = groups.get(start);
    if (group) group.push(placed);
    else groups.set(start, [placed]);
  }
  return groups;
}

/** Whether the nearest node around both that is in both trees is the same, and what holds them there has the same role. */
export function isInSamePlace(placed: Placed, candidate: Placed): boolean {
  const [outer, outerAfter] = [underKnown(placed), underKnown(candidate)];
  return outer.parent!.counterpart === outerAfter.parent && outer.role === outerAfter.role;
}

export function isPartOfWhole({ parent }: Placed): boolean {
  return parent !== undefined && (parent.isWhole === true || isPartOfWhole(parent));
}

function underKnown(placed: Placed): Placed {
  let outer = placed;
  while (!outer.parent!.counterpart) outer = outer.parent!;
  return outer;
}

/** Where a node begins with its decorators: those of an exported class stand before `export`. */
export function startOf(node: Node): number {
  const decorated = 'declaration' in node ? (node.declaration as Node | null) : node;
  // espree's classes have no decorators.
  const decorators =
    decorated && 'decorators' in decorated
      ? (decorated.decorators as readonly Node[] | undefined)
      : undefined;
  return Math.min(node.range[0], decorators?.[0]?.range[0] ?? Infinity);
}
