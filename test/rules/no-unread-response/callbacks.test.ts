/**
 * Responses of Node's own client, which come to a callback, that some path leaves unread.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const silent = (name: string, code: string): ValidCase => ({ name, code });

const valid: ValidCase[] = [
  silent(
    'read by listeners',
    `
    const https = require('https');
    exports.load = (url, callback) => {
      https.get(url, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk)).on('end', () => callback(chunks));
      });
    };
  `,
  ),
  silent(
    'read on both paths',
    `
    import { get } from 'node:http';
    export const save = (url, file, callback) => {
      get(url, (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          callback(new Error('refused'));
          return;
        }
        response.pipe(file);
      });
    };
  `,
  ),
  silent(
    'nobody asks for the response: Node reads it',
    `
    const http = require('http');
    exports.ping = (url) => {
      http.get(url).on('error', () => undefined);
    };
  `,
  ),
  silent(
    'the response is handed on',
    `
    const http = require('http');
    exports.open = (url) => new Promise((resolve) => http.get(url, (response) => resolve(response)));
    exports.openBy = (url) => new Promise((resolve) => http.get(url, resolve));
    exports.pass = (url, callback) => void http.get(url, callback);
  `,
  ),
  silent(
    'the request is handed on: whoever gets it may end it',
    `
    const http = require('http');
    exports.ask = (url, callback) => {
      return http.get(url, (response) => callback(response.statusCode));
    };
  `,
  ),
  silent(
    'the code may end the request',
    `
    const http = require('http');
    exports.isUp = (url, callback) => {
      const request = http.get(url, { timeout: 1000 }, (response) => callback(response.statusCode));
      request.on('timeout', () => request.destroy());
    };
    exports.isUpBy = (url, callback) => {
      http
        .get(url, (response) => callback(response.statusCode))
        .setTimeout(1000, function () {
          this.destroy();
        });
    };
    exports.isUpWith = (url, signal, callback) => {
      http.get(url, { signal }, (response) => callback(response.statusCode));
    };
    exports.isUpOnce = (url, callback) => {
      const request = http.get(url, (response) => {
        callback(response.statusCode);
        request.abort();
      });
    };
  `,
  ),
  silent(
    'the process ends',
    `
    const http = require('http');
    exports.check = (url) => {
      http.get(url, (response) => {
        process.exit(response.statusCode === 200 ? 0 : 1);
      });
    };
  `,
  ),
  silent(
    'the server closes the connection once it has sent the answer',
    `
    const http = require('http');
    exports.isUp = (url, callback) => {
      http.get(url, { agent: false }, (response) => callback(response.statusCode));
    };
    exports.isUpBy = (url, callback) => {
      http.get(url, { headers: { Connection: 'close' } }, (response) => callback(response.statusCode));
    };
    const agent = new http.Agent({ maxSockets: 2 });
    exports.isUpWith = (url, callback) => {
      http.get(url, { agent }, (response) => callback(response.statusCode));
    };
  `,
  ),
  silent(
    'another listener reads the response',
    `
    const http = require('http');
    exports.isUp = (url, callback) => {
      http
        .get(url, (response) => callback(response.statusCode))
        .on('response', (response) => response.resume());
    };
  `,
  ),
  silent(
    'the function finds it among its arguments',
    `
    const http = require('http');
    exports.open = (url, callback) => {
      http.get(url, function () {
        callback(arguments[0]);
      });
    };
  `,
  ),
  silent(
    'another `http`',
    `
    const http = require('./http');
    exports.isUp = (url, callback) => {
      http.get(url, (response) => callback(response.statusCode));
    };
  `,
  ),
  silent(
    'a server',
    `
    const http = require('http');
    http.createServer((request, response) => response.end()).listen(80);
    exports.get = (map, key) => map.get(key, (value) => value.length);
  `,
  ),
];

const invalid: InvalidCase[] = [
  {
    name: 'a response of another type, which may have no `resume`',
    code: `
      import { get } from 'node:https';
      import type { IncomingMessage } from 'node:http';
      export const load = (url: string): Promise<number> =>
        new Promise<number>((resolve, reject) => {
          get(url, (res: Pick<IncomingMessage, 'statusCode'>) => {
            resolve(res.statusCode ?? 0);
          }).on('error', reject);
        });
    `,
    filename: 'input.ts',
    findings: [{ messageId: 'unreadAnswer', line: 5, refused: 'by its type' }],
  },
  {
    name: 'a function that other code calls',
    code: `
      const http = require('node:http');
      function read(response) {
        if (response.statusCode !== 200) return;
        response.pipe(file);
      }
      exports.load = (url) => {
        http.get(url, read);
      };
      exports.cached = (url) => read(cache.get(url));
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, refused: 'may be given other values' }],
  },
  {
    name: 'a function for responses of two clients',
    code: `
      const http = require('node:http');
      const { request } = require('undici');
      function look(response) {
        count(response.statusCode);
      }
      exports.ask = (url) => request(url).then(look);
      exports.load = (url) => {
        http.get(url, look);
      };
    `,
    findings: [
      { messageId: 'unreadFetch', line: 6, refused: 'may be given other values' },
      { messageId: 'unreadAnswer', line: 8, refused: 'may be given other values' },
    ],
  },
  {
    name: 'a function for responses to several methods, and for one',
    code: `
      const http = require('node:http');
      function look(response) {
        count(response.statusCode);
      }
      exports.load = (id) => {
        http.get(\`http://a.example/\${id}\`, look);
      };
      exports.send = (url) => {
        http.request(url, { method: 'POST' }, look).end();
      };
      function see(response) {
        count(response.statusCode);
      }
      exports.ask = (id) => {
        http.get(\`http://a.example/\${id}\`, see);
      };
      exports.askAgain = (id) => {
        http.get(\`http://a.example/\${id}\`, see);
      };
    `,
    output: `
      const http = require('node:http');
      function look(response) {
        count(response.statusCode);
      }
      exports.load = (id) => {
        http.get(\`http://a.example/\${id}\`, look);
      };
      exports.send = (url) => {
        http.request(url, { method: 'POST' }, look).end();
      };
      function see(response) {
        response.destroy();
        count(response.statusCode);
      }
      exports.ask = (id) => {
        http.get(\`http://a.example/\${id}\`, see);
      };
      exports.askAgain = (id) => {
        http.get(\`http://a.example/\${id}\`, see);
      };
    `,
    findings: [
      { messageId: 'unreadAnswer', line: 6, refused: 'may be given other values' },
      { messageId: 'unreadAnswer', line: 9, refused: 'may be given other values' },
      { messageId: 'unreadAnswer', line: 15 },
      { messageId: 'unreadAnswer', line: 18 },
    ],
  },
  {
    name: 'a log of the response, which shows its state',
    code: `
      const http = require('node:http');
      exports.ping = (url) => {
        http.get(url, (response) => {
          console.log('answered', response);
        });
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, refused: 'shows, or may show, the response' }],
  },
  {
    name: 'a log of the response in what leaves it unread',
    code: `
      const http = require('node:http');
      exports.load = (url, use) => {
        http.get(url, (response) => {
          if (response.statusCode !== 200) return console.error('refused', response);
          response.on('data', use);
        });
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 4, refused: 'may still read or show' }],
  },
  {
    name: 'a rejection',
    code: `
      const http = require('node:http');
      exports.load = (url) =>
        new Promise((resolve, reject) => {
          http
            .get(url, (response) => {
              if (response.statusCode !== 200) return reject(new Error('refused'));
              let text = '';
              response.on('data', (chunk) => {
                text += chunk;
              });
              response.on('end', () => resolve(text));
            })
            .on('error', reject);
        });
    `,
    output: `
      const http = require('node:http');
      exports.load = (url) =>
        new Promise((resolve, reject) => {
          http
            .get(url, (response) => {
              if (response.statusCode !== 200) {
                response.resume();
                return reject(new Error('refused'));
              }
              let text = '';
              response.on('data', (chunk) => {
                text += chunk;
              });
              response.on('end', () => resolve(text));
            })
            .on('error', reject);
        });
    `,
    findings: [
      { messageId: 'unreadAnswer', line: 6, says: 'leaves the response to the request of line 4' },
    ],
  },
  {
    name: 'a redirect that is followed, by one of two protocols',
    code: `
      const http = require('http');
      const https = require('https');
      function load(url, callback) {
        const client = url.startsWith('https') ? https : http;
        client.get(url, (response) => {
          if (response.headers.location) {
            load(response.headers.location, callback);
            return;
          }
          response.on('data', callback);
        });
      }
      exports.load = load;
    `,
    output: `
      const http = require('http');
      const https = require('https');
      function load(url, callback) {
        const client = url.startsWith('https') ? https : http;
        client.get(url, (response) => {
          if (response.headers.location) {
            load(response.headers.location, callback);
            response.destroy();
            return;
          }
          response.on('data', callback);
        });
      }
      exports.load = load;
    `,
    findings: [{ messageId: 'unreadAnswer', line: 8 }],
  },
  {
    name: 'only the status of what is asked for: the connection is closed, for its answer may be long',
    code: `
      import https from 'https';
      export const isUp = (url, callback) => {
        https.get(\`\${url}/health\`, (response) => callback(response.statusCode === 200));
      };
    `,
    output: `
      import https from 'https';
      export const isUp = (url, callback) => {
        https.get(\`\${url}/health\`, (response) => {
          response.destroy();
          return callback(response.statusCode === 200);
        });
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, says: 'Call \`destroy()\` on it' }],
  },
  {
    name: 'nobody looks at the response to what is sent',
    code: `
      const https = require('https');
      exports.notify = (options, text, callback) => {
        const request = https.request({ ...options, method: 'POST' }, () => {
          callback();
        });
        request.on('error', () => undefined);
        request.end(text);
      };
    `,
    output: `
      const https = require('https');
      exports.notify = (options, text, callback) => {
        const request = https.request({ ...options, method: 'POST' }, (response) => {
          response.resume();
          callback();
        });
        request.on('error', () => undefined);
        request.end(text);
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3 }],
  },
  {
    name: 'an answer without a body has an end to be read, too',
    code: `
      const http = require('http');
      exports.headers = (options, callback) => {
        http
          .request({ ...options, method: 'HEAD' })
          .once('response', (response) => {
            callback(response.headers);
          })
          .on('error', () => undefined)
          .end();
      };
    `,
    output: `
      const http = require('http');
      exports.headers = (options, callback) => {
        http
          .request({ ...options, method: 'HEAD' })
          .once('response', (response) => {
            response.resume();
            callback(response.headers);
          })
          .on('error', () => undefined)
          .end();
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3 }],
  },
  {
    name: 'a function with a name',
    code: `
      const http = require('http');
      function take(response) {
        if (response.statusCode >= 400) {
          console.error(response.statusCode);
          return;
        }
        response.pipe(process.stdout);
      }
      exports.show = (url) => {
        http.get(url, take);
      };
    `,
    output: `
      const http = require('http');
      function take(response) {
        if (response.statusCode >= 400) {
          console.error(response.statusCode);
          response.destroy();
          return;
        }
        response.pipe(process.stdout);
      }
      exports.show = (url) => {
        http.get(url, take);
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 5 }],
  },
  {
    name: 'the end of the response is awaited, and never comes',
    code: `
      const http = require('http');
      exports.isUp = (url, callback) => {
        http.get(url, (response) => {
          response.on('end', () => callback(response.statusCode));
        });
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, refused: 'listener of line 4 would run' }],
  },
  {
    name: 'the end of the request is awaited',
    code: `
      const http = require('http');
      exports.isUp = (url, callback) => {
        http
          .get(url, (response) => {
            console.log(response.statusCode);
          })
          .on('close', callback);
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, refused: 'would run earlier' }],
  },
  {
    name: 'a response without a name',
    code: `
      const http = require('http');
      exports.isUp = (url, callback) => {
        http.get(url, ({ statusCode }) => callback(statusCode));
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, refused: 'no place for a statement' }],
  },
  {
    name: 'one of two branches',
    code: `
      const http = require('http');
      exports.save = (url, file, callback) => {
        http.get(url, (response) => {
          if (response.statusCode === 200) response.pipe(file);
          else callback(new Error('refused'));
        });
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, refused: 'condition in line 4 is false' }],
  },
  {
    name: 'the connection is asked behind it',
    code: `
      const http = require('http');
      exports.peer = (url, callback) => {
        http.get('http://example.com/', (response) => {
          callback(response.socket.remoteAddress);
        });
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3, refused: 'asks for `remoteAddress`' }],
  },
];

/** What hears of a connection that breaks while the rest of a response is read. */
const late: InvalidCase[] = [
  [
    'a callback of the function, which would be called twice',
    "request.on('error', callback);",
    true,
  ],
  ['nothing: the process would end', '', true],
  ['a log', "request.on('error', (error) => console.error(error));", true],
  ['a listener that counts', "request.on('error', () => failures++);", true],
  ['a listener that does nothing', "request.on('error', () => {});", false],
].map(([name, listener, isRefused]) => {
  const code = (leave: string) => `
      const https = require('https');
      let failures = 0;
      exports.send = (options, callback) => {
        const request = https.request({ ...options, method: 'PUT' }, (response) => {
          if (response.statusCode >= 400) ${leave}
          response.on('data', callback);
        });
        ${listener as string}
        request.end();
      };
    `;
  const left = 'return callback(new Error(response.statusMessage));';
  return {
    name: `errors of the request are heard by ${name as string}`,
    code: code(left),
    ...(isRefused === true
      ? {}
      : {
          output: code(`{
            response.resume();
            ${left}
          }`),
        }),
    findings: [
      {
        messageId: 'unreadAnswer',
        line: 5,
        ...(isRefused === true ? { refused: 'would hear of a connection that breaks' } : {}),
      },
    ],
  };
});

/** Answers that the server closes the connection behind. */
const seldom: InvalidCase[] = [
  {
    name: 'a long answer keeps the socket nevertheless',
    code: `
      const http = require('http');
      exports.isUp = (url, callback) => {
        http.get(url, { agent: false }, (response) => {
          callback(response.statusCode);
        });
      };
    `,
    output: `
      const http = require('http');
      exports.isUp = (url, callback) => {
        http.get(url, { agent: false }, (response) => {
          response.destroy();
          callback(response.statusCode);
        });
      };
    `,
    findings: [{ messageId: 'unreadAnswer', line: 3 }],
  },
];

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid,
  invalid: [...invalid, ...late],
});
runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  options: { unverifiable: true },
  valid: [],
  invalid: seldom,
});
