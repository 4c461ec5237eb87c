/**
 * How a file is written: what its own text says, then what its package does (package-style.ts).
 */
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import detectIndent from 'detect-indent';
import { isBuiltin } from 'node:module';
import { hasLineEnd } from '../source/lines.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { loadedModule } from '../syntax/calls.ts';
import { topStatements } from '../syntax/components.ts';
import { literalString } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { Ballot } from './ballot.ts';
import { commaSignsOf, type CommaSigns } from './comma-signs.ts';
import { indentOf, startsItsLine } from './insertion.ts';
import { isTerminated, lastTokenOf } from './statement-ends.ts';

/** How text is written. */
export interface TextStyle {
  readonly quote: "'" | '"';
  readonly hasSemicolons: boolean;
  readonly indentUnit: string;
  /** How many columns a tab takes. */
  readonly tabWidth: number;
  /** Whether the last item of a literal that goes over lines ends in a comma. */
  readonly hasLiteralCommas: boolean;
  /** The same of the last argument of a call. */
  readonly hasArgumentCommas: boolean;
  /** `{ a }`, not `{a}`. */
  readonly hasBraceSpaces: boolean;
  /** `node:http`, not `http`. */
  readonly hasNodePrefix: boolean;
  /** How long a line may be, in columns. */
  readonly width: number;
  /** Whether Prettier lays out the package: then arguments are laid out as it does. */
  readonly isPrettier: boolean;
}

/** What something says of the style: a config, or the text of a file. */
export type StyleSigns = Partial<TextStyle>;

/** The same, where what is not told may be there as undefined. */
export type Signs = { readonly [Name in keyof TextStyle]?: TextStyle[Name] | undefined };

/** What is written where nothing says how. */
export const DEFAULT_STYLE: TextStyle = {
  quote: "'",
  hasSemicolons: true,
  indentUnit: '  ',
  tabWidth: 4,
  hasLiteralCommas: false,
  hasArgumentCommas: false,
  hasBraceSpaces: true,
  hasNodePrefix: true,
  width: 120,
  isPrettier: false,
};

/** What the package of a file says. */
export interface PackageSigns {
  /** By the configs of Prettier and editors. */
  readonly configured: StyleSigns;
  /** By a sample of its files: read when it is asked for. */
  sampled(): StyleSigns;
  /** The commas of the sample, and the spaces in its braces. */
  sampledCommas(): CommaSigns;
}

/** Each edit asks, and the answer lies in the whole of the file. */
const ownSigns = new WeakMap<SourceCode, StyleSigns>();

/** What the text of a file says; nothing of what it does not show. */
export function signsOf(source: SourceCode): StyleSigns {
  let signs = ownSigns.get(source);
  if (!signs) ownSigns.set(source, (signs = readSigns(source)));
  return signs;
}

/** The style of a file. A line's length is for a config to say; the rest is as the file has it. */
export function styleOf(source: SourceCode, signs?: PackageSigns): TextStyle {
  const own = signsOf(source);
  const { width, isPrettier, tabWidth } = signs?.configured ?? {};
  const known = {
    ...DEFAULT_STYLE,
    ...signs?.configured,
    ...own,
    ...(width === undefined ? {} : { width }),
    ...(isPrettier ? { isPrettier } : {}),
    ...(tabWidth === undefined ? {} : { tabWidth }),
  };
  // Only a comma and the spaces in braces are worth a look into other files.
  const unknown = signs
    ? COMMA_SIGNS.filter((name) => own[name] === undefined && signs.configured[name] === undefined)
    : [];
  if (!signs || !ASKED_OF_OTHERS.some((name) => unknown.includes(name))) return known;
  const sampled = signs.sampledCommas();
  return {
    ...known,
    ...Object.fromEntries(unknown.map((name) => [name, sampled[name] ?? known[name]])),
  };
}

const ASKED_OF_OTHERS = ['hasLiteralCommas', 'hasBraceSpaces'] as const;
const COMMA_SIGNS = [...ASKED_OF_OTHERS, 'hasArgumentCommas'] as const;

function readSigns(source: SourceCode): StyleSigns {
  return withoutUndefined({
    quote: findQuote(source),
    hasSemicolons: findSemicolons(source),
    indentUnit: detectIndent(source.text).indent || undefined,
    ...commaSignsOf(source),
    hasNodePrefix: findNodePrefix(source),
    width: findWidth(source),
  });
}

function withoutUndefined(signs: Signs): StyleSigns {
  return Object.fromEntries(Object.entries(signs).filter(([, value]) => value !== undefined));
}

function findQuote(source: SourceCode): TextStyle['quote'] | undefined {
  const ballot = new Ballot();
  for (const { type, value } of source.ast.tokens)
    if (type === AST_TOKEN_TYPES.String) ballot.add(value.startsWith('"'));
  const { isCarried } = ballot;
  return isCarried === undefined ? undefined : isCarried ? '"' : "'";
}

function findNodePrefix(source: SourceCode): boolean | undefined {
  const ballot = new Ballot();
  const required = nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
    const [first] = call.arguments;
    // Scopes, which tell a `require` from another, are not analysed for what is none.
    return first && isBuiltin(literalString(first) ?? '') ? (loadedModule(source, call) ?? []) : [];
  });
  for (const name of [
    ...nodesOf(source, AST_NODE_TYPES.ImportDeclaration).map(({ source: { value } }) => value),
    ...required,
  ])
    if (isBuiltin(name)) ballot.add(name.startsWith('node:'));
  return ballot.isCarried;
}

function findSemicolons(source: SourceCode): boolean | undefined {
  const statements = topStatements(source).filter(
    ({ type }) =>
      type === AST_NODE_TYPES.ImportDeclaration ||
      type === AST_NODE_TYPES.VariableDeclaration ||
      type === AST_NODE_TYPES.ExpressionStatement,
  );
  const withSemicolon = statements.filter((statement) => isTerminated(source, statement)).length;
  return statements.length === 0 ? undefined : withSemicolon * 2 >= statements.length;
}

/** Whether an import of several names stands on a line that is longer than it may be. */
export function hasLongImport(source: SourceCode, width: number): boolean {
  return nodesOf(source, AST_NODE_TYPES.ImportDeclaration).some(
    ({ specifiers, loc: { start, end } }) =>
      specifiers.length > 1 && start.line === end.line && end.column > width,
  );
}

/** Whether the last name of an import that goes over lines has a comma behind it; undefined if there is none. */
export function brokenImportComma(source: SourceCode): boolean | undefined {
  const ballot = new Ballot();
  for (const { specifiers } of nodesOf(source, AST_NODE_TYPES.ImportDeclaration)) {
    const next = specifiers.length > 0 ? source.getTokenAfter(specifiers.at(-1)!) : null;
    const close = next?.value === ',' ? source.getTokenAfter(next) : next;
    if (close?.value === '}' && specifiers.at(-1)!.loc.end.line < close.loc.start.line)
      ballot.add(next!.value === ',');
  }
  return ballot.isCarried;
}

/** The widths that people choose. */
const WIDTHS = [80, 100, 120, 140];

/** A string or a template as long as this is not broken, however long its line gets. */
const LONG_TEXT = 40;

/** A file with fewer lines does not tell that it keeps them short. */
const TELLING_LINES = 40;

/** Of so many lines one may be longer: a name that nobody could break. */
const LINES_PER_OUTLIER = 200;

/** The next of the usual widths that no line of code exceeds; lines that nobody could break say nothing. */
function findWidth(source: SourceCode): number {
  const unbroken = new Set<number>();
  const columns = new Map<number, number>();
  // A token's location is worked out when it is read.
  for (const token of source.ast.tokens) {
    const { type, range } = token;
    if (
      type !== AST_TOKEN_TYPES.Template &&
      type !== AST_TOKEN_TYPES.JSXText &&
      range[1] - range[0] <= LONG_TEXT
    )
      continue;
    const { start, end } = token.loc;
    for (let { line } = start; line <= end.line; line++) unbroken.add(line);
  }
  for (const { loc } of nodesOf(source, AST_NODE_TYPES.ImportDeclaration))
    unbroken.add(loc.start.line);
  for (const [index, token] of source.ast.tokens.entries()) {
    const next = source.ast.tokens[index + 1];
    // Of the tokens that end on a line the last alone tells how long it is.
    if (next && !hasLineEnd(source.text, token.range[1], next.range[1])) continue;
    const { line, column } = token.loc.end;
    if (!unbroken.has(line)) columns.set(line, column);
  }
  const lengths = [...columns.values()];
  const isWithin = (candidate: number) =>
    lengths.filter((length) => length > candidate).length <= lengths.length / LINES_PER_OUTLIER;
  const width = WIDTHS.find(isWithin) ?? WIDTHS.at(-1)!;
  return (source.ast.tokens.at(-1)?.loc.end.line ?? 0) < TELLING_LINES
    ? Math.max(width, DEFAULT_STYLE.width)
    : width;
}

/** What most of several texts say. */
export function majority(all: readonly Signs[]): StyleSigns {
  const most = (name: keyof TextStyle) => {
    const counts = new Map<unknown, number>();
    for (const signs of all)
      if (signs[name] !== undefined) counts.set(signs[name], (counts.get(signs[name]) ?? 0) + 1);
    return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
  };
  return withoutUndefined(
    Object.fromEntries(
      (Object.keys(DEFAULT_STYLE) as (keyof TextStyle)[]).map((name) => [name, most(name)]),
    ),
  );
}

/** The source of a node as it looks at the left margin: its further lines lose the indentation of the first. */
export function dedented(source: SourceCode, node: Node): string {
  const text = source.getText(node);
  const isTextual = source
    .getTokens(node)
    .some(({ type, loc }) => type === AST_TOKEN_TYPES.Template && loc.start.line !== loc.end.line);
  const indent = indentOf(source, node);
  return isTextual || indent === '' ? text : text.replaceAll(`\n${indent}`, '\n');
}

/** Whether nothing else stands on the lines of a statement, no comment either. */
export function startsAndEndsItsLine(source: SourceCode, statement: Node): boolean {
  const [, last] = lastTokenOf(source, statement).range;
  const end = source.text.indexOf('\n', last);
  return (
    startsItsLine(source, statement) &&
    source.text.slice(last, end < 0 ? undefined : end).trim() === ''
  );
}
