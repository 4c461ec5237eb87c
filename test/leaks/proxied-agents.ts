/**
 * Pairs of no-per-call-agent: an agent of a proxy for each call.
 */
import type { LeakPair } from './leak-pair.ts';
import { PROTOCOLS } from './texts.ts';

/** Proxy agents, for each client; the measuring process has the URL of the server, which is a proxy as well, as its argument. */
export const PROXIES: readonly LeakPair[] = PROTOCOLS.flatMap((protocol) => {
  const isPlain = protocol === 'http';
  const Proxy = isPlain ? 'HttpProxyAgent' : 'HttpsProxyAgent';
  const ofHpagent = `new ${Proxy}({ keepAlive: true, proxy: PROXY })`;
  // https-proxy-agent 7 checks the certificate of an IP address against `localhost`.
  const plain = `import { ${Proxy} } from '${isPlain ? 'http-proxy-agent' : 'hpagent'}';\n`;
  const alive = isPlain ? `new ${Proxy}(PROXY, { keepAlive: true })` : ofHpagent;
  return [
    {
      client: 'node-fetch',
      head: `import fetch from 'node-fetch';\n${plain}`,
      agent: alive,
      ask: (agent: string) => `(await fetch(url, { agent: ${agent} })).text()`,
    },
    {
      client: 'got',
      head: `import got from 'got';\nimport { ${Proxy} } from 'hpagent';\n`,
      agent: ofHpagent,
      ask: (agent: string) => `got(url, { agent: { ${protocol}: ${agent} } }).text()`,
    },
    {
      client: 'superagent',
      head: `import superagent from 'superagent';\n${plain}`,
      agent: alive,
      ask: (agent: string) => `(await superagent.get(url).agent(${agent})).status`,
    },
    {
      client: 'http.get',
      head: `import client from 'node:${protocol}';\n${plain}`,
      agent: alive,
      ask: (agent: string) =>
        `new Promise((resolve) => {\n    client.get(url, { agent: ${agent} }, (response) => response.resume().on('end', resolve));\n  })`,
    },
    {
      client: 'fetch',
      head: `import { ProxyAgent } from 'undici';\n`,
      agent: 'new ProxyAgent({ uri: PROXY })',
      ask: (agent: string) => `(await fetch(url, { dispatcher: ${agent} })).text()`,
    },
  ].map(({ client, head, agent, ask }) => {
    const start = `${head}const PROXY = new URL(process.argv[3]).origin;\n`;
    const call = (given: string) => `export const call = async (url) => ${ask(given)};\n`;
    return {
      name: `${client}, by a proxy${isPlain ? '' : ', over HTTPS'}`,
      code: `${start}${call(agent)}`,
      byHand: {
        refusal: 'create the agent in module scope by hand',
        cure: `${start}const agent = ${agent};\n${call('agent')}`,
      },
      body: 'small' as const,
      protocol,
      // A dispatcher has 30 to 70 KB, with its pools and parsers.
      limits: client === 'fetch' ? { heap: { clean: 15_000, leak: 25_000 } } : {},
      metric: 'sockets' as const,
      load: 'requests' as const,
    };
  });
});
