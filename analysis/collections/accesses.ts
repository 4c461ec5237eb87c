/**
 * What the code around an expression does with the collection that it gives, or with a value in one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callGraph } from '../flow/build-call-graph.ts';
import { builtInFlows } from '../flow/built-in-flows.ts';
import { callersOf } from '../flow/call-graph.ts';
import { isExportedExpression } from '../flow/exports.ts';
import { patternOf } from '../flow/call-sites.ts';
import { calleesOf } from '../flow/lazy-flow.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isCall, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import { sendsAsText } from '../vocabulary/sending-methods.ts';
import { isOfAnswer } from './repeatable-code.ts';

export type Access =
  | { readonly kind: 'call'; readonly method: string; readonly call: TSESTree.CallExpression }
  /** `size` or `length`, read. */
  | { readonly kind: 'size' }
  /** `x[key] = value`, `x.length = 0`; no key for a fixed property. */
  | {
      readonly kind: 'write';
      readonly key: Node | undefined;
      readonly assignment: TSESTree.AssignmentExpression;
    }
  | { readonly kind: 'delete'; readonly key: Node }
  /** A value under a key is read. */
  | { readonly kind: 'read' }
  | { readonly kind: 'iterate'; readonly by: 'for-of' | 'for-in' | 'spread' | 'copy' }
  /** The name gets another value. */
  | { readonly kind: 'replace'; readonly assignment: TSESTree.AssignmentExpression }
  | { readonly kind: 'test' }
  | { readonly kind: 'alias' }
  /** It goes where this file does not see what becomes of it; `held`, into an object each use of which is followed. */
  | {
      readonly kind: 'escape';
      readonly how:
        | 'exported'
        | 'returned'
        | 'passed on'
        | 'stored'
        | 'held'
        | 'serialised'
        | 'type-tested';
    };

/** What is asked for. */
interface Ask {
  readonly source: SourceCode;
  readonly node: Node;
  /** Whether the expression gives the collection itself, and not a value in it. */
  readonly isWhole: boolean;
}

const TEST: Access = { kind: 'test' };
const READ: Access = { kind: 'read' };
const ALIAS: Access = { kind: 'alias' };
const COPY: Access = { kind: 'iterate', by: 'copy' };
const PASSED_ON: Access = { kind: 'escape', how: 'passed on' };
const EXPORTED: Access = { kind: 'escape', how: 'exported' };
const STORED: Access = { kind: 'escape', how: 'stored' };
const HELD: Access = { kind: 'escape', how: 'held' };
const SERIALISED: Access = { kind: 'escape', how: 'serialised' };

type Answer = Access | readonly Access[] | undefined;

/** What each construct does with a part of it; `undefined` if it has the value of the part, which is followed. */
const ACCESSES: ByNodeType<[Ask], Answer> = {
  [AST_NODE_TYPES.TSAsExpression]: () => undefined,
  [AST_NODE_TYPES.TSNonNullExpression]: () => undefined,
  [AST_NODE_TYPES.TSSatisfiesExpression]: () => undefined,
  [AST_NODE_TYPES.TSTypeAssertion]: () => undefined,
  [AST_NODE_TYPES.ChainExpression]: () => undefined,
  [AST_NODE_TYPES.AwaitExpression]: () => undefined,
  [AST_NODE_TYPES.SequenceExpression]: () => undefined,
  // What a call gives back is dropped there.
  [AST_NODE_TYPES.ExpressionStatement]: (_, { node, isWhole }) =>
    isWhole && node.type === AST_NODE_TYPES.CallExpression ? undefined : TEST,
  [AST_NODE_TYPES.UnaryExpression]: () => TEST,
  [AST_NODE_TYPES.IfStatement]: () => TEST,
  [AST_NODE_TYPES.WhileStatement]: () => TEST,
  [AST_NODE_TYPES.ExportSpecifier]: () => EXPORTED,
  [AST_NODE_TYPES.ExportDefaultDeclaration]: () => EXPORTED,
  [AST_NODE_TYPES.TSExportAssignment]: () => EXPORTED,
  [AST_NODE_TYPES.MemberExpression]: (parent, ask) =>
    parent.object === ask.node ? ofMember(ask, parent) : READ,
  // `index.get(key) || []`; the left of `&&` is only asked.
  [AST_NODE_TYPES.LogicalExpression]: ({ operator, left }, { node }) =>
    operator === '&&' && left === node ? TEST : undefined,
  [AST_NODE_TYPES.ConditionalExpression]: ({ test }, { node }) =>
    test === node ? TEST : undefined,
  [AST_NODE_TYPES.VariableDeclarator]: ({ init, id }, ask) =>
    init === ask.node ? ofPattern(id, ask) : undefined,
  [AST_NODE_TYPES.AssignmentExpression]: ofAssignment,
  [AST_NODE_TYPES.CallExpression]: ofArgument,
  [AST_NODE_TYPES.NewExpression]: ofArgument,
  [AST_NODE_TYPES.SpreadElement]: () => ({ kind: 'iterate', by: 'spread' }),
  [AST_NODE_TYPES.ForOfStatement]: ({ right }, { node }) =>
    right === node ? { kind: 'iterate', by: 'for-of' } : undefined,
  [AST_NODE_TYPES.ForInStatement]: ({ right }, { node }) =>
    right === node ? { kind: 'iterate', by: 'for-in' } : undefined,
  [AST_NODE_TYPES.ReturnStatement]: ofResult,
  [AST_NODE_TYPES.ArrowFunctionExpression]: ({ body }, ask) =>
    body === ask.node ? ofResult(ask.node, ask) : undefined,
  [AST_NODE_TYPES.BinaryExpression]: ({ operator, left }, { node }) =>
    operator === 'instanceof' && left === node ? { kind: 'escape', how: 'type-tested' } : TEST,
  [AST_NODE_TYPES.Property]: ofProperty,
  [AST_NODE_TYPES.ArrayExpression]: (_, ask) => ofHolder(ask),
};

/** @param isWhole whether the expression gives the collection itself, and not a value in it */
export function accessesAt(source: SourceCode, node: Node, isWhole: boolean): readonly Access[] {
  const { parent } = node;
  if (!parent) return [];
  const answer = functionFor(ACCESSES, parent);
  const found = answer
    ? answer(parent, { source, node, isWhole })
    : isWhole && !parent.type.startsWith('TSType')
      ? PASSED_ON
      : READ;
  return found === undefined ? [] : [found].flat();
}

/** Whether what holds a collection goes where this file does not see what becomes of it. */
export function isLostAt(source: SourceCode, holder: Node): boolean {
  const given = holder.parent?.type === AST_NODE_TYPES.SpreadElement ? holder.parent : holder;
  const { parent } = given;
  if (isCall(parent)) return parent.callee !== holder && !isTaken(source, parent, given);
  return accessesAt(source, holder, true).some(
    (access) =>
      access.kind === 'escape' &&
      (access.how === 'exported' || access.how === 'returned' || access.how === 'passed on'),
  );
}

/** Whether it is seen what becomes of an argument: the function is of this file, or of the language. */
function isTaken(source: SourceCode, call: Call, argument: Node): boolean {
  if (isTakenByLanguage(source, call, call.arguments.indexOf(argument as TSESTree.Expression)))
    return true;
  const callees = calleesOf(source, call);
  return (
    callees.functions.length > 0 &&
    callGraph(source).parametersFor(call, argument).length > 0 &&
    callees.complete
  );
}

/** Whether the language says where an argument of a call goes. */
function isTakenByLanguage(source: SourceCode, call: Call, index: number): boolean {
  return (builtInFlows(source, call) ?? []).some(
    ({ from }) =>
      (from.of === 'argument' && from.index === index) ||
      (from.of === 'arguments' && from.from <= index),
  );
}

function ofMember({ source }: Ask, member: TSESTree.MemberExpression): Access {
  const name = propertyName(source, member);
  const outer = throughNonNull(member);
  const { parent } = outer;
  if (
    parent?.type === AST_NODE_TYPES.CallExpression &&
    parent.callee === outer &&
    name !== undefined
  )
    return { kind: 'call', method: name, call: parent };
  if (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === outer)
    return {
      kind: 'write',
      key: member.computed ? member.property : undefined,
      assignment: parent,
    };
  if (parent?.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'delete')
    return { kind: 'delete', key: member.property };
  return name === 'size' || name === 'length' ? { kind: 'size' } : READ;
}

function throughNonNull(member: TSESTree.MemberExpression): Node {
  return member.parent.type === AST_NODE_TYPES.TSNonNullExpression ? member.parent : member;
}

/** What a pattern takes of it; what it takes of a value is followed. */
function ofPattern(pattern: Node, { isWhole }: Ask): Answer {
  switch (pattern.type) {
    case AST_NODE_TYPES.Identifier:
      return ALIAS;
    case AST_NODE_TYPES.ArrayPattern:
      return COPY;
    default:
      return isWhole ? { kind: 'size' } : undefined;
  }
}

function ofAssignment(assignment: TSESTree.AssignmentExpression, ask: Ask): Answer {
  const { node, isWhole } = ask;
  const { left } = assignment;
  if (left === node) return isWhole ? { kind: 'replace', assignment } : undefined;
  if (left.type !== AST_NODE_TYPES.MemberExpression) return ofPattern(left, ask);
  return ofHolder(ask);
}

function ofProperty({ value, parent }: TSESTree.Property, ask: Ask): Answer {
  if (value !== ask.node) return undefined;
  return parent.type === AST_NODE_TYPES.ObjectPattern ? READ : ofHolder(ask);
}

/** It is put into something else; where that goes, uses.ts knows. */
function ofHolder({ source, node, isWhole }: Ask): Access {
  if (!isWhole) return STORED;
  return isExportedExpression(source, node) ? EXPORTED : HELD;
}

function ofArgument(call: Call, ask: Ask): Answer {
  const index = call.arguments.indexOf(ask.node as TSESTree.Expression);
  if (index === -1) return undefined;
  const known = ofBuiltIn(call, ask);
  if (known) return known;
  const callees = calleesOf(ask.source, call);
  const taken = callees.functions.flatMap(({ params }) => ofParameter(params[index], ask) ?? []);
  if (taken.length > 0 && callees.complete) return taken;
  return ask.isWhole && isTakenByLanguage(ask.source, call, index) ? HELD : [...taken, PASSED_ON];
}

/** What a function does with what it is given for a parameter. */
function ofParameter(parameter: TSESTree.Parameter | undefined, ask: Ask): Answer {
  if (!parameter) return PASSED_ON;
  switch (parameter.type) {
    case AST_NODE_TYPES.RestElement:
      return ask.isWhole ? HELD : STORED;
    case AST_NODE_TYPES.AssignmentPattern:
      return ofPattern(parameter.left, ask);
    default:
      return ofPattern(patternOf(parameter), ask);
  }
}

/** `res.json(list)` */
function sendsText(source: SourceCode, callee: Node, method: string | undefined): boolean {
  return method !== undefined && sendsAsText(method) && isOfAnswer(source, callee);
}

/** What the functions of the language, and those that answer a request, do with an argument. */
function ofBuiltIn(call: Call, { source, node, isWhole }: Ask): Access | undefined {
  const callee = withoutWrappers(call.callee);
  const isOf = (name: string) =>
    callee.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, callee.object, name);
  const method =
    callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(source, callee) : undefined;
  if (isOf('JSON') || isOf('console') || isGlobal(source, callee, 'structuredClone'))
    return SERIALISED;
  if (sendsText(source, callee, method)) return SERIALISED;
  if (isGlobal(source, callee, 'Map') || isGlobal(source, callee, 'Set')) return COPY;
  if (!isWhole) return undefined;
  if (isOf('Array')) return method === 'from' ? COPY : TEST;
  return isOf('Object') ? ofObjectMethod(call, node, method) : undefined;
}

function ofObjectMethod(call: Call, given: Node, method: string | undefined): Access {
  if (
    method === 'assign' &&
    call.arguments[0] === given &&
    call.type === AST_NODE_TYPES.CallExpression
  )
    return { kind: 'call', method: 'Object.assign', call };
  return method === 'fromEntries' ? SERIALISED : COPY;
}

/** What a function returns, its callers have. */
function ofResult(statement: Node, { source, node }: Ask): Answer {
  const fn = functionAround(node);
  if (!fn || !isFunction(fn)) return undefined;
  const { isExported, values } = callersOf(source, fn);
  const isGivenAway =
    isExported || values.some(({ parent }) => parent?.type !== AST_NODE_TYPES.CallExpression);
  return isGivenAway ? { kind: 'escape', how: 'returned' } : ALIAS;
}
