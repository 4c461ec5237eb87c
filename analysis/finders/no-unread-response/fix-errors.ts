/**
 * Where the body of an error response is destroyed: at the beginning of the code that takes the error, or behind the last log that is
 * given it; before what leaves that code, if some of it hands the error on.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { numbered, variableNames } from '../../edits/free-names.ts';
import { insertion } from '../../edits/insertion.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import { isTypeScript } from '../../modules/source-files.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed, variableOf } from '../../syntax/bindings.ts';
import { isIdentifierNamed } from '../../syntax/nodes.ts';
import { contains, someNode, walk } from '../../syntax/traversal.ts';
import { destroyingBefore } from './before-leaves.ts';
import {
  afterStatement,
  arrowWithBody,
  inOneLine,
  intoBody,
  type AddedStatement,
} from './statements.ts';
import type { StreamFile, UnreadBody } from './stream-file.ts';
import { shownIn } from './uses-behind.ts';

/** The code that takes an error: a handler, or a `catch`. */
interface Taker {
  readonly body: Node;
  readonly param: Node | undefined;
  readonly isCatch: boolean;
}

/** What an error is called where it has no name yet. */
const ERROR_NAME = 'error';

export function fixError(file: StreamFile, unread: UnreadBody): Remedy {
  const { source } = file;
  const taker = takerOf(unread);
  if (!taker)
    return {
      refusal:
        'the handler only logs the error: use a function that also destroys `error.response.data`',
    };
  const named = nameOf(source, taker);
  if (!named)
    return {
      refusal: 'the error has no name: name it, and call `destroy()` on its `response.data`',
    };
  const statement = destroyingStatement(file, taker, named.name);
  if (statement === undefined)
    return {
      refusal: `the type of \`${named.name}\` says nothing of its response: call \`destroy()\` on \`${named.name}.response.data\` where \`axios.isAxiosError(${named.name})\``,
    };
  const remedy = destroyedIn(source, unread, { taker, named, statement });
  const narrowing =
    isTypeScript(file.project.file) && 'edits' in remedy
      ? narrowingBefore(source, { taker, named, statement }, remedy.edits)
      : undefined;
  return narrowing
    ? {
        refusal: `line ${narrowing.loc.start.line} gives \`${named.name}\` a type whose response may have no \`destroy\`: destroy its body before`,
      }
    : remedy;
}

interface Destroying {
  readonly taker: Taker;
  readonly named: Named;
  readonly statement: AddedStatement;
}

function destroyedIn(
  source: SourceCode,
  unread: UnreadBody,
  { taker, named, statement }: Destroying,
): Remedy {
  if (unread.body.uses.fates.size > 0)
    return unread.paths.reachesEnd
      ? {
          refusal: `a path leaves the answer unread, though others hand it on: write \`${inOneLine(statement)}\` on that path`,
        }
      : destroyingBefore(source, unread.paths.leaves, {
          statement,
          body: unread.body,
          isKnownAt: (leave) => isNamedAt(source, taker, named.name, leave),
        });
  return taker.body.type === AST_NODE_TYPES.BlockStatement
    ? atOnce(source, taker.body, { ...named, statement, unread })
    : inExpression(source, taker, { ...named, statement, unread });
}

function takerOf({ body: { arrival } }: UnreadBody): Taker | undefined {
  switch (arrival.kind) {
    case 'catch': {
      const { body, param } = arrival.node;
      return { body, param: param ?? undefined, isCatch: true };
    }
    case 'function': {
      const { body, params } = arrival.node;
      return { body, param: params[0], isCatch: false };
    }
    default:
      return undefined;
  }
}

interface Named {
  readonly name: string;
  /** The edits that give it. */
  readonly edits: readonly Edit[];
}

/** The name of an error; `catch {` gets one. */
function nameOf(source: SourceCode, { param, body, isCatch }: Taker): Named | undefined {
  if (param)
    return param.type === AST_NODE_TYPES.Identifier && !isWritten(source, param)
      ? { name: param.name, edits: [] }
      : undefined;
  const before = source.getTokenBefore(body);
  if (isCatch ? before?.value !== 'catch' : body.type === AST_NODE_TYPES.BlockStatement)
    return undefined;
  const isFree =
    !variableNamed(source, ERROR_NAME, body) &&
    !someNode(source, body, (node) => isIdentifierNamed(node, ERROR_NAME));
  const name = isFree ? ERROR_NAME : numbered(ERROR_NAME, variableNames(source));
  return { name, edits: isCatch ? [insertion(before!.range[1], ` (${name})`)] : [] };
}

function isWritten(source: SourceCode, name: TSESTree.Identifier): boolean {
  return variableOf(source, name)?.references.some((reference) => reference.isWrite()) ?? true;
}

function isNamedAt(source: SourceCode, { param }: Taker, name: string, at: Node): boolean {
  return (
    param?.type === AST_NODE_TYPES.Identifier &&
    variableNamed(source, name, at) === variableOf(source, param)
  );
}

/** The statement that destroys the body, as the types of the file allow it; undefined if they do not. */
function destroyingStatement(
  { project, resolver }: StreamFile,
  { param, isCatch, body }: Taker,
  name: string,
): AddedStatement | undefined {
  const plain = `${name}?.response?.data?.destroy?.()`;
  if (!isTypeScript(project.file)) return plain;
  const annotation =
    param?.type === AST_NODE_TYPES.Identifier
      ? param.typeAnnotation?.typeAnnotation.type
      : undefined;
  if (annotation === AST_NODE_TYPES.TSAnyKeyword) return plain;
  // What a promise is rejected with is `any` by TypeScript's own types, what is caught may be `unknown`.
  if (annotation === undefined && !isCatch) return plain;
  if (annotation !== undefined && annotation !== AST_NODE_TYPES.TSUnknownKeyword) return undefined;
  const axios = resolver.axiosNameAt(body);
  return axios === undefined
    ? undefined
    : {
        condition: `${axios}.isAxiosError(${name})`,
        text: `${name}.response?.data?.destroy?.()`,
      };
}

interface AtOnce extends Named {
  readonly statement: AddedStatement;
  readonly unread: UnreadBody;
}

function atOnce(
  source: SourceCode,
  block: TSESTree.BlockStatement,
  { edits, statement, unread }: AtOnce,
): Remedy {
  const log = lastLog(block, unread);
  if (log && unread.paths.leaves.some((leave) => leave.range[0] < log.range[1]))
    return {
      refusal:
        'a log behind a statement that leaves would show the stream destroyed: call `destroy()` on `response.data` on each path',
    };
  const edit = log ? afterStatement(source, log, statement) : intoBody(source, block, statement);
  return edit
    ? { edits: [...edits, edit] }
    : { refusal: `there is no place for a statement: write \`${inOneLine(statement)}\` first` };
}

/** `.catch((error) => res.status(500).send(error.message))` */
function inExpression(
  source: SourceCode,
  { body, param }: Taker,
  { name, statement, unread }: AtOnce,
): Remedy {
  const fn = body.parent;
  const isShown = shownIn(unread.body).some((node) => contains(body, node));
  const edit =
    fn?.type === AST_NODE_TYPES.ArrowFunctionExpression && !isShown
      ? arrowWithBody(source, fn, statement, param ? undefined : `(${name})`)
      : undefined;
  return edit
    ? { edits: [edit] }
    : {
        refusal: 'the handler is an expression: give it a body that destroys `error.response.data`',
      };
}

/** The last statement of a block that gives the error to a log. */
function lastLog(block: TSESTree.BlockStatement, unread: UnreadBody): Node | undefined {
  const shown = shownIn(unread.body);
  return block.body.findLast((statement) => shown.some((node) => contains(statement, node)));
}

/** A test of the error before an edit that gives it a type in which the added statement may be wrong. */
function narrowingBefore(
  source: SourceCode,
  { taker: { body }, named: { name }, statement }: Destroying,
  edits: readonly Edit[],
): Node | undefined {
  const last = Math.max(...edits.map(({ range }) => range[0]));
  const isGuarded = typeof statement !== 'string';
  let found: Node | undefined;
  walk(source, body, (node) => {
    const isNarrowing = isTypedTest(node, name) || (!isGuarded && isInstanceTest(node, name));
    if (isNarrowing && node.range[1] <= last) found ??= node;
    return true;
  });
  return found;
}

/** `isAxiosError<string>(error)`: no test of ours makes the body anything else. */
function isTypedTest(node: Node, name: string): boolean {
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  const type = node.typeArguments?.params[0];
  return (
    type !== undefined &&
    type.type !== AST_NODE_TYPES.TSAnyKeyword &&
    node.arguments.some((argument) => isIdentifierNamed(argument, name))
  );
}

/** `error instanceof HttpError`: an error of any type is then one that may have no response. */
function isInstanceTest(node: Node, name: string): boolean {
  return (
    node.type === AST_NODE_TYPES.BinaryExpression &&
    node.operator === 'instanceof' &&
    isIdentifierNamed(node.left, name) &&
    !isAxiosError(node.right)
  );
}

function isAxiosError(node: Node): boolean {
  return isIdentifierNamed(
    node.type === AST_NODE_TYPES.MemberExpression ? node.property : node,
    'AxiosError',
  );
}
