/**
 * No rule reports code that runs on no server, and no codemod touches it.
 */
import { describe, expect, it } from 'vitest';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundAgents } from '../../codemods/bound-agents.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { releaseResponses } from '../../codemods/release-responses.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { noRetainedResponse } from '../../rules/no-retained-response.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { dedent } from '../harness/dedent.ts';
import { facts } from '../harness/hosts.ts';
import { runSuite, type ValidCase } from '../harness/rule-tester.ts';

/** A finding of each rule in code of a server. */
const suites = [
  {
    rule: requireAxiosAgents,
    codemod: fixAgents,
    code: dedent(`
      const axios = require('axios');
      const https = require('https');
      axios.get(url);
    `),
  },
  {
    rule: noPerCallAgent,
    codemod: hoistAgents,
    code: dedent(`
      const axios = require('axios');
      const https = require('https');
      router.get('/', (req) => axios.get(req.query.url, { httpsAgent: new https.Agent({ keepAlive: true }) }));
    `),
  },
  {
    rule: requireBoundedAgent,
    codemod: boundAgents,
    code: dedent(`
      const axios = require('axios');
      const https = require('https');
      module.exports = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
    `),
  },
  {
    rule: noRetainedResponse,
    codemod: releaseResponses,
    code: dedent(`
      const axios = require('axios');
      const https = require('https');
      exports.load = async (url) => {
        const response = await axios.get(url, { responseType: 'text' });
        const { length } = response.data;
        await new Promise((done) => setTimeout(done, 60_000));
        return length;
      };
    `),
  },
  {
    rule: noUnboundedCollection,
    codemod: boundCollections,
    options: { strategy: 'lru' },
    code: dedent(`
      const seen = new Map();
      router.post('/:id', (req) => seen.set(req.params.id, 1));
    `),
  },
];

const PLACES: readonly Pick<ValidCase, 'name' | 'filename'>[] = [
  { name: 'in a test', filename: 'test/e2e/input.e2e.spec.js' },
  { name: 'in an example', filename: 'examples/input.js' },
  { name: 'in a script', filename: 'scripts/input.js' },
];

for (const { rule, codemod, code } of suites) {
  runSuite({
    rule,
    codemod,
    valid: [
      ...PLACES.map((place) => ({ ...place, code })),
      { name: 'in a client component', code: `'use client';\n${code}` },
    ],
    invalid: [],
  });
}

describe.each(suites)('$codemod.name', ({ codemod, code }) => {
  it('judges the same code on a server', () => {
    const verdicts = fixText(codemod, code, facts({ file: '/project/src/input.js' }), {}).sites.map(
      ({ site }) => site.verdict,
    );
    expect(verdicts).toContain('flagged');
  });

  it('says why it is exempt elsewhere', () => {
    const sites = fixText(
      codemod,
      code,
      facts({ file: '/project/examples/input.js' }),
      {},
    ).sites.map(({ site }) => site);
    expect(
      sites.map(({ verdict, reason, finding }) => ({ verdict, reason, finding })),
    ).toContainEqual({ verdict: 'exempt', reason: 'an example', finding: undefined });
  });
});
