/**
 * Requests that race with a timer.
 */
import { noRaceWithoutAbort } from '../../../rules/no-race-without-abort.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');\n`;
const LATE = `new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 60_000))`;
const valid: ValidCase[] = [
  {
    name: 'a deadline of its own, and a timer that is cleared',
    code: `${AXIOS}exports.fetchItem = async (url) => {\n  let timer;\n  const late = new Promise((_, reject) => {\n    timer = setTimeout(() => reject(new Error('late')), 60_000);\n  });\n  try {\n    return await Promise.race([axios.get(url, { timeout: 60_000 }), late]);\n  } finally {\n    clearTimeout(timer);\n  }\n};\n`,
  },
  {
    name: 'aborted by the timer',
    code: `${AXIOS}exports.fetchItem = (url) =>\n  new Promise((resolve, reject) => {\n    const controller = new AbortController();\n    const timer = setTimeout(() => {\n      controller.abort();\n      reject(new Error('late'));\n    }, 10_000);\n    axios.get(url, { signal: controller.signal }).then(resolve, reject).finally(() => clearTimeout(timer));\n  });\n`,
  },
  {
    name: 'a signal of the process, and a deadline of the request',
    code: `${AXIOS}const stop = new AbortController();\nexports.fetchItem = (url) => {\n  let timer;\n  const late = new Promise((_, reject) => {\n    timer = setTimeout(reject, 60_000);\n  });\n  return Promise.race([axios.get(url, { signal: stop.signal, timeout: 5000 }), late]).finally(() => clearTimeout(timer));\n};\n`,
  },
  {
    name: 'a short timer',
    code: `${AXIOS}exports.fetchItem = (url) =>\n  Promise.race([axios.get(url, { timeout: 500 }), new Promise((_, reject) => setTimeout(reject, 500))]);\n`,
  },
  {
    name: 'two requests',
    code: `${AXIOS}exports.fetchItem = (a, b) => Promise.race([axios.get(a), axios.get(b)]);\n`,
  },
  {
    name: 'a timer that waits before the request',
    code: `${AXIOS}exports.fetchItem = (url) =>\n  new Promise((resolve, reject) => {\n    setTimeout(() => axios.get(url).then(resolve, reject), 1000);\n  });\n`,
  },
  {
    name: 'a config that comes in, which may carry a signal',
    code: `${AXIOS}exports.fetchItem = (url, config) => Promise.race([axios.get(url, config), new Promise((_, reject) => setTimeout(reject, 500))]);\n`,
  },
  {
    name: 'a part of one',
    code: `${AXIOS}exports.fetchItem = (url, config) => Promise.race([axios.get(url, { ...config, params }), new Promise((_, reject) => setTimeout(reject, 500))]);\n`,
  },
  {
    name: 'a signal of the instance',
    code: `${AXIOS}const client = axios.create({ signal: stop.signal });\nexports.fetchItem = (url) => Promise.race([client.get(url), new Promise((_, reject) => setTimeout(reject, 500))]);\n`,
  },
  {
    name: 'a timer of timers/promises that a signal ends',
    code: `${AXIOS}const { setTimeout: sleep } = require('node:timers/promises');\nexports.fetchItem = (url, signal) => Promise.race([axios.get(url, { signal }), sleep(60_000, undefined, { signal })]);\n`,
  },
  { name: 'once', code: `${AXIOS}Promise.race([axios.get(url), ${LATE}]);\n` },
];

const invalid: InvalidCase[] = [
  {
    name: 'a signal that lives as long as the process: the timer that wins aborts nothing',
    code: `${AXIOS}const stop = new AbortController();\nexports.fetchItem = (url) => {\n  let timer;\n  const late = new Promise((_, reject) => {\n    timer = setTimeout(reject, 60_000);\n  });\n  return Promise.race([axios.get(url, { signal: stop.signal }), late]).finally(() => clearTimeout(timer));\n};\nexports.stop = () => stop.abort();\n`,
    findings: [{ messageId: 'notAborted', line: 8 }],
  },
  {
    name: 'the request goes on',
    code: `${AXIOS}exports.fetchItem = async (url) => {\n  const late = ${LATE};\n  const { data } = await Promise.race([axios.get(url), late]);\n  return data.id;\n};\n`,
    findings: [{ messageId: 'notAborted', line: 4, says: 'the request in line 4' }],
  },
  {
    name: 'with what becomes of it',
    code: `${AXIOS}exports.fetchItem = (url) => {\n  const sent = axios.get(url).then(({ data }) => data.id);\n  return Promise.race([sent, ${LATE}]);\n};\n`,
    findings: [{ messageId: 'notAborted', line: 4, says: 'the request in line 3' }],
  },
  {
    name: 'a function that returns the timer',
    code: `${AXIOS}const after = (ms) => new Promise((_, reject) => setTimeout(reject, ms));\nexports.fetchItem = (url) => Promise.race([axios.get(url), after(5000)]);\n`,
    findings: [{ messageId: 'notAborted', line: 3 }],
  },
  {
    name: 'a timeout of 0 ends nothing',
    code: `${AXIOS}exports.fetchItem = (url) => Promise.race([axios.get(url, { timeout: 0 }), ${LATE}]);\n`,
    findings: [{ messageId: 'notAborted', line: 2 }],
  },
  {
    name: 'a config that comes in, on demand',
    options: { unverifiable: true },
    code: `${AXIOS}module.exports = (config) => new Promise((resolve, reject) => {\n  const timer = setTimeout(() => reject(new Error('late')), 10_000);\n  axios(config).then(resolve, reject).finally(() => clearTimeout(timer));\n});\n`,
    findings: [{ messageId: 'notAborted', line: 2, says: 'the request in line 4' }],
  },
  {
    name: 'a timer of timers/promises',
    code: `${AXIOS}const { setTimeout: sleep } = require('node:timers/promises');\nexports.fetchItem = (url) => Promise.race([axios.get(url), sleep(5000)]);\n`,
    findings: [{ messageId: 'notAborted', line: 3 }],
  },
  {
    name: 'one that goes on',
    code: `${AXIOS}const { setTimeout: sleep } = require('node:timers/promises');\nexports.fetchItem = (url) => Promise.race([axios.get(url, { timeout: 5000 }), sleep(5000)]);\n`,
    findings: [{ messageId: 'timerLeft', line: 3 }],
  },
  {
    name: 'by hand',
    code: `${AXIOS}module.exports = (url) => new Promise((resolve, reject) => {\n  const timer = setTimeout(() => reject(new Error('late')), 10_000);\n  axios.get(url).then((response) => {\n    clearTimeout(timer);\n    resolve(response);\n  }, reject);\n});\n`,
    findings: [{ messageId: 'notAborted', line: 2 }],
  },
  {
    name: 'the timer goes on',
    code: `${AXIOS}exports.fetchItem = async (url) => {\n  const { data } = await Promise.race([axios.get(url, { timeout: 5000 }), ${LATE}]);\n  return data.id;\n};\n`,
    findings: [{ messageId: 'timerLeft', line: 3 }],
  },
  {
    name: 'a timer that is only unref’d',
    code: `${AXIOS}exports.fetchItem = (url) =>\n  Promise.race([\n    axios.get(url, { timeout: 5000 }),\n    new Promise((_, reject) => {\n      const timer = setTimeout(reject, 60_000);\n      timer.unref();\n    }),\n  ]);\n`,
    findings: [{ messageId: 'timerLeft', line: 3, says: 'the timer in line 6' }],
  },
  {
    name: 'a short timer, on demand',
    options: { minTimer: 0 },
    code: `${AXIOS}exports.fetchItem = (url) =>\n  Promise.race([axios.get(url, { timeout: 500 }), new Promise((_, reject) => setTimeout(reject, 500))]);\n`,
    findings: [{ messageId: 'timerLeft', line: 3 }],
  },
];

runSuite({
  rule: noRaceWithoutAbort,
  name: 'no-race-without-abort',
  valid,
  invalid,
});
