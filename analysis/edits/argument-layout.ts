/**
 * Where a literal that grows breaks its line: nowhere, where its properties begin, or where each argument of its call does. As
 * Prettier has it: the last argument alone goes over lines if what stands before it fits on the first.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { callOf, isCall, isHuggedBy, isOverLines, othersOnLine } from './call-arguments.ts';
import type { TextStyle } from './file-style.ts';
import { indentOf, insertion, lineEnd, lineStartAt, lineStartsIn } from './insertion.ts';
import { hasTwin, type Call } from './twin-calls.ts';

/** A literal, or what becomes one, with the edits that each layout takes. */
export interface Slot {
  readonly node: Node;
  /** With the parentheses around it. */
  readonly range: readonly [start: number, end: number];
  /** How much longer the line gets. */
  readonly growth: number;
  readonly inline: Edit[];
  /** @param base the indentation of the line that it begins in */
  readonly broken: (base: string) => Edit[];
}

/** What goes on lines of its own with the other arguments: one of them with its edits, or a new literal behind them. */
interface SpreadOut {
  readonly slot?: Slot;
  readonly edits?: readonly Edit[];
  readonly at?: number;
  readonly before?: string;
  readonly items?: readonly string[];
}

export class ArgumentLayout {
  readonly #source: SourceCode;
  readonly #style: TextStyle;
  readonly #eol: string;

  constructor(source: SourceCode, style: TextStyle) {
    this.#source = source;
    this.#style = style;
    this.#eol = lineEnd(source.text);
  }

  /** `{ a, b }` */
  inlineText(items: readonly string[]): string {
    const space = this.#style.hasBraceSpaces ? ' ' : '';
    return `{${space}${items.join(', ')}${space}}`;
  }

  /** A literal on a line of its own, or on several. */
  literalText(items: readonly string[], base: string): string {
    const inline = this.inlineText(items);
    return this.#columns(base) + inline.length + (this.#style.hasArgumentCommas ? 1 : 0) <=
      this.#style.width
      ? inline
      : this.#brokenText(items, base);
  }

  #brokenText(items: readonly string[], base: string): string {
    return `{${items.map((text) => `${this.#eol}${base}${this.#style.indentUnit}${text}`).join(',')}${this.#style.hasLiteralCommas ? ',' : ''}${this.#eol}${base}}`;
  }

  /**
   * A new literal as the last argument.
   * @param at the end of the argument before, or where the first one goes
   */
  appendLiteral(
    call: Call,
    at: number,
    items: readonly string[],
    { before, behind }: { readonly before: string; readonly behind: string },
  ): Edit[] {
    const inline = this.inlineText(items);
    const isSplit = call.arguments.some(isOverLines);
    const others =
      call.arguments.length > 0 ? this.#spreadOut(call, { at, before, items }) : undefined;
    if (isSplit && others) return others;
    if (isSplit || this.#fits(call, at, before.length + inline.length + behind.length))
      return [insertion(at, before + inline + behind)];
    const last = call.arguments.at(-1);
    const hugs =
      last?.type !== AST_NODE_TYPES.ObjectExpression && this.#headFits(call, at, before.length + 1);
    if (!hugs && others) return others;
    return [
      insertion(
        at,
        `${before}${this.#brokenText(items, indentOf(this.#source, { range: [at, at] }))}${behind}`,
      ),
    ];
  }

  /** A literal of the file that grows, or what becomes one. */
  place(slot: Slot): Edit[] {
    const {
      node,
      range: [start],
    } = slot;
    const call = callOf(node);
    const others = call ? othersOnLine(call, node) : [];
    const base = indentOf(this.#source, { range: slot.range });
    if (others.some(isOverLines)) return this.#spreadOutAround(call, slot) ?? slot.inline;
    if (isOverLines(node)) return this.#isFirstOnLine(start) ? slot.broken(base) : slot.inline;
    if (this.#fits([...ancestorsOf(node)].find(isCall), slot.range[1], slot.growth))
      return slot.inline;
    const around = this.#around(slot);
    if (around) return this.place(around);
    const isHuggable = !call || others.length === 0 || isHuggedBy(call, node);
    if (isHuggable && this.#headFits(node, start, 1)) return slot.broken(base);
    const spread = others.length > 0 ? this.#spreadOutAround(call, slot) : undefined;
    return spread ?? slot.broken(base);
  }

  /** Whether what stands at an offset begins its line, which Prettier then breaks. */
  #isFirstOnLine(at: number): boolean {
    const { text } = this.#source;
    return this.#style.isPrettier && text.slice(lineStartAt(this.#source, at), at).trim() === '';
  }

  /** The literal that holds what grows, itself or by a call: it is broken before what is in it. */
  #around(slot: Slot): Slot | undefined {
    const call = callOf(slot.node);
    if (call && hasTwin(this.#source, call)) return undefined;
    const property = (call ?? slot.node).parent;
    const object =
      property?.type === AST_NODE_TYPES.Property && property.value === (call ?? slot.node)
        ? property.parent
        : undefined;
    if (
      object?.type !== AST_NODE_TYPES.ObjectExpression ||
      isOverLines(object) ||
      this.#source.getCommentsInside(object).length > 0
    )
      return undefined;
    const broken = (base: string) => {
      const inner = base + this.#style.indentUnit;
      const length =
        property!.range[1] -
        property!.range[0] +
        slot.growth +
        (this.#style.hasLiteralCommas || object.properties.at(-1) !== property ? 1 : 0);
      return [
        ...this.brokenLiteral(object, [], base),
        ...(this.#columns(inner) + length <= this.#style.width ? slot.inline : slot.broken(inner)),
      ];
    };
    return { node: object, range: object.range, growth: slot.growth, inline: slot.inline, broken };
  }

  /** One property of a literal a line, the new ones among them. */
  brokenLiteral(object: TSESTree.ObjectExpression, items: readonly string[], base: string): Edit[] {
    const separator = `${this.#eol}${base}${this.#style.indentUnit}`;
    const close = this.#source.getLastToken(object)!;
    const end = this.#source.getTokenBefore(close)!;
    const comma = this.#style.hasLiteralCommas ? ',' : '';
    const added = items.map((text) => `${separator}${text}`).join(',');
    const spread =
      items.length > 0
        ? object.properties.findIndex(({ type }) => type === AST_NODE_TYPES.SpreadElement)
        : -1;
    const gaps = object.properties.map((property, index): Edit => ({
      range: [this.#source.getTokenBefore(property)!.range[1], property.range[0]],
      text: `${index === spread ? `${added},` : ''}${separator}`,
    }));
    const isFirst = object.properties.length === 0 || end.value === ',';
    const tail =
      spread < 0 && items.length > 0
        ? `${isFirst ? '' : ','}${added}${comma}`
        : end.value === ','
          ? ''
          : comma;
    return [...gaps, { range: [end.range[1], close.range[0]], text: `${tail}${this.#eol}${base}` }];
  }

  /** Indents the further lines of a node once more; the text of templates and comments stays. */
  indented(node: Node): Edit[] {
    const fixed = [
      ...this.#source.getTokens(node).filter(({ type }) => type === AST_TOKEN_TYPES.Template),
      ...this.#source.getCommentsInside(node).filter(({ type }) => type === AST_TOKEN_TYPES.Block),
    ];
    return lineStartsIn(this.#source, node.range)
      .filter(
        (at) =>
          !/[\r\n]/u.test(this.#source.text[at]!) &&
          !fixed.some(({ range: [start, end] }) => start < at && at < end),
      )
      .map((at) => insertion(at, this.#style.indentUnit));
  }

  #spreadOutAround(call: Call | undefined, slot: Slot): Edit[] | undefined {
    if (!call) return undefined;
    const inner =
      indentOf(this.#source, this.#source.getTokenBefore(call.arguments[0]!)!) +
      this.#style.indentUnit;
    const length =
      slot.range[1] - slot.range[0] + slot.growth + (this.#style.hasArgumentCommas ? 1 : 0);
    const edits =
      !isOverLines(slot.node) && this.#columns(inner) + length <= this.#style.width
        ? slot.inline
        : isOverLines(slot.node)
          ? undefined
          : slot.broken(inner);
    return edits && this.#spreadOut(call, { slot, edits });
  }

  /** One argument a line, a new literal behind them; only where Prettier would, and no comment has its place between them. */
  #spreadOut(
    call: Call,
    { slot, edits = [], at, before = '', items = [] }: SpreadOut,
  ): Edit[] | undefined {
    if (!this.#style.isPrettier) return undefined;
    const between = this.#source
      .getCommentsInside(call)
      .filter(
        ({ range: [start] }) =>
          !call.arguments.some(
            (argument) => argument.range[0] <= start && start < argument.range[1],
          ),
      );
    const starts = this.#startsOf(call);
    if (between.length > 0 || !starts) return undefined;
    const base = indentOf(this.#source, this.#source.getTokenBefore(call.arguments[0]!)!);
    const inner = base + this.#style.indentUnit;
    const close = this.#source.getLastToken(call)!;
    const last = this.#source.getTokenBefore(close)!;
    const added = [
      ...before.split(', ').filter(Boolean),
      ...(at === undefined ? [] : [this.literalText(items, inner)]),
    ]
      .map((text) => `,${this.#eol}${inner}${text}`)
      .join('');
    const comma =
      this.#style.hasArgumentCommas && !(last.value === ',' && at === undefined) ? ',' : '';
    const inside = call.arguments
      .filter((argument) => argument !== slot?.node)
      .flatMap((argument) => this.indented(argument));
    return [
      ...starts.map((range): Edit => ({ range, text: `${this.#eol}${inner}` })),
      ...inside,
      ...edits,
      { range: [last.range[1], close.range[0]], text: `${added}${comma}${this.#eol}${base}` },
    ];
  }

  /** The gaps before the arguments; none if an argument has parentheses, or a comma behind the last one. */
  #startsOf(call: Call): (readonly [start: number, end: number])[] | undefined {
    const gaps = call.arguments.map((argument, index) => ({
      before: this.#source.getTokenBefore(argument)!,
      argument,
      index,
    }));
    const isPlain = gaps.every(({ before, index }) =>
      index === 0
        ? before.value === '(' && before.range[0] >= call.callee.range[1]
        : before.value === ',' &&
          this.#source.getTokenBefore(before)!.range[1] === call.arguments[index - 1]!.range[1],
    );
    const close = this.#source.getLastToken(call)!;
    return isPlain &&
      this.#source.getTokenBefore(close)!.range[1] === call.arguments.at(-1)?.range[1]
      ? gaps.map(({ before, argument }) => [before.range[1], argument.range[0]] as const)
      : undefined;
  }

  /** Whether the line of an offset may grow so much. */
  #fits(call: Call | undefined, at: number, growth: number): boolean {
    const { text } = this.#source;
    const start = lineStartAt(this.#source, at);
    // The layout must not depend on which of two calls on a line is fixed first.
    if (call && hasTwin(this.#source, call))
      return (
        this.#columns(indentOf(this.#source, { range: [at, at] })) +
          Math.max(
            0,
            Math.min(call.range[1], endOfLine(text, at)) - Math.max(start, call.range[0]),
          ) +
          growth <=
        this.#style.width
      );
    return (
      this.#columns(withoutComment(this.#source, start, endOfLine(text, at))) + growth <=
      this.#style.width
    );
  }

  /** Whether a line can end behind the brace of a literal. */
  #headFits(node: Node, at: number, added: number): boolean {
    return (
      this.#columns(this.#source.text.slice(lineStartAt(this.#source, at), at)) + added <=
      this.#style.width
    );
  }

  #columns(text: string): number {
    const tabs = text.split('\t').length - 1;
    return text.length + tabs * (this.#style.tabWidth - 1);
  }
}

function endOfLine(text: string, at: number): number {
  const end = /\r?\n/gu;
  end.lastIndex = at;
  return end.exec(text)?.index ?? text.length;
}

/** A line's text up to a comment at its end, which may be as long as it is. */
function withoutComment(source: SourceCode, start: number, end: number): string {
  const last = source.getTokenBefore({ range: [end, end] } as unknown as TSESTree.Token);
  return source.text.slice(
    start,
    last && last.range[1] > start ? Math.min(last.range[1], end) : end,
  );
}
