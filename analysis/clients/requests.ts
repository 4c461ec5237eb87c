/**
 * The calls that send a request, and where each takes its config.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { Clients } from './client-identity.ts';
import { requestMethodNamed, type ClientResolver } from './clients.ts';
import { AXIOS, configPosition, isRequestMethod, type RequestMethod } from './models/axios.ts';

/** Where a call takes its config, and what stands there. */
export type ConfigArgument =
  | { readonly kind: 'literal'; readonly node: TSESTree.ObjectExpression }
  | { readonly kind: 'expression'; readonly node: TSESTree.Expression }
  /** Nothing yet; `missing` counts the arguments that must come before it. */
  | { readonly kind: 'absent'; readonly missing: number }
  | { readonly kind: 'hidden'; readonly reason: string; readonly node?: TSESTree.Expression };

export interface RequestSite {
  readonly node: TSESTree.CallExpression;
  readonly clients: Clients;
  /** The expression that names the client; undefined behind a destructured method. */
  readonly receiver: Node | undefined;
  readonly config: ConfigArgument;
  readonly method: RequestMethod | 'call' | 'computed';
}

/** A method of a client that is handed on instead of called: `urls.map(axios.get)`. */
export interface MethodValue {
  readonly node: TSESTree.Expression;
  readonly clients: Clients;
}

/** Of each resolver, for all that ask it. */
const sitesKnown = new WeakMap<ClientResolver, readonly RequestSite[]>();

export function requestSites(source: SourceCode, resolver: ClientResolver): readonly RequestSite[] {
  let sites = sitesKnown.get(resolver);
  if (!sites) sitesKnown.set(resolver, (sites = requestSitesAmong(source, resolver, () => true)));
  return sites;
}

/**
 * The requests among some calls: who asks for few does not have to know what all the others call.
 * @param accepts by what the call looks like
 */
export function requestSitesAmong(
  source: SourceCode,
  resolver: ClientResolver,
  accepts: (call: TSESTree.CallExpression) => boolean,
): readonly RequestSite[] {
  const known = sitesKnown.get(resolver);
  if (known) return known.filter(({ node }) => accepts(node));
  const sites: RequestSite[] = [];
  for (const node of nodesOf(source, AST_NODE_TYPES.CallExpression)) {
    const target =
      maySend(source, node) && accepts(node) ? resolver.methodOf(node.callee) : undefined;
    // `create` of a module in `settings.leakproof.modules`, whose every export may be called.
    if (target && !resolver.creationOf(node))
      sites.push({
        node,
        clients: target.receiver,
        receiver: target.receiverNode,
        config: configArgument(source, node, target.method),
        method: target.method,
      });
  }
  return sites;
}

/** Whether a file sends a request at all. */
export function sendsAny(source: SourceCode, resolver: ClientResolver): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(
    (call) => maySend(source, call) && resolver.methodOf(call.callee) !== undefined,
  );
}

/** Whether a call has what a request needs, whatever it calls: a URL or a config. Most calls of callbacks have none. */
function maySend(
  source: SourceCode,
  { callee, arguments: [first], parent }: TSESTree.CallExpression,
): boolean {
  // A decorator is a function: no response is one.
  if (!first || parent.type === AST_NODE_TYPES.Decorator) return false;
  const called = withoutWrappers(callee);
  return (
    (called.type === AST_NODE_TYPES.MemberExpression &&
      isRequestMethod(propertyName(source, called) ?? '')) ||
    mayBeUrlOrConfig(withoutWrappers(first))
  );
}

function mayBeUrlOrConfig(node: Node): boolean {
  if (node.type === AST_NODE_TYPES.Literal) return typeof node.value === 'string';
  return node.type !== AST_NODE_TYPES.ArrayExpression && !isFunction(node) && !isClass(node);
}

function configArgument(
  source: SourceCode,
  call: TSESTree.CallExpression,
  method: RequestSite['method'],
): ConfigArgument {
  if (method === 'computed')
    return {
      kind: 'hidden',
      reason:
        'the method is computed, so the position of the config is not known: call the method by its name',
    };
  if (method === 'call' || method === 'request') return argumentOfCall(source, call, method);
  return argumentAt(call, configPosition(method));
}

/** `axios(config)`, `axios(url)`, `axios(url, config)`, and `request` likewise. */
function argumentOfCall(
  source: SourceCode,
  call: TSESTree.CallExpression,
  method: 'call' | 'request',
): ConfigArgument {
  const [first] = call.arguments;
  if (call.arguments.length > 1) return argumentAt(call, 1);
  if (!first || first.type === AST_NODE_TYPES.SpreadElement) return argumentAt(call, 0);
  if (isText(source, first)) return argumentAt(call, 1);
  // `request` is typed to take a config; `axios(x)` takes either.
  if (method === 'request' || isConfigObject(source, first)) return argumentAt(call, 0);
  return {
    kind: 'hidden',
    reason:
      'the first argument may be a URL or a config: pass both, or call `axios.request(config)`',
    node: first,
  };
}

function argumentAt(call: TSESTree.CallExpression, position: number): ConfigArgument {
  if (
    call.arguments
      .slice(0, position + 1)
      .some((argument) => argument.type === AST_NODE_TYPES.SpreadElement)
  ) {
    return { kind: 'hidden', reason: 'the arguments are spread: write them out' };
  }
  const argument = call.arguments[position] as TSESTree.Expression | undefined;
  if (!argument) return { kind: 'absent', missing: position - call.arguments.length };
  const inner = withoutWrappers(argument);
  return inner.type === AST_NODE_TYPES.ObjectExpression
    ? { kind: 'literal', node: inner }
    : { kind: 'expression', node: argument };
}

/** Whether an expression is a string, or a `new URL(…)`, whatever the path. */
function isText(source: SourceCode, node: Node): boolean {
  const values = valuesOf(source, node);
  return (
    values.length > 0 &&
    values.every((value) => {
      if (value.kind === 'parameter')
        return value.node.typeAnnotation?.typeAnnotation.type === AST_NODE_TYPES.TSStringKeyword;
      if (value.kind !== 'node') return false;
      const made = value.node;
      if (made.type === AST_NODE_TYPES.Literal) return typeof made.value === 'string';
      if (made.type === AST_NODE_TYPES.BinaryExpression) return made.operator === '+';
      if (made.type === AST_NODE_TYPES.NewExpression) return isGlobal(source, made.callee, 'URL');
      return made.type === AST_NODE_TYPES.TemplateLiteral;
    })
  );
}

function isConfigObject(source: SourceCode, node: Node): boolean {
  const inner = withoutWrappers(node);
  if (inner.type === AST_NODE_TYPES.Identifier && isTypedAsConfig(source, inner)) return true;
  const values = valuesOf(source, node);
  return (
    values.length > 0 &&
    values.every(
      (value) => value.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression,
    )
  );
}

const CONFIG_TYPES: ReadonlySet<string> = new Set(AXIOS.configTypes);

/** `config: AxiosRequestConfig`, declared so in this file. */
function isTypedAsConfig(source: SourceCode, identifier: TSESTree.Identifier): boolean {
  const annotation = variableOf(source, identifier)?.identifiers[0]?.typeAnnotation?.typeAnnotation;
  if (annotation?.type !== AST_NODE_TYPES.TSTypeReference) return false;
  const name =
    annotation.typeName.type === AST_NODE_TYPES.TSQualifiedName
      ? annotation.typeName.right
      : annotation.typeName;
  return name.type === AST_NODE_TYPES.Identifier && CONFIG_TYPES.has(name.name);
}

/** Callees whose arguments are looked at, not called: assertions, mocks, spies. */
const LOOKS_AT_ARGUMENTS =
  /^(?:expect|assert|should|console|mocked|spyOn|spy|stub|mock|when|verify|reset|restore|is[A-Z]\w*)$/u;

/** Every method of a client that is an argument of a call, where the callee will call it without our config. */
export function methodValues(source: SourceCode, resolver: ClientResolver): MethodValue[] {
  const found: MethodValue[] = [];
  for (const call of nodesOf(source, AST_NODE_TYPES.CallExpression)) {
    for (const argument of call.arguments) {
      const node = withoutWrappers(argument);
      // A client that is handed on keeps its methods; what is done with them is seen where it is done.
      if (!isMethodByName(source, node)) continue;
      const target = resolver.methodOf(node);
      if (!target || target.method === 'call' || looksAtArguments(source, call)) continue;
      found.push({ node, clients: target.receiver });
    }
  }
  return found;
}

/** Whether an expression is called like a method of a client, wherever it is of: most arguments are not. */
function isMethodByName(
  source: SourceCode,
  node: Node,
): node is TSESTree.MemberExpression | TSESTree.Identifier {
  if (
    node.type === AST_NODE_TYPES.MemberExpression &&
    isRequestMethod(propertyName(source, node) ?? '')
  )
    return true;
  if (node.type !== AST_NODE_TYPES.MemberExpression && node.type !== AST_NODE_TYPES.Identifier)
    return false;
  return valuesOf(source, node).every((value) => requestMethodNamed(value) !== undefined);
}

function looksAtArguments(source: SourceCode, call: TSESTree.CallExpression): boolean {
  for (let callee: Node = withoutWrappers(call.callee); ;) {
    if (callee.type === AST_NODE_TYPES.Identifier) return LOOKS_AT_ARGUMENTS.test(callee.name);
    if (callee.type === AST_NODE_TYPES.CallExpression) callee = withoutWrappers(callee.callee);
    else if (callee.type === AST_NODE_TYPES.MemberExpression) {
      if (LOOKS_AT_ARGUMENTS.test(propertyName(source, callee) ?? '')) return true;
      callee = withoutWrappers(callee.object);
    } else return false;
  }
}
