/**
 * Where the responses of a file come from: its requests, and functions of other files that send one.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { bodyKind } from '../clients/body-kind.ts';
import { isSameClient, settingsKey, type Client } from '../clients/client-identity.ts';
import { ClientResolver } from '../clients/clients.ts';
import { replacedResponses } from '../clients/interceptors.ts';
import { requestSites, type RequestSite } from '../clients/requests.ts';
import { accessPaths } from '../flow/access-paths.ts';
import type { Path } from '../flow/contents.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { ResponseValue } from './response-part.ts';
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
  const resolver = new ClientResolver(source, project);
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
        value: { level: 'response', request: node, origin, bare: node, body },
      },
    ];
  });
  if (!project.receivesResponses()) return own;
  return [...own, ...fromHelpers(source, project, new Set<Node>(requests.map(({ node }) => node)))];
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
