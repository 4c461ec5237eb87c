import { expect, it } from 'vitest';
import { bodyKind } from '../../../analysis/clients/body-kind.ts';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import { requestSites } from '../../../analysis/clients/requests.ts';
import { facts, forEachHost, type Language } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

function holds(code: string, kinds: readonly string[], language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      const sites = requestSites(source, new ClientResolver(source, facts()));
      expect(
        sites.map((site) => bodyKind(source, site)),
        host,
      ).toEqual(kinds);
    },
    language,
  );
}

it.each([
  { why: 'nothing says it', code: `${AXIOS}axios.get(url);`, kind: 'unknown' },
  { why: 'a literal', code: `${AXIOS}axios.get(url, { responseType: 'text' });`, kind: 'text' },
  {
    why: 'axios gives Buffers for ArrayBuffers',
    code: `${AXIOS}axios.get(url, { responseType: 'arraybuffer' });`,
    kind: 'buffer',
  },
  {
    why: 'the config of a call',
    code: `${AXIOS}axios({ url, responseType: 'stream' });`,
    kind: 'stream',
  },
  {
    why: 'a config with a name',
    code: `${AXIOS}const config = { responseType: 'json' };\naxios.get(url, config);`,
    kind: 'json',
  },
  {
    why: 'a constant',
    code: `${AXIOS}const TYPE = 'stream';\naxios.get(url, { responseType: TYPE });`,
    kind: 'stream',
  },
  {
    why: 'a spread',
    code: `${AXIOS}const base = { responseType: 'stream' };\naxios.get(url, { ...base, timeout: 1 });`,
    kind: 'stream',
  },
  {
    why: 'the defaults of an instance',
    code: `${AXIOS}const client = axios.create({ responseType: 'arraybuffer' });\nclient.get(url);`,
    kind: 'buffer',
  },
  {
    why: 'the call’s own config before those',
    code: `${AXIOS}const client = axios.create({ responseType: 'arraybuffer' });\nclient.get(url, { responseType: 'text' });`,
    kind: 'text',
  },
  {
    why: 'a type that is decided elsewhere',
    code: `${AXIOS}axios.get(url, { responseType: type });`,
    kind: 'unknown',
  },
  {
    why: 'a config that spreads itself',
    code: `${AXIOS}let config = { responseType: 'json' };\nconfig = { ...config, timeout: 1 };\naxios.get(url, config);`,
    kind: 'json',
  },
  {
    why: 'a config of somewhere else',
    code: `${AXIOS}function run(config) { axios.get(url, config); }`,
    kind: 'unseen',
  },
  {
    why: 'a spread of somewhere else',
    code: `${AXIOS}function run(config) { axios.get(url, { ...config }); }`,
    kind: 'unseen',
  },
  {
    why: 'a type that is set before the request',
    code: `${AXIOS}const config = {};\nconfig.responseType = 'stream';\naxios.get(url, config);`,
    kind: 'stream',
  },
  {
    why: 'a type that is set too late',
    code: `${AXIOS}const config = {};\naxios.get(url, config);\nconfig.responseType = 'stream';`,
    kind: 'unknown',
  },
  {
    why: 'the later of two',
    code: `${AXIOS}const base = { responseType: 'stream' };\naxios.get(url, { ...base, responseType: 'json' });`,
    kind: 'json',
  },
  {
    why: 'a merged config',
    code: `${AXIOS}axios.get(url, Object.assign({}, { responseType: 'text' }));`,
    kind: 'text',
  },
  {
    why: 'a spread that is seen',
    code: `${AXIOS}const base = { timeout: 1 };\naxios.get(url, { ...base });`,
    kind: 'unknown',
  },
  {
    why: 'types of browsers',
    code: `${AXIOS}axios.get(url, { responseType: 'blob' });`,
    kind: 'unknown',
  },
])('$why', ({ code, kind }) => {
  holds(code, [kind]);
});

it.each([
  ['string', 'text'],
  ['Buffer', 'buffer'],
  ['ArrayBuffer', 'buffer'],
  ['Readable', 'stream'],
  ['IncomingMessage', 'stream'],
  ['User', 'unknown'],
  ['User[]', 'unknown'],
])('the type argument %s: %s', (type, kind) => {
  holds(`import axios from 'axios';\naxios.get<${type}>(url);`, [kind], 'ts');
});
