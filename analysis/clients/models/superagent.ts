/**
 * superagent: superagent 10.4, lib/node/index.js. It reads the bodies of its responses by itself, also with `buffer(false)`.
 */
import type { AgentTakerModel } from './client-model.ts';

export const SUPERAGENT = {
  client: 'superagent',
  module: 'superagent',
  functions: [],
  agentSlots: [],
  setters: [],
  sends: [],
  givers: ['agent'],
  streams: ['.pipe(', '.buffer(', '.parse('],
} as const satisfies AgentTakerModel;
