/**
 * The clients that the rules know beside axios, which `axios.ts` describes. Who adds one adds it here.
 */
import { AXIOS } from './axios.ts';
import type {
  AgentTakerModel,
  BuilderModel,
  CallbackModel,
  FunctionModel,
  ReadingModel,
  RespondingModel,
} from './client-model.ts';
import { FETCH } from './fetch.ts';
import { GOT } from './got.ts';
import { KY, KY_INSTANCES } from './ky.ts';
import { NODE_FETCH } from './node-fetch.ts';
import { NODE_HTTP } from './node-http.ts';
import { SUPERAGENT, SUPERAGENT_REQUESTS } from './superagent.ts';
import { UNDICI_AGENTS, UNDICI_DISPATCHER, UNDICI_FETCH, UNDICI_REQUEST } from './undici.ts';

/** Clients whose call gives a promise of the response. */
export const FUNCTION_CLIENTS: readonly FunctionModel[] = [
  FETCH,
  UNDICI_FETCH,
  UNDICI_REQUEST,
  UNDICI_DISPATCHER,
  NODE_FETCH,
  KY,
];

/** Clients that call back with the response. */
export const CALLBACK_CLIENTS: readonly CallbackModel[] = [NODE_HTTP];

/** Clients that read the bodies of their responses by themselves. */
export const READING_CLIENTS: readonly ReadingModel[] = [GOT];

/** Clients whose call gives a request, which is sent as it is awaited. */
export const BUILDING_CLIENTS: readonly BuilderModel[] = [SUPERAGENT_REQUESTS];

/** What takes an agent beside those. */
export const AGENT_TAKERS: readonly AgentTakerModel[] = [UNDICI_AGENTS, KY_INSTANCES, SUPERAGENT];

/** All clients that give promises of responses. */
export const RESPONDING_CLIENTS: readonly RespondingModel[] = [
  AXIOS,
  ...FUNCTION_CLIENTS,
  ...READING_CLIENTS,
  ...BUILDING_CLIENTS,
];
