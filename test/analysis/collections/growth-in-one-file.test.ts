/**
 * What a file costs the finder of collections while it gets longer: the nodes that are looked into are counted, nothing is
 * timed.
 */
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_COLLECTION_OPTIONS,
  findUnboundedCollections,
} from '../../../analysis/finders/no-unbounded-collection/finder.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

const FILE = '/nowhere/handler.js';

/** How often somebody asks for the children of a node. */
function stepsFor(text: string): number {
  const source = parseSource(text, FILE);
  let steps = 0;
  const visitorKeys = new Proxy(source.visitorKeys, {
    get(keys, type) {
      steps++;
      return Reflect.get(keys, type) as unknown;
    },
  });
  Object.defineProperty(source, 'visitorKeys', { value: visitorKeys });
  const project = projectFacts(FILE, { settings: { project: false } });
  const findings = findUnboundedCollections(source, project, DEFAULT_COLLECTION_OPTIONS);
  // The advice is made of the edits.
  expect(findings.map(({ data }) => data?.['advice'])).not.toEqual([]);
  return steps;
}

const links = (count: number, link: (index: number) => string, between = '\n') =>
  Array.from({ length: count }, (_, index) => link(index)).join(between);

const handler = (code: string) => `const open = new Map();
const seen = new Map();
export async function handle(req, res) {
  open.set(req.params.id, req.body);
  ${code}
  seen.set(req.params.id, res);
  open.delete(req.params.id);
}
`;

describe('costs no more than in proportion', () => {
  it.each([
    {
      why: 'a condition of many parts',
      code: (count: number) =>
        `if (${links(count, (index) => `req.body.kind === ${index}`, ' || ')}) return;`,
    },
    {
      why: 'one that is turned round',
      code: (count: number) =>
        `if (!(${links(count, (index) => `open.get(${index})`, ' && ')})) return;`,
    },
    {
      why: 'cases that add',
      code: (count: number) =>
        `switch (req.body.kind) {\n${links(
          count,
          (index) => `case ${index}:\n seen.set(req.body.a${index}, res);\n break;`,
        )}\n}`,
    },
    {
      why: 'additions one after the other',
      code: (count: number) => links(count, (index) => `seen.set(req.body.a${index}, res);`),
    },
    {
      why: 'additions of what is awaited',
      code: (count: number) =>
        links(count, (index) => `seen.set(req.body.a${index}, await load(req.body.b${index}));`),
    },
  ])('$why', ({ code }) => {
    const small = stepsFor(handler(code(12)));
    const large = stepsFor(handler(code(24)));
    expect(large).toBeLessThanOrEqual(2.2 * small);
  });
});
