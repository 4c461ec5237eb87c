/**
 * Where the responses of a file come from: its requests, and functions of other files that send one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { bodyKind, type BodyKind } from '../clients/body-kind.ts';
import { isSameClient, settingsKey, type Client } from '../clients/client-identity.ts';
import { clientResolver, type ClientResolver } from '../clients/clients.ts';
import { replacedResponses, responseInterceptors } from '../clients/interceptors.ts';
import { AXIOS } from '../clients/models/axios.ts';
import { responseCalls, type ResponseCall } from '../clients/response-calls.ts';
import { requestSites, type RequestSite } from '../clients/requests.ts';
import { accessPaths } from '../flow/access-paths.ts';
import { patternOf } from '../flow/call-sites.ts';
import type { Path } from '../flow/contents.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { Level, ResponseValue } from './response-part.ts';
import type { ResponseQueries } from './response-queries.ts';
import { isDropped } from './transfer.ts';

/** A response, or something of one, that comes into a file. */
interface ResponseSource {
  readonly node: Node;
  readonly value: ResponseValue;
  /** Where in what the node gives it is. */
  readonly path: Path;
}

export function responsesOf(source: SourceCode, project: ResponseQueries): ResponseSource[] {
  const resolver = clientResolver(source, project);
  const requests = requestSites(source, resolver);
  const replaced = replacedResponses(source, resolver);
  const own = requests.flatMap((request): ResponseSource[] => {
    // A HEAD request brings no body.
    if (request.method === 'head' || isIntercepted(source, project, replaced, request)) return [];
    const { node } = request;
    const origin = node.range[0];
    const body = bodyKind(source, request);
    return [
      {
        node,
        path: ['promise'],
        value: { level: 'response', model: AXIOS, request: node, origin, bare: node, body },
      },
    ];
  });
  const given = [
    ...toInterceptors(source, resolver),
    ...toTransformers(source, resolver),
    ...responseCalls(source, project.analysedClients).flatMap((call) => ofCall(source, call)),
  ];
  if (!project.receivesResponses()) return [...own, ...given];
  return [
    ...own,
    ...given,
    ...fromHelpers(source, project, new Set<Node>(requests.map(({ node }) => node))),
  ];
}

/** The parameters of response interceptors: a response, and the error of one. */
function toInterceptors(source: SourceCode, resolver: ClientResolver): ResponseSource[] {
  if (!source.text.includes('interceptors')) return [];
  return responseInterceptors(source, resolver).flatMap(({ clients, handlers }, index, all) => {
    // The next one is given what the one before makes of it.
    const isFirst = all
      .slice(0, index)
      .every(
        (before) => !before.clients.some((one) => clients.some((two) => isSameClient(one, two))),
      );
    const levels = isFirst ? (['response', 'error'] as const) : ([undefined, 'error'] as const);
    return levels.flatMap((level, position) => {
      const handler = handlers[position];
      return handler && level ? givenTo(source, handler, level) : [];
    });
  });
}

/** `transformResponse: [(data) => …]` is given the body, which is a text as yet. */
function toTransformers(source: SourceCode, resolver: ClientResolver): ResponseSource[] {
  if (!source.text.includes('transformResponse')) return [];
  return nodesOf(source, AST_NODE_TYPES.Property).flatMap((property) => {
    const call = property.parent.parent;
    if (
      propertyName(source, property) !== 'transformResponse' ||
      call.type !== AST_NODE_TYPES.CallExpression ||
      !(resolver.methodOf(call.callee) ?? resolver.creationOf(call))
    )
      return [];
    const { value } = property;
    const [first] = value.type === AST_NODE_TYPES.ArrayExpression ? value.elements : [value];
    return first ? givenTo(source, first, 'data') : [];
  });
}

/** What a function that axios calls is given. */
function givenTo(source: SourceCode, handler: Node, level: Level): ResponseSource[] {
  return parametersOf(source, handler).flatMap(([parameter]) => {
    if (!parameter) return [];
    const node = patternOf(parameter);
    const body: BodyKind = level === 'data' ? 'text' : 'unknown';
    const origin = node.range[0];
    const value = { level, model: AXIOS, request: undefined, origin, bare: node, body };
    return [{ node, path: [], value }];
  });
}

/** The parameters of each function that an expression may be. */
function parametersOf(source: SourceCode, fn: Node): (readonly TSESTree.Parameter[])[] {
  return valuesOf(source, fn).flatMap((value) =>
    value.kind === 'node' && isFunction(value.node) ? [value.node.params] : [],
  );
}

/** What a call of a client beside axios gives. */
function ofCall(source: SourceCode, call: ResponseCall): ResponseSource[] {
  const { node, model, body, givesBody, callback } = call;
  const { keeps, error } = model.response;
  const origin = node.range[0];
  const of = (level: Level, at: Node): ResponseValue => {
    // Where an error comes there is no response.
    const request = callback ? undefined : node;
    return { level, model, request, origin, bare: at, body };
  };
  if (!callback) {
    const level = givesBody ? 'data' : keeps ? 'response' : 'unread';
    return [{ node, path: ['promise'], value: of(level, node) }];
  }
  return parametersOf(source, callback)
    .flatMap(([onError, onResponse]) => [
      ...(onError && error ? [{ parameter: onError, level: 'error' as const }] : []),
      ...(onResponse ? [{ parameter: onResponse, level: 'response' as const }] : []),
    ])
    .map(({ parameter, level }) => {
      const at = patternOf(parameter);
      return { node: at, path: [], value: of(level, at) };
    });
}

/** Whether what the call resolves with is what an interceptor makes of the response. */
function isIntercepted(
  source: SourceCode,
  project: ResponseQueries,
  replaced: readonly Client[],
  { clients: { clients } }: RequestSite,
): boolean {
  return clients.some((client) => {
    const key = settingsKey(source, client);
    return (
      replaced.some((other) => isSameClient(client, other)) ||
      (key !== undefined && project.settingsElsewhere(key).replacesResponses)
    );
  });
}

/** Calls of functions of other files that return something of a response. */
function fromHelpers(
  source: SourceCode,
  project: ResponseQueries,
  requests: ReadonlySet<Node>,
): ResponseSource[] {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
    if (requests.has(call) || isDropped(call)) return [];
    return valuesOf(source, call.callee)
      .flatMap((value) => accessPaths(source, value))
      .flatMap(({ module, path }) => project.importedResponses(module, path))
      .map(({ path, ...imported }) => ({
        node: call,
        path,
        value: { ...imported, request: undefined, origin: call.range[0], bare: call },
      }));
  });
}
