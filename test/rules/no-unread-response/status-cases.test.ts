/**
 * `switch (response.status)`: what is left where control goes to a case is the answer with the status of that case.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const load = (cases: string, behind = ''): string => `
      const { HttpStatus } = require('@nestjs/common');
      exports.load = async (given) => {
        const response = await fetch(given.url);
        switch (response.status) {
          ${cases}
        }${behind}
      };
    `;

const errorsOfApi: ValidCase[] = [
  {
    name: 'the errors of an API: a case, and the default beside the case of 200',
    code: load(`case 404:
            return undefined;
          case 200:
            return response.json();
          default:
            throw new Error('refused');`),
  },
  {
    name: 'the errors of an API: where no case is right, one of which is 200',
    code: load(
      `case 200:
            return response.json();
          case 401:
          case HttpStatus.FORBIDDEN:
            throw new Error('who are you?');`,
      `
        throw new Error('refused');`,
    ),
  },
  {
    name: 'the error of an API: the case of a name, and a default that reads',
    code: load(`case HttpStatus.NOT_FOUND:
            return undefined;
          default:
            return response.json();`),
  },
  {
    name: 'cases without a body, one of which goes on to the next',
    code: load(`case 204:
          case 304:
            return undefined;
          default:
            return response.text();`),
  },
];

const CANCEL = `
            response.body?.cancel().catch(() => undefined);`;
const left = (name: string, line: number, code: (cancel: string) => string): InvalidCase => ({
  name,
  code: code(''),
  output: code(CANCEL),
  findings: [{ messageId: 'unreadFetch', line }],
});

const answersOf200: InvalidCase[] = [
  left('the case of 200', 6, (cancel) =>
    load(`case 200:${cancel}
            return undefined;
          default:
            return response.json();`),
  ),
  left('a case that the case of 200 goes on to', 7, (cancel) =>
    load(`case 200:
          case 404:${cancel}
            return undefined;
          default:
            return response.json();`),
  ),
  left('a default without a case of 200', 8, (cancel) =>
    load(`case 201:
            return response.json();
          default:${cancel}
            return undefined;`),
  ),
  left('a case that nobody knows', 6, (cancel) =>
    load(`case given.expected:${cancel}
            return undefined;
          default:
            return response.json();`),
  ),
];

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: errorsOfApi,
  invalid: answersOf200,
});
