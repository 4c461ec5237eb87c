/**
 * The tokens of a parsed text. oxc-parser gives none; an AST and its comments tell where each one stands.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import type { Node } from './source-code.ts';

type Range = [start: number, end: number];

export interface PlainToken {
  readonly type: AST_TOKEN_TYPES;
  readonly range: Range;
}

/** Longest first. Those that begin with an angle bracket are not among them: only the AST tells `a >> b` from `A<B<c>>`. */
const PUNCTUATOR =
  /\.{3}|[=!]==|\*\*=|&&=|\|\|=|\?\?=|=>|[=!]=|\+\+|--|&&|\|\||\?\?|\?\.(?!\d)|\*\*|[-+*/%&|^]=|[^]/uy;
const WORD = /#?(?:[$\p{ID_Continue}\u200C\u200D]|\\u(?:\{[^}]*\}|[\dA-Fa-f]{4}))+/uy;
const SPACE = /[\s\uFEFF]+/uy;
const HASHBANG = /^#!.*/u;

/**
 * @param nodes every node of the text's AST
 * @param comments in source order
 * @returns the tokens in source order, as TypeScript's scanner tells them apart; keywords are of type Identifier, too
 */
export function tokensOf(
  text: string,
  nodes: Iterable<Node>,
  comments: readonly { readonly range: Readonly<Range> }[],
): PlainToken[] {
  const commentEnds = new Map(comments.map(({ range: [start, end] }) => [start, end]));
  const known = knownTokens(text, nodes, commentEnds);
  const tokens: PlainToken[] = [];
  let at = HASHBANG.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const token = known.get(at);
    if (token) tokens.push(token);
    const comment = token ? undefined : (commentEnds.get(at) ?? matchEnd(SPACE, text, at));
    if (comment === undefined && !token) tokens.push(tokenAt(text, at));
    // A JSX text may be empty of characters; no token ends where it starts.
    at = Math.max(comment ?? tokens.at(-1)!.range[1], at + 1);
  }
  return tokens;
}

function tokenAt(text: string, at: number): PlainToken {
  const word = matchEnd(WORD, text, at);
  if (word !== undefined)
    return {
      type: text[at] === '#' ? AST_TOKEN_TYPES.PrivateIdentifier : AST_TOKEN_TYPES.Identifier,
      range: [at, word],
    };
  const isBracket = text[at] === '<' || text[at] === '>';
  return {
    type: AST_TOKEN_TYPES.Punctuator,
    range: [at, isBracket ? at + 1 : matchEnd(PUNCTUATOR, text, at)!],
  };
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** What its text alone does not tell, by where it starts: literals, templates, JSX, operators of angle brackets. */
function knownTokens(
  text: string,
  nodes: Iterable<Node>,
  commentEnds: ReadonlyMap<number, number>,
): Map<number, PlainToken> {
  const known = new Map<number, PlainToken>();
  const add = (type: AST_TOKEN_TYPES, [start, end]: Readonly<Range>) => {
    if (start < end) known.set(start, { type, range: [start, end] });
  };
  for (const node of nodes) {
    switch (node.type) {
      case AST_NODE_TYPES.Literal:
        add(literalType(node), node.range);
        break;
      case AST_NODE_TYPES.TemplateElement:
        add(AST_TOKEN_TYPES.Template, node.range);
        break;
      case AST_NODE_TYPES.JSXText:
        add(AST_TOKEN_TYPES.JSXText, node.range);
        break;
      case AST_NODE_TYPES.JSXIdentifier:
        add(AST_TOKEN_TYPES.JSXIdentifier, node.range);
        break;
      case AST_NODE_TYPES.BinaryExpression:
      case AST_NODE_TYPES.AssignmentExpression:
        if (/^[<>]./u.test(node.operator))
          add(AST_TOKEN_TYPES.Punctuator, operatorRange(text, node, commentEnds));
    }
  }
  return known;
}

function literalType({ value, raw, parent }: TSESTree.Literal): AST_TOKEN_TYPES {
  if (typeof value === 'string')
    return parent.type === AST_NODE_TYPES.JSXAttribute
      ? AST_TOKEN_TYPES.JSXText
      : AST_TOKEN_TYPES.String;
  if (raw.startsWith('/')) return AST_TOKEN_TYPES.RegularExpression;
  return typeof value === 'boolean'
    ? AST_TOKEN_TYPES.Boolean
    : value === null && raw === 'null'
      ? AST_TOKEN_TYPES.Null
      : AST_TOKEN_TYPES.Numeric;
}

/** Between the operands stand comments and the parentheses around them alone. */
function operatorRange(
  text: string,
  { left, operator }: TSESTree.BinaryExpression | TSESTree.AssignmentExpression,
  commentEnds: ReadonlyMap<number, number>,
): Range {
  let at = left.range[1];
  while (!text.startsWith(operator, at)) at = commentEnds.get(at) ?? at + 1;
  return [at, at + operator.length];
}
