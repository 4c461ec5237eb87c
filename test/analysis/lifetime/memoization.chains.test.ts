import { expect, it } from 'vitest';
import { isMadeOnce } from '../../../analysis/lifetime/memoization.ts';
import { callStarting, forEachHost } from '../../harness/hosts.ts';

it.each([
  [
    'kept by what is made with it, in steps',
    'let client;\nfunction get() { if (client) return client; const a = make(); const b = wrap(a); const c = wrap(b); client = wrap(c); return client; }',
    true,
  ],
  [
    'what is kept is made with another thing, in more steps',
    'let client;\nfunction get() { if (client) return make(); const a = login(); const b = wrap(a); const c = wrap(b); const d = wrap(c); const e = wrap(d); const f = wrap(e); client = f; return make(); }',
    false,
  ],
  ['run by what a call gives', 'const get = wrapper()(() => make());', false],
  ['run at once', 'function get() { return (() => make())(); }', false],
  [
    'given to a method whose name is not known',
    'const agents = {};\nfunction get(key, method) { if (agents[key]) return; agents[method](key, make()); }',
    false,
  ],
  [
    'kept by a thing that each call makes anew',
    'function get() { new Store().agent ??= make(); }',
    false,
  ],
])('%s', (_, code, answer) => {
  forEachHost(code, (source, host) => {
    expect(isMadeOnce(source, callStarting(source, 'make()')), host).toBe(answer);
  });
});
