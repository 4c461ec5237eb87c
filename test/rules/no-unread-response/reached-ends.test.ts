/**
 * Which line a refusal names where control comes to an end with the stream unread.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const refused = (name: string, body: string, reason: string): InvalidCase => ({
  name,
  code: `
    const axios = require('axios');
    exports.load = async (urls, use, save) => {
      for (const url of urls) {
        const response = await axios.get(url, { responseType: 'stream' });
        ${body}
      }
    };
  `,
  findings: [{ messageId: 'unread', line: 4, refused: reason }],
});

const invalid: InvalidCase[] = [
  refused(
    'by a `continue`',
    `if (response.status !== 200) continue;
        await save(response.data);`,
    'the `continue` in line 5 goes on with the stream unread: call `response.data.destroy()` before it',
  ),
  refused(
    'by the second of two, where the first stands behind what reads the stream',
    `if (urls.length > 9) {
          await save(response.data);
          continue;
        }
        if (response.status !== 200) {
          use(url);
          continue;
        }
        await save(response.data);`,
    'the `continue` in line 11 goes on',
  ),
  refused(
    'by a `break`',
    `if (response.status !== 200) break;
        await save(response.data);`,
    'the `break` in line 5 goes on',
  ),
  refused(
    'by a test without an `else`',
    `if (response.status === 200) await save(response.data);`,
    'where the condition in line 5 is false, the stream stays unread: call `response.data.destroy()` there',
  ),
  refused(
    'by the inner of two tests',
    `if (url) {
          if (response.status >= 500) use(response.status);
          else await save(response.data);
        } else await save(response.data);`,
    'where the condition in line 6 is true',
  ),
  refused(
    'by one of two tests, neither of which all paths take',
    `if (url) {
          if (response.status === 200) await save(response.data);
        }`,
    'a path leaves the function, or goes on to the next round of a loop, with the stream unread',
  ),
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid: [], invalid });
