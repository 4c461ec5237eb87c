import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true, waste: true } as const;

const refused: InvalidCase[] = [
  {
    name: 'destroyed, in strict',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url) => {
        const agent = new https.Agent({ keepAlive: true });
        const { data } = await axios.get(url, { httpsAgent: agent });
        agent.destroy();
        return data;
      };`,
    options: strict,
    findings: [{ messageId: 'wasted', line: 4, refused: 'line 6 destroys it' }],
  },
];

const wasted: InvalidCase[] = [
  {
    name: 'keepAlive: false, in strict',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new https.Agent({ rejectUnauthorized: false }) });
        res.json(data);
      });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ rejectUnauthorized: false });
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: sharedHttpsAgent });
        res.json(data);
      });
    `,
    options: strict,
    findings: [{ messageId: 'wasted', line: 4 }],
  },
];

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [],
  invalid: [...refused, ...wasted],
});
