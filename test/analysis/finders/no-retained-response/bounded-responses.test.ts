/**
 * How much is done for the responses of a file, counted in reads of its syntax tree, while the file doubles.
 */
import { describe, expect, it } from 'vitest';
import { inspectRetainedResponses } from '../../../../analysis/finders/no-retained-response/finder.ts';
import type { RetainedResponseOptions } from '../../../../analysis/finders/no-retained-response/options.ts';
import { parseSource } from '../../../../analysis/source/parse-source.ts';
import type { Node, SourceCode } from '../../../../analysis/source/source-code.ts';
import { walk } from '../../../../analysis/syntax/traversal.ts';
import { facts } from '../../../harness/hosts.ts';

const OPTIONS: RetainedResponseOptions = {
  awaits: 'long',
  bodies: 'any',
  places: 'any',
  strategy: 'destructure',
  detach: 'helper',
};

let files = 0;

/** How often nodes of the file are asked where they stand. */
function stepsOf(code: string, options: Partial<RetainedResponseOptions> = {}): number {
  // A name of its own: a tree that is known would be counted twice.
  const file = `/project/input-${files++}.js`;
  const source = parseSource(`const axios = require('axios');\n${code}`, file);
  const steps = counted(source);
  inspectRetainedResponses(source, facts(), { ...OPTIONS, ...options });
  return steps();
}

/** Counts the reads of the `range`, the `parent` and the `type` of each node. */
function counted(source: SourceCode): () => number {
  let steps = 0;
  const nodes: Node[] = [];
  walk(source, source.ast, (node) => void nodes.push(node));
  for (const node of nodes) {
    for (const key of ['range', 'parent', 'type'] as const) {
      const value: unknown = node[key];
      Object.defineProperty(node, key, {
        get() {
          steps++;
          return value;
        },
      });
    }
  }
  return () => steps;
}

const times = (n: number, line: (index: number) => string): string =>
  Array.from({ length: n }, (_, index) => line(index)).join('\n');
const handler = (body: string): string => `exports.handle = async (url) => {\n${body}\n};\n`;

describe('twice as many of them take about twice as many steps', () => {
  it.each<[what: string, code: (n: number) => string, options?: Partial<RetainedResponseOptions>]>([
    [
      'responses in blocks, each held in a loop',
      (n) =>
        handler(
          times(
            n,
            () =>
              `{ const response = await axios.get(url); for (const item of response.data) await store(item, response.status); }`,
          ),
        ),
    ],
    [
      'responses with names of their own, held nowhere',
      (n) =>
        handler(times(n, (i) => `const r${i} = await axios.get(url); await store(r${i}.data.id);`)),
    ],
    [
      'responses with names of their own, held by each await',
      (n) =>
        handler(times(n, (i) => `const r${i} = await axios.get(url); await store(r${i}.data.id);`)),
      { awaits: 'any' },
    ],
    [
      'responses with names of their own, held while all wait',
      (n) =>
        handler(times(n, (i) => `const r${i} = await axios.get(url); await sleep(r${i}.data.id);`)),
    ],
    [
      'responses of one loop',
      (n) =>
        handler(
          `for (const each of url) {\n${times(n, (i) => `const r${i} = await axios.get(each); await store(r${i}.data.id);`)}\n}`,
        ),
    ],
    [
      'responses that are needed to the end',
      (n) =>
        handler(
          `${times(n, (i) => `const r${i} = await axios.get(url); await sleep(1);`)}\nreturn [${times(n, (i) => `r${i},`)}];`,
        ),
    ],
    [
      'responses of the branches of an if',
      (n) =>
        handler(
          times(
            n,
            (i) =>
              `if (url.is${i}) { const response = await axios.get(url); if (response.status > 300) return response.data; await sleep(1); }`,
          ),
        ),
    ],
    [
      'responses of the cases of a switch',
      (n) =>
        handler(
          `switch (url.kind) {\n${times(n, (i) => `case ${i}: { const response = await axios.get(url); await sleep(1); await store(response.data); break; }`)}\n}`,
        ),
    ],
    [
      'responses of cases that fall through',
      (n) =>
        handler(
          `switch (url.kind) {\n${times(n, (i) => `case ${i}: var r${i} = await axios.get(url); await sleep(1); await store(r${i}.data);`)}\n}`,
        ),
    ],
    [
      'responses of one list',
      (n) =>
        handler(
          `const [${times(n, (i) => `r${i},`)}] = await Promise.all([${times(n, () => 'axios.get(url),')}]);\nawait sleep(1);\nreturn [${times(n, (i) => `r${i}.data,`)}];`,
        ),
    ],
    [
      'pieces of texts that are stored',
      (n) =>
        `const cache = new Map();\n${handler(times(n, (i) => `const r${i} = await axios.get(url, { responseType: 'text' }); cache.set(url, r${i}.data.slice(0, 50));`))}`,
    ],
    [
      'reads of one response',
      (n) =>
        handler(
          `const response = await axios.get(url);\nawait sleep(1);\n${times(n, (i) => `log(response.data.x${i}, response.status);`)}`,
        ),
    ],
    [
      'awaits of one response',
      (n) =>
        handler(
          `const response = await axios.get(url);\n${times(n, () => 'await sleep(response);')}\nreturn response;`,
        ),
    ],
    [
      'functions with a response',
      (n) =>
        times(
          n,
          (i) =>
            `exports.handle${i} = async (url) => { const response = await axios.get(url); await sleep(1); return response.data; };`,
        ),
    ],
    [
      'bodies that are cloned',
      (n) =>
        handler(
          times(
            n,
            (i) =>
              `{ const response = await axios.get(url); const body${i} = response.data; await sleep(1); log(body${i}, response.status); }`,
          ),
        ),
      { strategy: 'clone' },
    ],
  ])('%s', (_, code, options) => {
    const [once, twice] = [stepsOf(code(100), options), stepsOf(code(200), options)];
    expect(once).toBeGreaterThan(1000);
    // Four times as many would be the square.
    expect(twice / once).toBeLessThan(2.8);
  });

  it.each<[what: string, code: (n: number) => string]>([
    [
      'spreads of a config into itself',
      (n) =>
        handler(
          `let config = { timeout: 5000 };\n${times(n, (i) => `if (url.is${i}) config = { ...config, is${i}: true };`)}\nreturn axios.get(url, config);`,
        ),
    ],
    [
      'configs that spread the one before twice',
      (n) =>
        `const c0 = { timeout: 5000 };\n${times(n, (i) => `const c${i + 1} = { ...c${i}, ...c${i} };`)}\n${handler(`return axios.get(url, c${n});`)}`,
    ],
    [
      'configs that are the one before or a copy of it',
      (n) =>
        `const c0 = { timeout: 5000 };\n${times(n, (i) => `const c${i + 1} = isCopied ? c${i} : { ...c${i} };`)}\n${handler(`return axios.get(url, c${n});`)}`,
    ],
  ])('%s', (_, code) => {
    const [once, twice] = [stepsOf(code(12)), stepsOf(code(24))];
    // Each spread of a variable asks for all that is written to it: its square, and not its factorial.
    expect(twice / once).toBeLessThan(4);
  });
});
