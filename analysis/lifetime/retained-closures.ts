/**
 * Functions that something keeps beyond the call that makes them: a timer, an emitter, a long-lived place.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { isFunction, isIdentifierNamed, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ancestorsOf, contains, functionAround, nodesOf } from '../syntax/traversal.ts';
import { storingOf } from '../vocabulary/collection-methods.ts';
import { listensTo, takesListenersOff } from '../vocabulary/callback-takers.ts';
import { isLastEvent } from '../vocabulary/events.ts';
import { longLivedPlace, type LongLivedPlace } from './long-lived-places.ts';

export interface RetainedClosure {
  readonly fn: FunctionNode;
  /** The call or the assignment that hands it over. */
  readonly node: Node;
  /** Who keeps it, for the message. */
  readonly holder: string;
  /** What stays with each call besides, whatever the function refers to, for people: a sentence; undefined if nothing does. */
  readonly rest?: string;
  /** The place that keeps it, if that is no timer and no emitter. */
  readonly place?: LongLivedPlace;
  /** A timeout lets go by itself: what it only shares a scope with is not held for long. */
  readonly isBrief: boolean;
}

const known = new WeakMap<SourceCode, readonly RetainedClosure[]>();

export function retainedClosures(source: SourceCode): readonly RetainedClosure[] {
  let found = known.get(source);
  if (!found)
    known.set(
      source,
      (found = [
        ...nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) =>
          keptByCall(source, call),
        ),
        ...keptByAssignment(source),
      ]),
    );
  return found;
}

const TIMER_STAYS =
  'The timer itself stays, one for each call: clear it (`clearInterval`) when it is no longer needed.';
const LISTENER_STAYS =
  'The listener itself stays, one for each call: remove it when it is no longer needed.';
const FUNCTION_STAYS =
  'The closure itself stays, one for each call: remove it when it is no longer needed.';

function keptByCall(source: SourceCode, call: TSESTree.CallExpression): RetainedClosure[] {
  const callee = withoutWrappers(call.callee);
  const functions = (holder: string, rest: string | undefined) =>
    call.arguments
      .flatMap((argument) => functionsIn(source, argument))
      .map((fn) => ({
        fn,
        node: call,
        holder,
        isBrief: rest === undefined,
        ...(rest === undefined ? {} : { rest }),
      }));
  if (callee.type === AST_NODE_TYPES.Identifier) {
    if (!/^set(?:Interval|Timeout)$/u.test(callee.name) || isCleared(source, call)) return [];
    if (callee.name === 'setInterval') return functions('a timer', TIMER_STAYS);
    return isSoon(source, call) ? [] : functions('a timer', undefined);
  }
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return [];
  const name = propertyName(source, callee) ?? '';
  if (
    listensTo(name) &&
    outlives(source, callee.object, call) &&
    !isRemoved(source, callee.object, call)
  )
    return functions(`\`${source.getText(callee.object)}\``, LISTENER_STAYS);
  const place = storingOf(name) ? longLivedPlace(source, callee.object) : undefined;
  return place
    ? functions(`\`${place.name}\``, FUNCTION_STAYS).map((closure) => ({ ...closure, place }))
    : [];
}

function keptByAssignment(source: SourceCode): RetainedClosure[] {
  return nodesOf(source, AST_NODE_TYPES.AssignmentExpression).flatMap((assignment) => {
    const fns = functionsIn(source, assignment.right);
    const place = fns.length > 0 ? longLivedPlace(source, assignment.left) : undefined;
    return place
      ? fns.map((fn) => ({
          fn,
          node: assignment,
          holder: `\`${place.name}\``,
          place,
          isBrief: false,
        }))
      : [];
  });
}

/** The function that an expression is or names, or those of an object literal. */
function functionsIn(source: SourceCode, argument: Node): FunctionNode[] {
  const node = withoutWrappers(argument);
  if (isFunction(node)) return [node];
  if (node.type === AST_NODE_TYPES.ObjectExpression)
    return node.properties.flatMap((property) =>
      property.type === AST_NODE_TYPES.Property && isFunction(property.value)
        ? [property.value]
        : [],
    );
  if (node.type !== AST_NODE_TYPES.Identifier) return [];
  return valuesOf(source, node).flatMap((value) =>
    value.kind === 'node' && isFunction(value.node) ? [value.node] : [],
  );
}

/** Whether an emitter lives longer than the function that listens to it: it is not one of that function's own. */
function outlives(source: SourceCode, receiver: Node, call: TSESTree.CallExpression): boolean {
  let root = withoutWrappers(receiver);
  while (
    root.type === AST_NODE_TYPES.MemberExpression ||
    root.type === AST_NODE_TYPES.CallExpression
  ) {
    root = withoutWrappers(
      root.type === AST_NODE_TYPES.MemberExpression ? root.object : root.callee,
    );
  }
  if (root.type === AST_NODE_TYPES.ThisExpression)
    return longLivedPlace(source, receiver) !== undefined;
  if (root.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = variableOf(source, root);
  if (!variable) return isGlobal(source, root, 'process') || isGlobal(source, root, 'globalThis');
  if (isModuleLevel(variable)) return true;
  if (variable.defs[0]?.type === 'Parameter') return !isOfItsEnd(call);
  return ![...ancestorsOf(call)].some(
    (ancestor) => isFunction(ancestor) && contains(ancestor, variable.identifiers[0] as Node),
  );
}

/** A timeout that is over before anyone minds. In milliseconds. */
const SOON = 1000;

function isSoon(source: SourceCode, { arguments: [, delay] }: TSESTree.CallExpression): boolean {
  const delays = delay ? valuesOf(source, delay) : [];
  const areSoon = delays.every(
    (value) =>
      value.kind === 'node' &&
      value.node.type === AST_NODE_TYPES.Literal &&
      typeof value.node.value === 'number' &&
      value.node.value <= SOON,
  );
  return delay === undefined || (delays.length > 0 && areSoon);
}

/** An emitter that a function is given is done with its listeners when its last event comes. */
function isOfItsEnd({ arguments: [event] }: TSESTree.CallExpression): boolean {
  return (
    event?.type === AST_NODE_TYPES.Literal &&
    typeof event.value === 'string' &&
    isLastEvent(event.value)
  );
}

/** Whether the function that listens takes a listener of the same emitter off again. */
export function isRemoved(source: SourceCode, receiver: Node, call: Call): boolean {
  const fn = functionAround(call);
  return nodesOf(source, AST_NODE_TYPES.MemberExpression).some(
    (access) =>
      fn !== undefined &&
      contains(fn, access) &&
      sameReference(source, access.object, receiver) &&
      takesOff(source, access, call),
  );
}

/** `emitter.off(event, …)` of the event that a call listens to. */
function takesOff(
  source: SourceCode,
  access: TSESTree.MemberExpression,
  { arguments: [event] }: Call,
): boolean {
  const name = propertyName(source, access) ?? '';
  const [off] = access.parent.type === AST_NODE_TYPES.CallExpression ? access.parent.arguments : [];
  if (name === 'removeAllListeners' && !off) return true;
  return (
    takesListenersOff(name) &&
    off !== undefined &&
    event !== undefined &&
    source.getText(off) === source.getText(event)
  );
}

/** `timer = setInterval(…)`, `this.timer = …` that is cleared by that name somewhere; either function clears both. */
function isCleared(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  const handle =
    parent.type === AST_NODE_TYPES.VariableDeclarator
      ? parent.id
      : parent.type === AST_NODE_TYPES.AssignmentExpression
        ? parent.left
        : undefined;
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(
    ({ callee, arguments: [cleared] }) =>
      (isIdentifierNamed(callee, 'clearInterval') || isIdentifierNamed(callee, 'clearTimeout')) &&
      handle !== undefined &&
      cleared !== undefined &&
      sameReference(source, handle, cleared),
  );
}

/**
 * Whether a closure holds a variable: it uses it, or V8 keeps the variable in the context that the closure shares with
 * another one that does.
 */
export function captures({ fn, isBrief }: RetainedClosure, variable: Variable): boolean {
  const { block } = variable.scope;
  if (
    !contains(block, fn) ||
    block === fn ||
    variable.identifiers.some((identifier) => contains(fn, identifier))
  )
    return false;
  const captured = variable.references.filter(
    ({ from }) => from.variableScope !== variable.scope.variableScope,
  );
  return isBrief
    ? captured.some(({ identifier }) => contains(fn, identifier))
    : captured.length > 0;
}
