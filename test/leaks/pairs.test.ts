/**
 * For every message of every rule: the code that it flags does harm, and the same code fixed does none.
 */
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { AGENT_BOUNDS } from '../../analysis/agents/agents-module.ts';
import { boundAgents } from '../../codemods/bound-agents.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { codemods } from '../../codemods/registry.ts';
import plugin from '../../rules/index.ts';
import type { Program } from './leak-pair.ts';
import { noPerCallAgentPairs } from './pairs/no-per-call-agent.ts';
import { proveHarmless, provePair } from './prove-pair.ts';
import { record } from './record.ts';
import { fixed, run } from './run-program.ts';
import { useServer } from './server.ts';
import { suitesIn } from './suites.ts';
import { AGENTS, AGENTS_IMPORT, AXIOS } from './texts.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

const suites = await suitesIn('pairs');
const { extent, repeats } = inject('leaks');
const urlOf = useServer();

const UNITS = {
  heap: 'bytes/call',
  external: 'bytes/call',
  responses: 'responses/call',
  sockets: 'sockets/call',
  'sockets open at once': 'sockets',
  'sockets left': 'sockets',
} as const;

const all = suites
  .flatMap(({ codemod, pairs }) =>
    Object.entries(pairs).flatMap(([messageId, ofMessage]) =>
      ofMessage
        .slice(0, extent === 'all' ? undefined : 1)
        .map((pair) => ({ codemod, rule: codemod.rule, messageId, name: pair.name, pair })),
    ),
  )
  .map((each, index) => ({ ...each, index }));

const rounds: object[] = [];

it('there is a pair for every message of every rule', () => {
  const messages = Object.entries(plugin.rules).map(([rule, { meta }]) => [
    rule,
    Object.keys(meta!.messages!)
      .filter((id) => id !== 'fix')
      .toSorted(),
  ]);
  expect(
    Object.fromEntries(
      suites.map(({ codemod, pairs }) => [codemod.rule, Object.keys(pairs).toSorted()]),
    ),
  ).toEqual(Object.fromEntries(messages));
});

describe.each(Array.from({ length: repeats }, (_, index) => index + 1))('run %i', (round) => {
  const rows: object[] = [];

  it.concurrent.each(all)(
    '$rule, $messageId: $name',
    async ({ index, codemod, rule, messageId, name, pair }) => {
      const figures = await provePair(codemod, messageId, pair, urlOf);
      rows[index] = {
        rule,
        messageId,
        codemod: codemod.name,
        name,
        metric: pair.metric,
        unit: UNITS[pair.metric],
        ...figures,
        remedy: pair.byHand ? 'by hand' : 'fixed',
      };
    },
  );

  it.concurrent.each(all.filter(({ pair }) => pair.harmless))(
    '$rule, $messageId: $name does no harm among other files',
    async ({ codemod, messageId, pair }) => {
      await proveHarmless(codemod, messageId, pair, urlOf);
    },
  );

  afterAll(() => {
    const judged = rows.filter(Boolean);
    rounds.push({ round, pairs: all.length, 'as claimed': judged.length });
    if (round === 1) record('pairs', judged);
    record('pairs-rounds', rounds);
  });
});

it('what hoist-agents moves out, bound-agents bounds', async () => {
  const [perCall] = noPerCallAgentPairs.pairs.perCall;
  const hoisted = await fixed(perCall, hoistAgents, 'recommended');
  const bounded = await fixed(hoisted.program, boundAgents, 'recommended');
  const burst: Program = { ...bounded.program, load: { burst: 300 }, body: 'small' };
  expect(await run(burst, urlOf)).toMatchObject({
    'sockets open at once': AGENT_BOUNDS.maxSockets,
    'sockets left': AGENT_BOUNDS.maxFreeSockets,
  });
});

// The one fix that changes nothing which can be measured: axios merges its defaults into each of its own calls, and the
// message of such a call says so. What is fixed has them by its own text, wherever it is copied to.
it('a call on axios itself takes the agents that the package sets on the defaults, named or not', async () => {
  const program: Program = {
    name: 'a helper of a package that sets the defaults',
    file: 'helper.js',
    code: `${AXIOS}export const load = (url) => axios.get(url);\n`,
    files: {
      'http-agents.js': AGENTS,
      'call.js': `${AXIOS}${AGENTS_IMPORT}import { load } from './helper.js';\naxios.defaults.httpAgent = httpAgent;\naxios.defaults.httpsAgent = httpsAgent;\nexport const call = (url) => load(url);\n`,
    },
    load: { burst: 300 },
    body: 'small',
  };
  const { said, program: after } = await fixed(program, fixAgents, 'recommended');
  expect(said).toEqual([{ messageId: 'missingAgents', remedy: 'fixed' }]);
  expect(after.code).toContain('httpAgent: axios.defaults.httpAgent');
  const bounded = {
    'sockets open at once': AGENT_BOUNDS.maxSockets,
    'sockets left': AGENT_BOUNDS.maxFreeSockets,
  };
  expect([await run(program, urlOf), await run(after, urlOf)]).toMatchObject([bounded, bounded]);
});

describe('a codemod that does nothing is missed', () => {
  const pairs = codemods.map((codemod) =>
    all.find((each) => each.codemod === codemod && !each.pair.byHand)!,
  );

  it.concurrent.each(pairs)('$codemod.name', async ({ codemod, messageId, pair }) => {
    await expect(
      provePair(codemod, messageId, pair, urlOf, { ...codemod, inspect: () => [] }),
    ).rejects.toThrow('what still leaks when it is fixed');
  });
});
