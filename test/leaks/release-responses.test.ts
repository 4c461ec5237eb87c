/**
 * What release-responses rewrites, measured before and after: the harm is real, and the mend ends it, or leaves what its
 * page says it leaves.
 */
import { describe, expect, it, vi } from 'vitest';
import { projectFacts } from '../../analysis/project.ts';
import { mend, type TransformOptions } from '../../codemods/create-codemod.ts';
import { releaseResponses } from '../../codemods/release-responses.ts';
import { held, type Held } from './held.ts';
import { measure } from './measure.ts';
import { useServer, type Body } from './server.ts';

vi.setConfig({ maxConcurrency: 2 });

interface Case {
  readonly messageId: string;
  readonly why: string;
  readonly body: Body;
  readonly code: string;
  readonly options?: TransformOptions;
  readonly before: Held;
  readonly after: Held;
}

const AWAITS_ANY = { awaits: 'any' } as const;

const cases: readonly Case[] = [
  {
    messageId: 'heldAcrossAwait',
    why: 'the body alone stays',
    body: 'json',
    code: 'export async function call(url) { const response = await axios.get(url); const { id } = response.data; await pending(); return id; }',
    options: AWAITS_ANY,
    before: 'heap and external',
    after: 'heap',
  },
  {
    messageId: 'heldAcrossAwait',
    why: 'of what is no body nothing stays',
    body: 'json',
    code: 'export async function call(url) { const response = await axios.get(url); if (response.status === 200) await pending(); }',
    options: AWAITS_ANY,
    before: 'heap and external',
    after: 'nothing',
  },
  {
    messageId: 'heldAcrossAwait',
    why: 'nothing is read of it',
    body: 'json',
    code: 'export async function call(url) { const response = await axios.get(url); await pending(); }',
    options: AWAITS_ANY,
    before: 'heap and external',
    after: 'nothing',
  },
  {
    messageId: 'heldAcrossAwait',
    why: 'the clone leaves the raw body',
    body: 'json',
    code: `export async function call(url) {
      const response = await axios.get(url);
      if (response.data && response.data.id) { const id = response.data.id; await pending(); return id; }
    }`,
    options: { ...AWAITS_ANY, strategy: 'clone' },
    before: 'heap and external',
    after: 'external',
  },
  {
    messageId: 'heldAcrossAwait',
    why: 'in the next round of a loop',
    body: 'json',
    code: `export async function call(url) {
      for (const each of [url, undefined]) { const response = await (each ? axios.get(each) : pending()); if (response.status > 299) return; }
    }`,
    options: AWAITS_ANY,
    before: 'heap and external',
    after: 'nothing',
  },
  {
    messageId: 'capturedResponse',
    why: 'the timer keeps a number',
    body: 'json',
    code: 'export async function call(url) { const response = await axios.get(url); setInterval(() => response.status, 3_600_000); }',
    before: 'heap and external',
    after: 'nothing',
  },
  {
    messageId: 'capturedResponse',
    why: 'the timer shares its scope with a closure that reads the body',
    body: 'json',
    code: `export async function call(url) {
      const response = await axios.get(url);
      const first = response.data.items.find((item) => item.id === response.data.id);
      setInterval(() => first, 3_600_000);
    }`,
    before: 'heap and external',
    after: 'heap',
  },
  {
    messageId: 'storedView',
    why: 'a piece of a text',
    body: 'text',
    code: `const kept = [];
    export async function call(url) { const { data } = await axios.get(url, { responseType: 'text' }); kept.push(data.slice(0, 36)); }`,
    before: 'heap',
    after: 'nothing',
  },
  {
    messageId: 'storedView',
    why: 'a piece of a text, copied in place',
    body: 'text',
    code: `const seen = new Set();
    export async function call(url) { const { data } = await axios.get(url, { responseType: 'text' }); seen.add(data.trim().slice(0, 36)); }`,
    options: { detach: 'inline' },
    before: 'heap',
    after: 'nothing',
  },
  {
    messageId: 'storedView',
    why: 'a sum with a piece of a text',
    body: 'text',
    code: `const kept = [];
    export async function call(url) { const { data } = await axios.get(url, { responseType: 'text' }); kept.push('link: ' + data.slice(0, 36)); }`,
    before: 'heap',
    after: 'nothing',
  },
  {
    messageId: 'storedView',
    why: 'a view of a buffer',
    body: 'binary',
    code: `const kept = [];
    export async function call(url) { const { data } = await axios.get(url, { responseType: 'arraybuffer' }); kept.push(data.subarray(0, 12)); }`,
    before: 'external',
    after: 'nothing',
  },
];

const project = projectFacts('/project/call.js');

describe('release-responses', () => {
  const urlOf = useServer();
  it.concurrent.each(cases)('$messageId: $why', async ({ messageId, body, code, options = {}, before, after }) => {
    const source = `import axios from 'axios';\n${code}\n`;
    const { output, sites } = mend(releaseResponses, source, project, options);
    expect(sites.map(({ site, remedy }) => [site.finding?.messageId, remedy])).toEqual([[messageId, 'mended']]);
    expect(held(await measure(source, urlOf(body)))).toBe(before);
    expect(held(await measure(output, urlOf(body)))).toBe(after);
  });
});
