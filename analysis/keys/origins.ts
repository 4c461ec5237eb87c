/**
 * What the answers about keys are made of, and how several of them meet.
 */
import type { Content, Path } from '../flow/contents.ts';
import type { Way } from '../flow/evaluate.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { oneLine } from '../syntax/text.ts';
import { isPartOfFew, keySetOf, nameAt } from './key-names.ts';
import type { KeyOrigin } from './key-queries.ts';

export const FINITE: KeyOrigin = { kind: 'finite', text: 'a constant' };
/** What an answer is while it is being worked out, and adds nothing to it. */
export const OPEN: KeyOrigin = { kind: 'finite', text: 'itself' };
/** The same of what a list holds: of itself alone, nobody knows what. */
export const OPEN_CONTENT: KeyOrigin = { kind: 'finite', text: 'itself' };
/** There is no such part: what a promise resolves with is not the promise. */
export const NOTHING: KeyOrigin = { kind: 'finite', text: 'nothing' };

const ADDS_NOTHING: ReadonlySet<KeyOrigin> = new Set([OPEN, OPEN_CONTENT, NOTHING]);

/** What the questions about keys ask of one another. */
export interface Asker {
  readonly source: SourceCode;
  /** Where the value of an expression comes from, or what it has at a path. */
  readonly at: (node: Node, path: Path) => KeyOrigin;
  /** The same by what flows into it alone; undefined if nothing does. */
  readonly flowInto: (node: Node, path: Path) => KeyOrigin | undefined;
  /** The same of a pattern, a parameter, or whatever else values only go through. */
  readonly place: (node: Node, path: Path) => KeyOrigin;
  /** The same of what a call of functions of the file gives: their parameters are what this call gives them. */
  readonly givenBy: (
    call: Call,
    functions: readonly FunctionNode[],
    path: Path,
  ) => KeyOrigin | undefined;
  /** A key of several parts, or one of several keys. */
  readonly anyOf: (parts: readonly Node[], whole: Node) => KeyOrigin;
}

/** Whether a step leads to one of many: an item, an entry, a property by a computed name. */
export function isElement(content: Content): boolean {
  return !content.startsWith('.') && content !== 'promise' && content !== 'rejected';
}

/** What promises resolve with is packed deeper than other things. */
export const MAX_PACKED = 6;

/** What is worked out of a value that grows grows, too. */
export const THROUGH_ALL: Way = { follows: ({ kind }) => kind === 'derive', depth: MAX_PACKED };

/** A name by itself, without the type that is written behind it where it is declared. */
export function quote(source: SourceCode, node: Node): string {
  const text = node.type === 'Identifier' ? node.name : oneLine(source, node, 48);
  return `\`${text}\``;
}

export function grows(text: string): KeyOrigin {
  return { kind: 'grows', text };
}

/** Another each time: a random id, a counter. */
export function madeAnew(text: string): KeyOrigin {
  return { kind: 'grows', text, by: 'made anew' };
}

/** An object, or a function, that is another each time: no part of what it is given to. */
export function objectMadeAnew(what: string): KeyOrigin {
  return { kind: 'grows', text: `${what} made anew each time`, by: 'object' };
}

/** Whether it grows whatever it is called. */
function isSure({ by }: KeyOrigin): boolean {
  return by === 'outside' || by === 'made anew' || by === 'type';
}

export function unknown(source: SourceCode, node: Node): KeyOrigin {
  return { kind: 'unknown', text: quote(source, node) };
}

/** It grows if one of them does. */
export function joined(origins: readonly KeyOrigin[], otherwise: () => KeyOrigin): KeyOrigin {
  const growing = origins.filter(({ kind }) => kind === 'grows');
  const [grown] = growing;
  if (grown) return growing.find(isSure) ?? growing.find(({ by }) => by !== 'name') ?? grown;
  const told = origins.filter((origin) => !ADDS_NOTHING.has(origin));
  if (told.length === 0 && origins.length > 0)
    return [OPEN_CONTENT, OPEN].find((open) => origins.includes(open)) ?? NOTHING;
  return told.every(({ kind }) => kind === 'finite')
    ? FINITE
    : (told.find(({ kind }) => kind === 'unknown') ?? otherwise());
}

/**
 * What is known of a value, unless the name that it goes by says otherwise: a flow from outside overrides a name.
 * @param name of the value, or of what has it at the path
 */
export function named(
  source: SourceCode,
  node: Node,
  { name, path }: { name: string; path: Path },
  origin: KeyOrigin,
): KeyOrigin {
  if (origin.kind === 'finite' || (origin.kind === 'grows' && isSure(origin))) return origin;
  const part = nameAt(name, path);
  const set = keySetOf(part);
  // `library.folders`: parts of one of few.
  const isOfFew = () => isPartOfFew([name, ...path.map((content) => content.slice(1))]);
  if (origin.kind === 'grows')
    return set === 'few' || (set === undefined && isOfFew()) ? unknown(source, node) : origin;
  const subject =
    path.length === 0 || node.type === 'MemberExpression' ? quote(source, node) : `\`${part}\``;
  return set === 'many'
    ? { kind: 'grows', text: `${subject} (its name suggests many values)`, by: 'name' }
    : origin;
}
