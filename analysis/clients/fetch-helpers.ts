/**
 * Calls of functions of the file that return the response of a request as it is: `fetchWithRetry(url)`. Whoever calls one has to
 * read the body, or to let go of it, as whoever calls `fetch`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { exitsOfFunction, exitsWithout } from '../flow/all-paths.ts';
import { callGraph } from '../flow/build-call-graph.ts';
import { callersOf } from '../flow/call-graph.ts';
import { patternOf } from '../flow/call-sites.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { contains, functionAround, nodesOf, returnedBy } from '../syntax/traversal.ts';
import { answersOf } from './answers.ts';
import { outermost, type BodyUses } from './bodies.ts';
import type { FetchCall } from './fetch-calls.ts';
import { eitherInit, initWith } from './fetch-config.ts';
import { bodyOf } from './stream-bodies.ts';

/** How many functions one response may be returned by, one after the other. */
const MAX_FUNCTIONS = 3;

/** @param requests the calls of `fetch` itself */
export function helperCalls(source: SourceCode, requests: readonly FetchCall[]): FetchCall[] {
  const found: FetchCall[] = [];
  let last = requests;
  for (let depth = 0; depth < MAX_FUNCTIONS && last.length > 0; depth++) {
    const known = new Set<Node>(found.map(({ node }) => node));
    last = helpersWith(source, last)
      .flatMap((helper) => callsOf(source, helper))
      .filter(({ node }) => !known.has(node));
    found.push(...last);
  }
  return found;
}

interface Helper {
  readonly fn: FunctionNode;
  /** The requests whose responses it returns, of one client. */
  readonly requests: readonly [FetchCall, ...FetchCall[]];
}

/** The functions that return nothing but responses of such calls, with their bodies unread. */
function helpersWith(source: SourceCode, calls: readonly FetchCall[]): Helper[] {
  const functions = new Set(calls.flatMap(({ node }) => functionAround(node) ?? []));
  return [...functions].flatMap((fn) => {
    const inside = calls.filter(({ node }) => functionAround(node) === fn);
    const returned = inside.map((call) => ({ call, by: returnsOf(source, fn, call) }));
    const all = returned.flatMap(({ by }) => by);
    const [first, ...others] = returned.flatMap(({ call, by }) => (by.length > 0 ? [call] : []));
    return first &&
      others.every(({ model }) => model === first.model) &&
      returnedBy(source, fn).every((node) => all.includes(node)) &&
      !fn.generator &&
      !mayReachEnd(source, fn)
      ? [{ fn, requests: [first, ...others] }]
      : [];
  });
}

/** What a function returns that is the response of a call with its body unread, or the promise of it. */
function returnsOf(source: SourceCode, fn: FunctionNode, { node, model }: FetchCall): Node[] {
  const { ofResponse: path, api } = model.body;
  const all = returnedBy(source, fn);
  const unread = answersOf(source, node).responses.flatMap((arrival) => {
    if (arrival.kind !== 'value' || functionAround(arrival.node) !== fn) return [];
    const { uses } = bodyOf(source, arrival, { of: 'response', path, api });
    return isReturnedUnread(source, { node: arrival.node, uses }, all) ? [uses] : [];
  });
  return all.filter(
    (returned) =>
      withoutWrappers(returned) === node ||
      unread.some(({ ways }) => ways.get(outermost(returned))?.length === path.length),
  );
}

/** Whether a function may return with a body that it has not read itself, and that nobody else has. */
function isReturnedUnread(
  source: SourceCode,
  { node, uses }: { readonly node: Node; readonly uses: BodyUses },
  returned: readonly Node[],
): boolean {
  const others = [...uses.fates].filter(([at]) => !returned.some((one) => contains(one, at)));
  if (uses.isLost || others.some(([, fate]) => fate === 'handedOn')) return false;
  const isRead = (at: Node) => others.some(([other]) => other === at);
  return exitsWithout(source, node, isRead, NOTHING_THROWS).some(({ how }) => how !== 'throw');
}

/** Whether a function may return nothing. */
function mayReachEnd(source: SourceCode, fn: FunctionNode): boolean {
  return (
    fn.body.type === AST_NODE_TYPES.BlockStatement &&
    exitsOfFunction(source, fn, () => false).some(({ how }) => how === 'end')
  );
}

const NOTHING_THROWS = { throws: () => false };

/** The calls that surely run a helper, each as a request of its own. */
function callsOf(source: SourceCode, helper: Helper): FetchCall[] {
  return callersOf(source, helper.fn).calls.flatMap((node) => {
    if (node.type !== AST_NODE_TYPES.CallExpression) return [];
    const [called, ...others] = callGraph(source).onlyCalleesOf(node);
    return called === helper.fn && others.length === 0 ? [requestBy(source, helper, node)] : [];
  });
}

/** What a call of a helper sends: the URL, and what it gives of the config, may be its own. */
function requestBy(
  source: SourceCode,
  { fn, requests }: Helper,
  node: TSESTree.CallExpression,
): FetchCall {
  const [first, ...others] = requests;
  const request = requests.find(({ init }) => init.hasSignal) ?? first;
  const { model, module, url } = request;
  const config = request.node.arguments[model.roles.indexOf('config')];
  const sent = others.reduce((init, other) => eitherInit(init, other.init), first.init);
  return {
    node,
    url:
      fn.params.flatMap((parameter, index) =>
        isNamed(source, parameter, withoutWrappers(url)) ? (given(node, index) ?? []) : [],
      )[0] ?? url,
    model,
    module,
    init: fn.params
      .flatMap((parameter, index) =>
        config && isReadIn(source, parameter, config) ? (given(node, index) ?? []) : [],
      )
      .reduce((init, own) => initWith(source, model, init, own), sent),
    through: { request, fn },
  };
}

/** What a call gives for a parameter. */
function given({ arguments: all }: TSESTree.CallExpression, parameter: number): Node | undefined {
  const until = all.slice(0, parameter + 1);
  return until.some(({ type }) => type === AST_NODE_TYPES.SpreadElement)
    ? undefined
    : until[parameter];
}

/** Whether a node is a parameter's name. */
function isNamed(source: SourceCode, parameter: TSESTree.Parameter, node: Node): boolean {
  const taker = patternOf(parameter);
  const pattern = taker.type === AST_NODE_TYPES.AssignmentPattern ? taker.left : taker;
  return (
    pattern.type === AST_NODE_TYPES.Identifier &&
    node.type === AST_NODE_TYPES.Identifier &&
    variableOf(source, pattern) === variableOf(source, node)
  );
}

/** Whether a parameter is used in an expression. */
function isReadIn(source: SourceCode, parameter: TSESTree.Parameter, expression: Node): boolean {
  return nodesOf(source, AST_NODE_TYPES.Identifier).some(
    (name) => contains(expression, name) && isNamed(source, parameter, name),
  );
}
