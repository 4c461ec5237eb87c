/**
 * What calls do with a body that they are given, or with what it comes in.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { exitsOfFunction } from '../flow/all-paths.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isLog } from '../syntax/log-calls.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { effectOfBodyTaker, endsConnection, isConnectionName } from '../vocabulary/body-uses.ts';
import { outermost } from './bodies.ts';
import { AXIOS } from './models/axios.ts';

const ERROR_TESTS: readonly string[] = AXIOS.errorTests;

/** Globals whose functions, or which themselves, only look at what they are given; `Object.assign` gives it on. */
const LOOKING_GLOBALS = ['JSON', 'String', 'Boolean', 'Number', 'console'];

/** The watcher of a stream, which runs a function once that is over, in whatever way. */
const WATCHER = 'finished';

/** Whether a call looks at its arguments alone: a log, `axios.isAxiosError(error)`, `JSON.stringify(error)`. */
export function onlyLooks(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  const called = withoutWrappers(callee);
  const object = called.type === AST_NODE_TYPES.MemberExpression ? called.object : called;
  return (
    isLog(source, called) ||
    ERROR_TESTS.includes(calledName(source, called)) ||
    LOOKING_GLOBALS.some((name) => isGlobal(source, object, name))
  );
}

/** Whether a call asks what kind of error it is given: `axios.isAxiosError(error)`. It throws nothing. */
export function testsError(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  return ERROR_TESTS.includes(calledName(source, withoutWrappers(callee)));
}

/** What a call does with a body that it is given. */
export function effectOfTaker(
  source: SourceCode,
  { callee }: TSESTree.CallExpression,
): 'ends' | 'none' | undefined {
  const effects = valuesOf(source, callee).map((value) => {
    const [path] = accessPaths(source, value);
    return path && effectOfBodyTaker(path.module, path.path.at(-1) ?? '');
  });
  const [effect] = effects;
  if (effect !== 'ends' && effect !== 'none') return undefined;
  return effects.every((other) => other === effect) ? effect : undefined;
}

/** `finished(answer, () => body.destroy())` */
export function isAtEnd(source: SourceCode, fn: FunctionNode, node: Node): boolean {
  const { parent: call } = fn;
  return (
    call.type === AST_NODE_TYPES.CallExpression &&
    call.arguments.at(-1) === fn &&
    calledName(source, withoutWrappers(call.callee)) === WATCHER &&
    effectOfTaker(source, call) === 'none' &&
    exitsOfFunction(source, fn, (inner) => inner === node).length === 0
  );
}

/**
 * Whether a function of another file of the project gets what a log is given, and looks into responses: it may read the body
 * later, or does so itself.
 * @param given an argument of a log
 */
export function isLoggedByReader(
  source: SourceCode,
  given: Node,
  moduleNames: (module: string, word: string) => boolean,
): boolean {
  const { parent: call } = given;
  if (call?.type !== AST_NODE_TYPES.CallExpression || !isLog(source, withoutWrappers(call.callee)))
    return false;
  return valuesOf(source, call.callee)
    .flatMap((value) => accessPaths(source, value))
    .some(({ module }) => moduleNames(module, 'response'));
}

/** The call of a method. */
export function callOf(member: TSESTree.MemberExpression): TSESTree.CallExpression | undefined {
  const outer = member.parent.type === AST_NODE_TYPES.TSNonNullExpression ? member.parent : member;
  const { parent } = outer;
  return parent.type === AST_NODE_TYPES.CallExpression && parent.callee === outer
    ? parent
    : undefined;
}

/** The call that ends the connection of a response or a body: `response.request.destroy()`, `body.socket.destroy()`. */
export function endingCall(
  source: SourceCode,
  member: TSESTree.MemberExpression,
): TSESTree.CallExpression | undefined {
  let node: Node = member;
  while (
    node.type === AST_NODE_TYPES.MemberExpression &&
    isConnectionName(propertyName(source, node) ?? '')
  )
    node = outermost(node).parent ?? node;
  if (node === member || node.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  return endsConnection(propertyName(source, node) ?? '') ? callOf(node) : undefined;
}
