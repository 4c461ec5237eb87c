/**
 * What comes from outside: requests, messages and events, whose parts clients and peers choose.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { patternOf } from '../flow/call-sites.ts';
import type { Path } from '../flow/contents.ts';
import { callbackRole, isRequestLike, talksToPeers } from '../lifetime/callback-roles.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isCall, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';
import { callbackRuns } from '../vocabulary/callback-takers.ts';
import { isKeySource } from '../vocabulary/key-sources.ts';
import { isPartOfFew, keySetOf, nameAt } from './key-names.ts';
import type { KeyOrigin } from './key-queries.ts';
import { grows, isElement } from './origins.ts';

interface Taken {
  readonly fn: FunctionNode;
  readonly pattern: Node;
  readonly path: Path;
  /** How people call it. */
  readonly subject: string;
}

/** A parameter that holds a request, a message or a client, by what it is decorated with, by its function's name or by its own. */
export function outsideOf(source: SourceCode, taken: Taken): KeyOrigin | undefined {
  const { fn, pattern } = taken;
  const index = fn.params.findIndex((parameter) => patternOf(parameter) === pattern);
  const { isExported, name = '' } = callersOf(source, fn);
  const decorators = decoratorsOf(source, pattern);
  const isRaw =
    decorators.some((decorator) => isKeySource(decorator, 'body decorator')) ||
    (index === 1 && isResolver(source, fn));
  const isOutside =
    isRaw ||
    decorators.some((decorator) => isKeySource(decorator, 'decorator')) ||
    (isExported && isKeySource(name, 'export')) ||
    (pattern.type === AST_NODE_TYPES.Identifier &&
      isRequestLike(source, pattern) &&
      !isContainer(fn, pattern)) ||
    requestIn(taken);
  return isOutside ? fromOutside(taken, 'which comes from outside', isRaw) : undefined;
}

/** `constructor(ctx)`: what an injector gives each object that it makes; a request has handlers. */
function isContainer({ parent }: FunctionNode, { name, typeAnnotation }: TSESTree.Identifier) {
  return (
    parent.type === AST_NODE_TYPES.MethodDefinition &&
    parent.kind === 'constructor' &&
    typeAnnotation === undefined &&
    /^(?:ctx|context)$/u.test(name)
  );
}

/** `({ req }) => …`: a pattern takes the request; `data.request.headers`: a part of a parameter is one. */
function requestIn({ pattern, path: [head, part] }: Taken): boolean {
  if (head === undefined || !/^\.(?:req|request|interaction)$/u.test(head)) return false;
  return (
    pattern.type === AST_NODE_TYPES.ObjectPattern ||
    (part !== undefined && (isKeySource(part.slice(1), 'raw') || part === '.socket'))
  );
}

/** `@Param('id') id: string` */
function decoratorsOf(source: SourceCode, pattern: Node): string[] {
  const decorators = (pattern as { decorators?: readonly TSESTree.Decorator[] }).decorators ?? [];
  return decorators.map(({ expression }) =>
    calledName(
      source,
      expression.type === AST_NODE_TYPES.CallExpression ? expression.callee : expression,
    ),
  );
}

/** `Query: { user: (parent, args) => … }` */
function isResolver(source: SourceCode, fn: FunctionNode): boolean {
  const { parent: field } = fn;
  const table = field.parent;
  if (field.type !== AST_NODE_TYPES.Property || table?.type !== AST_NODE_TYPES.ObjectExpression)
    return false;
  const holder = table.parent;
  return (
    holder.type === AST_NODE_TYPES.Property &&
    isKeySource(propertyName(source, holder) ?? '', 'resolvers')
  );
}

/** A parameter of a function that is handed to something that calls it; undefined if it is given nothing from outside. */
export function outsideOfCallback(
  source: SourceCode,
  taken: Taken & { readonly value: Node },
): KeyOrigin | undefined {
  const { value, fn } = taken;
  const call = value.parent;
  if (!isCall(call)) return undefined;
  const role = callbackRole(source, call, value);
  const callee = withoutWrappers(call.callee);
  const name = calledName(source, callee);
  const why = (by: string) => `from the arguments of the handler of \`${by}\``;
  const member = memberWith(source, fn);
  if (isKeySource(member, 'member')) return fromOutside(taken, why(member));
  if (isKeySource(name, 'taker of arguments'))
    return fromOutside(taken, why(name), patternOf(fn.params[0]!) === taken.pattern);
  if (isKeySource(name, 'taker')) return fromOutside(taken, why(name));
  // The files that are watched, which somebody has named, or which stand in a folder.
  if (isWatcher(source, callee) || isOwnState(call)) return undefined;
  if (role.kind !== 'handler' && role.kind !== 'ending' && role.kind !== 'stream')
    return isAnswer(taken)
      ? grows(`${taken.subject}, which \`${oneLine(source, callee, 40)}\` fetches`)
      : undefined;
  const origin = fromOutside(taken, why(role.name));
  return origin.kind !== 'grows' || isOfPeers(source, callee) ? origin : grows(origin.text);
}

/** The property of an object literal that a function is. */
function memberWith(source: SourceCode, { parent }: FunctionNode): string {
  return (parent.type === AST_NODE_TYPES.Property && propertyName(source, parent)) || '';
}

/** Whether somebody else sends what a handler is given: not every event comes from one. */
function isOfPeers(source: SourceCode, callee: Node): boolean {
  const isMethod = callee.type === AST_NODE_TYPES.MemberExpression;
  return (
    callbackRuns(calledName(source, callee), isMethod) !== 'for events' ||
    (isMethod && talksToPeers(lastWord(source, callee.object)))
  );
}

/** `watcher.on('change', (path) => …)`, `chokidar.watch(paths).on(…)` */
function isWatcher(source: SourceCode, callee: Node): boolean {
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const object = withoutWrappers(callee.object);
  return object.type === AST_NODE_TYPES.CallExpression
    ? calledName(source, object.callee) === 'watch'
    : /watcher$/iu.test(lastWord(source, object));
}

/** `this.on('stateChange', (id) => …)`: of ioBroker, of the states that an adapter has made. */
function isOwnState({ arguments: [event] }: Call): boolean {
  return /^(?:object|state)Change$/u.test((event && literalString(event)) ?? '');
}

/** An item of a list that a callback of Node's kind is given: `(error, rows) => …`. */
function isAnswer({ fn, pattern, path }: Taken): boolean {
  const [first] = fn.params;
  return (
    first?.type === AST_NODE_TYPES.Identifier &&
    first !== pattern &&
    /^(?:e|err|error)$/u.test(first.name) &&
    path.some(isElement)
  );
}

function lastWord(source: SourceCode, object: Node): string {
  const node = withoutWrappers(object);
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  return node.type === AST_NODE_TYPES.MemberExpression ? (propertyName(source, node) ?? '') : '';
}

/**
 * What has a part that clients choose. What a request is told by its server, an account's plan say, is one of few by its
 * name; what it brings as it is, a parameter or a field of its body, is one of many whatever it is called.
 */
function fromOutside({ path, subject }: Taken, why: string, isAllRaw = false): KeyOrigin {
  const text = `${subject}, ${why}`;
  const last = path.at(-1);
  if (path.includes('.constructor') || last === '.length' || last === '.size')
    return { kind: 'unknown', text: subject };
  const isRaw =
    isAllRaw || path.length === 0 || path.some((content) => isKeySource(content.slice(1), 'raw'));
  const origin: KeyOrigin = { kind: 'grows', text, by: 'outside' };
  if (isRaw) return origin;
  const set = keySetOf(nameAt('', path));
  // `req.library.folders`: a part of one of few.
  const isOfFew =
    set === 'few' || (set === undefined && isPartOfFew(path.map((content) => content.slice(1))));
  return isOfFew ? { kind: 'unknown', text: subject } : origin;
}
