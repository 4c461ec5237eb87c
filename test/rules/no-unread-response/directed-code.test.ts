/**
 * Comments that speak of the line below them, where the codemod writes.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite } from '../../harness/rule-tester.ts';

const REQUEST = `axios.get(url, { responseType: 'stream' })`;

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: [],
  invalid: [
    {
      name: 'a condition without braces',
      filename: 'src/input.ts',
      code: `
        import axios from 'axios';
        export async function open(url: string) {
          const response = await ${REQUEST};
          // @ts-expect-error the types are behind
          if (response.status === 404) return response.reason;
          return response.data;
        }
      `,
      findings: [
        { messageId: 'unread', line: 5, refused: 'the comment `@ts-expect-error` would no longer' },
      ],
    },
    {
      name: 'a statement that another one goes before',
      code: `
        const axios = require('axios');
        exports.size = async (url) => {
          const response = await ${REQUEST};
          if (response.status === 404) {
            // eslint-disable-next-line no-undefined
            return undefined;
          }
          return response.data;
        };
        exports.open = async (url) => {
          try {
            return (await ${REQUEST}).data;
          } catch (error) {
            // Nobody misses it.
            // prettier-ignore
            return  null;
          }
        };
      `,
      output: `
        const axios = require('axios');
        exports.size = async (url) => {
          const response = await ${REQUEST};
          if (response.status === 404) {
            response.data.destroy();
            // eslint-disable-next-line no-undefined
            return undefined;
          }
          return response.data;
        };
        exports.open = async (url) => {
          try {
            return (await ${REQUEST}).data;
          } catch (error) {
            // Nobody misses it.
            error?.response?.data?.destroy?.();
            // prettier-ignore
            return  null;
          }
        };
      `,
      findings: [
        { messageId: 'unread', line: 6 },
        { messageId: 'unreadError', line: 13 },
      ],
    },
  ],
});
