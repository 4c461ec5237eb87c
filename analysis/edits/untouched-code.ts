/**
 * Whether edits left everything alone that they do not touch, judged by the trees of the text before and after:
 *  - each node that no edit touches is there after, in the same role of the same parent;
 *  - each node with an edit inside is there after, around the same code;
 *  - no other node is there after that the edits do not make, and each comment is.
 * That a text parses does not tell as much: a statement that is put in front of another one may be read as one with it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import { Lines } from '../source/lines.ts';
import type { Node } from '../source/source-code.ts';
import { inOrder, offsetBefore } from './apply-edits.ts';
import {
  childrenOf,
  groupedByStart,
  isInSamePlace,
  isPartOfWhole,
  placedNodes,
  startOf,
  type Placed,
  type ReadText,
} from './placed-nodes.ts';
import { Shifts, type Range } from './shifts.ts';

/** @returns what is wrong, in words, the line of the text before first; at most three things */
export function changesBesideEdits(
  before: ReadText,
  after: ReadText,
  edits: readonly Edit[],
): string[] {
  return new Comparison(before, after, edits).changes().slice(0, 3);
}

class Comparison {
  readonly #before: ReadText;
  readonly #after: ReadText;
  readonly #edits: readonly Edit[];
  readonly #shifts: Shifts;
  readonly #lines: Lines;
  readonly #changes: string[] = [];

  constructor(before: ReadText, after: ReadText, edits: readonly Edit[]) {
    this.#before = before;
    this.#after = after;
    this.#edits = inOrder(edits);
    this.#shifts = new Shifts(this.#edits);
    this.#lines = new Lines(before.text);
  }

  changes(): string[] {
    this.#compareNodes();
    this.#compareComments();
    const [hashbang] = /^#!.*/u.exec(this.#before.text) ?? [];
    if (hashbang !== undefined && !this.#after.text.startsWith(hashbang))
      this.#report(0, 'the hashbang is no longer at the top');
    return this.#changes;
  }

  #compareNodes(): void {
    const [endBefore, endAfter] = [endOfCode(this.#before), endOfCode(this.#after)];
    // Below a node that no edit touches, both trees are compared as they are.
    // A `case` ends with its last statement: a new one may stand behind the comments that follow.
    const isCase = ({ type }: Node) => type === AST_NODE_TYPES.SwitchCase;
    const isTouched = (node: Node) =>
      isCase(node) || this.#shifts.meets([startOf(node), endBefore(node)]);
    const old = placedNodes(this.#before, isTouched);
    const now = placedNodes(
      this.#after,
      (node) => isCase(node) || this.#shifts.isMade([startOf(node), node.range[1]]),
    );
    [old[0]!.counterpart, now[0]!.counterpart] = [now[0]!, old[0]!];
    const byStart = groupedByStart(now);
    for (const placed of old) {
      const { node } = placed;
      const place = this.#placeOf(node, endBefore(node));
      if (!place) continue;
      const starts = [
        place[0],
        ...this.#growthBefore(node.range[0]).map((length) => place[0] - length),
      ];
      const ends = [
        place[1],
        ...this.#growthBehind(endBefore(node)).map((length) => place[1] + length),
        ...this.#endWithSemicolon(node, endBefore(node)),
      ];
      const candidates = starts.flatMap((start) => byStart.get(start) ?? []);
      const found = candidates.find(
        (candidate) =>
          !candidate.counterpart &&
          candidate.node.type === node.type &&
          (isCase(node) || ends.includes(endAfter(candidate.node))) &&
          isInSamePlace(placed, candidate),
      );
      if (!found)
        this.#report(
          node.range[0],
          `a ${node.type} is no longer one: ${brief(this.#before, node)}`,
        );
      else if (isTouched(node)) this.#matchTouched(placed, found);
      else this.#matchWhole(placed, found, endBefore, endAfter);
    }
    for (const placed of now) {
      const { node, counterpart } = placed;
      if (!counterpart && !this.#shifts.isMade(node.range) && !isPartOfWhole(placed))
        this.#report(
          offsetBefore(this.#edits, node.range[0]),
          `a ${node.type} comes out of nothing: ${brief(this.#after, node)}`,
        );
    }
  }

  /**
   * Where a node stands after the edits; undefined if they take it away, or make another one of it.
   * @param end without the semicolon
   */
  #placeOf(node: Node, end: number): Range | undefined {
    const range: Range = [node.range[0], end];
    if (node.type === AST_NODE_TYPES.Program || range[0] === range[1]) return undefined;
    const inside = this.#shifts.touching(range);
    if (inside.some((edit) => contains(edit.range, range))) return undefined;
    const cuts = inside.filter((edit) => isCut(range, edit.range));
    // A child may become another one, and the node is what it was; but for a chain, which is one by what is in it.
    const isRemade =
      cuts.length > 0 &&
      (node.type === AST_NODE_TYPES.ChainExpression ||
        !cuts.every((edit) =>
          childrenOf(node, this.#before).some((child) => contains(child.node.range, edit.range)),
        ));
    return isRemade ? undefined : this.#shifts.after(range);
  }

  /** What is put around the end of a node may belong to it: `new Axios` gets its parentheses. A statement begins a line. */
  #growthBehind(end: number): readonly number[] {
    return growths(this.#shifts.insertedAt(end), (text) => !/^\s*[\r\n]/u.test(text));
  }

  /** `if (a) for (…) b();` ends without a semicolon where the innermost statement becomes a block: an edit takes both ends away. */
  #endWithSemicolon({ range: [start, last] }: Node, end: number): readonly number[] {
    const edits = this.#shifts.touching([end, last]);
    const isReplaced = edits.some(({ range }) => range[0] < end && range[1] === last);
    return isReplaced ? [this.#shifts.after([start, last])[1]] : [];
  }

  #growthBefore(start: number): readonly number[] {
    return growths(
      this.#shifts.insertedAt(start).toReversed(),
      (text) => !/[\r\n]/u.test(text.slice(text.trimEnd().length)),
    );
  }

  #matchTouched(placed: Placed, found: Placed): void {
    placed.counterpart = found;
    found.counterpart = placed;
    const { node } = placed;
    const key = differingKey(node, found.node, this.#before.visitorKeys[node.type]);
    if (key !== undefined)
      this.#report(
        node.range[0],
        `\`${key}\` of a ${node.type} is another one: ${brief(this.#before, node)}`,
      );
  }

  #matchWhole(placed: Placed, found: Placed, endBefore: EndOf, endAfter: EndOf): void {
    placed.counterpart = found;
    found.counterpart = placed;
    found.isWhole = true;
    const differing = this.#differingIn(placed.node, found.node, endBefore, endAfter);
    if (differing)
      this.#report(
        differing.range[0],
        `a ${differing.type} is no longer one: ${brief(this.#before, differing)}`,
      );
  }

  /** What is another node in the tree after, though the text is the same: whether a string is a directive, its surroundings tell. */
  #differingIn(before: Node, after: Node, endBefore: EndOf, endAfter: EndOf): Node | undefined {
    const shift = after.range[0] - before.range[0];
    const pending: [Node, Node][] = [[before, after]];
    for (let pair = pending.pop(); pair; pair = pending.pop()) {
      const [old, now] = pair;
      const isSame =
        old.type === now.type &&
        old.range[0] + shift === now.range[0] &&
        (old.range[1] + shift === now.range[1] || endBefore(old) + shift === endAfter(now));
      const [children, childrenAfter] = [
        childrenOf(old, this.#before),
        childrenOf(now, this.#after),
      ];
      if (!isSame || children.length !== childrenAfter.length) return old;
      if (
        old.type === AST_NODE_TYPES.ExpressionStatement &&
        old.directive !== (now as TSESTree.ExpressionStatement).directive
      )
        return old;
      for (const [index, child] of children.entries()) {
        if (child.role !== childrenAfter[index]!.role) return old;
        pending.push([child.node, childrenAfter[index]!.node]);
      }
    }
    return undefined;
  }

  #compareComments(): void {
    const left = new Map(
      (this.#after.ast.comments ?? []).map((comment) => [comment.range[0], comment]),
    );
    const moved = withSingleBlanks(this.#edits.map(({ text }) => text).join('\n'));
    for (const { type, value, range } of this.#before.ast.comments ?? []) {
      const isGone = this.#shifts.touching(range).some((edit) => isCut(range, edit.range));
      const now = left.get(this.#shifts.after(range)[0]);
      // Code that goes elsewhere takes its comments along.
      const isThere = isGone
        ? moved.includes(withSingleBlanks(value))
        : now?.type === type && now.value === value;
      if (!isThere)
        this.#report(
          range[0],
          `a comment is gone, or another one: ${JSON.stringify(value.slice(0, 80))}`,
        );
    }
  }

  #report(offset: number, what: string): void {
    this.#changes.push(`line ${this.#lines.positionAt(offset).line}: ${what}`);
  }
}

/** By how many characters a node may grow: by the first text, by two, and so on. */
function growths(texts: readonly string[], belongs: (text: string) => boolean): readonly number[] {
  const count = texts.findIndex((text) => !belongs(text));
  let length = 0;
  return texts.slice(0, count < 0 ? undefined : count).map((text) => (length += text.length));
}

type EndOf = (node: Node) => number;

/** Where a node ends without its semicolon, which may stand on the next line or be put there. */
function endOfCode({ text, ast }: ReadText): EndOf {
  const comments = new Map((ast.comments ?? []).map(({ range }) => [range[1], range[0]]));
  return ({ type, range: [, end] }) => {
    if (text[end - 1] !== ';' || TEXTS.has(type)) return end;
    let last = end - 1;
    for (;;) {
      last = text.slice(0, last).trimEnd().length;
      const comment = comments.get(last);
      if (comment === undefined) return last;
      last = comment;
    }
  };
}

/** What may end with a semicolon that is none. */
const TEXTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.EmptyStatement,
  AST_NODE_TYPES.JSXText,
  AST_NODE_TYPES.TemplateElement,
]);

const NOT_COMPARED = new Set(['type', 'range', 'loc', 'start', 'end', 'parent']);

/** A name, an operator, a flag that two nodes of one type do not share. */
function differingKey(a: Node, b: Node, children: readonly string[] = []): string | undefined {
  const [first, second] = [a, b] as unknown as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys(first).find(
    (key) =>
      !NOT_COMPARED.has(key) && !children.includes(key) && plain(first[key]) !== plain(second[key]),
  );
}

/** A regular expression has its pattern and flags beside it. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return value instanceof RegExp || 'type' in value ? undefined : JSON.stringify(value);
}

function contains([start, end]: Range, [from, to]: Range): boolean {
  return start <= from && to <= end;
}

/** Whether an edit takes away the first or the last character of a range. */
function isCut([first, last]: Range, [start, end]: Range): boolean {
  return (start <= first && end > first) || (start < last && end >= last);
}

function withSingleBlanks(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

function brief({ text }: ReadText, { range }: Node): string {
  const whole = withSingleBlanks(text.slice(...range));
  return `\`${whole.length > 60 ? `${whole.slice(0, 59)}…` : whole}\``;
}
