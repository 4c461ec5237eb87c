import { describe, expect, it } from 'vitest';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import { requestInterceptors } from '../../../analysis/clients/interceptors.ts';
import { facts, forEachHost } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

describe('requestInterceptors', () => {
  it.each([
    {
      why: 'an inline handler',
      code: `${AXIOS}axios.interceptors.request.use((config) => { config.httpAgent = a; return config; });`,
      found: [['axios', 'set', 'absent']],
    },
    {
      why: 'a literal that it returns',
      code: `${AXIOS}axios.interceptors.request.use((config) => ({ ...config, httpAgent, httpsAgent }));`,
      found: [['axios', 'set', 'set']],
    },
    {
      why: 'Object.assign',
      code: `${AXIOS}axios.interceptors.request.use((config) => Object.assign(config, { httpAgent, httpsAgent }));`,
      found: [['axios', 'set', 'set']],
    },
    {
      why: 'a condition is a decision',
      code: `${AXIOS}axios.interceptors.request.use((config) => {\n  if (proxy) config.httpsAgent = proxy;\n  return config;\n});`,
      found: [['axios', 'absent', 'conditional']],
    },
    {
      why: 'a literal that goes elsewhere',
      code: `${AXIOS}axios.interceptors.request.use((config) => { log({ httpAgent: 1 }); return config; });`,
      found: [['axios', 'absent', 'absent']],
    },
    {
      why: 'a copy of the config that is returned',
      code: `${AXIOS}axios.interceptors.request.use((config) => { const next = { ...config }; next.httpAgent = a; return next; });`,
      found: [['axios', 'set', 'absent']],
    },
    {
      why: 'a function that the config is given to',
      code: `${AXIOS}const fill = (target) => { target.httpAgent = a; };\naxios.interceptors.request.use((config) => { fill(config); return config; });`,
      found: [['axios', 'set', 'absent']],
    },
    {
      why: 'one that it is given to on some paths',
      code: `${AXIOS}const fill = ({ target }) => { target.httpAgent = a; };\naxios.interceptors.request.use((config) => { if (x) fill({ target: config }); return config; });`,
      found: [['axios', 'conditional', 'absent']],
    },
    {
      why: 'an agent of another object',
      code: `${AXIOS}axios.interceptors.request.use((config) => { other.httpAgent = a; return config; });`,
      found: [['axios', 'absent', 'absent']],
    },
    {
      why: 'a named handler of an instance',
      code: `${AXIOS}function set(config) { config.timeout = 1; return config; }\nconst client = axios.create();\nclient.interceptors.request.use(set);`,
      found: [['axios.create()', 'absent', 'absent']],
    },
    {
      why: 'a response interceptor is another matter',
      code: `${AXIOS}axios.interceptors.response.use((response) => { response.httpAgent = a; });`,
      found: [],
    },
    {
      why: 'a handler of another file',
      code: `${AXIOS}axios.interceptors.request.use(require('./handler'));`,
      found: [['axios', 'absent', 'absent']],
    },
  ])('$why', ({ code, found }) => {
    forEachHost(code, (source, host) => {
      const interceptors = requestInterceptors(source, new ClientResolver(source, facts()));
      const shown = interceptors.map(({ clients, httpAgent, httpsAgent }) => [
        clients
          .map((client) =>
            client.kind === 'instance' ? source.getText(client.create) : client.kind,
          )
          .join(),
        httpAgent,
        httpsAgent,
      ]);
      expect(shown, host).toEqual(found);
    });
  });
});
