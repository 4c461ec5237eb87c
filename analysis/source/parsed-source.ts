/**
 * A parsed text with the questions that finders ask of ESLint's SourceCode. What is costly is made when it is first asked
 * for: scopes, tokens, lines. Most files of a project are parsed and never asked.
 */
import { analyze, type ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { lastWhere, Lines } from './lines.ts';
import { isStackOverflow, TOO_DEEP } from './nesting-depth.ts';
import { ParseError } from './parse-error.ts';
import type { Node, SourceCode } from './source-code.ts';
import { tokensOf } from './tokens.ts';

type Range = [start: number, end: number];
interface Ranged {
  readonly range: Readonly<Range>;
}

/** What a parser gives. */
export interface ParsedText {
  readonly ast: TSESTree.Program;
  /** In source order. */
  readonly comments: readonly {
    readonly type: 'Line' | 'Block';
    readonly value: string;
    readonly range: Range;
  }[];
  readonly isModule: boolean;
}

class Token {
  readonly type: AST_TOKEN_TYPES;
  readonly value: string;
  readonly range: Range;
  readonly #lines: Lines;

  constructor(type: AST_TOKEN_TYPES, value: string, range: Range, lines: Lines) {
    this.type = type;
    this.value = value;
    this.range = range;
    this.#lines = lines;
  }

  get loc(): TSESTree.SourceLocation {
    return this.#lines.locationOf(this.range);
  }
}

/** Without the mark of a private name, as the parsers of ESLint have it. */
function valueOf(text: string, type: AST_TOKEN_TYPES, [start, end]: Range): string {
  return text.slice(type === AST_TOKEN_TYPES.PrivateIdentifier ? start + 1 : start, end);
}

export class ParsedSource implements SourceCode {
  readonly text: string;
  readonly hasBOM: boolean;
  readonly ast: SourceCode['ast'];
  readonly visitorKeys: SourceCode['visitorKeys'] = visitorKeys;
  readonly parserServices = {};
  readonly #isModule: boolean;
  readonly #comments: readonly TSESTree.Comment[];
  #scopes: ScopeManager | undefined;
  #tokens: readonly TSESTree.Token[] | undefined;
  #tokensAndComments: readonly TSESTree.Token[] | undefined;

  /** @param text without its BOM */
  constructor(text: string, hasBOM: boolean, { ast, comments, isModule }: ParsedText) {
    const lines = new Lines(text);
    this.text = text;
    this.hasBOM = hasBOM;
    this.#isModule = isModule;
    this.#comments = comments.map(
      ({ type, value, range }) => new Token(AST_TOKEN_TYPES[type], value, range, lines),
    ) as unknown as TSESTree.Comment[];
    const nodes = linkNodes(ast, lines);
    this.ast = Object.defineProperties(ast, {
      comments: { value: this.#comments },
      tokens: {
        get: () =>
          (this.#tokens ??= tokensOf(text, nodes, this.#comments).map(
            ({ type, range }) => new Token(type, valueOf(text, type, range), range, lines),
          ) as unknown as TSESTree.Token[]),
      },
    }) as SourceCode['ast'];
  }

  /** @throws {ParseError} if the text is nested so deeply that the stack does not bear the analysis, which descends recursively */
  get scopeManager(): SourceCode['scopeManager'] {
    try {
      return (this.#scopes ??= analyze(this.ast, {
        sourceType: this.#isModule ? 'module' : 'script',
        globalReturn: !this.#isModule,
        lib: [],
      }));
    } catch (error) {
      if (isStackOverflow(error)) throw new ParseError(TOO_DEEP);
      throw error;
    }
  }

  getText(node?: Ranged): string {
    return node ? this.text.slice(...node.range) : this.text;
  }

  /** As ESLint's (lib/languages/js/source-code/source-code.js, 10.15). */
  getScope(at: Node): ReturnType<SourceCode['getScope']> {
    const scopes = this.scopeManager!;
    const inner = at.type !== AST_NODE_TYPES.Program;
    for (let node: Node | undefined = at; node; node = node.parent) {
      const scope = scopes.acquire(node, inner);
      if (scope) return scope.type === 'function-expression-name' ? scope.childScopes[0]! : scope;
    }
    return scopes.scopes[0]!;
  }

  getDeclaredVariables(node: Node): ReturnType<SourceCode['getDeclaredVariables']> {
    return this.scopeManager!.getDeclaredVariables(node);
  }

  getAllComments(): TSESTree.Comment[] {
    return [...this.#comments];
  }

  getCommentsInside({ range: [start, end] }: Ranged): TSESTree.Comment[] {
    return this.#comments.filter(({ range }) => start <= range[0] && range[1] <= end);
  }

  getCommentsBefore({ range: [start] }: Ranged): TSESTree.Comment[] {
    const all = this.#withComments();
    const last = lastWhere(all, ({ range }) => range[1] <= start);
    let first = last;
    while (first >= 0 && isComment(all[first]!)) first--;
    return all.slice(first + 1, last + 1) as unknown as TSESTree.Comment[];
  }

  getCommentsAfter({ range: [, end] }: Ranged): TSESTree.Comment[] {
    const all = this.#withComments();
    const first = lastWhere(all, ({ range }) => range[0] < end) + 1;
    let next = first;
    while (next < all.length && isComment(all[next]!)) next++;
    return all.slice(first, next) as unknown as TSESTree.Comment[];
  }

  getTokenBefore(
    { range: [start] }: Ranged,
    options: { readonly includeComments?: boolean } = {},
  ): TSESTree.Token | null {
    const all = this.#all(options);
    return all[lastWhere(all, ({ range }) => range[1] <= start)] ?? null;
  }

  getTokenAfter(
    { range: [, end] }: Ranged,
    options: { readonly includeComments?: boolean } = {},
  ): TSESTree.Token | null {
    const all = this.#all(options);
    return all[lastWhere(all, ({ range }) => range[0] < end) + 1] ?? null;
  }

  getTokens({ range: [start, end] }: Ranged): TSESTree.Token[] {
    const all = this.ast.tokens;
    return all.slice(
      lastWhere(all, ({ range }) => range[0] < start) + 1,
      lastWhere(all, ({ range }) => range[1] <= end) + 1,
    );
  }

  getFirstToken({ range: [start, end] }: Ranged): TSESTree.Token | null {
    const first = this.ast.tokens[lastWhere(this.ast.tokens, ({ range }) => range[0] < start) + 1];
    return first && first.range[1] <= end ? first : null;
  }

  getLastToken({ range: [start, end] }: Ranged): TSESTree.Token | null {
    const last = this.ast.tokens[lastWhere(this.ast.tokens, ({ range }) => range[1] <= end)];
    return last && last.range[0] >= start ? last : null;
  }

  getTokenByRangeStart(start: number): TSESTree.Token | null {
    const token = this.ast.tokens[lastWhere(this.ast.tokens, ({ range }) => range[0] <= start)];
    return token?.range[0] === start ? token : null;
  }

  #all({
    includeComments = false,
  }: {
    readonly includeComments?: boolean;
  }): readonly TSESTree.Token[] {
    return includeComments ? this.#withComments() : this.ast.tokens;
  }

  #withComments(): readonly TSESTree.Token[] {
    return (this.#tokensAndComments ??= [...this.ast.tokens, ...this.#comments].sort(
      (a, b) => a.range[0] - b.range[0],
    ));
  }
}

function isComment({ type }: TSESTree.Token): boolean {
  return type === AST_TOKEN_TYPES.Line || type === AST_TOKEN_TYPES.Block;
}

/** What TS-ESTree leaves out where oxc-parser says `null`: among a node's children, and beside them. */
const LEFT_OUT_CHILDREN = new Set([
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'returnType',
]);
const LEFT_OUT = ['directive', 'accessibility'];

/** The lines of the texts of whole programs. */
const linesOf = new WeakMap<Node, Lines>();

/** A node's place, which is told when it is asked for. One prototype for all: V8 makes other shapes for each. */
const located = {
  get range(): Range {
    const { start, end } = this as unknown as { start: number; end: number };
    return [start, end];
  },
  get loc(): TSESTree.SourceLocation {
    let root = this as unknown as Node;
    while (root.parent) root = root.parent;
    return linesOf.get(root)!.locationOf((this as unknown as Ranged).range);
  },
};

/**
 * Gives each node its parent and its location.
 * @returns all nodes
 */
function linkNodes(ast: TSESTree.Program, lines: Lines): Node[] {
  linesOf.set(ast, lines);
  const nodes: Node[] = [ast];
  const link = (child: unknown, parent: Node) => {
    if (typeof child !== 'object' || child === null) return;
    (child as { parent: Node }).parent = parent;
    nodes.push(child as Node);
  };
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index] as Node & Record<string, unknown>;
    Object.setPrototypeOf(node, located);
    for (const key of LEFT_OUT) if (node[key] === null) node[key] = undefined;
    for (const key of visitorKeys[node.type] ?? []) {
      const value = node[key];
      if (Array.isArray(value)) for (const child of value as unknown[]) link(child, node);
      else if (value === null && LEFT_OUT_CHILDREN.has(key)) node[key] = undefined;
      else link(value, node);
    }
  }
  return nodes;
}
