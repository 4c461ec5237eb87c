/**
 * Why the constructor of an agent may throw. In a function that is the error of one call, and a condition may guard it; as the
 * module loads it would be the end of the process.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, type Variable } from '../syntax/bindings.ts';
import { literalString } from '../syntax/nodes.ts';
import { oneLine } from '../syntax/text.ts';
import type { AgentMaking } from './agent-constructors.ts';
import { optionValues } from './agent-options.ts';

/** @param needs the variables of the module that the options name */
export function constructorError(
  source: SourceCode,
  making: AgentMaking,
  needs: readonly Variable[],
): string | undefined {
  if (making.family === 'node' || making.family === 'agentkeepalive')
    return invalidOption(source, making);
  if (making.family === 'undici') return dispatcherError(source, making);
  const empty = needs.find((variable) => mayBeEmpty(source, making, variable));
  if (empty) return `\`${empty.name}\` may be empty`;
  const urls =
    making.options === 1
      ? making.node.arguments.slice(0, 1)
      : optionValues(source, making, 'proxy');
  const wrong = urls.find((url) => !isUrl(source, url, making));
  return wrong && `\`${oneLine(source, wrong, 40)}\` may be no URL of a proxy`;
}

/** What Node checks (20.20, lib/_http_agent.js): `maxTotalSockets` is a number from 1 on, `scheduling` one of two words. */
function invalidOption(source: SourceCode, making: AgentMaking): string | undefined {
  const isTotal = (node: Node) =>
    isGlobal(source, node, 'Infinity') ||
    (node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number' && node.value >= 1);
  if (
    optionValues(source, making, 'maxTotalSockets').some(
      (total) => !literals(source, total, isTotal),
    )
  )
    return '`maxTotalSockets` may be no number from 1 on';
  const isOrder = (node: Node) => ['fifo', 'lifo'].includes(literalString(node) ?? '');
  return optionValues(source, making, 'scheduling').some(
    (scheduling) => !literals(source, scheduling, isOrder),
  )
    ? '`scheduling` may be neither `fifo` nor `lifo`'
    : undefined;
}

/** The options of undici whose values are checked as a dispatcher is made (7.30, lib/dispatcher/{agent,client,pool}.js). */
const CHECKED = [
  'connections',
  'factory',
  'interceptors',
  'maxOrigins',
  'maxRedirections',
  'requestTls',
  'proxyTls',
  'token',
  'uri',
];

/** A pool and a proxy's dispatcher parse their URL as they are made; others check numbers. */
function dispatcherError(source: SourceCode, making: AgentMaking): string | undefined {
  const given = making.node.arguments[making.options];
  if (making.readsEnvironment)
    return 'it reads `HTTP_PROXY` and `HTTPS_PROXY`, which may be set later than the module loads';
  if (making.takesUrl && given && literals(source, given, isText))
    return literals(source, given, isProxy)
      ? undefined
      : `\`${oneLine(source, given, 40)}\` may be no URL of a proxy`;
  const isOptions =
    given === undefined ||
    (given.type !== AST_NODE_TYPES.SpreadElement &&
      valuesOf(source, given).every(
        (value) => value.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression,
      ));
  if (!isOptions) return `\`${oneLine(source, given, 40)}\` may be no options of a dispatcher`;
  const wrong = making.node.arguments
    .slice(0, making.options)
    .find((origin) => !literals(source, origin, isOrigin));
  if (wrong) return `\`${oneLine(source, wrong, 40)}\` may be no origin of a server`;
  const checked = CHECKED.find((name) =>
    optionValues(source, making, name).some(
      (given) => !literals(source, given, ({ type }) => type === AST_NODE_TYPES.Literal),
    ),
  );
  if (checked !== undefined) return `\`${checked}\` may have a value that it refuses`;
  const wrongUri = optionValues(source, making, 'uri').find(
    (uri) => !literals(source, uri, isProxy),
  );
  if (wrongUri) return `\`${oneLine(source, wrongUri, 40)}\` may be no URL of a proxy`;
  const isNamed = (name: string) => optionValues(source, making, name).length > 0;
  return isNamed('auth') && isNamed('token') ? 'it takes `auth` or `token`, not both' : undefined;
}

/** `http://proxy.example.com:3128`: `proxy.example.com:3128` is a URL as well, of another protocol. */
function isProxy(node: Node): boolean {
  const text = literalString(node);
  return text !== undefined && /^https?:\/\//u.test(text) && URL.canParse(text);
}

function isText(node: Node): boolean {
  return literalString(node) !== undefined;
}

/** `https://api.example.com`: a pool refuses a URL with a path. */
function isOrigin(node: Node): boolean {
  const text = literalString(node);
  return (
    text !== undefined &&
    /^https?:/u.test(text) &&
    URL.canParse(text) &&
    /^\/?$/u.test(new URL(text).pathname)
  );
}

/** A proxy agent parses its URL as it is made. */
function mayBeEmpty(
  source: SourceCode,
  { module }: AgentMaking,
  { identifiers: [identifier] }: Variable,
): boolean {
  return !literals(
    source,
    identifier!,
    (node) => node.type === AST_NODE_TYPES.Literal && node.value !== null,
    module,
  );
}

function isUrl(source: SourceCode, url: Node, { module }: AgentMaking): boolean {
  return literals(source, url, (node) => {
    const text = literalString(node);
    // What is no string is a URL that is parsed already, or the options.
    if (text === undefined)
      return (
        node.type !== AST_NODE_TYPES.Literal &&
        node.type !== AST_NODE_TYPES.TemplateLiteral &&
        node.type !== AST_NODE_TYPES.BinaryExpression
      );
    return URL.canParse(text) && (module !== 'socks-proxy-agent' || text.startsWith('socks'));
  });
}

function literals(
  source: SourceCode,
  node: Node,
  holds: (value: Node) => boolean,
  module?: string,
): boolean {
  return valuesOf(source, node).every(
    (value) =>
      (value.kind === 'module' && value.module === module) ||
      (value.kind === 'node' && holds(value.node)),
  );
}
