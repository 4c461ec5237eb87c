/**
 * What bound-collections caps answers the same above the cap, throws nothing, and stays at it: programs executed before and
 * after with a cap that they exceed. A Map by weak keys answers the same, too.
 */
import { inspect } from 'node:util';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';

const MAX = 3;

/** Modules whose `call` takes a key; `load` and `compute` depend on the key alone. */
const PROGRAMS: readonly (readonly [why: string, code: string])[] = [
  [
    'a cache that is asked by has',
    `const cache = new Map();
exports.call = (userId) => {
  if (!cache.has(userId)) cache.set(userId, compute(userId));
  return cache.get(userId);
};
`,
  ],
  [
    'a cache behind an await',
    `const cache = new Map();
exports.call = async (userId) => {
  const hit = cache.get(userId);
  if (hit) return hit;
  const user = await load(userId);
  cache.set(userId, user);
  return user;
};
`,
  ],
  [
    'a collection that is made on the first call',
    `let cache;
exports.call = (userId) => {
  cache ??= new Map();
  let value = cache.get(userId);
  if (!value) cache.set(userId, (value = compute(userId)));
  return value;
};
`,
  ],
  [
    'two additions in one statement',
    `const seen = new Set();
exports.call = (userId) => {
  seen.add(userId).add(userId + '!');
};
`,
  ],
  [
    'a case that falls through',
    `const seen = new Set();
exports.call = (userId) => {
  switch (userId) {
    case 'a':
      return 'a';
    case 'b':
    default:
      if (!seen.has(userId)) seen.add(userId);
      // falls through
    case 'none':
      return 'other';
  }
};
`,
  ],
  [
    'regular expressions without a position',
    `const patterns = new Map();
exports.call = (userId) => {
  let pattern = patterns.get(userId);
  if (!pattern) {
    pattern = new RegExp(userId, 'i');
    patterns.set(userId, pattern);
  }
  return pattern.exec('abcdefabcdef')?.index;
};
`,
  ],
  [
    'lists that are added to in one branch, and made in the other',
    `const index = new Map();
exports.call = (userId) => {
  const list = index.get(userId);
  if (list) list.push({ userId, at: Date.now() });
  else index.set(userId, [{ userId, at: Date.now() }]);
  return index.get(userId)?.at(-1)?.userId;
};
`,
  ],
];

const KEYS = ['a', 'b', 'a', 'c', 'd', 'e', 'a', 'f', 'none', 'g', 'b', 'h', 'a', 'i', 'j', 'a'];

interface Run {
  readonly answers: readonly string[];
  /** The most entries that a collection had. */
  readonly peak: number;
}

async function run(code: string): Promise<Run> {
  let peak = 0;
  const noted = <T extends { readonly size: number }>(collection: T): T => {
    peak = Math.max(peak, collection.size);
    return collection;
  };
  class NotedMap<K, V> extends Map<K, V> {
    override set(key: K, value: V): this {
      return noted(super.set(key, value));
    }
  }
  class NotedSet<V> extends Set<V> {
    override add(value: V): this {
      return noted(super.add(value));
    }
  }
  const exported: { call?: (key: string) => unknown } = {};
  const compute = (key: string) => ({ key });
  const given = [
    exported,
    (key: string) => Promise.resolve(compute(key)),
    compute,
    NotedMap,
    NotedSet,
  ];
  (
    compileFunction(code, ['exports', 'load', 'compute', 'Map', 'Set']) as (
      ...all: unknown[]
    ) => void
  )(...given);
  const answers: string[] = [];
  for (const key of KEYS) {
    try {
      answers.push(inspect(await exported.call!(key)));
    } catch (error) {
      answers.push(String(error));
    }
  }
  return { answers, peak };
}

describe('above the cap', () => {
  it.each(PROGRAMS)('%s', async (name, code) => {
    const { output, sites } = fixText(boundCollections, code, projectFacts('/project/input.js'), {
      strategy: 'cap',
      max: MAX,
      evict: name.startsWith('lists'),
    });
    expect(sites.map(({ remedy }) => remedy)).toEqual(['fixed']);
    const [before, after] = [await run(code), await run(output)];
    expect(after.answers).toEqual(before.answers);
    expect(before.peak).toBeGreaterThan(MAX + 2);
    // What one statement adds is removed behind it.
    expect(after.peak).toBeLessThanOrEqual(MAX + 2);
  });
});

const BY_REQUEST = `const startedAt = new Map();
app.get('*', (req, res, next) => {
  if (startedAt.has(req)) return res.end('again');
  startedAt.set(req, req.id);
  next();
});
app.get('/', (req, res) => {
  res.end(startedAt.get(req));
  startedAt.delete(req);
  res.end(String(startedAt.has(req)));
});
`;

it('weak: by requests', () => {
  const { output, sites } = fixText(
    boundCollections,
    BY_REQUEST,
    projectFacts('/project/input.js'),
    { strategy: 'weak' },
  );
  expect(sites.map(({ remedy }) => remedy)).toEqual(['fixed']);
  expect(output).toContain('new WeakMap()');
  expect(answersOf(output)).toEqual(answersOf(BY_REQUEST));
});

type Handler = (
  req: object,
  res: { readonly end: (text: string) => void },
  next: () => void,
) => void;

/** What two requests are answered, the first of them twice. */
function answersOf(code: string): string[] {
  const handlers: Handler[] = [];
  const app = {
    get: (_: string, handler: Handler) => handlers.push(handler),
  };
  (compileFunction(code, ['app']) as (given: typeof app) => void)(app);
  const answers: string[] = [];
  const [first, second] = [{ id: 'a' }, { id: 'b' }];
  for (const req of [first, second, first]) {
    const serve = (index: number): void =>
      handlers[index]?.(req, { end: (text) => answers.push(text) }, () => {
        serve(index + 1);
      });
    serve(0);
  }
  return answers;
}
