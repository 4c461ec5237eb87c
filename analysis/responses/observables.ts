/**
 * What rxjs makes of an observable of a response (`HttpService` of `@nestjs/axios` gives one): like a promise, it has its value
 * inside, operators are given the value, and a promise is made of it (rxjs 7.8.2).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callOf } from '../flow/call-around.ts';
import { patternOf } from '../flow/call-sites.ts';
import type { Step } from '../flow/contents.ts';
import { load, same, store, type Edge } from '../flow/edges.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';

/** Operators that give another value for each, and those that give another observable. */
const MAPPING: ReadonlySet<string> = new Set(['map']);
const FLATTENING: ReadonlySet<string> = new Set([
  'concatMap',
  'exhaustMap',
  'mergeMap',
  'switchMap',
]);

const VALUE: Step = load('promise');

/** Out of an observable, to what rxjs gives it to. */
export function observableEdges(source: SourceCode, node: Node): Edge[] {
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.CallExpression) {
    const name = parent.arguments[0] === node ? calledName(source, parent.callee) : '';
    return name === 'firstValueFrom' || name === 'lastValueFrom' ? [given(node, parent)] : [];
  }
  if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== node) return [];
  const call = callOf(parent);
  if (call?.type !== AST_NODE_TYPES.CallExpression) return [];
  switch (propertyName(source, parent)) {
    case 'toPromise':
      return [given(node, call)];
    case 'subscribe':
      return call.arguments.flatMap((observer, index) => ofObserver(source, node, observer, index));
    case 'pipe':
      return throughOperators(source, node, call);
    default:
      return [];
  }
}

/** What the function of an operator returns is what the observable has from then on. */
export function operatorResult(source: SourceCode, fn: FunctionNode, result: Node): Edge[] {
  const operator = fn.parent;
  if (operator.type !== AST_NODE_TYPES.CallExpression) return [];
  const pipe = operator.parent;
  const isPiped =
    pipe.type === AST_NODE_TYPES.CallExpression &&
    pipe.callee.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, pipe.callee) === 'pipe';
  if (!isPiped || pipe.arguments.findLast((one) => isTransforming(source, one)) !== operator)
    return [];
  const name = calledName(source, operator.callee);
  const steps: readonly Step[] = MAPPING.has(name)
    ? [store('promise')]
    : [load('promise'), store('promise')];
  return [{ from: result, to: pipe, steps }];
}

function throughOperators(source: SourceCode, node: Node, pipe: TSESTree.CallExpression): Edge[] {
  const edges: Edge[] = [];
  for (const operator of pipe.arguments) {
    if (operator.type !== AST_NODE_TYPES.CallExpression) continue;
    const name = calledName(source, operator.callee);
    const [fn] = operator.arguments;
    const step: Step = name === 'catchError' ? { kind: 'reject' } : VALUE;
    if (name === 'catchError' || name === 'tap' || isTransforming(source, operator))
      edges.push(...toFunction(node, fn, step));
    if (isTransforming(source, operator)) return edges;
  }
  return [...edges, given(node, pipe)];
}

function isTransforming(source: SourceCode, operator: Node): boolean {
  if (operator.type !== AST_NODE_TYPES.CallExpression) return false;
  const name = calledName(source, operator.callee);
  return MAPPING.has(name) || FLATTENING.has(name);
}

/** `subscribe(next, error)`, `subscribe({ next, error })` */
function ofObserver(source: SourceCode, node: Node, observer: Node, index: number): Edge[] {
  if (observer.type !== AST_NODE_TYPES.ObjectExpression)
    return toFunction(node, observer, index === 0 ? VALUE : { kind: 'reject' });
  return observer.properties.flatMap((property) => {
    if (property.type !== AST_NODE_TYPES.Property) return [];
    const name = propertyName(source, property);
    if (name !== 'next' && name !== 'error') return [];
    return toFunction(node, property.value, name === 'next' ? VALUE : { kind: 'reject' });
  });
}

function toFunction(from: Node, fn: Node | undefined, step: Step): Edge[] {
  const [parameter] = fn && isFunction(fn) ? fn.params : [];
  return parameter ? [{ from, to: patternOf(parameter), steps: [step] }] : [];
}

function given(from: Node, to: Node): Edge {
  return { from, to, steps: [same('return')] };
}
