/**
 * Programs that make an agent for each call, run before and after hoist-agents: what they print is the same.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { dedent } from '../harness/dedent.ts';
import { writeProject } from '../harness/project-tester.ts';

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Program {
  readonly name: string;
  /** `main.js` or `main.mjs` is run; `wire.cjs` and `wire.mjs` make axios print the options of the agent of each request. */
  readonly files: Readonly<Record<string, string>>;
  /** What the program prints. */
  readonly prints: readonly string[];
  /** Whether hoist-agents changes it; it refuses otherwise. */
  readonly isHoisted?: true;
}

const WIRE = dedent(`
  const axios = require('axios');
  axios.defaults.adapter = async (config) => {
    const { keepAlive, maxSockets, ca, rejectUnauthorized } = config.httpsAgent.options;
    console.log(JSON.stringify({ keepAlive, maxSockets, ca, rejectUnauthorized, tenant: config.httpsAgent.tenant }));
    return { data: 1, status: 200, statusText: 'OK', headers: {}, config };
  };
`);
const main = (between: string) =>
  `require('./wire.cjs');\nconst service = require('./service');\n(async () => {\n  await service.load('https://a.example');\n  ${between}\n  await service.load('https://a.example');\n})();\n`;
const TWICE = ['{"keepAlive":true}', '{"keepAlive":true}'];

const programs: Program[] = [
  {
    name: 'options that stay',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true };
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTS) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': main(''),
    },
    prints: TWICE,
    isHoisted: true,
  },
  {
    name: 'frozen options that are exported',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const OPTS = Object.freeze({ keepAlive: true });
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ ...OPTS }) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
        exports.OPTS = OPTS;
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          try { "use strict"; service.OPTS.ca = 1; } catch {}
          await service.load('https://a.example');
        })();
      `),
    },
    prints: TWICE,
    isHoisted: true,
  },
  {
    name: 'an alias',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true };
        const settings = OPTS;
        exports.configure = (ca) => { settings.ca = ca; };
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTS) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          service.configure('ours');
          await service.load('https://a.example');
        })();
      `),
    },
    prints: ['{"keepAlive":true}', '{"keepAlive":true,"ca":"ours"}'],
  },
  {
    name: 'delete',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true, rejectUnauthorized: false };
        exports.harden = () => { delete OPTS.rejectUnauthorized; };
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTS) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          service.harden();
          await service.load('https://a.example');
        })();
      `),
    },
    prints: ['{"keepAlive":true,"rejectUnauthorized":false}', '{"keepAlive":true}'],
  },
  {
    name: 'another file',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true };
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTS) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
        exports.OPTS = OPTS;
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          service.OPTS.rejectUnauthorized = false;
          await service.load('https://a.example');
        })();
      `),
    },
    prints: ['{"keepAlive":true}', '{"keepAlive":true,"rejectUnauthorized":false}'],
  },
  {
    name: 'a counter',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const LIMITS = { max: 5 };
        exports.more = () => LIMITS.max++;
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: LIMITS.max }) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          service.more();
          await service.load('https://a.example');
        })();
      `),
    },
    prints: ['{"keepAlive":true,"maxSockets":5}', '{"keepAlive":true,"maxSockets":6}'],
  },
  {
    name: 'a pattern',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true };
        exports.configure = (given) => { ({ ca: OPTS.ca } = given); };
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ ...OPTS }) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          service.configure({ ca: 'ours' });
          await service.load('https://a.example');
        })();
      `),
    },
    prints: ['{"keepAlive":true}', '{"keepAlive":true,"ca":"ours"}'],
  },
  {
    name: 'a list that it holds',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true, ca: [] };
        exports.trust = (ca) => OPTS.ca.push(ca);
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ ...OPTS, ca: OPTS.ca.join() }) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          service.trust('ours');
          await service.load('https://a.example');
        })();
      `),
    },
    prints: ['{"keepAlive":true,"ca":""}', '{"keepAlive":true,"ca":"ours"}'],
  },
  {
    name: 'a getter',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        let uses = 0;
        const OPTS = { keepAlive: true, get maxSockets() { return ++uses; } };
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTS) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': main(''),
    },
    prints: ['{"keepAlive":true,"maxSockets":1}', '{"keepAlive":true,"maxSockets":2}'],
  },
  {
    name: 'the environment, by its module',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const { env } = require('process');
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: env.LEAKPROOF_CA }) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const service = require('./service');
        (async () => {
          await service.load('https://a.example');
          process.env.LEAKPROOF_CA = 'ours';
          await service.load('https://a.example');
        })();
      `),
    },
    prints: ['{"keepAlive":true}', '{"keepAlive":true,"ca":"ours"}'],
  },
  {
    name: 'a live binding',
    files: {
      'limits.mjs': dedent(`
        export let max = 5;
        export const more = () => { max++; };
      `),
      'service.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import { max } from './limits.mjs';
        export const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: max }) });
        export const serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.mjs': dedent(`
        import './wire.mjs';
        import { load } from './service.mjs';
        import { more } from './limits.mjs';
        await load('https://a.example');
        more();
        await load('https://a.example');
      `),
    },
    prints: ['{"keepAlive":true,"maxSockets":5}', '{"keepAlive":true,"maxSockets":6}'],
  },
  {
    name: 'arguments of the function around',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        exports.load = function (url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, checkServerIdentity: () => console.log(arguments[0]) }), adapter: async (config) => { config.httpsAgent.options.checkServerIdentity(); return { data: 1, status: 200, headers: {}, config }; } });
        };
        exports.serve = (app) => app.get('/', (req) => exports.load(req.url));
      `),
      'main.js': main(''),
    },
    prints: ['https://a.example', 'https://a.example'],
  },
  {
    name: 'settings of one tenant',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        exports.load = (url, tenant) => {
          const agent = new https.Agent({ keepAlive: true });
          if (tenant === 'a') Object.assign(agent, { tenant });
          return axios.get(url, { httpsAgent: agent });
        };
        exports.serve = (app) => app.get('/', (req) => exports.load(req.url));
      `),
      'main.js': main('').replace(`'https://a.example')`, `'https://a.example', 'a')`),
    },
    prints: ['{"keepAlive":true,"tenant":"a"}', '{"keepAlive":true}'],
  },
  {
    name: 'a var of one path',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        exports.load = (url, isOwn) => {
          if (isOwn) {
            var agent = new https.Agent({ keepAlive: true });
          }
          console.log(agent === undefined);
          return axios.get(url, { httpsAgent: agent ?? https.globalAgent });
        };
        exports.serve = (app) => app.get('/', (req) => exports.load(req.url, true));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        require('./service').load('https://a.example').then(() => require('./service').load('https://a.example', true));
      `),
    },
    prints: ['true', '{"keepAlive":true}', 'false', '{"keepAlive":true}'],
    isHoisted: true,
  },
  {
    name: 'a constructor that throws',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxTotalSockets: 0 }) });
        exports.load = load;
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'main.js': dedent(`
        require('./wire.cjs');
        const { load } = require('./service');
        try {
          load('https://a.example');
        } catch (error) {
          console.log(error.code);
        }
      `),
    },
    prints: ['ERR_OUT_OF_RANGE'],
  },
  {
    name: 'a package that is not there',
    files: {
      'service.js': dedent(`
        const axios = require('axios');
        exports.load = (url, isKept) => axios.get(url, { httpsAgent: isKept ? new (require('agentkeepalive').HttpsAgent)() : require('https').globalAgent });
        exports.serve = (app) => app.get('/', (req) => exports.load(req.url, true));
      `),
      'main.js': `require('module')._load = ((load) => (name, ...rest) => { if (name === 'agentkeepalive') throw new Error('missing'); return load(name, ...rest); })(require('module')._load);\n${main('')}`,
    },
    prints: TWICE,
  },
  {
    name: 'an import cycle',
    files: {
      'main.mjs': dedent(`
        import './wire.mjs';
        import axios from 'axios';
        import https from 'https';
        import './user.mjs';
        export function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        export const serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'user.mjs': dedent(`
        import { load } from './main.mjs';
        load('https://a.example');
      `),
    },
    prints: ['{"keepAlive":true}'],
  },
  {
    name: 'a cycle of requires',
    files: {
      'main.js': dedent(`
        exports.load = load;
        require('./wire.cjs');
        var axios = require('axios');
        var https = require('https');
        require('./user');
        var MAX = 5;
        function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });
        }
        exports.serve = (app) => app.get('/', (req) => load(req.url));
      `),
      'user.js': `require('./main').load('https://a.example');\n`,
    },
    prints: ['{"keepAlive":true}'],
  },
  {
    name: 'a tag that runs as the module loads',
    files: {
      'main.js': dedent(`
        require('./wire.cjs');
        const axios = require('axios');
        const https = require('https');
        load\`https://a.example\`;
        var MAX = 5;
        function load([url]) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });
        }
        exports.serve = (app) => app.get('/', (req) => load([req.url]));
      `),
    },
    prints: ['{"keepAlive":true}'],
  },
];

describe('a program with hoisted agents', () => {
  it.each(programs)('$name', ({ files, prints, isHoisted = false }) => {
    const root = writeProject({
      'wire.cjs': WIRE,
      'wire.mjs': WIRE.replace(`const axios = require('axios')`, `import axios from 'axios'`),
      ...files,
    });
    symlinkSync(NODE_MODULES, join(root, 'node_modules'), 'junction');
    try {
      const entry = 'main.js' in files ? 'main.js' : 'main.mjs';
      expect(run(root, entry)).toEqual(prints);
      const outcomes = Object.keys(files).map((path) =>
        fixText(hoistAgents, files[path]!, projectFacts(join(root, path)), {}),
      );
      const remedies = outcomes
        .flatMap(({ sites }) => sites.map(({ remedy }) => remedy))
        .filter((remedy) => remedy !== 'none');
      expect(remedies).toEqual([isHoisted ? 'fixed' : 'refused']);
      for (const [index, path] of Object.keys(files).entries())
        writeFileSync(join(root, path), outcomes[index]!.output);
      expect(run(root, entry)).toEqual(prints);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

/** The lines that a program prints, its errors included. */
function run(root: string, entry: string): string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, entry)], {
    cwd: root,
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`.trimEnd().split('\n');
}
