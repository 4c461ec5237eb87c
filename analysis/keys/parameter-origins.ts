/**
 * What parameters are given as keys: by the calls of their functions, by what runs a function that it is handed, by clients
 * and peers, by other files; by their names last.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { patternOf } from '../flow/call-sites.ts';
import type { Path } from '../flow/contents.ts';
import { statesBefore } from '../flow/evaluate.ts';
import { lazyFlow } from '../flow/lazy-flow.ts';
import {
  giversOf,
  type Givers,
  type GivingCalls,
  type OuterCall,
} from '../lifetime/giving-calls.ts';
import { passedInObject, passedOn } from '../lifetime/passed-on.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { propertyName } from '../syntax/references.ts';
import { contains } from '../syntax/traversal.ts';
import { elementParameter } from '../vocabulary/collection-methods.ts';
import { isRowId } from './key-names.ts';
import type { KeyOrigin, KeyQueries } from './key-queries.ts';
import { FINITE, joined, named, quote, THROUGH_ALL, unknown, type Asker } from './origins.ts';
import { outsideOf, outsideOfCallback } from './outside.ts';

/** What the questions about parameters ask beside. */
interface ParameterAsker extends Asker {
  readonly project: KeyQueries;
  readonly giving: GivingKeys | undefined;
  /** The call of a function whose answer is looked into, if the question came that way. */
  readonly callOf: (fn: FunctionNode) => EnteredCall | undefined;
}

/** Which calls give what the key is for, with what the call of another file gives beside. */
export interface GivingKeys extends GivingCalls {
  readonly outer?: OuterKeys | undefined;
}

/** A call whose answer is looked into. */
export interface EnteredCall {
  readonly call: Call;
  /** Who asks what it gives. */
  readonly outside: ParameterAsker;
}

export interface OuterKeys extends OuterCall {
  /** Where the key comes from that it gives. */
  readonly keyAt: (position: number, path: Path) => KeyOrigin;
}

/** A parameter, and where in it the key is. */
export interface Parameter {
  readonly fn: FunctionNode;
  readonly pattern: Node;
  readonly path: Path;
}

export function parameterOrigin(ask: ParameterAsker, parameter: Parameter): KeyOrigin {
  const { pattern, path } = parameter;
  const { source } = ask;
  const subject = subjectOf(source, parameter);
  const { given, isElsewhere } = givenFor(ask, parameter);
  const told = joined(given, () => unknown(source, pattern));
  const name = pattern.type === AST_NODE_TYPES.Identifier ? pattern.name : '';
  const byName = (origin: KeyOrigin): KeyOrigin =>
    origin.kind === 'unknown' && isNumberOfRow(pattern, path)
      ? { kind: 'grows', text: `${subject} (by its name and type, the id of a row)`, by: 'type' }
      : named(source, pattern, { name, path }, origin);
  if (given.length > 0 && told.kind === 'grows') return byName(told);
  const outside = outsideOf(source, { ...parameter, subject });
  if (outside) return isLeftOut(ask, parameter) ? FINITE : outside;
  const all = [...given, ...(isElsewhere ? givenElsewhere(ask, parameter) : [])];
  const origin =
    all.length > 0 ? joined(all, () => unknown(source, pattern)) : unknown(source, pattern);
  if (origin.kind === 'finite')
    return { kind: 'finite', text: `${subject}, which every caller gives a constant` };
  return byName(origin);
}

/** `context?: Context` that no call gives: it says `undefined`, whatever its name says. */
function isLeftOut({ source, project, giving }: ParameterAsker, { fn, pattern }: Parameter) {
  if (pattern.type !== AST_NODE_TYPES.Identifier || !pattern.optional) return false;
  if (giving && giversOf(source, fn, giving)) return false;
  const { calls, values, isExported } = callersOf(source, fn);
  const index = indexOf(fn, pattern);
  const isMissing = (call: Call) =>
    call.arguments.length <= index &&
    call.arguments.every(({ type }) => type !== AST_NODE_TYPES.SpreadElement);
  if (calls.length === 0 || values.length > 0 || !calls.every(isMissing)) return false;
  if (!isExported) return true;
  const key = nodeKeyOf(source, fn);
  return (
    project.keysElsewhere(key, index, []).origins.every(({ kind }) => kind === 'finite') &&
    project.runsElsewhere(key, ['often', 'unknown']).loadedBy !== 'anybody'
  );
}

/** `projectId: number` */
function isNumberOfRow(pattern: Node, path: Path): boolean {
  return (
    path.length === 0 &&
    pattern.type === AST_NODE_TYPES.Identifier &&
    pattern.typeAnnotation?.typeAnnotation.type === AST_NODE_TYPES.TSNumberKeyword &&
    isRowId(pattern.name)
  );
}

/** How people call it: a property that a pattern takes by its own name. */
function subjectOf(source: SourceCode, { pattern, path }: Parameter): string {
  const [head] = path;
  return pattern.type !== AST_NODE_TYPES.Identifier && head?.startsWith('.')
    ? `\`${head.slice(1)}\``
    : quote(source, pattern);
}

interface Given {
  readonly given: readonly KeyOrigin[];
  /** Whether other files may give it more. */
  readonly isElsewhere: boolean;
}

/** What those calls give that count. */
function givenFor(ask: ParameterAsker, parameter: Parameter): Given {
  const { fn } = parameter;
  const { source, giving } = ask;
  if (giving?.outer?.fn === fn) {
    const { position, path } = argumentFor(parameter);
    return { given: [giving.outer.keyAt(position, path)], isElsewhere: false };
  }
  const entered = ask.callOf(fn);
  if (entered) {
    const { call, outside } = entered;
    // Where a call stands, a function that it enters may have been entered by another one: `normal(normal(id))`.
    const given = givenBy(outside, parameter, { calls: [call], values: [] });
    return { given, isElsewhere: false };
  }
  const givers = giving && giversOf(source, fn, giving);
  const callers = callersOf(source, fn);
  return {
    given: givenBy(ask, parameter, givers ?? callers),
    isElsewhere: !givers && callers.isExported,
  };
}

/** What calls of this file give, and what runs the function where it is handed on. */
function givenBy(ask: ParameterAsker, parameter: Parameter, givers: Givers): KeyOrigin[] {
  const { source } = ask;
  const { pattern, path } = parameter;
  const { calls, values } = givers;
  const states = statesBefore(lazyFlow(source), { node: pattern, path }, THROUGH_ALL);
  const counted = states.filter(
    ({ node }) =>
      !values.some((value) => isElsewhereIn(source, value, parameter, node)) &&
      isGivenBy(source, parameter.fn, givers, node),
  );
  const origins = counted.map((state) => ask.at(state.node, state.path));
  // Calls that leave it out.
  if (calls.length > 0 && counted.length === 0) origins.push(FINITE);
  for (const value of values) {
    const taker = value.parent;
    if (!taker) continue;
    const isSeen = counted.some(({ node }) => contains(taker, node));
    origins.push(
      ...(isSeen
        ? origins.filter(({ kind }) => kind === 'grows')
        : [
            outsideOfCallback(source, {
              value,
              ...parameter,
              subject: subjectOf(source, parameter),
            }) ??
              givenWhereHanded(ask, parameter, value) ??
              unknown(source, pattern),
          ]),
    );
  }
  return origins;
}

/** Whether something comes from a call that counts, or from none. */
function isGivenBy(source: SourceCode, fn: FunctionNode, givers: Givers, given: Node): boolean {
  const callers = callersOf(source, fn);
  const call = callers.calls.findLast((candidate) =>
    candidate.arguments.some((argument: Node) => contains(argument, given)),
  );
  return (
    (!call || givers.calls.includes(call)) &&
    callers.values.every(
      (value) => givers.values.includes(value) || !value.parent || !contains(value.parent, given),
    )
  );
}

/** What a function of another file gives a function that it is passed, by itself or in an object; undefined if that is not seen. */
function givenWhereHanded(
  { source, project }: ParameterAsker,
  { fn, pattern, path }: Parameter,
  value: Node,
): KeyOrigin | undefined {
  const passed =
    passedInObject(source, value) ??
    passedInObject(source, fn) ??
    passedOn(source, value.parent, value);
  if (!passed) return undefined;
  const { origins, isComplete } = project.keysWhereHanded(passed, indexOf(fn, pattern), path);
  const growing = origins.find(({ kind }) => kind === 'grows');
  if (growing || !isComplete) return growing;
  return joined(origins, () => unknown(source, pattern));
}

/** `list.forEach((entry, at) => …)`, `list.reduce((all, entry) => …)`: neither the position nor what is made is an element. */
function isElsewhereIn(
  source: SourceCode,
  value: Node,
  { fn, pattern }: Parameter,
  given: Node,
): boolean {
  const call = value.parent;
  if (call?.type !== AST_NODE_TYPES.CallExpression || !contains(call, given)) return false;
  if (call.callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const element = elementParameter(propertyName(source, call.callee) ?? '');
  return element !== undefined && indexOf(fn, pattern) !== element;
}

function indexOf(fn: FunctionNode, pattern: Node): number {
  return fn.params.findIndex((parameter) => patternOf(parameter) === pattern);
}

/** Which argument a parameter is, and where in that the key is. */
function argumentFor({ fn, pattern, path }: Parameter): { position: number; path: Path } {
  const index = indexOf(fn, pattern);
  if (fn.params[index]?.type !== AST_NODE_TYPES.RestElement) return { position: index, path };
  const [head, ...rest] = path;
  return {
    position:
      head !== undefined && /^\[\d+\]$/u.test(head) ? index + Number(head.slice(1, -1)) : index,
    path: rest,
  };
}

/** What other files give for a parameter; what is not seen of them says nothing. */
function givenElsewhere(ask: ParameterAsker, parameter: Parameter): KeyOrigin[] {
  const { fn, pattern } = parameter;
  const { position, path } = argumentFor(parameter);
  const { origins, isComplete } = ask.project.keysElsewhere(
    nodeKeyOf(ask.source, fn),
    position,
    path,
  );
  return isComplete || origins.some(({ kind }) => kind === 'grows')
    ? [...origins]
    : [...origins, unknown(ask.source, pattern)];
}
