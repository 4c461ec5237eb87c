import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const inline = { options: { detach: 'inline' } } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const storedView = finding('storedView');

const MEMORY = 'copy it with its `slice()`';

/** Copies that are made already. */
const detached: ValidCase[] = [
  {
    name: 'a helper that is used already',
    code: `
      const axios = require('axios');
      const cache = new Map();
      function flat(text) {
        return (' ' + text).slice(1);
      }
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, flat(data.slice(0, 40)));
      }
    `,
  },
];

/** Cuts and views are copied where they are stored. */
const detaching: InvalidCase[] = [
  {
    name: 'inline',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const head = data.slice(0, 40);
        cache.set(url, head);
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const head = data.slice(0, 40);
        cache.set(url, (' ' + head).slice(1));
      }
    `,
    findings: [storedView(6)],
    ...inline,
  },
  {
    name: 'inline, where it may be no string',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.split(',')[3]);
      }
    `,
    findings: [storedView(5, `may be no string: \`detach: 'helper'\``)],
    ...inline,
  },
  {
    name: 'in an object, under its own name',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const head = data.slice(0, 40);
        items.push({ head, url });
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const head = data.slice(0, 40);
        items.push({ head: detached(head), url });
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(6)],
  },
  {
    name: 'where the object is made',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const entry = { head: data.slice(0, 40) };
        items.push(entry);
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const entry = { head: detached(data.slice(0, 40)) };
        items.push(entry);
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(6)],
  },
  {
    name: 'a choice',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, url ? data.slice(0, 40) : 'none');
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, detached(url ? data.slice(0, 40) : 'none'));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'a helper that is there already, under another name',
    code: `
      const axios = require('axios');
      const cache = new Map();
      function flat(text) {
        return (' ' + text).slice(1);
      }
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.slice(0, 40));
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      function flat(text) {
        return (' ' + text).slice(1);
      }
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, flat(data.slice(0, 40)));
      }
    `,
    findings: [storedView(8)],
  },
  {
    name: 'the name of the helper is taken',
    code: `
      const axios = require('axios');
      const cache = new Map();
      const detached = true;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.slice(0, 40), detached);
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      const detached = true;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, detachedText(data.slice(0, 40)), detached);
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detachedText(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(6)],
  },
  {
    name: 'a list of cuts',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.split('\\n'));
      }
    `,
    findings: [storedView(5, 'a list of pieces is stored')],
  },
  {
    name: 'the view is written through',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        const head = data.subarray(0, 12);
        head.fill(0);
        cache.set(url, head);
      }
    `,
    findings: [storedView(7, 'the view is written through')],
  },
  {
    name: 'an ArrayBuffer',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        cache.set(url, data.buffer);
      }
    `,
    findings: [storedView(5, MEMORY)],
  },
  {
    name: 'a cut of a field of a singleton',
    code: `
      const axios = require('axios');
      class Status {
        async load(url) {
          const { data } = await axios.get(url, { responseType: 'text' });
          this.title = data.match(/<title>(.*)<\\/title>/)[1];
        }
      }
      module.exports = new Status();
    `,
    output: `
      const axios = require('axios');
      class Status {
        async load(url) {
          const { data } = await axios.get(url, { responseType: 'text' });
          this.title = detached(data.match(/<title>(.*)<\\/title>/)[1]);
        }
      }
      module.exports = new Status();

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'a text by what is done with it',
    code: `
      const axios = require('axios');
      let title;
      async function run(url) {
        const { data } = await axios.get(url);
        title = data.split('<title>')[1];
      }
    `,
    output: `
      const axios = require('axios');
      let title;
      async function run(url) {
        const { data } = await axios.get(url);
        title = detached(data.split('<title>')[1]);
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'a text in two places',
    code: `
      const axios = require('axios');
      let first, second;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const head = data.slice(0, 40);
        first = head;
        second = head;
      }
    `,
    output: `
      const axios = require('axios');
      let first, second;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const head = data.slice(0, 40);
        first = detached(head);
        second = detached(head);
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(6), storedView(7)],
  },
  {
    name: 'a sequence: its last is copied',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push((log(), data.slice(0, 40)));
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push((log(), detached(data.slice(0, 40))));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'one assignment in another: one copy',
    code: `
      const axios = require('axios');
      let first, second;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        first = second = data.slice(0, 40);
      }
    `,
    output: `
      const axios = require('axios');
      let first, second;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        first = second = detached(data.slice(0, 40));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5), storedView(5)],
  },
  {
    name: 'pieces that several assignments give one property of what is stored',
    code: `
      const axios = require('axios');
      const jobs = new Map();
      async function load(job, url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const title = data.slice(0, 40);
        if (title.startsWith('#')) rename(job, title);
        else job.title = title;
      }
      function rename(job, title) {
        job.title = title;
      }
      exports.add = (id, url) => {
        const job = { id, title: '' };
        jobs.set(id, job);
        void load(job, url);
      };
    `,
    findings: [storedView(14, 'copy each piece')],
  },
  {
    name: 'a piece that one assignment gives a property of what is stored',
    code: `
      const axios = require('axios');
      const jobs = new Map();
      async function load(job, url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        job.title = data.slice(0, 40);
      }
      exports.add = (id, url) => {
        const job = { id, title: '' };
        jobs.set(id, job);
        void load(job, url);
      };
    `,
    output: `
      const axios = require('axios');
      const jobs = new Map();
      async function load(job, url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        job.title = detached(data.slice(0, 40));
      }
      exports.add = (id, url) => {
        const job = { id, title: '' };
        jobs.set(id, job);
        void load(job, url);
      };

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(9)],
  },
  {
    name: 'a helper of the file that takes strings alone will not do for what may be none',
    code: `
      const axios = require('axios');
      const cache = new Map();
      function flat(text) {
        return (' ' + text).slice(1);
      }
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.split(',')[3]);
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      function flat(text) {
        return (' ' + text).slice(1);
      }
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, detached(data.split(',')[3]));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(8)],
  },
  {
    name: 'a view that may be none',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        cache.set(url, url ? data.subarray(0, 12) : null);
        const head = data?.subarray(0, 12);
        cache.set(url, head);
      }
    `,
    findings: [storedView(5, '`Buffer.from` would throw'), storedView(7, '`head` may be no view')],
  },
  {
    name: 'the body is written to under the view',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        cache.set(url, data.subarray(0, 12));
        data.fill(0);
      }
    `,
    findings: [storedView(5, 'the view is written through')],
  },
  {
    name: 'a Buffer of the function’s own',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url, Buffer) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        cache.set(url, data.subarray(0, 12));
      }
    `,
    findings: [storedView(5, '`Buffer` means something else here')],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: detached,
  invalid: detaching,
});
