/**
 * `settings.leakproof.clients`: a client that is not in the list is as if no rule knew it.
 */
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { noUnreadResponse } from '../../rules/no-unread-response.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { runSuite } from '../harness/rule-tester.ts';

const UNREAD = `
  const https = require('https');
  const nodeFetch = require('node-fetch');
  const { request } = require('undici');
  exports.load = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error('refused');
    return response.text();
  };
  exports.loadByNodeFetch = async (url) => {
    const response = await nodeFetch(url);
    if (!response.ok) throw new Error('refused');
    return response.text();
  };
  exports.loadByUndici = async (url) => {
    const response = await request(url);
    if (response.statusCode !== 200) throw new Error('refused');
    return response.body.text();
  };
  exports.ping = (url, callback) => {
    https.get(url, (response) => callback(response.statusCode));
  };
`;

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: [
    { name: 'axios alone', code: UNREAD, settings: { clients: ['axios'] } },
    {
      name: 'all but axios',
      code: `
        const axios = require('axios');
        exports.type = async (url) => {
          const response = await axios.get(url, { responseType: 'stream' });
          return response.headers['content-type'];
        };
      `,
      settings: { clients: ['fetch', 'undici', 'node-fetch', 'http'] },
    },
  ],
  invalid: (
    [
      ['fetch', 'unreadFetch', 6],
      ['node-fetch', 'unreadFetch', 11],
      ['undici', 'unreadFetch', 16],
      ['http', 'unreadAnswer', 20],
    ] as const
  ).map(([client, messageId, line]) => ({
    name: client,
    code: UNREAD,
    settings: { clients: [client] },
    findings: [{ messageId, line }],
    output: {
      fetch: UNREAD.replace(
        `const response = await fetch(url);
    if (!response.ok) throw new Error('refused');`,
        `const response = await fetch(url);
    if (!response.ok) {
      response.body?.cancel().catch(() => undefined);
      throw new Error('refused');
    }`,
      ),
      'node-fetch': UNREAD.replace(
        `const response = await nodeFetch(url);
    if (!response.ok) throw new Error('refused');`,
        `const response = await nodeFetch(url);
    if (!response.ok) {
      response.body?.resume();
      throw new Error('refused');
    }`,
      ),
      undici: UNREAD.replace(
        `if (response.statusCode !== 200) throw new Error('refused');`,
        `if (response.statusCode !== 200) {
      response.body.dump().catch(() => undefined);
      throw new Error('refused');
    }`,
      ),
      http: UNREAD.replace(
        `(response) => callback(response.statusCode));`,
        `(response) => {
      response.destroy();
      return callback(response.statusCode);
    });`,
      ),
    }[client],
  })),
});

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [
    {
      name: 'axios alone',
      code: `
        const https = require('https');
        const fetch = require('node-fetch');
        exports.load = async (url) => {
          const response = await fetch(url, { agent: new https.Agent({ keepAlive: true }) });
          return response.text();
        };
      `,
      settings: { clients: ['axios'] },
    },
  ],
  invalid: [],
});

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [
    {
      name: 'all but axios',
      code: `
        const axios = require('axios');
        const client = axios.create({ timeout: 1000 });
        exports.load = (url) => client.get(url);
      `,
      settings: { clients: ['fetch'] },
    },
  ],
  invalid: [],
});
