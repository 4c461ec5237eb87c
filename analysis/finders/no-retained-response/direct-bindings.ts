/**
 * Whether a name is bound to what a request gives, and nothing in between.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { RespondingModel } from '../../clients/models/client-model.ts';
import type { ResponseBinding } from '../../responses/response-flow.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';

/** `const response = await pending`: the variable of the promise holds the response, too. */
export function promiseBehind(identifier: TSESTree.Identifier): TSESTree.Identifier | undefined {
  const { parent } = identifier;
  const declarator = parent.type === AST_NODE_TYPES.ArrayPattern ? parent.parent : parent;
  const awaited =
    declarator.type === AST_NODE_TYPES.VariableDeclarator && declarator.init
      ? awaitedIn(declarator.init)
      : undefined;
  const list = awaited?.type === AST_NODE_TYPES.CallExpression ? awaited.arguments[0] : undefined;
  const promises: readonly (Node | null)[] =
    list?.type === AST_NODE_TYPES.ArrayExpression ? list.elements : [awaited ?? null];
  return promises.find((promise) => promise?.type === AST_NODE_TYPES.Identifier);
}

/** Whether the name holds what the client itself resolves with, which is always a response. */
export function isSure(source: SourceCode, { identifier, held }: ResponseBinding): boolean {
  // Whatever an interceptor returns in place of the response is what the call resolves with.
  return replacerIn(source, held.model) === undefined && isDirect(identifier, held.request);
}

/** What makes it unsure, for people. */
export function doubtOf(source: SourceCode, { held: { model } }: ResponseBinding): string {
  const replacer = replacerIn(source, model);
  if (replacer === undefined) return 'it does not come straight from the request';
  const line = source.text.slice(0, source.text.indexOf(replacer)).split(/\r?\n/u).length;
  return `line ${line} names \`${replacer}\`, which decides what the request gives`;
}

/** What a file names that may give something else in place of a response. */
function replacerIn({ text }: SourceCode, { response }: RespondingModel): string | undefined {
  return response.replacedBy.find((name) => text.includes(name));
}

/** Whether a name is bound to what a request gives, by an `await`, a `then` or `Promise.all`, and nothing in between. */
export function isDirect(identifier: TSESTree.Identifier, request: Node | undefined): boolean {
  const { parent } = identifier;
  // What a helper of another file gives, others may have, too.
  if (!request) return false;
  if (parent.type === AST_NODE_TYPES.ArrayPattern)
    return isElementOfAll(parent, identifier, request);
  if (parent.type === AST_NODE_TYPES.VariableDeclarator && parent.init)
    return awaitedIn(parent.init) === request && !isOptional(request);
  const call = isFunction(parent) ? parent.parent : undefined;
  return (
    call?.type === AST_NODE_TYPES.CallExpression &&
    call.callee.type === AST_NODE_TYPES.MemberExpression &&
    withoutWrappers(call.callee.object) === request
  );
}

/** `await client?.get(url)` gives nothing without a client. */
function isOptional({ parent }: Node): boolean {
  return parent?.type === AST_NODE_TYPES.ChainExpression;
}

function awaitedIn(init: Node): Node | undefined {
  const value = withoutWrappers(init);
  return value.type === AST_NODE_TYPES.AwaitExpression
    ? withoutWrappers(value.argument)
    : undefined;
}

/** `const [a, b] = await Promise.all([axios.get(first), axios.get(second)])` */
function isElementOfAll(pattern: TSESTree.ArrayPattern, identifier: Node, request: Node): boolean {
  const all =
    pattern.parent.type === AST_NODE_TYPES.VariableDeclarator && pattern.parent.init
      ? awaitedIn(pattern.parent.init)
      : undefined;
  const list = all?.type === AST_NODE_TYPES.CallExpression ? all.arguments[0] : undefined;
  if (list?.type !== AST_NODE_TYPES.ArrayExpression) return false;
  const index = pattern.elements.findIndex((element) => element === identifier);
  const isShifted = list.elements
    .slice(0, index)
    .some((element) => element?.type === AST_NODE_TYPES.SpreadElement);
  const element = list.elements[index];
  return (
    !isShifted &&
    element !== null &&
    element !== undefined &&
    withoutWrappers(element) === request &&
    !isOptional(request)
  );
}
