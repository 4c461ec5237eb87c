import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const clone = { options: { strategy: 'clone' } } as const;

const ts = { filename: 'src/input.ts' } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const held = finding('heldAcrossAwait');

const captured = finding('capturedResponse');

/** EVIDENCE, 'What happens to a response': the lines where something stays. */
const measuredAsHeld: InvalidCase[] = [
  {
    name: 'a closure on a timer uses the response',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        setInterval(() => use(response.data.id), 1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        setInterval(() => use(data.id), 1000);
      }
    `,
    findings: [captured(4)],
  },
  {
    name: 'a closure on an emitter uses the response',
    code: `
      const axios = require('axios');
      const emitter = new EventEmitter();
      async function run(url) {
        const response = await axios.get(url);
        emitter.on('tick', () => use(response.data.id));
      }
    `,
    output: `
      const axios = require('axios');
      const emitter = new EventEmitter();
      async function run(url) {
        const { data } = await axios.get(url);
        emitter.on('tick', () => use(data.id));
      }
    `,
    findings: [captured(5)],
  },
  {
    name: 'a closure beside it uses the response: V8 gives both one context',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { id } = response.data;
        const rows = list.filter((row) => row.status === response.status);
        setInterval(() => use(id, rows), 1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data, status } = await axios.get(url);
        const { id } = data;
        const rows = list.filter((row) => row.status === status);
        setInterval(() => use(id, rows), 1000);
      }
    `,
    findings: [captured(6)],
  },
];

/** Closures that something keeps. */
const closures: InvalidCase[] = [
  {
    name: 'a field of the response on a timer',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        setInterval(() => use(response.status), 1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { status } = await axios.get(url);
        setInterval(() => use(status), 1000);
      }
    `,
    findings: [captured(4)],
  },
  {
    name: 'a timeout of an hour',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        setTimeout(() => use(response.data), 3_600_000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        setTimeout(() => use(data), 3_600_000);
      }
    `,
    findings: [captured(4)],
  },
  {
    name: 'a named function on a timer',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        function tick() {
          use(response.data);
        }
        setInterval(tick, 1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        function tick() {
          use(data);
        }
        setInterval(tick, 1000);
      }
    `,
    findings: [captured(7)],
  },
  {
    name: 'a function in a long-lived list',
    code: `
      const axios = require('axios');
      const listeners = [];
      async function run(url) {
        const response = await axios.get(url);
        listeners.push(() => response.data);
      }
    `,
    output: `
      const axios = require('axios');
      const listeners = [];
      async function run(url) {
        const { data } = await axios.get(url);
        listeners.push(() => data);
      }
    `,
    findings: [captured(5)],
  },
  {
    name: 'a function in a long-lived place',
    code: `
      const axios = require('axios');
      let onChange;
      async function run(url) {
        const response = await axios.get(url);
        onChange = () => response.data;
      }
    `,
    output: `
      const axios = require('axios');
      let onChange;
      async function run(url) {
        const { data } = await axios.get(url);
        onChange = () => data;
      }
    `,
    findings: [captured(5)],
  },
  {
    name: 'an object with functions in a long-lived place',
    code: `
      const axios = require('axios');
      const jobs = new Map();
      async function run(url) {
        const response = await axios.get(url);
        jobs.set(url, { stop: () => use(response.status) });
      }
    `,
    output: `
      const axios = require('axios');
      const jobs = new Map();
      async function run(url) {
        const { status } = await axios.get(url);
        jobs.set(url, { stop: () => use(status) });
      }
    `,
    findings: [captured(5)],
  },
  {
    name: 'process events',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        process.on('exit', () => use(response.data));
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        process.on('exit', () => use(data));
      }
    `,
    findings: [captured(4)],
  },
  {
    name: 'a parameter of then',
    code: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url).then((response) => {
          setInterval(() => use(response.data), 1000);
        });
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url).then(({ data }) => {
          setInterval(() => use(data), 1000);
        });
      }
    `,
    findings: [captured(4)],
  },
  {
    name: 'captured and held across an await: one finding',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        setInterval(() => use(response.data), 1000);
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        setInterval(() => use(data), 1000);
        await sleep(1000);
      }
    `,
    findings: [captured(4)],
  },
  {
    name: 'a clone does not help it',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        setInterval(() => use(response.data), 1000);
      }
    `,
    findings: [captured(4, 'a clone does not help')],
    ...clone,
  },
  {
    name: 'the parameter of an arrow without parentheses',
    code: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url).then(response => {
          setInterval(() => use(response.data), 1000);
        });
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url).then(({ data }) => {
          setInterval(() => use(data), 1000);
        });
      }
    `,
    findings: [captured(4)],
  },
  {
    name: 'an event of a parameter that is not its last',
    code: `
      const axios = require('axios');
      async function run(url, socket) {
        const response = await axios.get(url);
        socket.on('message', () => use(response.status));
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, socket) {
        const { status } = await axios.get(url);
        socket.on('message', () => use(status));
      }
    `,
    findings: [captured(4)],
  },
];

/** Names that collide with nothing. */
const names: InvalidCase[] = [
  {
    name: 'a closure above keeps a response that is declared below: names are given in the order of the findings',
    code: `
      const axios = require('axios');
      async function run(url) {
        setInterval(tick, 1000, () => 1);
        if (url) {
          const second = await axios.get(url);
          await sleep(second.data);
        }
        const response = await axios.get(url);
        const body = () => response.data;
        return body;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        setInterval(tick, 1000, () => 1);
        if (url) {
          const { data: secondData } = await axios.get(url);
          await sleep(secondData);
        }
        const { data } = await axios.get(url);
        const body = () => data;
        return body;
      }
    `,
    findings: [captured(3), held(5)],
  },
  {
    name: 'two responses in one closure',
    code: `
      const axios = require('axios');
      async function run(url) {
        const a = await axios.get(url), b = await axios.get(url);
        setInterval(() => use(a.data, b.data), 1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url), { data: bData } = await axios.get(url);
        setInterval(() => use(data, bData), 1000);
      }
    `,
    findings: [captured(4), captured(4)],
  },
];

const typescript: InvalidCase[] = [
  {
    name: 'an optional parameter',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      export function run(url: string) {
        return axios.get(url).then((response?: AxiosResponse) => {
          setInterval(() => use(response?.data), 1000);
        });
      }
    `,
    findings: [captured(4, '`response` is an optional parameter')],
    ...ts,
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: [...measuredAsHeld, ...closures, ...names, ...typescript],
});
