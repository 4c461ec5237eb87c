/**
 * A request whose signal a timer aborts: once the code has cleared the timer, nothing ends the body.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const MADE = 'const controller = new AbortController();';
const TIMER = 'const timer = setTimeout(() => controller.abort(), 5000);';
const CLEAR = 'clearTimeout(timer);';
const LEFT = 'return res.end();';
const CANCELLED = `{
          response.body?.cancel().catch(() => undefined);
          return res.end();
        }`;

interface Parts {
  readonly made?: string;
  readonly timer?: string;
  readonly config?: string;
  readonly clear?: string;
  readonly later?: string;
  readonly left?: string;
}

/** A page is left where a client names the host. */
const load = ({
  made = MADE,
  timer = TIMER,
  config = '{ signal: controller.signal }',
  clear = CLEAR,
  later = '',
  left = LEFT,
}: Parts): string => `
      exports.load = async (req, res) => {
        ${made}
        ${timer}
        const response = await fetch(req.query.url, ${config});
        ${clear}
        if (response.headers.has('x-old')) ${left}
        res.send(await response.text());${later}
      };
    `;

const inTry = (left: string): string => `
      exports.load = async (req, res) => {
        ${MADE}
        ${TIMER}
        let response;
        try {
          response = await fetch(req.query.url, { signal: controller.signal });
        } finally {
          ${CLEAR}
        }
        if (response.headers.has('x-old')) ${left}
        res.send(await response.text());
      };
    `;

const aroundAll = (left: string): string => `
      exports.load = async (req, res) => {
        ${MADE}
        ${TIMER}
        try {
          const response = await fetch(req.query.url, { signal: controller.signal });
          if (response.headers.has('x-old')) ${left}
          res.send(await response.text());
        } finally {
          ${CLEAR}
        }
      };
    `;

const LOGS = `const timer = setTimeout(() => {
          console.warn('too late');
          controller.abort();
        }, 5000);`;

const cleared: InvalidCase[] = [
  ['behind the request', {}],
  ['a timer that says so as well', { timer: LOGS }],
  ['a config with others before', { config: '{ ...req.init, signal: controller.signal }' }],
].map(([name, parts]) => ({
  name: name as string,
  code: load(parts as Parts),
  output: load({ ...(parts as Parts), left: CANCELLED }),
  findings: [{ messageId: 'unreadFetch' as const, line: (parts as Parts).timer ? 9 : 6 }],
}));

/** The signal may end the body. */
const silent: ValidCase[] = (
  [
    ['a timer that nobody clears', { clear: '' }],
    ['a timer that is cleared on another path', { clear: '', later: CLEAR }],
    ['a wait before it is cleared', { clear: `await req.log();\n        ${CLEAR}` }],
    ['another timer', { clear: 'clearTimeout(other);' }],
    ['a timer that is cleared on some paths', { clear: `if (response.ok) ${CLEAR}` }],
    ['a client that leaves', { later: `\n        req.on('close', () => controller.abort());` }],
    ['a controller that others get', { later: '\n        exports.last = controller;' }],
    ['a controller that a signal aborts', { made: 'const controller = req.controller;' }],
    ['a signal of another', { config: '{ signal: req.signal }' }],
    ['a signal that may be another', { config: '{ signal: controller.signal, ...req.init }' }],
    [
      'one of two signals',
      { config: '{ signal: AbortSignal.any([controller.signal, req.signal]) }' },
    ],
    ['a timer that others get', { later: '\n        exports.timer = timer;' }],
    [
      'a timer that is set again',
      { timer: TIMER.replace('const', 'let'), later: '\n        timer = later();' },
    ],
    ['a function of that name', { timer: `const setTimeout = req.later;\n        ${TIMER}` }],
  ] as [string, Parts][]
).map(([name, parts]) => ({ name, code: load(parts) }));

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: silent,
  invalid: [
    ...cleared,
    {
      name: 'a `finally` around the request',
      code: inTry(LEFT),
      output: inTry(CANCELLED.replace('response.', 'response?.')),
      findings: [{ messageId: 'unreadFetch', line: 10 }],
    },
    {
      name: 'a `finally` around all: the path that leaves the body goes through it',
      code: aroundAll(LEFT),
      output: aroundAll(`{
            response.body?.cancel().catch(() => undefined);
            return res.end();
          }`),
      findings: [{ messageId: 'unreadFetch', line: 6 }],
    },
  ],
});
