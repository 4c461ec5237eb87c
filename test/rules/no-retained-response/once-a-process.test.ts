/** Responses that are held once in the life of a process, as a flag or a variable of the module lets nobody ask again. */
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

interface Parts {
  readonly guard?: string;
  readonly kept?: string;
  readonly later?: string;
  readonly hold?: string;
}

const RESPONSE = 'const response = await axios.get(parts.url);';
const DATA = 'const { data } = await axios.get(parts.url);';

const ask = ({
  guard = 'if (link) return link;',
  kept = 'link = found.url;',
  later = '',
  hold = RESPONSE,
}: Parts): string => `
      const axios = require('axios');
      let link = null;
      async function run(parts) {
        ${guard}
        ${hold}
        const found = ${hold === DATA ? 'data' : 'response.data'}.items.find(({ kind }) => kind === 'list');
        for (const part of parts.list) await axios.get(part);
        ${kept}
        return link;
      }${later}
    `;

const once: ValidCase[] = (
  [
    ['what is kept is returned', {}],
    ['in a block', { guard: 'if (link) { return link; }' }],
    ['what is kept may be nothing', { kept: 'link = found?.url ?? null;' }],
    ['a flag', { guard: 'if (link) return;', kept: 'link = true;' }],
  ] as [string, Parts][]
).map(([name, parts]) => ({ name, code: ask(parts) }));

const again: InvalidCase[] = (
  [
    ['what is kept is dropped', { later: '\n      exports.clear = () => { link = null; };' }],
    ['something else is returned', { guard: 'if (link) return parts.link;' }],
    ['another reason to return', { guard: 'if (parts.link) return parts.link;' }],
    [
      'what is kept is set elsewhere',
      { kept: '', later: '\n      exports.set = (x) => { link = x; };' },
    ],
    ['it depends on more', { guard: 'if (link && parts.isNew) return link;' }],
  ] as [string, Parts][]
).map(([name, parts]) => ({
  name,
  code: ask(parts),
  output: ask({ ...parts, hold: DATA }),
  findings: [{ messageId: 'heldAcrossAwait', line: 5 }],
}));

const poll = (hold: string, data: string): string => `
      const axios = require('axios');
      let isStarted = false;
      async function start(url, list) {
        if (isStarted) return;
        isStarted = true;
        while (true) {
          ${hold}
          for (const item of ${data}.items) print(item);
          for (const part of list) await axios.get(part);
        }
      }
    `;

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  valid: once,
  invalid: [
    ...again,
    {
      name: 'a loop, which goes on for as long as the process lives',
      code: poll('const response = await axios.get(url);', 'response.data'),
      output: poll('const { data } = await axios.get(url);', 'data'),
      findings: [{ messageId: 'heldAcrossAwait', line: 7 }],
    },
    {
      name: 'each await is minded',
      options: { awaits: 'any' },
      code: ask({}),
      output: ask({ hold: DATA }),
      findings: [{ messageId: 'heldAcrossAwait', line: 5 }],
    },
  ],
});
