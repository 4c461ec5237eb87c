import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const storedError = finding('storedError');

const READ_AS_ERROR = 'store only what that needs';

/** EVIDENCE, 'What happens to a response': the lines where something stays. */
const measuredAsHeld: InvalidCase[] = [
  {
    name: 'an error behind a then',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        return axios.get(url).then(({ data }) => data.id).catch((error) => items.push(error));
      }
    `,
    findings: [storedError(4, READ_AS_ERROR)],
  },
  {
    name: 'an error is stored',
    code: `
      const axios = require('axios');
      const errors = [];
      async function run(url) {
        try {
          await axios.get(url);
        } catch (error) {
          errors.push(error);
        }
      }
    `,
    findings: [storedError(7, READ_AS_ERROR)],
  },
  {
    name: '… without its response: the request has the raw body',
    code: `
      const axios = require('axios');
      const errors = [];
      async function run(url) {
        try {
          await axios.get(url);
        } catch (error) {
          error.response = null;
          errors.push(error);
        }
      }
    `,
    findings: [storedError(8, READ_AS_ERROR)],
  },
  {
    name: 'an error in an object, a cause',
    code: `
      const axios = require('axios');
      const errors = [];
      async function run(url) {
        await axios.get(url).catch((error) => errors.push({ url, error }));
        await axios.get(url).then(use, (error) => errors.push(new Error('x', { cause: error })));
      }
    `,
    findings: [storedError(4, READ_AS_ERROR), storedError(5, READ_AS_ERROR)],
  },
];

/** The ways of a response to where it is stored. */
const followed: InvalidCase[] = [
  {
    name: 'the second parameter of then, and catch',
    code: `
      const axios = require('axios');
      const errors = [];
      async function run(url) {
        await axios.get(url).then(use, (error) => errors.push(error));
        await axios.get(url).catch((error) => { errors.push(error); });
      }
    `,
    findings: [storedError(4, READ_AS_ERROR), storedError(5, READ_AS_ERROR)],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: [...measuredAsHeld, ...followed],
});
