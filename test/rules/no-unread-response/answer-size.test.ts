/**
 * Which unread bodies can be long enough to keep a socket, by the host that is asked, by what is read elsewhere, and by which
 * answers are left.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const refused = (url: string, read = 'text()', added = ''): string => `
      exports.load = async (given) => {
        const response = await fetch(${url});
        if (!response.ok) {${added}
          throw new Error('refused');
        }
        return response.${read};
      };
    `;

const CANCEL = `
          response.body?.cancel().catch(() => undefined);`;

const short = (name: string, code: string): ValidCase => ({ name, code });
const long = (name: string, url: string, read?: string): InvalidCase => ({
  name,
  code: refused(url, read),
  output: refused(url, read, CANCEL),
  findings: [{ messageId: 'unreadFetch', line: 4 }],
});

const errorsOfOneHost: ValidCase[] = [
  short('one host, by a literal', refused('`https://api.example.com/${given}`')),
  short('one host, by a sum', refused("'https://api.example.com/' + given")),
  short('one host, of a download', refused('`https://api.example.com/${given}`', 'arrayBuffer()')),
  short('one host, by the environment', refused('`${process.env.API}/${given}`')),
  short('one host, by a base that is given', refused('`${given.base}/items`')),
  short('one host, by a base in a sum', refused("given.base + '/items'")),
  short('a host of one domain', refused('`https://${given}.example.com/items`')),
  short('one host, in a `URL`', refused('new URL(given, process.env.API)')),
  short('a URL that a function makes', refused('urlOf(given)')),
  short(
    'one host, which is set on the URL that is given',
    `
      exports.load = async (given) => {
        const url = new URL(given);
        url.hostname = 'localhost';
        const response = await fetch(url.href);
        return response.ok;
      };
    `,
  ),
  short(
    'one host, by a constant of the module',
    `
      const API = 'https://api.example.com';
      exports.load = async () => {
        const response = await fetch(API);
        if (!response.ok) throw new Error('refused');
        return response.text();
      };
    `,
  ),
  short(
    'one host, by all who call',
    `
      exports.load = () => text('https://api.example.com/items');
      async function text(url) {
        const response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      }
    `,
  ),
  short(
    'a URL that a store has signed',
    `
      exports.load = async (key) => {
        const { url } = await getSignedUrl(key);
        const response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.arrayBuffer();
      };
    `,
  ),
  short('a file that an API offers', refused('given.browser_download_url', 'arrayBuffer()')),
  short(
    'a URL that was loaded',
    `
      exports.load = async (id) => {
        const media = await db.media.find(id);
        const response = await fetch(media.url);
        if (!response.ok) throw new Error('refused');
        return response.arrayBuffer();
      };
    `,
  ),
  short(
    'a file out of a list that was loaded',
    `
      exports.load = async (id) => {
        const post = await db.posts.find(id);
        const files = post.files?.filter(({ kind }) => kind === 'video') || [];
        return load(files[0].path);
      };
      async function load(path) {
        const response = await fetch(path);
        if (!response.ok) throw new Error('refused');
        return response.arrayBuffer();
      }
    `,
  ),
  short(
    'URLs that were loaded by what a client names',
    `
      app.post('/speak/:session', async (req, res) => res.send(await speak(req.params.session)));
      async function speak(session) {
        const urls = await textsOf(session);
        for (const url of urls) {
          const response = await fetch(url);
          if (response.ok) await say(await response.text());
        }
      }
    `,
  ),
  short(
    'a file that is attached to a message',
    `
      client.on('messageCreate', async (message) => {
        for (const attachment of message.attachments.values()) {
          const response = await fetch(attachment.url);
          if (!response.ok) throw new Error('refused');
          await save(await response.text());
        }
      });
    `,
  ),
  short(
    'a URL of the configuration, that the only caller has read',
    `
      app.get('/config', async (req, res) => res.json(await load(await settings())));
      async function load(url) {
        const response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.json();
      }
    `,
  ),
  short(
    'no response',
    `
      exports.load = async (url) => {
        const response = await fetch(url).catch(() => undefined);
        if (!response || !response.ok) throw new Error('refused');
        return response.json();
      };
    `,
  ),
  short(
    'the answer to what is sent, by a method that is not seen',
    `
      exports.send = async (url, method, body) => {
        const response = await fetch(url, { method, body });
        if (!response.ok) throw new Error(await response.text());
      };
    `,
  ),
  short(
    'the answer of the server itself',
    `
      export async function GET(request) {
        const response = await fetch(\`\${request.nextUrl.origin}/api/status?action=end\`);
        if (!response.ok) return Response.json(await response.json());
        return Response.json({ isOver: true });
      }
    `,
  ),
  short(
    'the answer of an API, which is asked by any method',
    `
      exports.request = async ({ base, path, method }) => {
        const response = await fetch(urlOf(base, path), { method });
        if (!response.headers.get('content-type')?.includes('json')) return undefined;
        return response.text();
      };
    `,
  ),
  short(
    'the answer to what is sent, where errors are let go of',
    `
      exports.send = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        if (!response.ok) {
          await response.body?.cancel();
          throw new Error('refused');
        }
      };
    `,
  ),
  short(
    'downloads in a loop, of an API',
    `
      exports.load = async (ids) => {
        const files = [];
        for (const id of ids) {
          const response = await fetch(\`https://api.example.com/files/\${id}\`);
          if (!response.ok) continue;
          files.push(await response.arrayBuffer());
        }
        return files;
      };
    `,
  ),
  short(
    'a URL that is said to be signed',
    `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) throw new Error('cannot fetch the signed URL');
        return response.arrayBuffer();
      };
    `,
  ),
  short(
    'an icon, in a loop',
    `
      exports.load = async (names) => {
        const icons = [];
        for (const name of names) {
          const response = await fetch(\`\${process.env.WIKI}/\${name}/icon.svg\`);
          if (!response.ok) throw new Error('refused');
          icons.push(await response.arrayBuffer());
        }
        return icons;
      };
    `,
  ),
];

const answersThatTellOfLife: ValidCase[] = [
  short(
    'by the URL',
    `
      exports.check = async (service) => {
        const response = await fetch(\`\${service.base}/health\`);
        return response.ok;
      };
    `,
  ),
  short(
    'by the name of the function, whoever is asked',
    `
      exports.isAlive = async (url) => {
        const response = await fetch(url);
        return response.ok;
      };
    `,
  ),
  short(
    'by the route',
    `
      app.post('/ping', async (req, res) => {
        const response = await fetch(new URL(req.body.url));
        res.sendStatus(response.status);
      });
    `,
  ),
  short(
    'by the status of one host',
    `
      exports.check = async () => {
        const response = await fetch(process.env.API);
        return response.status === 200;
      };
    `,
  ),
  short(
    'with the error alone read',
    `
      exports.check = async () => {
        const response = await fetch(\`\${process.env.API}/items\`);
        if (response.ok) return true;
        throw new Error(await response.text());
      };
    `,
  ),
];

const hostsOfClients: InvalidCase[] = [
  {
    name: 'a URL of the body of a request, which is waited for',
    code: `
      export async function POST(request) {
        const { url } = await request.json();
        const response = await fetch(url);
        if (!response.ok) {
          throw new Error('refused');
        }
        return response.text();
      }
    `,
    output: `
      export async function POST(request) {
        const { url } = await request.json();
        const response = await fetch(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.text();
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 5 }],
  },
  long('a URL that is given', 'given'),
  long('a part of what is given', 'given.media.path'),
  long('a host that is given', '`https://mail.${encodeURIComponent(given)}/config.xml`'),
  long('a host out of an address', "`https://${given.split('@').pop()}/config.xml`"),
  long('a URL that is parsed', 'new URL(given)'),
  {
    name: 'a URL of a request, by the function that the handler calls',
    code: `
      app.post('/import', async (req, res) => {
        const { url, kind } = req.body;
        res.send(await load(url, kind));
      });
      async function load(url, kind) {
        const response = await fetch(url);
        if (!response.ok) {
          throw new Error('refused');
        }
        return response.text();
      }
    `,
    output: `
      app.post('/import', async (req, res) => {
        const { url, kind } = req.body;
        res.send(await load(url, kind));
      });
      async function load(url, kind) {
        const response = await fetch(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.text();
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 8 }],
  },
  {
    name: 'a host that is given, or taken out of an address',
    code: `
      exports.load = async (email, domain) => {
        domain = domain || email.split('@').pop();
        const response = await fetch(\`https://mail.\${domain}/config.xml\`);
        if (!response.ok) {
          throw new Error('refused');
        }
        return response.text();
      };
    `,
    output: `
      exports.load = async (email, domain) => {
        domain = domain || email.split('@').pop();
        const response = await fetch(\`https://mail.\${domain}/config.xml\`);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 5 }],
  },
];

const ofOneHost: InvalidCase[] = [
  {
    name: 'downloads in a loop, of a site that somebody else sets up',
    code: `
      exports.load = async (ids) => {
        const files = [];
        for (const id of ids) {
          const response = await fetch(\`\${process.env.WIKI}/files/\${id}\`);
          if (!response.ok) continue;
          files.push(await response.arrayBuffer());
        }
        return files;
      };
    `,
    findings: [
      { messageId: 'unreadFetch', line: 8, refused: 'and the response is not in scope there' },
    ],
  },
  {
    name: 'pages',
    code: `
      exports.search = async (words) => {
        const response = await fetch(\`https://search.example.com/?q=\${words}\`);
        if (!response.ok) throw new Error('refused');
        const html = await response.text();
        return titlesOf(html);
      };
    `,
    output: `
      exports.search = async (words) => {
        const response = await fetch(\`https://search.example.com/?q=\${words}\`);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        const html = await response.text();
        return titlesOf(html);
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'another path lets go of it',
    code: `
      exports.load = async (id) => {
        const response = await fetch(\`https://api.example.com/\${id}\`);
        if (response.status === 404) return undefined;
        if (!response.ok) {
          await response.body?.cancel();
          throw new Error('refused');
        }
        return response.text();
      };
    `,
    output: `
      exports.load = async (id) => {
        const response = await fetch(\`https://api.example.com/\${id}\`);
        if (response.status === 404) {
          response.body?.cancel().catch(() => undefined);
          return undefined;
        }
        if (!response.ok) {
          await response.body?.cancel();
          throw new Error('refused');
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'a file that is there already',
    code: `
      exports.load = async (id, known) => {
        const response = await fetch(\`https://api.example.com/\${id}\`);
        if (known.has(id)) return known.get(id);
        return response.arrayBuffer();
      };
    `,
    output: `
      exports.load = async (id, known) => {
        const response = await fetch(\`https://api.example.com/\${id}\`);
        if (known.has(id)) {
          response.body?.cancel().catch(() => undefined);
          return known.get(id);
        }
        return response.arrayBuffer();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'a picture, for its status',
    code: `
      exports.hasCover = async (id) => {
        const response = await fetch(\`https://img.example.com/\${id}/cover.jpg\`);
        return response.status === 200;
      };
    `,
    output: `
      exports.hasCover = async (id) => {
        const response = await fetch(\`https://img.example.com/\${id}/cover.jpg\`);
        response.body?.cancel().catch(() => undefined);
        return response.status === 200;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 2 }],
  },
  {
    name: 'a page, for where it leads',
    code: `
      exports.resolve = async (id) => {
        const response = await fetch(\`https://links.example.com/\${id}\`);
        return response.url;
      };
    `,
    output: `
      exports.resolve = async (id) => {
        const response = await fetch(\`https://links.example.com/\${id}\`);
        response.body?.cancel().catch(() => undefined);
        return response.url;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 2 }],
  },
];

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: [...errorsOfOneHost, ...answersThatTellOfLife],
  invalid: [...hostsOfClients, ...ofOneHost],
});
