/**
 * A workspace of ten packages whose findings depend on each other: one package has the Map and another removes from it, one
 * makes the client and others send with it, one sets the agents that the rest uses.
 */

const manifest = (name: string, dependencies: readonly string[] = []): string =>
  `${JSON.stringify(
    {
      name: `@shop/${name}`,
      version: '1.0.0',
      private: true,
      main: './src/index.js',
      scripts: { start: 'node src/index.js' },
      dependencies: {
        axios: '^1.13.0',
        ...Object.fromEntries(
          dependencies.map((other): [string, string] => [`@shop/${other}`, '*']),
        ),
      },
    },
    undefined,
    2,
  )}\n`;

const server = (route: string): string =>
  `require('node:http').createServer((request, response) => ${route}).listen(3000);\n`;

/** A Map that a package exports and fills for each request; who removes is to be found elsewhere. */
const store = (name: string): string => `const ${name} = new Map();

function remember(request) {
  ${name}.set(request.url, Date.now());
}

module.exports = { ${name}, remember };
`;

/** Sweeps the Map of another package. */
const sweeper = (
  from: string,
  name: string,
): string => `const { ${name} } = require('@shop/${from}');

setInterval(() => {
  for (const [key, at] of ${name}) if (at < Date.now() - 60_000) ${name}.delete(key);
}, 60_000);
`;

const sender = (client: string): string => `const { client } = require('@shop/${client}');

async function load(id) {
  const { data } = await client.get('/items/' + id, { timeout: 5000 });
  return data;
}

${server('void load(request.url).then((data) => response.end(JSON.stringify(data)))')}module.exports = { load };
`;

const client = (options: string): string => `const http = require('node:http');
const https = require('node:https');
const axios = require('axios');

const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 50, timeout: 4000 });
const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 50, timeout: 4000 });

const client = axios.create({ baseURL: 'http://items.internal'${options} });

module.exports = { client, httpAgent, httpsAgent };
`;

/** By path below the workspace: ten packages, and what they have in common. */
export const WORKSPACE: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules\n.turbo\n.nx\nleakproof.json\n',
  ...packageOf('sessions', [], store('sessions')),
  ...packageOf('sweeper', ['sessions'], sweeper('sessions', 'sessions')),
  ...packageOf('visits', [], store('visits')),
  ...packageOf('bounded-client', [], client(', httpAgent, httpsAgent')),
  ...packageOf('bare-client', [], client('')),
  ...packageOf('items', ['bounded-client'], sender('bounded-client')),
  ...packageOf('orders', ['bare-client'], sender('bare-client')),
  ...packageOf(
    'web',
    ['sessions', 'visits'],
    `const { remember } = require('@shop/sessions');\nconst visits = require('@shop/visits');\n\n${server('(remember(request), visits.remember(request), response.end())')}`,
  ),
  ...packageOf(
    'mail',
    [],
    `const axios = require('axios');\n\nasync function send(to) {\n  await axios.post('http://mail.internal', { to }, { timeout: 5000 });\n}\n\n${server("void send(request.url).then(() => response.end('sent'))")}module.exports = { send };\n`,
  ),
  ...packageOf('format', [], 'module.exports = (cents) => (cents / 100).toFixed(2);\n'),
};

function packageOf(
  name: string,
  dependencies: readonly string[],
  text: string,
): Record<string, string> {
  return {
    [`packages/${name}/package.json`]: manifest(name, dependencies),
    [`packages/${name}/src/index.js`]: text,
  };
}
