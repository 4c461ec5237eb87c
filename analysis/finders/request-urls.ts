/**
 * What the URLs of the requests of a file tell of whether it runs in a browser.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isAxiosItself } from '../clients/client-identity.ts';
import { clientResolver, type ClientResolver } from '../clients/clients.ts';
import { mayUseClients } from '../clients/possible-clients.ts';
import { requestSites, requestSitesAmong } from '../clients/requests.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { ProjectFacts } from './project-queries.ts';

/** A text that begins with a single `/`, or with an escape that may be one: most files have none, and their requests need not be found. */
const MAY_BE_HOSTLESS = /['"`](?:\/(?!\/)|\\[/xu\d\r\n])/u;

/** The first literal URL without a host that axios itself or an instance is given, where nothing gives it one. */
export function hostlessUrl(source: SourceCode, project: ProjectFacts): string | undefined {
  if (!MAY_BE_HOSTLESS.test(source.text) || !mayUseClients(source, project)) return undefined;
  const resolver = clientResolver(source, project);
  const url = hostlessRequest(source, resolver) ?? hostlessBase(source, resolver);
  return url === undefined || setsBaseUrl(source) || project.setsBaseUrl() ? undefined : url;
}

/** `axios.create({ baseURL: '/api' })` */
function hostlessBase(source: SourceCode, resolver: ClientResolver): string | undefined {
  if (!source.text.includes('baseURL')) return undefined;
  for (const property of nodesOf(source, AST_NODE_TYPES.Property)) {
    const call = property.parent.parent;
    const base =
      propertyName(source, property) === 'baseURL' ? textAtStart(property.value) : undefined;
    if (
      base !== undefined &&
      HOSTLESS.test(base) &&
      call.type === AST_NODE_TYPES.CallExpression &&
      !GOES_ELSEWHERE.test(source.getText(property.parent)) &&
      resolver.creationOf(call) !== undefined
    )
      return base;
  }
  return undefined;
}

/** A URL that begins with a single slash. */
const HOSTLESS = /^\/(?!\/)/u;

/** What a config may have that needs no host in the URL. */
const GOES_ELSEWHERE = /\b(?:adapter|socketPath|transport)\b|\.\.\./u;

function hostlessRequest(source: SourceCode, resolver: ClientResolver): string | undefined {
  const isHostless = (call: TSESTree.CallExpression) => HOSTLESS.test(urlOf(source, call) ?? '');
  for (const { node, clients, config } of requestSitesAmong(source, resolver, isHostless)) {
    if (!clients.complete || !clients.clients.every(isAxiosItself)) continue;
    if (config.kind === 'expression' || config.kind === 'hidden') continue;
    if (
      config.kind === 'literal' &&
      (GOES_ELSEWHERE.test(source.getText(config.node)) ||
        /\bbaseURL\b/u.test(source.getText(config.node)))
    )
      continue;
    return urlOf(source, node);
  }
  return undefined;
}

/** Variables of the environment that bundlers write into pages: Next.js, Create React App, Vite, Vue CLI, Gatsby and Expo. A server can read them, too. */
const INLINED = /\bprocess\.env\.(?:NEXT_PUBLIC|REACT_APP|VITE|VUE_APP|GATSBY|EXPO_PUBLIC)_\w+/u;

/** The first request whose URL begins with such a variable, for people. */
export function inlinedHost(source: SourceCode, project: ProjectFacts): string | undefined {
  if (!INLINED.test(source.text) || !mayUseClients(source, project)) return undefined;
  for (const {
    node: {
      arguments: [url],
    },
  } of requestSites(source, clientResolver(source, project))) {
    const start = url && startOf(url);
    const variable = start && INLINED.exec(source.getText(declaredAs(source, start) ?? start))?.[0];
    if (variable !== undefined)
      return `its URLs begin with \`${variable}\`, which bundlers write into pages`;
  }
  return undefined;
}

/** What a text begins with: `base` of `` `${base}/api` `` and of `base + '/api'`. */
function startOf(url: Node): Node {
  const node = withoutWrappers(url);
  if (
    node.type === AST_NODE_TYPES.TemplateLiteral &&
    node.quasis[0]!.value.raw === '' &&
    node.expressions[0]
  )
    return node.expressions[0];
  return node.type === AST_NODE_TYPES.BinaryExpression && node.operator === '+'
    ? startOf(node.left)
    : node;
}

/** What a constant or a variable begins as. */
function declaredAs(source: SourceCode, node: Node): Node | undefined {
  const declarator =
    node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node)?.defs[0]?.node : undefined;
  return declarator?.type === AST_NODE_TYPES.VariableDeclarator
    ? (declarator.init ?? undefined)
    : undefined;
}

/** The text of the URL of a request, up to what is put into it. */
function urlOf(
  source: SourceCode,
  { arguments: [first] }: TSESTree.CallExpression,
): string | undefined {
  const node = first && withoutWrappers(first);
  if (node?.type !== AST_NODE_TYPES.ObjectExpression) return node && textAtStart(node);
  const property = node.properties.find(
    (each) => each.type === AST_NODE_TYPES.Property && propertyName(source, each) === 'url',
  );
  return property?.type === AST_NODE_TYPES.Property ? textAtStart(property.value) : undefined;
}

function textAtStart(node: Node): string | undefined {
  if (node.type === AST_NODE_TYPES.Literal)
    return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === AST_NODE_TYPES.TemplateLiteral)
    return node.quasis[0]!.value.cooked ?? undefined;
  return node.type === AST_NODE_TYPES.BinaryExpression && node.operator === '+'
    ? textAtStart(node.left)
    : undefined;
}

/** `axios.defaults.baseURL = …`, `Object.assign(axios.defaults, …)`, and an interceptor of requests, which may put a host in front. */
const SETS_BASE_URL =
  /\bdefaults\b[^;]{0,300}\bbaseURL\b|\bassign\s*\([^,()]{0,80}\.\s*defaults\b|\binterceptors\s*\.\s*request\b/u;

/** Whether a text may give the requests of axios itself a host. */
export function maySetBaseUrl(text: string): boolean {
  return SETS_BASE_URL.test(text);
}

function setsBaseUrl({ text }: SourceCode): boolean {
  return maySetBaseUrl(text);
}
