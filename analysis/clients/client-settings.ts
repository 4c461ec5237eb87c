/**
 * What a file does to clients beside calling them: assignments to their `defaults`, interceptors.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { partsBy } from '../flow/object-state.ts';
import { isOnSomePaths } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isNullish } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import {
  ABSENT,
  AGENT_NAMES,
  isAgentName,
  overlay,
  type AgentConfig,
  type AgentName,
} from './agent-state.ts';
import type { Client } from './client-identity.ts';
import type { ClientSettings } from './client-queries.ts';
import type { ClientResolver } from './clients.ts';
import { interceptedErrors, replacedResponses, requestInterceptors } from './interceptors.ts';
import { namedByParts } from './named-values.ts';
import {
  eitherResponse,
  isResponseProperty,
  NOTHING_SAID,
  RESPONSE_PROPERTIES,
  responseOfProperty,
  type ResponseState,
} from './response-state.ts';

const RESPONSE_NAMES = RESPONSE_PROPERTIES.join('|');
/** `axios.defaults.timeout`, `defaults['timeout']`, `Object.assign(axios.defaults, {` */
const SETS_RESPONSES = new RegExp(
  `\\bdefaults\\s*(?:\\.\\s*(?:${RESPONSE_NAMES})\\b|\\[\\s*['"](?:${RESPONSE_NAMES})\\b)|\\bassign\\s*\\([^,]*\\bdefaults\\s*,`,
  'u',
);

/** Whether a text can set anything on a client. */
export function maySetClients(text: string): boolean {
  return (
    text.includes('interceptors') ||
    (text.includes('defaults') && AGENT_NAMES.some((name) => text.includes(name))) ||
    SETS_RESPONSES.test(text)
  );
}

export const NO_SETTINGS: ClientSettings = {
  defaults: ABSENT,
  interceptors: ABSENT,
  replacesResponses: false,
  takesErrors: false,
};

export function combinedSettings(a: ClientSettings, b: ClientSettings): ClientSettings {
  return {
    defaults: overlay(a.defaults, b.defaults),
    interceptors: overlay(a.interceptors, b.interceptors),
    replacesResponses: a.replacesResponses || b.replacesResponses,
    takesErrors: a.takesErrors || b.takesErrors,
  };
}

/** An agent that is given to the `defaults` of clients. */
export interface DefaultsAssignment {
  readonly clients: readonly Client[];
  readonly name: AgentName;
  /** The assignment, or the call of `Object.assign`. */
  readonly node: Node;
  /** The expression that stands for the agent. */
  readonly agent: Node;
}

/** What a file sets, each with the clients that it is set on. */
export function clientSettings(
  source: SourceCode,
  resolver: ClientResolver,
): { readonly clients: readonly Client[]; readonly settings: ClientSettings }[] {
  return [
    ...defaultsAssignments(source, resolver).map(({ clients, name, node }) => ({
      clients,
      settings: {
        ...NO_SETTINGS,
        defaults: {
          ...ABSENT,
          [name]: isOnSomePaths(node) ? 'conditional' : 'set',
        } satisfies AgentConfig,
      },
    })),
    ...requestInterceptors(source, resolver).map(
      ({ clients, httpAgent, httpsAgent, response }) => ({
        clients,
        settings: { ...NO_SETTINGS, interceptors: { httpAgent, httpsAgent, response } },
      }),
    ),
    ...responseDefaults(source, resolver).map(({ clients, response }) => ({
      clients,
      settings: { ...NO_SETTINGS, defaults: { ...ABSENT, response } },
    })),
    ...replacedResponses(source, resolver).map((client) => ({
      clients: [client],
      settings: { ...NO_SETTINGS, replacesResponses: true },
    })),
    ...interceptedErrors(source, resolver).map((client) => ({
      clients: [client],
      settings: { ...NO_SETTINGS, takesErrors: true },
    })),
  ];
}

const knownDefaults = new WeakMap<SourceCode, readonly Node[]>();

/** Every expression that is the `defaults` of something: `client.defaults`, `const { defaults } = client`. */
export function defaultsIn(source: SourceCode): readonly Node[] {
  let defaults = knownDefaults.get(source);
  if (!defaults) knownDefaults.set(source, (defaults = findDefaults(source)));
  return defaults;
}

function findDefaults(source: SourceCode): readonly Node[] {
  const patterns = nodesOf(source, AST_NODE_TYPES.ObjectPattern).flatMap(({ properties }) =>
    properties.flatMap((property) =>
      property.type === AST_NODE_TYPES.Property && propertyName(source, property) === 'defaults'
        ? [property.value]
        : [],
    ),
  );
  return [...membersNamed(source, 'defaults'), ...patterns];
}

/** Every `client.defaults.httpAgent = agent` and `Object.assign(client.defaults, { httpAgent: agent })` of a file. */
export function defaultsAssignments(
  source: SourceCode,
  resolver: ClientResolver,
): DefaultsAssignment[] {
  return valuesInDefaults(source, resolver).flatMap(({ clients, name, value, node }) =>
    // `undefined` and `null` set nothing.
    isAgentName(name) && !isNullish(value) ? [{ clients, name, node, agent: value }] : [],
  );
}

/** Every `client.defaults.timeout = 5000` and the like; whether it is on all paths does not count, since another file asks. */
function responseDefaults(
  source: SourceCode,
  resolver: ClientResolver,
): { readonly clients: readonly Client[]; readonly response: ResponseState }[] {
  return valuesInDefaults(source, resolver).flatMap(({ clients, name, value }) =>
    isResponseProperty(name)
      ? [
          {
            clients,
            response: eitherResponse(NOTHING_SAID, responseOfProperty(source, name, value)),
          },
        ]
      : [],
  );
}

interface ValueInDefaults {
  readonly clients: readonly Client[];
  readonly name: string;
  readonly value: Node;
  /** What puts it there. */
  readonly node: Node;
}

/** What a file puts into the `defaults` of clients. */
function valuesInDefaults(source: SourceCode, resolver: ClientResolver): ValueInDefaults[] {
  return defaultsIn(source).flatMap((defaults) => {
    const clients = resolver.defaultsOwners(defaults);
    if (clients.length === 0) return [];
    // Whoever is handed the defaults is taken to read them.
    return partsBy(source, [defaults], { leavesAlone: () => true }).flatMap((part) =>
      namedByParts([part]).map(({ name, value }) => ({ clients, name, value, node: part.at })),
    );
  });
}
