/**
 * What it costs to read what callers ask for: counted, not timed.
 */
import { afterEach, expect, it, vi } from 'vitest';
import { CallerResponses } from '../../../analysis/clients/caller-responses.ts';
import { inspectAxiosAgents } from '../../../analysis/finders/require-axios-agents/finder.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const FILE = '/nowhere/send.js';

/** Functions each of which calls the next one twice, and the last one sends. */
function passing(count: number, last: string): string {
  const functions = Array.from(
    { length: count },
    (_, index) =>
      `function step${index}(url, config) {\n  step${index + 1}(url, config);\n  step${index + 1}(config, url);\n}\n`,
  );
  return `import axios from 'axios';
${functions.join('')}function step${count}(url, config) {
  ${last}
  return axios.get('/', config);
}
export const send = (url) => step0(url, { responseType: 'stream' });
`;
}

function readingsFor(text: string): number {
  const spy = vi.spyOn(CallerResponses.prototype, 'of');
  const project = projectFacts(FILE, { settings: { project: false } });
  inspectAxiosAgents(parseSource(text, FILE), project, { unverifiable: false, agents: 'auto' });
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

it('reads each parameter once, on however many ways it gets what it is given', () => {
  const small = readingsFor(passing(8, ''));
  expect(small).toBeGreaterThan(8);
  expect(readingsFor(passing(16, ''))).toBeLessThanOrEqual(2.2 * small);
});

it('ends where functions call each other in circles', () => {
  const circle = 'if (url) for (const next of url.all) step0(next, config), step3(config, next);';
  expect(readingsFor(passing(24, circle))).toBeLessThan(2000);
});
