/**
 * The finder behind `no-per-call-interceptor`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Client } from '../../clients/client-identity.ts';
import { clientResolver, type ClientResolver } from '../../clients/clients.ts';
import { ownerOfInterceptor } from '../../clients/interceptors.ts';
import { AXIOS } from '../../clients/models/axios.ts';
import { AXIOS_OF_SERVICE } from '../../clients/nest-http.ts';
import type { Site } from '../../findings/finding.ts';
import { isLoop } from '../../flow/loops.ts';
import { valuesOf } from '../../flow/values.ts';
import { creationFrequency } from '../../lifetime/creation-frequency.ts';
import type { CreationFrequency } from '../../lifetime/lifetime-queries.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { propertyName, sameReference } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import {
  ancestorsOf,
  contains,
  functionAround,
  isAtModuleLevel,
  nodesOf,
  someNode,
} from '../../syntax/traversal.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import type { PerCallInterceptorMessageId } from './messages.ts';

const INTERCEPTING: ReadonlySet<string> = new Set(AXIOS.packages.intercepting);

export interface PerCallInterceptorOptions {
  /** Reports interceptors of which one cannot tell how often they are added, too. */
  readonly unverifiable: boolean;
}

export const findPerCallInterceptors: Finder<PerCallInterceptorOptions> = (
  source,
  project,
  options,
) => inspectPerCallInterceptors(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every call in a function that gives a client an interceptor. */
export const inspectPerCallInterceptors: Inspector<PerCallInterceptorOptions> = inServers(
  (source, project, options) => {
    if (!/\binterceptors\b|axios-(?:retry|auth-refresh)/u.test(source.text)) return [];
    const resolver = clientResolver(source, project);
    return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
      const owner = isAtModuleLevel(call) ? undefined : ownerOf(source, call);
      return owner ? [siteOf({ source, project, resolver }, { call, owner, ...options })] : [];
    });
  },
);

interface InterceptingFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly resolver: ClientResolver;
}

/** The client that a call gives an interceptor. */
function ownerOf(source: SourceCode, call: TSESTree.CallExpression): Node | undefined {
  const owner =
    ownerOfInterceptor(source, call, 'request') ?? ownerOfInterceptor(source, call, 'response');
  if (owner) return owner;
  const [first] = call.arguments;
  const isWrapper =
    first !== undefined &&
    valuesOf(source, call.callee).every(
      (value) => value.kind === 'module' && INTERCEPTING.has(value.module),
    );
  return isWrapper ? first : undefined;
}

interface Adding extends PerCallInterceptorOptions {
  readonly call: TSESTree.CallExpression;
  readonly owner: Node;
}

function siteOf(file: InterceptingFile, { call, owner, unverifiable }: Adding): Site {
  const callee = oneLine(file.source, call.callee);
  const site = { kind: 'client', node: call, callee } as const;
  const reason = whyEnded(file, call) ?? whyShort(file, owner) ?? whyOwn(file, owner, call);
  if (reason !== undefined) return { ...site, verdict: 'ok', reason };
  const { kind, by } = frequencyOf(file, call);
  if (kind === 'once') return { ...site, verdict: 'ok', reason: `it is added once, by ${by}` };
  const messageId: PerCallInterceptorMessageId = kind === 'often' ? 'perCall' : 'undecided';
  const finding = {
    node: call,
    messageId,
    data: { callee, by },
    remedy: { refusal: 'there is no codemod for this rule' },
  };
  return kind === 'often'
    ? { ...site, verdict: 'flagged', finding }
    : {
        ...site,
        verdict: 'unverifiable',
        reason: `cannot tell how often it is added: that depends on ${by}`,
        ...(unverifiable ? { finding } : {}),
      };
}

/** Names of functions that set a client up, and are called once for each client, whoever calls them. */
const SETS_UP =
  /^(?:add|apply|attach|bind|create|enable|inject|intercept|make|mock|set|with)(?![a-z])/u;

function frequencyOf(file: InterceptingFile, call: Node): CreationFrequency {
  const frequency = creationFrequency(file, call);
  const { exported } = frequency;
  if (frequency.kind === 'often' && exported !== undefined && SETS_UP.test(exported))
    return { kind: 'unknown', by: frequency.by };
  return frequency;
}

/** What takes the interceptor away again, if something may. */
function whyEnded({ source }: InterceptingFile, call: TSESTree.CallExpression): string | undefined {
  if (call.parent.type !== AST_NODE_TYPES.ExpressionStatement)
    return 'its number is kept, and may eject it';
  if (isGuarded(source, call)) return 'a flag that is set there lets it run once';
  const isCleared = nodesOf(source, AST_NODE_TYPES.MemberExpression).some(
    (member) =>
      propertyName(source, member) === 'clear' &&
      /\binterceptors\b/u.test(source.getText(member.object)),
  );
  return isCleared ? 'interceptors of the file are cleared' : undefined;
}

/** `if (!isReady) { isReady = true; … }`, `if (isReady) return; isReady = true; …` */
function isGuarded(source: SourceCode, call: Node): boolean {
  const fn = functionAround(call);
  if (!fn) return false;
  const written = nodesOf(source, AST_NODE_TYPES.AssignmentExpression)
    .filter(({ left }) => contains(fn, left) && left.type !== AST_NODE_TYPES.ObjectPattern)
    .map(({ left }) => left);
  return nodesOf(source, AST_NODE_TYPES.IfStatement).some(
    (statement) =>
      functionAround(statement) === fn &&
      statement.range[0] < call.range[0] &&
      written.some((target) =>
        someNode(source, statement.test, (node) => sameReference(source, node, target)),
      ),
  );
}

/** Why a client lives no longer than the call, as far as one knows. */
function whyShort(file: InterceptingFile, owner: Node): string | undefined {
  if (isOfService(file, owner)) return undefined;
  const { clients, complete } = file.resolver.clientsOf(owner);
  if (!complete || clients.length === 0) return 'the client is not seen';
  return clients.every((client) => isLasting(file, owner, client))
    ? undefined
    : 'the client may be made for the call';
}

/** Why each client gets the interceptor once, however long it lives: whoever makes it adds it. */
function whyOwn(file: InterceptingFile, owner: Node, call: Node): string | undefined {
  const isOwn = file.resolver
    .clientsOf(owner)
    .clients.every((client) => client.kind === 'instance' && isMadeWith(client.create, call));
  return isOwn ? 'the client is made by the same function' : undefined;
}

/** Whether a node runs only after another has run for it: `this.api = axios.create(); …; this.api.interceptors.…` */
function isMadeWith(made: Node, after: Node): boolean {
  if (functionAround(made) !== functionAround(after)) return false;
  for (const ancestor of ancestorsOf(made)) {
    if (contains(ancestor, after)) return !isLoop(ancestor);
    if (MAY_NOT_RUN.has(ancestor.type)) return false;
    if (ancestor.type === AST_NODE_TYPES.AssignmentExpression && ancestor.operator !== '=')
      return false;
  }
  return false;
}

/** What has parts that may not run. */
const MAY_NOT_RUN: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.SwitchCase,
  AST_NODE_TYPES.TryStatement,
]);

/** `this.http.axiosRef`: Nest injects one `HttpService` for as long as the process lives. */
function isOfService({ source, resolver }: InterceptingFile, owner: Node): boolean {
  return (
    valuesOf(source, owner).every(
      (value) => value.kind === 'member' && value.property === AXIOS_OF_SERVICE,
    ) && resolver.clientsOf(owner).clients.length > 0
  );
}

function isLasting(file: InterceptingFile, owner: Node, client: Client): boolean {
  if (client.kind === 'axios') return true;
  if (client.kind === 'instance')
    return isAtModuleLevel(client.create) || creationFrequency(file, client.create).kind === 'once';
  // An export that is no call of a factory.
  return (
    client.kind === 'imported' &&
    valuesOf(file.source, owner).every(
      (value) => value.kind === 'module' && !value.path.some((step) => step.includes('(')),
    )
  );
}
