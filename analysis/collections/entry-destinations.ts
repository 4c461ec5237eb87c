/**
 * Where entries go that a collection gives: whether what they are given to is known to leave them alone.
 *
 * It is if it is code of the file, which is followed, of the language, of an answer or a log, or if it says by its name that it
 * reads or sends. What a file of the project does with them, the project tells.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { callersOf } from '../flow/call-graph.ts';
import { callGraph } from '../flow/build-call-graph.ts';
import { builtInFlows, takesFunction } from '../flow/built-in-flows.ts';
import type { BuiltInFlow } from '../flow/flows-of-values.ts';
import { pathAfter, type Path } from '../flow/contents.ts';
import { calleesOf } from '../flow/lazy-flow.ts';
import { valuesOf } from '../flow/values.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isLog } from '../syntax/log-calls.ts';
import { isCall, isFunction, withoutWrappers, withWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import { callbackRuns } from '../vocabulary/callback-takers.ts';
import { elementParameter, runsForElements } from '../vocabulary/collection-methods.ts';
import {
  saysItActs,
  saysItChanges,
  saysItChangesArgument,
  saysItReads,
} from '../vocabulary/function-names.ts';
import { isOfRuntime } from '../vocabulary/runtime-functions.ts';
import { sends } from '../vocabulary/sending-methods.ts';
import { isTextByName } from '../vocabulary/text-words.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { isCompared, isNoFunction } from './compared-entries.ts';
import type { GivenEntry } from './collection-queries.ts';
import { isOfAnswer, rootOf } from './repeatable-code.ts';
import type { Holder } from './uses.ts';

interface Destinations {
  /** Where entries go to code that is not seen, and may change them. */
  readonly unseen: Node | undefined;
  /** The functions of other files that are given entries, or what has some inside. */
  readonly givenTo: readonly GivenEntry[];
}

/** Undefined where it is not seen what becomes of an entry. */
type Answer = readonly GivenEntry[] | undefined;

const LEFT_ALONE: Answer = [];

/** @param places expressions that are entries, or have some inside */
export function destinationsOf(source: SourceCode, places: readonly Holder[]): Destinations {
  let unseen: Node | undefined;
  const givenTo: GivenEntry[] = [];
  for (const place of places) {
    const answer = destinationAt(source, place);
    if (answer) givenTo.push(...answer);
    else unseen ??= place.node;
  }
  return { unseen, givenTo };
}

function destinationAt(source: SourceCode, { node, path, part = '' }: Holder): Answer {
  if (isPlain(part)) return LEFT_ALONE;
  if (path.length === 0 && part === '' && isCompared(source, node)) return undefined;
  const given = node.parent?.type === AST_NODE_TYPES.SpreadElement ? node.parent : node;
  const { parent } = given;
  if (withWrappers(given).parent?.type === AST_NODE_TYPES.YieldExpression)
    return yielded(source, node);
  if (isCall(parent))
    return parent.callee === node ? LEFT_ALONE : ofArgument(source, parent, { given, path });
  if (parent?.type === AST_NODE_TYPES.TemplateLiteral)
    return parent.parent.type === AST_NODE_TYPES.TaggedTemplateExpression ? undefined : LEFT_ALONE;
  return parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === node
    ? ofMember(source, parent, path)
    : LEFT_ALONE;
}

/** What a generator of other files yields is not followed to them. */
function yielded(source: SourceCode, node: Node): Answer {
  const fn = functionAround(node);
  const { isExported, values } = fn ? callersOf(source, fn) : { isExported: true, values: [] };
  return isExported || values.length > 0 ? undefined : LEFT_ALONE;
}

/** Whether what is answered is sent: the `callback` of a function that other files call may change what it is given. */
function isSent(source: SourceCode, callee: Node): boolean {
  if (!isOfAnswer(source, callee)) return false;
  const node = withoutWrappers(callee);
  if (node.type !== AST_NODE_TYPES.Identifier || !/^(?:callback|cb|done)$/u.test(node.name))
    return true;
  const fn = variableOf(source, node)?.defs[0]?.node as Node | undefined;
  const call = fn?.parent;
  return isCall(call) && call.callee !== fn && isOfSocket(source, call.callee);
}

function ofMember(source: SourceCode, member: TSESTree.MemberExpression, path: Path): Answer {
  const name = propertyName(source, member);
  // What is stored under a computed key is not followed to the names that read it.
  if (path[0] === '{}' && name !== undefined) return undefined;
  const call = callOf(member);
  if (!call || isLog(source, member) || isOfAnswer(source, member)) return LEFT_ALONE;
  return path.length === 0 || builtInFlows(source, call)
    ? ofCallbacks(source, call, { from: 'receiver', path })
    : undefined;
}

/** The call of a method. */
function callOf(member: TSESTree.MemberExpression): Call | undefined {
  const { parent } = member;
  return isCall(parent) && parent.callee === member ? parent : undefined;
}

interface Argument {
  readonly given: Node;
  readonly path: Path;
}

function ofArgument(source: SourceCode, call: Call, { given, path }: Argument): Answer {
  const callee = withoutWrappers(call.callee);
  if (isLog(source, callee) || isSent(source, callee)) return LEFT_ALONE;
  const position = call.arguments.indexOf(given as TSESTree.Expression);
  const ways = valuesOf(source, callee).flatMap((value) => accessPaths(source, value));
  if (ways.length > 0) {
    const isUnknown =
      path.includes('{}') ||
      call.arguments
        .slice(0, position + 1)
        .some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
    return isGivenToCallbacks(source, call)
      ? undefined
      : ways.map((way) => ({
          ...way,
          position: isUnknown ? -1 : position,
          at: path,
          isReader: leavesAlone(source, callee),
        }));
  }
  const { functions, complete } = calleesOf(source, call);
  if (complete && functions.length > 0)
    return callGraph(source).parametersFor(call, given).length > 0 ? LEFT_ALONE : undefined;
  if (isLostInLanguage(source, call)) return undefined;
  const isKnown = isOfLanguage(source, callee) || isTaken(source, call, position);
  if (isKnown) return ofCallbacks(source, call, { from: position, path });
  return leavesAlone(source, callee) ? LEFT_ALONE : undefined;
}

/** Whether the name of a function says that it reads what it is given, or sends it. */
function leavesAlone(source: SourceCode, callee: Node): boolean {
  const name = calledName(source, callee);
  const words = wordsOf(name);
  if (name === 'emit') return isOfSocket(source, callee);
  return (
    sends(name) ||
    words[0] === 'send' ||
    (saysItReads(words) &&
      !saysItActs(words) &&
      !saysItChanges(words) &&
      !saysItChangesArgument(words))
  );
}

/** `socket.emit(…)`, `io.to(room).emit(…)`: listeners of other emitters are given the entry itself. */
function isOfSocket(source: SourceCode, callee: Node): boolean {
  const root = rootOf(callee);
  const name = root.type === AST_NODE_TYPES.Identifier ? root.name : source.getText(callee);
  return /^(?:this\.)?(?:io|nsp|namespace|socket|\w*Socket)\b/u.test(name);
}

/** What changes an argument, says so by its name: `Object.assign`. */
function isOfLanguage(source: SourceCode, callee: Node): boolean {
  const root = callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : callee;
  return (
    root.type === AST_NODE_TYPES.Identifier &&
    isGlobal(source, root, root.name) &&
    isOfRuntime(root.name)
  );
}

/** `Object.create(user)`, which has all that the entry has; `JSON.stringify(user, (key, part) => …)`, which gives each part to the function. */
function isLostInLanguage(source: SourceCode, call: Call): boolean {
  const callee = withoutWrappers(call.callee);
  const name = calledName(source, callee);
  const [, replacer] = call.arguments;
  return (
    isOfLanguage(source, callee) &&
    (name === 'create' ||
      (name === 'stringify' && replacer !== undefined && !isNoFunction(replacer)))
  );
}

/** Whether the language says where an argument goes. */
function isTaken(source: SourceCode, call: Call, position: number): boolean {
  return (builtInFlows(source, call) ?? []).some(({ from }) => isFrom(from, position));
}

function isFrom(from: BuiltInFlow['from'], place: number | 'receiver'): boolean {
  if (place === 'receiver') return from.of === 'receiver';
  return (
    (from.of === 'argument' && from.index === place) ||
    (from.of === 'arguments' && from.from <= place)
  );
}

/** `_.each(users, touch)`: a function of a package that runs one of another file. */
function isGivenToCallbacks(source: SourceCode, call: Call): boolean {
  const name = calledName(source, call.callee);
  return (
    (runsForElements(name) || callbackRuns(name, true) !== undefined) &&
    call.arguments.some((argument) => mayBeOfOthers(source, argument))
  );
}

/** Whether a part of an entry is a text or a number by its name, which nobody can change: `user.id`. */
function isPlain(part: string): boolean {
  const [last = ''] = wordsOf(part.split('.').at(-1) ?? '').toReversed();
  return isTextByName(last);
}

interface Place {
  readonly from: number | 'receiver';
  readonly path: Path;
}

/** What the functions do with an entry that a call of the language is given beside it. */
function ofCallbacks(source: SourceCode, call: Call, place: Place): Answer {
  const answers = call.arguments.map((argument, position): Answer => {
    if (!runsArgument(source, call, position) || !mayBeOfOthers(source, argument))
      return LEFT_ALONE;
    const ways = valuesOf(source, argument).flatMap((value) => accessPaths(source, value));
    if (ways.length === 0) return undefined;
    const parameters = parametersOf(source, call, { callback: position, place });
    return ways.flatMap((way) =>
      parameters.map((parameter) => ({
        ...way,
        ...parameter,
        isReader: leavesAlone(source, argument),
      })),
    );
  });
  return answers.includes(undefined) ? undefined : answers.flatMap((answer) => answer ?? []);
}

function runsArgument(source: SourceCode, call: Call, position: number): boolean {
  return (
    takesFunction(source, call, position) ||
    (position === 0 && runsForElements(calledName(source, call.callee))) ||
    // `Object.groupBy(users, kindOf)`
    (position > 0 &&
      isOfLanguage(source, withoutWrappers(call.callee)) &&
      builtInFlows(source, call) === undefined)
  );
}

interface Callback {
  readonly callback: number;
  readonly place: Place;
}

/** Where a function that a call is given has the entry: as which parameter, and where in it. */
function parametersOf(
  source: SourceCode,
  call: Call,
  { callback, place: { from, path } }: Callback,
): Pick<GivenEntry, 'position' | 'at'>[] {
  const flows = builtInFlows(source, call) ?? [];
  const found = flows.flatMap(({ from: origin, to, steps }) => {
    if (to.of !== 'parameter' || to.callback !== callback || !isFrom(origin, from)) return [];
    let at: Path | undefined = path;
    for (const step of steps) at = at && (at.length > 0 ? pathAfter(at, step) : at);
    return at ? [{ position: to.index, at }] : [];
  });
  if (found.length > 0) return found;
  const method = propertyName(source, withoutWrappers(call.callee) as TSESTree.MemberExpression);
  const first = elementParameter(method ?? '') ?? 0;
  // Whatever a function of the language is given, it may hand on by itself.
  return [first, first + 1].map((position) => ({ position, at: path.slice(1) }));
}

/** Whether an argument may be a function that is not of this file, and so is not followed. */
function mayBeOfOthers(source: SourceCode, argument: Node): boolean {
  const node = withoutWrappers(argument);
  if (isNoFunction(node)) return false;
  // `load(id).then(resolve)`: whoever has the promise has the entry.
  if (isSent(source, node))
    return node.type === AST_NODE_TYPES.Identifier && node.name === 'resolve';
  if (node.type === AST_NODE_TYPES.Identifier && isGlobal(source, node, node.name)) return false;
  return valuesOf(source, node).some(
    (value) => value.kind !== 'node' || !(isFunction(value.node) || isNoFunction(value.node)),
  );
}
