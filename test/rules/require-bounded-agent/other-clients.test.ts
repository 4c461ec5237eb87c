/**
 * Agents without bounds that node-fetch and Node's own client are given.
 */
import { boundAgents } from '../../../codemods/bound-agents.ts';
import { requireBoundedAgent } from '../../../rules/require-bounded-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'bounded',
    code: `
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      exports.load = (url, callback) => {
        https.get(url, { agent }, callback);
      };
    `,
  },
  {
    name: 'undici closes idle sockets by itself',
    code: `
      const { Agent, request } = require('undici');
      const dispatcher = new Agent();
      exports.load = async (url) => (await request(url, { dispatcher })).body.json();
    `,
  },
  {
    name: 'created for each call: no-per-call-agent judges it',
    code: `
      const https = require('https');
      const fetch = require('node-fetch');
      exports.load = async (url) => {
        const response = await fetch(url, { agent: new https.Agent({ keepAlive: true }) });
        return response.json();
      };
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'node-fetch, whose bodies are read on every path',
    code: `
      const https = require('https');
      const fetch = require('node-fetch');
      const agent = new https.Agent({ keepAlive: true });
      exports.load = async (url) => {
        const response = await fetch(url, { agent });
        return response.json();
      };
    `,
    output: `
      const https = require('https');
      const fetch = require('node-fetch');
      const agent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      exports.load = async (url) => {
        const response = await fetch(url, { agent });
        return response.json();
      };
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3, says: 'until the server closes them. Set' }],
  },
  {
    name: 'node-fetch, whose bodies some path leaves unread',
    code: `
      const https = require('https');
      const fetch = require('node-fetch');
      const agent = new https.Agent({ keepAlive: true });
      exports.load = async (url) => {
        const response = await fetch(url, { agent });
        if (response.status === 404) return undefined;
        return response.json();
      };
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3, refused: 'once `maxSockets` such streams' }],
  },
  {
    name: 'a request that listens for `timeout`, which that of the agent makes come',
    code: `
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.ping = (url) => {
        const request = https.get(url, { agent }, (response) => {
          response.resume();
        });
        request.on('timeout', () => request.destroy());
      };
    `,
    findings: [{ messageId: 'unboundedIdle', line: 2, refused: 'also makes its requests emit' }],
  },
  {
    name: 'a socket that is listened to: it gets the event, too',
    code: `
      const http = require('http');
      const agent = new http.Agent({ keepAlive: true });
      exports.send = (url, done) => {
        const request = http.get(url, { agent }, (response) => {
          response.resume();
          response.on('end', done);
        });
        request.once('socket', (socket) => socket.on('timeout', () => request.destroy()));
      };
    `,
    findings: [{ messageId: 'unboundedIdle', line: 2, refused: 'also makes its requests emit' }],
  },
  {
    name: 'the socket of a response',
    code: `
      const http = require('http');
      const agent = new http.Agent({ keepAlive: true });
      exports.send = (url, done) => {
        http.get(url, { agent }, (response) => {
          response.resume();
          response.on('end', done);
          response.socket.on('timeout', () => response.destroy());
        });
      };
    `,
    findings: [{ messageId: 'unboundedIdle', line: 2, refused: 'also makes its requests emit' }],
  },
];

runSuite({ rule: requireBoundedAgent, codemod: boundAgents, valid, invalid });
