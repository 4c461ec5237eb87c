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
import {
  anywhereIn,
  asText,
  awaited,
  elementOf,
  isInList,
  promised,
  sumWith,
  wrapped,
  type HeldValue,
} from './response-part.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What the runtime's own functions give for a value that they are given; undefined for others, and for copies. */
export function resultOfArgument(
  source: SourceCode,
  call: Call,
  argument: Node,
  held: HeldValue,
): HeldValue | undefined {
  const callee = withoutWrappers(call.callee);
  if (call.type === AST_NODE_TYPES.NewExpression) {
    const isError = callee.type === AST_NODE_TYPES.Identifier && callee.name.endsWith('Error');
    if (isError)
      return held.wraps[0] === '.cause' ? { ...held, wraps: held.wraps.slice(1) } : undefined;
    // `new Uint8Array(arrayBuffer)` is a view, `new Uint8Array(buffer)` a copy.
    const isTypedArray =
      callee.type === AST_NODE_TYPES.Identifier && /^(?:DataView|\w+Array)$/u.test(callee.name);
    return isTypedArray && isArrayBuffer(source, argument) ? viewOf(held, 'memory') : undefined;
  }
  if (isGlobal(source, callee, 'String')) return asText(held);
  // It copies the whole memory behind a view.
  if (isGlobal(source, callee, 'structuredClone')) return viewOf(held, 'memory');
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const name = propertyName(source, callee) ?? '';
  // `/token=(\S+)/.exec(text)`: what it finds are cuts, and the array that it gives has the text as its input.
  const searched = name === 'exec' && isPattern(source, callee.object) ? asText(held) : undefined;
  if (searched) return wrapped({ ...searched, level: 'cut' }, 'list');
  // `Buffer.from(buffer)` and `Buffer.concat(buffers)` copy, `Buffer.from(arrayBuffer)` is a view.
  if (isGlobal(source, callee.object, 'Buffer'))
    return name === 'from' && isArrayBuffer(source, argument) ? viewOf(held, 'view') : undefined;
  // `all.concat(body)` is a list, `text.concat(cut)` a sum.
  if (name === 'concat')
    return sumWith(held) ?? (isInList(held) ? anywhereIn(held) : wrapped(held, 'list'));
  if (isGlobal(source, callee.object, 'Promise')) return combined(name, held);
  if (isGlobal(source, callee.object, 'Object'))
    return name === 'freeze' || name === 'seal' ? held : undefined;
  // It makes characters of a text, numbers of bytes, and with a second argument something else of each element.
  const isCopied =
    isInList(held) || (held.level === 'data' && held.body !== 'text' && held.body !== 'buffer');
  return isCopied &&
    isGlobal(source, callee.object, 'Array') &&
    name === 'from' &&
    call.arguments.length === 1
    ? held
    : undefined;
}

/** `Promise.all([…])` and its like. */
function combined(name: string, held: HeldValue): HeldValue | undefined {
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
function viewOf(held: HeldValue, level: 'view' | 'memory'): HeldValue | undefined {
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
export function carriedBy(parent: Node, node: Node, held: HeldValue): HeldValue | undefined {
  switch (parent.type) {
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.ChainExpression:
      return held;
    case AST_NODE_TYPES.AwaitExpression:
      return awaited(held);
    case AST_NODE_TYPES.ConditionalExpression:
      return node === parent.test ? undefined : held;
    case AST_NODE_TYPES.LogicalExpression:
      // `a && b` is `a` only where that is nothing.
      return node === parent.left && parent.operator === '&&' ? undefined : held;
    case AST_NODE_TYPES.SequenceExpression:
      return node === parent.expressions.at(-1) ? held : undefined;
    case AST_NODE_TYPES.AssignmentExpression:
      return node === parent.right ? held : undefined;
    case AST_NODE_TYPES.ArrayExpression:
      return wrapped(held, placeIn(parent, node));
    case AST_NODE_TYPES.BinaryExpression:
      return parent.operator === '+' ? sumWith(held) : undefined;
    case AST_NODE_TYPES.TemplateLiteral:
      // `${text}` is the text itself.
      return parent.quasis.every(({ value }) => value.raw === '') && parent.expressions.length === 1
        ? asText(held)
        : sumWith(held);
    default:
      return undefined;
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
