/**
 * What responses of clients beside axios keep, over HTTP and HTTPS: each message for each client that it is said of.
 */
import type { RetainedResponseMessageId } from '../../analysis/finders/no-retained-response/messages.ts';
import type { LeakPair } from './leak-pair.ts';
import { PROTOCOLS } from './texts.ts';

/** What a client beside axios gives. */
interface OtherClient {
  readonly name: string;
  readonly head: string;
  /** What gives a promise of a text, and of what was parsed. */
  readonly text: string;
  readonly parsed: string;
  /** A response that keeps its body. */
  readonly response?: Response;
  /** A request whose error keeps its response, and what grows with it. */
  readonly failing?: { readonly request: string; readonly metric: 'heap' | 'external' };
}

interface Response {
  /** What gives a promise of it. */
  readonly request: string;
  /** What reads it, where the client does not. */
  readonly read?: string;
  /** The member with its status. */
  readonly status: string;
}

const READ_BY_FETCH = {
  text: 'fetch(url).then((response) => response.text())',
  parsed: 'fetch(url).then((response) => response.json())',
};

const CLIENTS: readonly OtherClient[] = [
  {
    name: 'got',
    head: `import got from 'got';\n`,
    text: 'got(url).text()',
    parsed: 'got(url).json()',
    response: { request: 'got(url)', status: 'statusCode' },
    failing: { request: 'got(url, { retry: { limit: 0 } })', metric: 'external' },
  },
  {
    name: 'superagent',
    head: `import superagent from 'superagent';\n`,
    text: 'superagent.get(url).then((response) => response.text)',
    parsed: 'superagent.get(url).then((response) => response.body)',
    response: { request: 'superagent.get(url)', status: 'status' },
    failing: { request: 'superagent.get(url)', metric: 'heap' },
  },
  {
    name: 'undici',
    head: `import { request } from 'undici';\n`,
    text: 'request(url).then(({ body }) => body.text())',
    parsed: 'request(url).then(({ body }) => body.json())',
    response: {
      request: 'request(url)',
      read: 'await response.body.json();\n  ',
      status: 'statusCode',
    },
  },
  { name: 'fetch', head: '', ...READ_BY_FETCH },
  { name: 'node-fetch', head: `import fetch from 'node-fetch';\n`, ...READ_BY_FETCH },
  {
    name: 'ky',
    head: `import ky from 'ky';\n`,
    text: 'ky(url).text()',
    parsed: 'ky(url).json()',
    failing: { request: 'ky(url, { retry: 0 })', metric: 'external' },
  },
];

const calling = (head: string, statements: string) =>
  `${head}export async function call(url, userId) {\n  ${statements}\n}\n`;

function pairsOf(pairOf: (client: OtherClient) => LeakPair | undefined): readonly LeakPair[] {
  return CLIENTS.flatMap((client) => {
    const pair = pairOf(client);
    if (!pair) return [];
    return PROTOCOLS.map((protocol) => ({
      ...pair,
      name: `${client.name}: ${pair.name}, over ${protocol.toUpperCase()}`,
      protocol,
    }));
  });
}

/** The pairs of those whose responses keep their bodies. @param pairOf gets the statements that give a response, and read it */
function pairsOfKeeping(
  pairOf: (head: string, response: Response, read: string) => LeakPair | undefined,
): readonly LeakPair[] {
  return pairsOf(
    ({ head, response }) =>
      response &&
      pairOf(
        head,
        response,
        `const response = await ${response.request};\n  ${response.read ?? ''}`,
      ),
  );
}

const KEPT = 'const kept = new Map();\n';
const grows = { metric: 'heap', load: 'requests' } as const;

const storedResponse = pairsOfKeeping((head, { request, read, status }, get) => ({
  name: 'in a Map',
  code: calling(head + KEPT, `${get}kept.set(userId, response);`),
  byHand: {
    refusal: 'may expect a whole response',
    cure: calling(
      head + KEPT,
      read
        ? `const { body, ${status} } = await ${request};\n  await body.json();\n  kept.set(userId, ${status});`
        : `const { ${status} } = await ${request};\n  kept.set(userId, ${status});`,
    ),
  },
  ...grows,
}));

const storedData = pairsOf(({ head, parsed }) => ({
  name: 'in a Map',
  code: calling(head + KEPT, `kept.set(userId, await ${parsed});`),
  byHand: {
    refusal: 'how many entries',
    cure: calling(
      `${head}import { LRUCache } from 'lru-cache';\nconst kept = new LRUCache({ max: 8 });\n`,
      `kept.set(userId, await ${parsed});`,
    ),
  },
  ...grows,
}));

const storedView = pairsOf(({ head, text }) => ({
  name: 'a piece of a text',
  code: calling(
    `${head}const pieces = [];\n`,
    `const body = await ${text};\n  pieces.push(body.slice(0, 36));`,
  ),
  body: 'text',
  ...grows,
}));

const capturedResponse = pairsOfKeeping((head, { status }, get) => ({
  name: 'a timer keeps a number',
  code: calling(head, `${get}setInterval(() => response.${status}, 3_600_000);`),
  ...grows,
}));

const heldAcrossAwait = pairsOfKeeping((head, { read, status }, get) =>
  read
    ? undefined
    : {
        name: 'any await: of what is no body nothing stays',
        config: 'strict',
        code: calling(head, `${get}if (response.${status} === 200) await pending();`),
        ...grows,
      },
);

const storedError = pairsOf(
  ({ head, failing }) =>
    failing && {
      name: 'in a list',
      code: calling(
        `${head}const failures = [];\n`,
        `try {\n    await ${failing.request};\n  } catch (error) {\n    failures.push(error);\n  }`,
      ),
      byHand: {
        refusal: 'store only what that needs',
        cure: calling(
          `${head}const failures = [];\n`,
          `try {\n    await ${failing.request};\n  } catch ({ message, code }) {\n    failures.push({ message, code });\n  }`,
        ),
      },
      body: 'error',
      metric: failing.metric,
      load: 'requests',
    },
);

export const RETAINED_BY_OTHERS: Readonly<Record<RetainedResponseMessageId, readonly LeakPair[]>> =
  {
    storedResponse,
    storedData,
    storedView,
    capturedResponse,
    heldAcrossAwait,
    storedError,
  };
