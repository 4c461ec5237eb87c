/** What axios gives functions of the code: interceptors a response or an error, `transformResponse` a body. */
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'an interceptor that reads what it needs at once',
    code: `
      const axios = require('axios');
      axios.interceptors.response.use((response) => {
        console.log(response.status, response.headers['content-length']);
        return response;
      });
    `,
  },
  {
    name: 'one that is given what another makes of a response',
    code: `
      const axios = require('axios');
      const pages = [];
      axios.interceptors.response.use((response) => response.data.id);
      axios.interceptors.response.use((id) => {
        pages.push(id);
        return id;
      });
    `,
  },
  {
    name: 'one of no client of axios',
    code: `
      const other = require('other-client');
      const kept = [];
      other.interceptors.response.use((response) => {
        kept.push(response);
        return response;
      });
    `,
  },
  {
    name: 'an interceptor for requests',
    code: `
      const axios = require('axios');
      axios.interceptors.request.use((config) => {
        setTimeout(() => console.log(config.url), 5000);
        return config;
      });
    `,
  },
  {
    name: 'a transformer of another library, which is given what was parsed',
    code: `
      const axios = require('axios');
      const { build } = require('query-builder');
      const titles = [];
      build({
        transformResponse: (response) => {
          titles.push(response.slice(100, 200));
          return response;
        },
      });
      axios.get('/page');
    `,
  },
  {
    name: 'a transformer that gives something else',
    code: `
      const axios = require('axios');
      const sizes = [];
      axios.get('/page', { transformResponse: [(text) => sizes.push(text.length)] });
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'timers that let go of each response later',
    code: `
      const axios = require('axios');
      axios.interceptors.response.use((response) => {
        if (response.config.responseType === 'arraybuffer') {
          setTimeout(() => {
            response.data = null;
          }, 2000);
        } else {
          setTimeout(() => {
            response.data = null;
          }, 3000);
        }
        return response;
      });
    `,
    findings: [
      {
        messageId: 'capturedResponse',
        line: 4,
        refused: 'other code may read it',
        says: 'each response of the client',
      },
      { messageId: 'capturedResponse', line: 8, refused: 'other code may read it' },
    ],
  },
  {
    name: 'of an instance, by a function with a name',
    code: `
      const axios = require('axios');
      const api = axios.create();
      const seen = [];
      function keep(response) {
        seen.push(response);
        return response;
      }
      api.interceptors.response.use(keep);
    `,
    findings: [{ messageId: 'storedResponse', line: 5, refused: 'may expect a whole response' }],
  },
  {
    name: 'the error of a request',
    code: `
      const axios = require('axios');
      const failures = [];
      axios.interceptors.response.use(undefined, (error) => {
        failures.push(error);
        throw error;
      });
    `,
    findings: [{ messageId: 'storedError', line: 4, refused: 'message' }],
  },
  {
    name: 'the response of an error',
    code: `
      const axios = require('axios');
      const failures = [];
      exports.load = async (url) => {
        try {
          return (await axios.get(url)).data.id;
        } catch (error) {
          failures.push(error.response);
        }
      };
    `,
    findings: [{ messageId: 'storedError', line: 7, refused: 'message' }],
  },
  {
    name: 'a piece of a text that a transformer is given',
    code: `
      const axios = require('axios');
      const titles = [];
      axios.get('/page', {
        transformResponse: [
          (text) => {
            titles.push(text.slice(100, 200));
            return text;
          },
        ],
      });
    `,
    output: `
      const axios = require('axios');
      const titles = [];
      axios.get('/page', {
        transformResponse: [
          (text) => {
            titles.push(detached(text.slice(100, 200)));
            return text;
          },
        ],
      });

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [{ messageId: 'storedView', line: 6 }],
  },
];

runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid, invalid });
