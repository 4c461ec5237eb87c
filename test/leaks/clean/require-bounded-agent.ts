/**
 * What require-bounded-agent does not report, in a burst: as many sockets open and stay as the agent allows.
 */
import { boundAgents } from '../../../codemods/bound-agents.ts';
import type { RuleClean } from '../leak-pair.ts';
import { AXIOS, BOUNDS, HTTP, HTTPS } from '../texts.ts';

const ESM = `${AXIOS}${HTTP}`;
const CALL = 'export const call = (url) => axios.get(url, { httpAgent });\n';

const burst = { load: { burst: 1_000 }, body: 'small' } as const;

export const requireBoundedAgentClean: RuleClean = {
  codemod: boundAgents,
  programs: [
    {
      name: 'all three bounds',
      code: `${ESM}const httpAgent = new http.Agent({ ${BOUNDS} });\n${CALL}`,
      ...burst,
    },
    {
      name: 'all three bounds, over HTTPS',
      code: `${AXIOS}${HTTPS}const httpsAgent = new https.Agent({ ${BOUNDS} });\nexport const call = (url) => axios.get(url, { httpsAgent });\n`,
      ...burst,
      load: { burst: 300 },
      protocol: 'https',
    },
    {
      name: 'a bound for all hosts together',
      code: `${ESM}const httpAgent = new http.Agent({ keepAlive: true, maxTotalSockets: 50, maxFreeSockets: 10, timeout: 4_000 });\n${CALL}`,
      ...burst,
    },
    {
      name: 'bounds by an object that is spread',
      code: `${ESM}const bounds = { ${BOUNDS} };\nconst httpAgent = new http.Agent({ ...bounds, scheduling: 'lifo' });\n${CALL}`,
      ...burst,
    },
    {
      name: 'an agent that closes its sockets, with maxSockets alone',
      code: `${ESM}const httpAgent = new http.Agent({ maxSockets: 50 });\n${CALL}`,
      ...burst,
    },
    {
      name: 'keepAlive: false, with maxSockets alone',
      code: `${ESM}const httpAgent = new http.Agent({ keepAlive: false, maxSockets: 50 });\n${CALL}`,
      ...burst,
    },
    {
      name: 'an agent that closes its sockets and is made for one call',
      code: `${ESM}export const call = (url) => axios.get(url, { httpAgent: new http.Agent() });\n`,
      load: 'requests',
    },
    {
      name: 'agentkeepalive, which closes idle sockets after four seconds',
      code: `${AXIOS}import Agent from 'agentkeepalive';\nconst httpAgent = new Agent({ maxSockets: 50 });\n${CALL}`,
      load: { burst: 1_000, idleTime: 5_500 },
      body: 'small',
    },
  ],
};
