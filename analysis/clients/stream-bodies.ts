/**
 * The bodies of the answers to axios requests that must be read or destroyed: those of streams. A refused status is answered
 * with a body, too, which comes with the error.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isFunction, isNullish } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround, returnedBy } from '../syntax/traversal.ts';
import { answersOf, type Arrival } from './answers.ts';
import type { BodyPath, BodyUses } from './bodies.ts';
import { bodyUses } from './body-uses.ts';
import { AXIOS } from './models/axios.ts';
import type { BodyApi } from './models/client-model.ts';
import type { RequestSite } from './requests.ts';

/** One body, where it comes in, and what becomes of it. */
export interface StreamBody {
  readonly of: 'response' | 'error';
  readonly arrival: Arrival;
  /** Where the body is in what arrives. */
  readonly path: BodyPath;
  readonly api: BodyApi;
  readonly uses: BodyUses;
}

export interface StreamBodies {
  readonly bodies: readonly StreamBody[];
  /** Whether somebody who is not seen gets the response as well. */
  readonly isHandedOn: boolean;
  /** The same of the error. */
  readonly isErrorHandedOn: boolean;
}

/** Of what nobody takes. */
const UNUSED: BodyUses = {
  fates: new Map(),
  pipes: [],
  ways: new Map(),
  events: new Set(),
  isPaused: false,
  isLost: false,
};

/** The bodies that a request for a stream brings. */
export function streamBodies(source: SourceCode, { node }: RequestSite): StreamBodies {
  const { responses, errors, isHandedOn, isErrorHandedOn } = answersOf(source, node);
  const { ofResponse, ofError, api } = AXIOS.body;
  return {
    bodies: [
      ...responses.map((arrival) =>
        bodyOf(source, arrival, { of: 'response', path: ofResponse, api }),
      ),
      ...errors.map((arrival) => bodyOf(source, arrival, { of: 'error', path: ofError, api })),
    ],
    isHandedOn,
    isErrorHandedOn,
  };
}

/** The body of what arrives somewhere, and what becomes of it there. */
export function bodyOf(
  source: SourceCode,
  arrival: Arrival,
  kind: Pick<StreamBody, 'of' | 'path' | 'api'>,
): StreamBody {
  return { ...kind, arrival, uses: usesOf(source, arrival, kind) };
}

function usesOf(
  source: SourceCode,
  arrival: Arrival,
  { path, api }: Pick<StreamBody, 'path' | 'api'>,
): BodyUses {
  if (arrival.kind === 'nobody') return UNUSED;
  if (arrival.kind === 'value') return bodyUses(source, { at: arrival.node }, path, api);
  const isCatch = arrival.kind === 'catch';
  const pattern = isCatch ? arrival.node.param : arrival.node.params[0];
  const fn = isCatch ? functionAround(arrival.node) : arrival.node;
  return pattern ? bodyUses(source, { pattern, fn }, path, api) : UNUSED;
}

/**
 * Which statuses make a request fail: some, by the default or by a function; none, with `validateStatus: () => true`; unknown if
 * a config cannot be seen.
 */
export function refusedStatuses(
  source: SourceCode,
  { config, clients }: RequestSite,
): 'default' | 'some' | 'none' | 'unknown' {
  if (config.kind === 'hidden') return 'unknown';
  const own = config.kind === 'absent' ? undefined : propertyIn(source, config.node, STATUS_TEST);
  if (own === 'unseen') return 'unknown';
  if (own) return acceptsAll(source, own) ? 'none' : 'some';
  for (const client of clients.clients) {
    if (client.kind === 'imported' || client.kind === 'opaque') return 'unknown';
    const [made] = client.kind === 'instance' ? client.create.arguments : [];
    if (made && propertyIn(source, made, STATUS_TEST) !== undefined) return 'unknown';
  }
  // `axios.defaults.validateStatus = …`
  return clients.complete && !source.text.includes(`.${STATUS_TEST}`) ? 'default' : 'unknown';
}

const STATUS_TEST = 'validateStatus';

function acceptsAll(source: SourceCode, given: Node): boolean {
  return valuesOf(source, given).every((value) => {
    if (value.kind !== 'node') return false;
    if (isNullish(value.node)) return value.node.type === AST_NODE_TYPES.Literal;
    const returned = isFunction(value.node) ? returnedBy(source, value.node) : [];
    return (
      returned.length > 0 &&
      returned.every((node) => node.type === AST_NODE_TYPES.Literal && node.value === true)
    );
  });
}

/** What a config names under a property; `unseen` if a part of it is not visible. */
function propertyIn(source: SourceCode, config: Node, name: string): Node | 'unseen' | undefined {
  let found: Node | 'unseen' | undefined;
  for (const value of valuesOf(source, config)) {
    if (value.kind !== 'node' || value.node.type !== AST_NODE_TYPES.ObjectExpression)
      return 'unseen';
    for (const property of value.node.properties) {
      if (property.type === AST_NODE_TYPES.SpreadElement) return 'unseen';
      const key = propertyName(source, property);
      if (key === undefined) return 'unseen';
      if (key === name) found = property.value;
    }
  }
  return found;
}
