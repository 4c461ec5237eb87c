import { describe, expect, it } from 'vitest';
import { isMadeOnce, keyOfKept } from '../../../analysis/lifetime/memoization.ts';
import { callStarting, forEachHost } from '../../harness/hosts.ts';

const made: readonly string[] = [
  `let agent;\nfunction get() { agent ??= make(); return agent; }`,
  `let agent;\nfunction get() { return (agent ||= make()); }`,
  `let agent;\nfunction get() { return agent || (agent = make()); }`,
  `let agent;\nfunction get() { agent = agent ?? make(); }`,
  `let agent;\nfunction get() { if (!agent) agent = make(); return agent; }`,
  `let agent;\nfunction get() { if (agent === undefined) { const fresh = make(); agent = fresh; } return agent; }`,
  `let agent;\nfunction get() { if (agent) return agent; agent = make(); return agent; }`,
  `let client;\nfunction get() { if (client) return client; const agent = make(); client = wrap({ agent }); return client; }`,
  `const agents = {};\nfunction get(key) { return (agents[key] ??= make()); }`,
  `const agents = {};\nfunction get(key) { if (!agents[key]) agents[key] = make(); return agents[key]; }`,
  `const agents = {};\nfunction get(key) { if (key in agents) return agents[key]; return (agents[key] = make()); }`,
  `const agents = new Map();\nfunction get(key) { if (!agents.has(key)) agents.set(key, make()); return agents.get(key); }`,
  `const agents = new Map();\nfunction get(key) { const known = agents.get(key); if (known) return known; const agent = make(); agents.set(key, agent); return agent; }`,
  `class A { get() { if (!this.agent) this.agent = make(); return this.agent; } }`,
  `class A { #agent; get() { return (this.#agent ??= make()); } }`,
  `class A { static get() { if (!A.agent) A.agent = make(); return A.agent; } }`,
  `const get = once(() => make());`,
  `const get = _.memoize((key) => make());`,
  `function get(key) { return cache.getOrCreate(key, () => make()); }`,
];

const again: readonly string[] = [
  `function get() { return make(); }`,
  `function get() { let agent; agent ??= make(); return agent; }`,
  `function get(options) { return options.agent || make(); }`,
  `function get(agent) { if (!agent) agent = make(); return agent; }`,
  `let token;\nfunction get() { if (!token) token = login(); return make(); }`,
  `let agent;\nfunction get() { agent = make(); return agent; }`,
  `class A { constructor() { if (!this.agent) this.agent = make(); } }`,
  `class A { get() { return this.agent ?? make(); } }`,
  `const seen = new Set();\nfunction get(key) { if (seen.has(key)) return; seen.add(key); return make(); }`,
  `const names = new Map();\nasync function get(id) { if (names.has(id)) return names.get(id); const agent = make(); const answer = await load(id, { agent }); names.set(id, answer.data.name); }`,
  `const names = new Map();\nasync function get(id) { if (names.has(id)) return names.get(id); const { data } = await load(id, { agent: make() }); names.set(id, data); }`,
  `const agent = make();`,
];

describe('a function that makes a thing once', () => {
  it.each(made)('%s', (code) => {
    forEachHost(code, (source, host) => {
      expect(isMadeOnce(source, callStarting(source, 'make()')), host).toBe(true);
    });
  });

  it.each(again)('again and again: %s', (code) => {
    forEachHost(code, (source, host) => {
      expect(isMadeOnce(source, callStarting(source, 'make()')), host).toBe(false);
    });
  });
});

describe('the key that a thing is made once for', () => {
  it.each([
    [
      `const agents = new Map();\nfunction get(key) { if (!agents.has(key)) agents.set(key, make()); return agents.get(key); }`,
      'key',
    ],
    [`const agents = {};\nfunction get(host) { return (agents[host] ??= make()); }`, 'host'],
    [
      `const agents = {};\nfunction get(key) { if (key in agents) return agents[key]; return (agents[key] = make()); }`,
      'key',
    ],
    [`let agent;\nfunction get(key) { if (!agent) agent = make(); return agent; }`, undefined],
    [`function get() { return make(); }`, undefined],
  ])('%s', (code, key) => {
    forEachHost(code, (source, host) => {
      const found = keyOfKept(source, callStarting(source, 'make()'));
      expect(found && source.getText(found), host).toBe(key);
    });
  });
});
