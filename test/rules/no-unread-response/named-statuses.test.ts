/**
 * Statuses that are compared with a name: `HttpStatus.OK` is 200, as are `StatusCodes.OK` and `constants.HTTP_STATUS_OK`.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

/** What is left is the answer of an API where a test fails. */
const unlike = (test: string, left = ''): string => `
      const { HttpStatus } = require('@nestjs/common');
      const { StatusCodes } = require('http-status-codes');
      const { constants } = require('node:http2');
      exports.load = async (given) => {
        const response = await fetch(given.url);
        if (${test}) return response.json();${left}
        throw new Error('refused');
      };
    `;

const errorsOfApi: ValidCase[] = [
  'response.status === HttpStatus.OK',
  'response.status === StatusCodes.OK',
  'response.status === constants.HTTP_STATUS_OK',
  'constants.HTTP_STATUS_OK === response.status',
  'response.status === HttpStatusCode.Ok',
  'response.status < HttpStatus.BAD_REQUEST',
  "response.statusText === 'OK'",
  "!(response.statusText !== 'OK')",
].map((test) => ({ name: `what is left are errors: \`${test}\``, code: unlike(test) }));

const CANCEL = `
        response.body?.cancel().catch(() => undefined);`;

const answersOf200: InvalidCase[] = [
  'response.status === Mode.FAST',
  'response.status === HttpStatus[given.status]',
  'response.status === HttpStatus.CREATED',
  "response.statusText === 'Created'",
  "given.statusText === 'OK'",
].map((test) => ({
  name: `what is left may be the answer: \`${test}\``,
  code: unlike(test),
  output: unlike(test, CANCEL),
  findings: [{ messageId: 'unreadFetch', line: 7 }],
}));

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: [
    ...errorsOfApi,
    {
      name: 'an answer without a body',
      code: `
        const { HttpStatus } = require('@nestjs/common');
        exports.load = async (given) => {
          const response = await fetch(given.url);
          if (response.status === HttpStatus.NO_CONTENT) return undefined;
          return response.text();
        };
      `,
    },
    {
      name: 'a case of answers without a body',
      code: `
        const { StatusCodes } = require('http-status-codes');
        exports.load = async (given) => {
          const response = await fetch(given.url);
          switch (response.status) {
            case StatusCodes.NO_CONTENT:
              return undefined;
            default:
              return response.text();
          }
        };
      `,
    },
  ],
  invalid: answersOf200,
});
