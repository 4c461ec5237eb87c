/**
 * What the expressions around a value make of it, and what a call gives when a value of a response is its argument.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { returnsItsArgument } from '../vocabulary/runtime-functions.ts';
import {
  anywhereIn,
  asText,
  awaited,
  elementOf,
  isInList,
  promised,
  sumWith,
  wrapped,
  type ResponsePart,
} from './response-part.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What the runtime's own functions give for a value that they are given; undefined for others, and for copies. */
export function resultOfArgument(
  source: SourceCode,
  call: Call,
  argument: Node,
  held: ResponsePart,
): ResponsePart | undefined {
  const callee = withoutWrappers(call.callee);
  if (call.type === AST_NODE_TYPES.NewExpression)
    return callee.type === AST_NODE_TYPES.Identifier
      ? madeWith(source, callee.name, argument, held)
      : undefined;
  if (isGlobal(source, callee, 'String')) return asText(held);
  // It copies the whole memory behind a view.
  if (isGlobal(source, callee, 'structuredClone')) return viewOf(held, 'memory');
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const name = propertyName(source, callee) ?? '';
  // `/token=(\S+)/.exec(text)`: what it finds are cuts, and the array that it gives has the text as its input.
  const searched = name === 'exec' && isPattern(source, callee.object) ? asText(held) : undefined;
  if (searched) return wrapped({ ...searched, level: 'cut' }, 'list');
  const namespace = NAMESPACES.find((object) => isGlobal(source, callee.object, object));
  switch (namespace) {
    case 'Buffer':
      // `Buffer.from(buffer)` and `Buffer.concat(buffers)` copy, `Buffer.from(arrayBuffer)` is a view.
      return name === 'from' && isArrayBuffer(source, argument) ? viewOf(held, 'view') : undefined;
    case 'Promise':
      return combined(name, held);
    case 'Object':
      return returnsItsArgument(name) ? held : undefined;
    case 'Array':
      return name === 'from' && call.arguments.length === 1 && isCopied(held) ? held : undefined;
    default:
      return name === 'concat' ? joinedWith(held) : undefined;
  }
}

/** Objects of the runtime whose functions give back what they are given, or something that holds it. */
const NAMESPACES = ['Array', 'Buffer', 'Object', 'Promise'] as const;

/** What an object holds that is made of a value. */
function madeWith(
  source: SourceCode,
  name: string,
  argument: Node,
  held: ResponsePart,
): ResponsePart | undefined {
  if (name.endsWith('Error'))
    return held.wraps[0] === '.cause' ? { ...held, wraps: held.wraps.slice(1) } : undefined;
  // `new Uint8Array(arrayBuffer)` is a view, `new Uint8Array(buffer)` a copy.
  const isTypedArray = /^(?:DataView|\w+Array)$/u.test(name);
  return isTypedArray && isArrayBuffer(source, argument) ? viewOf(held, 'memory') : undefined;
}

/** `all.concat(body)` is a list, `text.concat(cut)` a sum. */
function joinedWith(held: ResponsePart): ResponsePart | undefined {
  return sumWith(held) ?? (isInList(held) ? anywhereIn(held) : wrapped(held, 'list'));
}

/** `Array.from` makes characters of a text, numbers of bytes, and with a second argument something else of each element. */
function isCopied(held: ResponsePart): boolean {
  return (
    isInList(held) || (held.level === 'data' && held.body !== 'text' && held.body !== 'buffer')
  );
}

/** `Promise.all([…])` and its like. */
function combined(name: string, held: ResponsePart): ResponsePart | undefined {
  if (name === 'resolve') return promised(held);
  const inner = elementOf(held);
  if (!inner) return undefined;
  const settled = awaited(inner);
  const [place] = held.wraps;
  if (name === 'all') return promised({ ...settled, wraps: [place!, ...settled.wraps] });
  if (name === 'allSettled')
    return promised({ ...settled, wraps: [place!, 'settled', ...settled.wraps] });
  return name === 'race' || name === 'any' ? promised(settled) : undefined;
}

/** What is made over the memory of a body holds it. */
function viewOf(held: ResponsePart, level: 'view' | 'memory'): ResponsePart | undefined {
  return held.level === 'memory' || held.level === 'view' ? { ...held, level } : undefined;
}

/** How many characters `slice(0, 12)` and its like give at most, by their constant bounds. */
export function lengthOfCut(call: TSESTree.CallExpression, method: string): number | undefined {
  const [start, end] = call.arguments.map(constantNumber);
  if (start === undefined) return undefined;
  if (method === 'substr') return start < 0 ? Math.min(-start, end ?? Infinity) : end;
  // It takes the smaller of the two for the start, and what is below zero for zero.
  if (method === 'substring')
    return end === undefined ? undefined : Math.abs(Math.max(end, 0) - Math.max(start, 0));
  if (method !== 'slice') return undefined;
  if (start < 0) return end !== undefined && end < 0 ? end - start : -start;
  return end === undefined || end < 0 ? undefined : end - start;
}

function constantNumber(node: Node): number | undefined {
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === '-') {
    const number = constantNumber(node.argument);
    return number === undefined ? undefined : -number;
  }
  return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number'
    ? node.value
    : undefined;
}

/** `/…/`, `new RegExp(…)`, or a name for one: what has an `exec` may be a database, too. */
function isPattern(source: SourceCode, node: Node): boolean {
  return valuesOf(source, node).some((value) => {
    if (value.kind !== 'node') return false;
    const made = value.node;
    if (made.type === AST_NODE_TYPES.Literal) return 'regex' in made;
    return (
      (made.type === AST_NODE_TYPES.NewExpression || made.type === AST_NODE_TYPES.CallExpression) &&
      isGlobal(source, made.callee, 'RegExp')
    );
  });
}

/** Whether an expression names the ArrayBuffer behind a Buffer: `body.buffer`. */
function isArrayBuffer(source: SourceCode, node: Node): boolean {
  const values = valuesOf(source, node);
  return (
    values.length > 0 &&
    values.every((value) => value.kind === 'member' && value.property === 'buffer')
  );
}

/** What an expression holds by an operand that holds a value. */
export function carriedBy(parent: Node, node: Node, held: ResponsePart): ResponsePart | undefined {
  if (IS_OPERAND.has(parent.type)) return held;
  switch (parent.type) {
    case AST_NODE_TYPES.AwaitExpression:
      return awaited(held);
    case AST_NODE_TYPES.ArrayExpression:
      return wrapped(held, placeIn(parent, node));
    case AST_NODE_TYPES.BinaryExpression:
      return parent.operator === '+' ? sumWith(held) : undefined;
    case AST_NODE_TYPES.TemplateLiteral:
      return isOnlyPart(parent) ? asText(held) : sumWith(held);
    default:
      return isChosen(parent, node) ? held : undefined;
  }
}

/** Expressions that are what their operand is. */
const IS_OPERAND: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSTypeAssertion,
  AST_NODE_TYPES.ChainExpression,
]);

/** `${text}` is the text itself. */
function isOnlyPart({ quasis, expressions }: TSESTree.TemplateLiteral): boolean {
  return expressions.length === 1 && quasis.every(({ value }) => value.raw === '');
}

/** Whether an expression gives one of its operands, and this may be the one. */
function isChosen(parent: Node, node: Node): boolean {
  switch (parent.type) {
    case AST_NODE_TYPES.ConditionalExpression:
      return node !== parent.test;
    case AST_NODE_TYPES.LogicalExpression:
      // `a && b` is `a` only where that is nothing.
      return node !== parent.left || parent.operator !== '&&';
    case AST_NODE_TYPES.SequenceExpression:
      return node === parent.expressions.at(-1);
    case AST_NODE_TYPES.AssignmentExpression:
      return node === parent.right;
    default:
      return false;
  }
}

/** Where an array literal has an element: behind a spread nobody knows. */
function placeIn(array: TSESTree.ArrayExpression, element: Node): 'list' | `[${number}]` {
  const index = array.elements.findIndex((candidate) => candidate === element);
  return array.elements
    .slice(0, index)
    .some((before) => before?.type === AST_NODE_TYPES.SpreadElement)
    ? 'list'
    : `[${index}]`;
}

/** Whether nothing is made of what an expression gives, neither of its error: nobody need ask what that is. */
export function isDropped(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.ExpressionStatement:
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.Decorator:
      return true;
    case AST_NODE_TYPES.ChainExpression:
      return isDropped(parent);
    case AST_NODE_TYPES.AwaitExpression:
      return isDropped(parent) && catchAround(parent) === undefined;
    default:
      return false;
  }
}

/** The handler of what an expression throws, in its function. */
export function catchAround(node: Node): TSESTree.CatchClause | undefined {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return undefined;
    if (
      ancestor.type === AST_NODE_TYPES.TryStatement &&
      ancestor.block === inner &&
      ancestor.handler
    )
      return ancestor.handler;
    inner = ancestor;
  }
  return undefined;
}
