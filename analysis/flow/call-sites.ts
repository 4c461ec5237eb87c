/**
 * One way in which a call runs a function of the file, and which argument goes to which parameter by it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { returnedBy, walk } from '../syntax/traversal.ts';
import type { Step } from './contents.ts';
import { load, same, store, type Edge } from './edges.ts';

export type Invocation = Call | TSESTree.TaggedTemplateExpression;

export interface CallSite {
  readonly node: Invocation;
  readonly fn: FunctionNode;
  /** `apply` gives a list of arguments, `tag` the expressions of a template behind their texts. */
  readonly how: 'call' | 'new' | 'apply' | 'tag';
  /** Arguments that `bind` has given before, and how many of the call are none of the function's: `fn.call(this, a)`. */
  readonly bound: readonly TSESTree.CallExpressionArgument[];
  readonly skipped: number;
  /** What the function is called on. */
  readonly receiver: Node | undefined;
}

/** What a call gives a function: from which expression, for which parameter. */
export interface Passed {
  readonly from: Node;
  /** Undefined behind a spread, where nobody knows. */
  readonly position: number | undefined;
  /** It is a list of what is given, from that position on. */
  readonly isSpread?: true;
}

function passedBy(site: CallSite): readonly Passed[] {
  const { node, how, bound, skipped } = site;
  if (node.type === AST_NODE_TYPES.TaggedTemplateExpression)
    return node.quasi.expressions.map((from, index) => ({ from, position: index + 1 }));
  const given = node.arguments.slice(skipped);
  if (how !== 'apply') return inOrder([...bound, ...given]);
  const [list] = given;
  const before = inOrder(bound);
  return list ? [...before, { from: list, position: before.length, isSpread: true }] : before;
}

function inOrder(given: readonly TSESTree.CallExpressionArgument[]): Passed[] {
  const first = given.findIndex(({ type }) => type === AST_NODE_TYPES.SpreadElement);
  return given.map((argument, index): Passed => {
    const isSpread = argument.type === AST_NODE_TYPES.SpreadElement;
    const position = first < 0 || index <= first ? index : undefined;
    return isSpread
      ? { from: argument.argument, position, isSpread }
      : { from: argument, position };
  });
}

/** The edges from what a call gives to the parameters of the function. */
export function argumentEdges(site: CallSite): Edge[] {
  const { params } = site.fn;
  return passedBy(site).flatMap((passed) =>
    params.flatMap((parameter, index): Edge[] => {
      const rest = restOf(parameter);
      const steps = stepsTo(passed, index, rest !== undefined);
      return steps ? [{ from: passed.from, to: rest ?? patternOf(parameter), steps }] : [];
    }),
  );
}

/** The edges from what a call gives to the `arguments` of the function. */
export function argumentsObjectEdges(source: SourceCode, { node, fn, skipped }: CallSite): Edge[] {
  const objects = argumentsObjects(source, fn);
  if (objects.length === 0 || node.type === AST_NODE_TYPES.TaggedTemplateExpression) return [];
  return node.arguments
    .slice(skipped)
    .flatMap((from, index) =>
      from.type === AST_NODE_TYPES.SpreadElement
        ? []
        : objects.map((to): Edge => ({ from, to, steps: [store(`[${index}]`)] })),
    );
}

/** The names of the `arguments` of a function. */
function argumentsObjects(source: SourceCode, fn: FunctionNode): readonly Node[] {
  if (fn.type === AST_NODE_TYPES.ArrowFunctionExpression) return [];
  const variable = source.scopeManager?.acquire(fn)?.set.get('arguments');
  return variable?.defs.length === 0
    ? variable.references.map(({ identifier }) => identifier as Node)
    : [];
}

/** How a value comes to a parameter, if it does. */
function stepsTo(
  { position, isSpread }: Passed,
  index: number,
  isRest: boolean,
): readonly Step[] | undefined {
  if (position === undefined) {
    const taken: readonly Step[] = isSpread ? [load('[]')] : [same('argument')];
    return isRest ? [...taken, store('[]')] : taken;
  }
  if (isSpread) {
    if (isRest) return [load('[]'), store('[]')];
    return index >= position ? [load(`[${index - position}]`)] : undefined;
  }
  if (isRest) return position >= index ? [store(`[${position - index}]`)] : undefined;
  return position === index ? [same('argument')] : undefined;
}

function restOf(parameter: TSESTree.Parameter): Node | undefined {
  return parameter.type === AST_NODE_TYPES.RestElement ? parameter.argument : undefined;
}

/** The pattern that a parameter's value is matched against. */
export function patternOf(parameter: TSESTree.Parameter): Node {
  if (parameter.type === AST_NODE_TYPES.TSParameterProperty) return parameter.parameter;
  return parameter.type === AST_NODE_TYPES.RestElement ? parameter.argument : parameter;
}

/** The function that a node is a parameter of: the node is what `patternOf` gives. */
export function functionTaking(node: Node): FunctionNode | undefined {
  const { parent } = node;
  const fn =
    parent?.type === AST_NODE_TYPES.RestElement ||
    parent?.type === AST_NODE_TYPES.TSParameterProperty
      ? parent.parent
      : parent;
  return fn && isFunction(fn) && fn.params.some((parameter) => patternOf(parameter) === node)
    ? fn
    : undefined;
}

export interface Result {
  readonly node: Node;
  readonly steps: readonly Step[];
}

const known = new WeakMap<FunctionNode, readonly Result[]>();

/** What a call of a function gives: what it returns, in a promise if it is async, or what it yields. */
export function resultsOf(source: SourceCode, fn: FunctionNode): readonly Result[] {
  let results = known.get(fn);
  if (!results) known.set(fn, (results = findResults(source, fn)));
  return results;
}

function findResults(source: SourceCode, fn: FunctionNode): Result[] {
  if (fn.generator) return yieldsOf(source, fn).map((node) => ({ node, steps: [same('return')] }));
  const step: Step = fn.async ? { kind: 'promise' } : same('return');
  return returnedBy(source, fn).map((argument) => ({
    node: argument === fn.body ? argument : argument.parent!,
    steps: [step],
  }));
}

function yieldsOf(source: SourceCode, fn: FunctionNode): Node[] {
  const found: Node[] = [];
  walk(source, fn.body, (node) => {
    if (isFunction(node) || isClass(node)) return false;
    if (node.type === AST_NODE_TYPES.YieldExpression) found.push(node);
    return true;
  });
  return found;
}
