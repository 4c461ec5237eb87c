/**
 * Whether code can run once more and nothing but its own values tells: calls that read or compute, the writes of a
 * function's own names, a line in a log, the answer to the caller.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { valuesOf } from '../flow/values.ts';
import { wordsOf } from '../vocabulary/words.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, isModuleLevel, variableOf } from '../syntax/bindings.ts';
import { isFunction, isIdentifierNamed, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { possibleCallees } from './possible-callees.ts';
import { isLog } from '../syntax/log-calls.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { readsByText, writesByText } from './statement-texts.ts';
import { childrenOf, someNode } from '../syntax/traversal.ts';
import { givesPrimitive } from '../vocabulary/runtime-functions.ts';
import { saysItActs, saysItChanges, saysItReads } from '../vocabulary/function-names.ts';

const words = (list: string) => new Set(list.split(' '));

/** What answers the caller, as a parameter: both the path with an entry and the path without one end there. */
export const ANSWERS =
  /^(?:res|response|reply|ctx|context|c|next|cb|callback|done|resolve|reject)$/u;
/** Classes whose instances depend on their arguments alone, and are not changed. */
const VALUE_CLASSES = words(
  'RegExp URL URLSearchParams Date Intl TextDecoder TextEncoder Error TypeError RangeError Array Promise Script Function Blob Uint8Array',
);

export interface Repeatable {
  /** Whether an expression names the collection whose entries are asked for. */
  readonly isCollection: (node: Node) => boolean;
}

/** Code that is larger than this, with the functions that it calls, is not judged. */
const MAX_NODES = 5000;

/** What one question has come by: each function is looked at once, whoever calls it. */
interface Walk {
  readonly functions: Set<FunctionNode>;
  nodes: number;
}

/** Whether a node, and all below it, can run once more. */
export function isRepeatable(
  source: SourceCode,
  root: Node,
  about: Repeatable,
  walk: Walk = { functions: new Set(), nodes: 0 },
): boolean {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (++walk.nodes > MAX_NODES || !isRepeatableNode(source, node, about, walk)) return false;
    pending.push(...childrenOf(source, node));
  }
  return true;
}

/** The first in the text that cannot run once more unseen, such as a call of what may do more than compute. */
export function unrepeatableIn(
  source: SourceCode,
  roots: readonly Node[],
  about: Repeatable,
): Node | undefined {
  let found: Node | undefined;
  const isFound = (node: Node) => {
    if (isRepeatableNode(source, node, about, { functions: new Set(), nodes: 0 })) return false;
    found = node;
    return true;
  };
  return roots.some((root) => someNode(source, root, isFound)) ? found : undefined;
}

function isRepeatableNode(source: SourceCode, node: Node, about: Repeatable, walk: Walk): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.CallExpression:
      return isRepeatableCall(source, node, about, walk);
    case AST_NODE_TYPES.NewExpression:
      return node.callee.type === AST_NODE_TYPES.MemberExpression
        ? isIdentifierNamed(node.callee.object, 'Intl') ||
            VALUE_CLASSES.has(propertyName(source, node.callee) ?? '')
        : node.callee.type === AST_NODE_TYPES.Identifier && VALUE_CLASSES.has(node.callee.name);
    case AST_NODE_TYPES.AssignmentExpression:
      return isOwn(source, node.left);
    case AST_NODE_TYPES.UpdateExpression:
      return isOwn(source, node.argument);
    case AST_NODE_TYPES.UnaryExpression:
      return node.operator !== 'delete';
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.ForInStatement:
      return node.left.type === AST_NODE_TYPES.VariableDeclaration;
    case AST_NODE_TYPES.TaggedTemplateExpression:
    case AST_NODE_TYPES.YieldExpression:
    case AST_NODE_TYPES.ImportExpression:
      return false;
    default:
      return true;
  }
}

/** Whether what is written belongs to the function, or to the answer that it gives. */
function isOwn(source: SourceCode, target: Node): boolean {
  if (target.type === AST_NODE_TYPES.ObjectPattern || target.type === AST_NODE_TYPES.ArrayPattern)
    return false;
  const root = rootOf(target);
  if (root.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = variableOf(source, root);
  if (!variable || isModuleLevel(variable)) return false;
  // What a parameter is, somebody else has as well.
  return root === target || ANSWERS.test(root.name) || variable.defs[0]?.type !== 'Parameter';
}

/** Whether a call reads or computes: it can be done again where an entry is gone. */
export function isRepeatableCall(
  source: SourceCode,
  call: TSESTree.CallExpression,
  about: Repeatable,
  walk: Walk = { functions: new Set(), nodes: 0 },
): boolean {
  const callee = withoutWrappers(call.callee);
  if (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    about.isCollection(withoutWrappers(callee.object))
  )
    return true;
  if (isFunction(callee) || isClock(source, call)) return true;
  if (isLog(source, callee) || isOfAnswer(source, callee)) return true;
  if (
    call.arguments.some((argument) => sendsMore(source, argument) || writesByText(source, argument))
  )
    return false;
  const possible = possibleCallees(source, callee);
  if (!possible.every((fn) => isRepeatableFunction(source, fn, about, walk))) return false;
  const functions = valuesOf(source, callee).map((value) =>
    value.kind === 'node' && isFunction(value.node) ? value.node : undefined,
  );
  return functions.length > 0 && functions.every((fn) => fn !== undefined)
    ? functions.every((fn) => isRepeatableFunction(source, fn, about, walk))
    : call.arguments.some(readsByText) || isRepeatableByName(source, callee);
}

/** `res.json`, `next`: of what answers the caller, as a parameter. */
export function isOfAnswer(source: SourceCode, callee: Node): boolean {
  const root = rootOf(callee);
  return (
    root.type === AST_NODE_TYPES.Identifier &&
    ANSWERS.test(root.name) &&
    variableOf(source, root)?.defs[0]?.type === 'Parameter'
  );
}

/** Of a function whose code is not seen, its name has to say that it reads or computes, and nothing else. */
function isRepeatableByName(source: SourceCode, callee: Node): boolean {
  const name = calledName(source, callee);
  const named = wordsOf(name);
  if (name === '' || saysItChanges(named) || startsProcess(source, callee, name)) return false;
  return isOfLanguage(source, callee) || (saysItReads(named) && !saysItActs(named));
}

/** `exec('ls')`, and not `/x/.exec(text)` or `query.exec()`. */
function startsProcess(source: SourceCode, callee: Node, name: string): boolean {
  return (
    name === 'exec' &&
    (callee.type !== AST_NODE_TYPES.MemberExpression ||
      valuesOf(source, callee)
        .flatMap((value) => accessPaths(source, value))
        .some(({ module }) => /^(?:node:)?child_process$/u.test(module)))
  );
}

function isRepeatableFunction(
  source: SourceCode,
  fn: FunctionNode,
  about: Repeatable,
  walk: Walk,
): boolean {
  if (walk.functions.has(fn)) return true;
  walk.functions.add(fn);
  return [...fn.params, fn.body].every((part) => isRepeatable(source, part, about, walk));
}

/** `fetch(url, { method: 'POST' })` */
function sendsMore(source: SourceCode, argument: Node): boolean {
  if (argument.type !== AST_NODE_TYPES.ObjectExpression) return false;
  return argument.properties.some(
    (property) =>
      property.type === AST_NODE_TYPES.Property &&
      propertyName(source, property) === 'method' &&
      !/^(?:get|head)$/iu.test(literalString(property.value) ?? ''),
  );
}

/** `Date.now()`, `new Date()` */
export function isClock(source: SourceCode, node: Node): boolean {
  if (node.type === AST_NODE_TYPES.NewExpression)
    return isGlobal(source, node.callee, 'Date') && node.arguments.length === 0;
  if (
    node.type !== AST_NODE_TYPES.CallExpression ||
    node.callee.type !== AST_NODE_TYPES.MemberExpression ||
    propertyName(source, node.callee) !== 'now'
  )
    return false;
  return (
    isGlobal(source, node.callee.object, 'Date') ||
    isGlobal(source, node.callee.object, 'performance')
  );
}

/** Objects of the language whose functions do nothing but give a value, and `structuredClone`. */
const LANGUAGE = words('JSON Math Object Array Buffer Intl Promise structuredClone');

/** `Math.max`, `Number`, `String.raw`; of `Math.random` the name tells, and `Symbol` gives another value each time. */
function isOfLanguage(source: SourceCode, callee: Node): boolean {
  const root = rootOf(callee);
  return (
    root.type === AST_NODE_TYPES.Identifier &&
    !variableOf(source, root) &&
    (LANGUAGE.has(root.name) || (givesPrimitive(root.name) && root.name !== 'Symbol'))
  );
}

/** `a` of `a.b().c` */
export function rootOf(node: Node): Node {
  let root = withoutWrappers(node);
  while (
    root.type === AST_NODE_TYPES.MemberExpression ||
    root.type === AST_NODE_TYPES.CallExpression
  ) {
    if (root.type === AST_NODE_TYPES.CallExpression) root = withoutWrappers(root.callee);
    else root = withoutWrappers(root.object);
  }
  return root;
}
