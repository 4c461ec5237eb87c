/**
 * Whether requests begin over `https:`, by the URLs that the code writes.
 *
 * axios gives each protocol its own agent and follow-redirects asks for the one of the hop (axios 1.21.1, lib/adapters/http.js:
 * `agents: { http, https }`). A request to `https:` asks for `httpAgent` only after a redirect to `http:`, or behind a proxy with
 * an axios that opens no tunnel to it (1.15.1 and before): test/facts/request-protocol.test.ts.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { propertyOf, valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { literalString, withoutWrappers } from '../syntax/nodes.ts';
import type { RequestSite } from './requests.ts';

/** Why an agent for `http:` is not asked for. */
export const ONLY_HTTPS =
  'its URL begins with `https:`: only a redirect to `http:`, or a proxy with axios 1.15.1 or older, would use `httpAgent`';

/** Whether a request begins over `https:`, whichever client it is sent on. */
export function isSentOverHttps(source: SourceCode, request: RequestSite): boolean {
  const url = protocolOfUrl(source, request);
  return (
    url === 'https' ||
    (url !== 'http' && protocolOfProperty(source, configOf(request), 'baseURL') === 'https')
  );
}

/** Whether a request begins over `http:`, by all that the code writes. */
export function isSentOverHttp(source: SourceCode, request: RequestSite): boolean {
  return protocolOfUrl(source, request) === 'http';
}

function configOf({ config }: RequestSite): Node | undefined {
  return 'node' in config ? config.node : undefined;
}

function protocolOfUrl(source: SourceCode, request: RequestSite): 'http' | 'https' | undefined {
  const { node, method } = request;
  const object = configOf(request);
  const isUrlFirst = (method !== 'request' && method !== 'call') || node.arguments[0] !== object;
  return isUrlFirst
    ? protocolOf(source, node.arguments[0])
    : protocolOfProperty(source, object, 'url');
}

/** Whether a client's requests begin over `https:`, by its `baseURL` and by the URLs of those that are seen. */
export function isClientOfHttps(
  source: SourceCode,
  config: Node | undefined,
  requests: readonly RequestSite[],
): boolean {
  return (
    protocolOfProperty(source, config, 'baseURL') === 'https' &&
    requests.every(({ node }) => protocolOf(source, node.arguments[0]) !== 'http')
  );
}

/** @returns undefined if the code does not write it, or one of several */
function protocolOfProperty(
  source: SourceCode,
  object: Node | undefined,
  name: string,
): 'http' | 'https' | undefined {
  return (
    object &&
    common(
      valuesOf(source, object)
        .flatMap((value) => propertyOf(source, value, name))
        .map((value) => protocolOfValue(source, value)),
    )
  );
}

function protocolOf(source: SourceCode, url: Node | undefined): 'http' | 'https' | undefined {
  return url && url.type !== AST_NODE_TYPES.SpreadElement
    ? common(valuesOf(source, url).map((value) => protocolOfValue(source, value)))
    : undefined;
}

function protocolOfValue(source: SourceCode, value: Value): 'http' | 'https' | undefined {
  if (value.kind !== 'node') return undefined;
  const { node } = value;
  if (node.type === AST_NODE_TYPES.BinaryExpression && node.operator === '+')
    return protocolOf(source, node.left);
  if (node.type === AST_NODE_TYPES.NewExpression && isGlobal(source, node.callee, 'URL'))
    return protocolOf(source, node.arguments[0]);
  if (node.type === AST_NODE_TYPES.TemplateLiteral && node.quasis[0]!.value.raw === '')
    return protocolOf(source, node.expressions[0]);
  const start =
    node.type === AST_NODE_TYPES.TemplateLiteral
      ? node.quasis[0]!.value.cooked
      : literalString(withoutWrappers(node));
  const protocol = /^\s*(https?):/iu.exec(start ?? '')?.[1]?.toLowerCase();
  return protocol === 'http' || protocol === 'https' ? protocol : undefined;
}

function common<T>(all: readonly (T | undefined)[]): T | undefined {
  return all.every((one) => one === all[0]) ? all[0] : undefined;
}
