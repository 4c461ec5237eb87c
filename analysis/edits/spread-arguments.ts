/**
 * The arguments of a call on lines of their own, where Prettier would have them so.
 */
import type { Edit } from '../findings/finding.ts';
import { isOverLines } from './call-arguments.ts';
import { indentOf } from './insertion.ts';
import type { Layout, Slot } from './layout.ts';
import { columns } from './line-width.ts';
import { indented, literalText } from './literal-text.ts';
import type { Call } from './twin-calls.ts';

/** What goes on lines of its own with the other arguments: one of them with its edits, or a new literal behind them. */
interface SpreadOut {
  readonly slot?: Slot;
  readonly edits?: readonly Edit[];
  readonly at?: number;
  readonly before?: string;
  readonly items?: readonly string[];
}

export function spreadOutAround(
  layout: Layout,
  call: Call | undefined,
  slot: Slot,
): Edit[] | undefined {
  if (!call) return undefined;
  const inner =
    indentOf(layout.source, layout.source.getTokenBefore(call.arguments[0]!)!) +
    layout.style.indentUnit;
  const length =
    slot.range[1] - slot.range[0] + slot.growth + (layout.style.hasArgumentCommas ? 1 : 0);
  const edits =
    !isOverLines(slot.node) && columns(layout, inner) + length <= layout.style.width
      ? slot.inline
      : isOverLines(slot.node)
        ? undefined
        : slot.broken(inner);
  return edits && spreadOut(layout, call, { slot, edits });
}

/** One argument a line, a new literal behind them; only where Prettier would, and no comment has its place between them. */
export function spreadOut(
  layout: Layout,
  call: Call,
  { slot, edits = [], at, before = '', items = [] }: SpreadOut,
): Edit[] | undefined {
  if (!layout.style.isPrettier) return undefined;
  const between = layout.source
    .getCommentsInside(call)
    .filter(
      ({ range: [start] }) =>
        !call.arguments.some((argument) => argument.range[0] <= start && start < argument.range[1]),
    );
  const starts = startsOf(layout, call);
  if (between.length > 0 || !starts) return undefined;
  const base = indentOf(layout.source, layout.source.getTokenBefore(call.arguments[0]!)!);
  const inner = base + layout.style.indentUnit;
  const close = layout.source.getLastToken(call)!;
  const last = layout.source.getTokenBefore(close)!;
  const added = [
    ...before.split(', ').filter(Boolean),
    ...(at === undefined ? [] : [literalText(layout, items, inner)]),
  ]
    .map((text) => `,${layout.eol}${inner}${text}`)
    .join('');
  const comma =
    layout.style.hasArgumentCommas && !(last.value === ',' && at === undefined) ? ',' : '';
  const inside = call.arguments
    .filter((argument) => argument !== slot?.node)
    .flatMap((argument) => indented(layout, argument));
  return [
    ...starts.map((range): Edit => ({ range, text: `${layout.eol}${inner}` })),
    ...inside,
    ...edits,
    { range: [last.range[1], close.range[0]], text: `${added}${comma}${layout.eol}${base}` },
  ];
}

/** The gaps before the arguments; none if an argument has parentheses, or a comma behind the last one. */
function startsOf(
  layout: Layout,
  call: Call,
): (readonly [start: number, end: number])[] | undefined {
  const gaps = call.arguments.map((argument, index) => ({
    before: layout.source.getTokenBefore(argument)!,
    argument,
    index,
  }));
  const isPlain = gaps.every(({ before, index }) =>
    index === 0
      ? before.value === '(' && before.range[0] >= call.callee.range[1]
      : before.value === ',' &&
        layout.source.getTokenBefore(before)!.range[1] === call.arguments[index - 1]!.range[1],
  );
  const close = layout.source.getLastToken(call)!;
  return isPlain &&
    layout.source.getTokenBefore(close)!.range[1] === call.arguments.at(-1)?.range[1]
    ? gaps.map(({ before, argument }) => [before.range[1], argument.range[0]] as const)
    : undefined;
}
