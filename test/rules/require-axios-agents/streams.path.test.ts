/**
 * A request that is refused for its stream names the code that may leave the stream unread.
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite } from '../../harness/rule-tester.ts';

/** Each body is read to its end or destroyed. */
const ENDED = (request: string) => `
  const axios = require('axios');
  const { pipeline } = require('node:stream/promises');
  const { httpAgent, httpsAgent } = require('./http-agents');
  exports.save = async (url, file) => {
    try {
      const response = await ${request};
      await pipeline(response.data, file);
    } catch (error) {
      if (axios.isAxiosError(error)) {
        error.response?.data?.destroy?.();
      }
      throw error;
    }
  };
`;
const STREAM = `axios.get(url, { responseType: 'stream' })`;
const WITH_AGENTS = `axios.get(url, { responseType: 'stream', httpAgent, httpsAgent })`;

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [],
  invalid: [
    {
      name: 'a throw before the stream is read',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.image = async (url, res) => {
          const { data, headers } = await axios.get(url, { responseType: 'stream' });
          if (!headers.etag) throw new Error('no etag');
          data.pipe(res);
        };
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 4,
          refused: 'no finite `timeout` ends, and line 5 may leave it unread: once `maxSockets`',
        },
      ],
    },
    {
      name: 'a catch that leaves the body of an error response',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const { pipeline } = require('node:stream/promises');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.image = async (url, res) => {
          try {
            await pipeline((await axios.get(url, { responseType: 'stream' })).data, res);
          } catch (error) {
            res.status(502).end();
          }
        };
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 6,
          refused:
            'and the code that handles its error in line 7 may leave the body of an error response unread',
        },
      ],
    },
    {
      name: 'a call that may throw before the stream is read: an argument of `pipeline`',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const fs = require('node:fs');
        const path = require('node:path');
        const { pipeline } = require('node:stream/promises');
        exports.save = async (req, res) => {
          try {
            const response = await axios.get(req.query.url, { responseType: 'stream' });
            await pipeline(response.data, fs.createWriteStream(path.join('/tmp', req.params.name)));
            res.end();
          } catch (error) {
            error?.response?.data?.destroy?.();
            res.status(502).end();
          }
        };
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 7,
          refused:
            'and the call of `fs.createWriteStream` in line 8 may throw before it is read to its end (run it before the request, if it does not need the response): once',
        },
      ],
    },
    {
      name: 'a stream that is heard to its end, and an error of which nobody hears',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        exports.tail = (url, res) => {
          axios.get(url, { responseType: 'stream' }).then((response) => {
            response.data.on('data', (chunk) => res.write(chunk));
            response.data.on('end', () => res.end());
          });
        };
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 3,
          refused: 'and nothing here catches its error to destroy the stream of an error response',
        },
      ],
    },
    {
      name: 'a caller that gets the stream',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.image = (url) => axios.get(url, { responseType: 'stream' });
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 3,
          refused: 'ends, and code that is not seen here gets the response: once',
        },
      ],
    },
    {
      name: 'an error that nothing catches',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.type = async (url) => {
          const response = await axios.get(url, { responseType: 'stream' });
          response.data.destroy();
          return response.headers['content-type'];
        };
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 4,
          refused:
            'ends, and nothing here catches its error to destroy the stream of an error response: once',
        },
      ],
    },
    {
      name: 'a log that takes the error',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.type = async (url) => {
          const response = await axios.get(url, { responseType: 'stream' }).catch(console.error);
          response?.data.destroy();
        };
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 4,
          refused:
            'ends, and the handler of its error leaves the body of an error response unread: once',
        },
      ],
    },
    {
      name: 'a signal',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.image = (url, signal) => axios.get(url, { responseType: 'stream', signal });
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 3,
          refused:
            'ends, because a `signal` or `cancelToken` ends no stream of an error response, and code that',
        },
      ],
    },
    {
      name: 'what `consume-responses` writes into TypeScript: a test of the error throws nothing',
      project: 'cjs-agents',
      code: ENDED(STREAM),
      output: ENDED(WITH_AGENTS),
      findings: [{ messageId: 'missingAgents', line: 6 }],
    },
    {
      name: 'a package that sends requests no oftener',
      project: 'rate-limited',
      code: ENDED(STREAM),
      output: ENDED(WITH_AGENTS),
      findings: [{ messageId: 'missingAgents', line: 6 }],
    },
    {
      name: 'a package that may send a request again',
      project: 'retried',
      code: ENDED(STREAM),
      findings: [
        {
          messageId: 'missingAgents',
          line: 6,
          refused:
            'ends, and `axios-retry`, which package.json names, may take an error first, to send the request again or to give an older answer, so that nobody here gets its body: once',
        },
      ],
    },
    {
      name: 'a listener of the stream: to register one throws nothing',
      project: 'cjs-agents',
      code: `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.show = async (url, res, next) => {
          const { data } = await axios.get(url, { responseType: 'stream' });
          data.on('error', next);
          data.pipe(res);
        };
      `,
      findings: [
        {
          messageId: 'missingAgents',
          line: 4,
          refused: 'and `pipe` in line 6 stops reading it when its destination is closed early',
        },
      ],
    },
  ],
});
