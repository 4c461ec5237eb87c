import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const ts = { filename: 'src/input.ts' } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const storedView = finding('storedView');

const MEMORY = 'copy it with its `slice()`';

/** EVIDENCE, 'What happens to a response': the lines where something stays. */
const measuredAsHeld: InvalidCase[] = [
  {
    name: 'a pattern that stores a piece of a text',
    code: `
      const axios = require('axios');
      let token;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        [, token] = data.match(/token=(.+)/);
      }
    `,
    findings: [storedView(5, 'a destructuring pattern stores it')],
  },
  {
    name: 'a cut that a pattern with a name finds',
    code: `
      const axios = require('axios');
      const TOKEN = new RegExp('token=(.+)');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(TOKEN.exec(data)[1]);
      }
    `,
    output: `
      const axios = require('axios');
      const TOKEN = new RegExp('token=(.+)');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(detached(TOKEN.exec(data)[1]));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(6)],
  },
  {
    name: 'a text of 13 characters and more',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.slice(0, 13));
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, detached(data.slice(0, 13)));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'substring, substr and a negative slice',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(data.substring(0, 13));
        items.push(data.substr(0, 13));
        items.push(data.slice(-13));
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(detached(data.substring(0, 13)));
        items.push(detached(data.substr(0, 13)));
        items.push(detached(data.slice(-13)));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5), storedView(6), storedView(7)],
  },
  {
    name: 'split and match',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(data.split('\\n')[0]);
        items.push(data.match(/id: (\\S+)/)[1]);
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(detached(data.split('\\n')[0]));
        items.push(detached(data.match(/id: (\\S+)/)[1]));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5), storedView(6)],
  },
  {
    name: 'matchAll',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        for (const [, link] of data.matchAll(/href="(\\S+)"/g)) items.push(link);
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        for (const [, link] of data.matchAll(/href="(\\S+)"/g)) items.push(detached(link));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'exec',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(/id: (\\S+)/.exec(data)[1]);
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(detached(/id: (\\S+)/.exec(data)[1]));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'trim, toLowerCase, replace of a cut',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(data.slice(0, 40).trim());
        items.push(data.slice(0, 40).toLowerCase());
        items.push(data.slice(0, 40).replace('a', 'b'));
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(detached(data.slice(0, 40).trim()));
        items.push(detached(data.slice(0, 40).toLowerCase()));
        items.push(detached(data.slice(0, 40).replace('a', 'b')));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5), storedView(6), storedView(7)],
  },
  {
    name: 'a template and String() of a cut',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const cut = data.slice(0, 40);
        items.push(\`\${cut}\`);
        items.push(String(cut));
        items.push(\`id \${cut}\`);
        items.push('id ' + cut);
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        const cut = data.slice(0, 40);
        items.push(detached(\`\${cut}\`));
        items.push(detached(String(cut)));
        items.push(detached(\`id \${cut}\`));
        items.push(detached('id ' + cut));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(6), storedView(7), storedView(8), storedView(9)],
  },
  {
    name: 'a cut as the key of a Map',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(data.slice(0, 40), 1);
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(detached(data.slice(0, 40)), 1);
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'a cut in a Set',
    code: `
      const axios = require('axios');
      const seen = new Set();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        seen.add(data.slice(0, 40));
      }
    `,
    output: `
      const axios = require('axios');
      const seen = new Set();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        seen.add(detached(data.slice(0, 40)));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'subarray and slice of a Buffer',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(data.subarray(0, 12));
        items.push(data.slice(0, 12));
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(Buffer.from(data.subarray(0, 12)));
        items.push(Buffer.from(data.slice(0, 12)));
      }
    `,
    findings: [storedView(5), storedView(6)],
  },
  {
    name: 'a Buffer over the memory of the body',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(Buffer.from(data.buffer, 0, 12));
      }
    `,
    output: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(Buffer.from(Buffer.from(data.buffer, 0, 12)));
      }
    `,
    findings: [storedView(5)],
  },
  {
    name: 'a view whose memory the file reads: a copy is a piece of other memory',
    code: `
      const axios = require('axios');
      const heads = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        heads.push(data.subarray(0, 8));
      }
      const sizes = () => heads.map((head) => new DataView(head.buffer).getUint32(0));
    `,
    findings: [storedView(5, 'memory of its own')],
  },
  {
    name: 'a typed array over the memory of the body',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(new Uint8Array(data.buffer, 0, 12));
        items.push(new DataView(data.buffer, 0, 12));
      }
    `,
    findings: [storedView(5, MEMORY), storedView(6, MEMORY)],
  },
  {
    name: 'structuredClone copies the memory behind a view',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(structuredClone(data.subarray(0, 12)));
      }
    `,
    findings: [storedView(5, MEMORY)],
  },
];

/** The ways of a response to where it is stored. */
const followed: InvalidCase[] = [
  {
    name: 'the pieces of a text are spread into a list',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(...data.match(/\\w+/g));
      }
    `,
    findings: [storedView(5, 'a list of pieces is stored')],
  },
];

const typescript: InvalidCase[] = [
  {
    name: 'a helper for cuts, typed',
    code: `
      import axios from 'axios';
      const cache = new Map<string, string>();
      export async function run(url: string) {
        const { data } = await axios.get<string>(url);
        cache.set(url, data.slice(0, 40));
      }
    `,
    output: `
      import axios from 'axios';
      const cache = new Map<string, string>();
      export async function run(url: string) {
        const { data } = await axios.get<string>(url);
        cache.set(url, detached(data.slice(0, 40)));
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached<T,>(text: T): T {
        return typeof text === 'string' ? ((' ' + text).slice(1) as T) : text;
      }
    `,
    findings: [storedView(5)],
    ...ts,
  },
  {
    name: 'a Buffer by its type argument',
    code: `
      import axios from 'axios';
      const cache = new Map<string, Buffer>();
      export async function run(url: string) {
        const { data } = await axios.get<Buffer>(url);
        cache.set(url, data.subarray(0, 12));
      }
    `,
    output: `
      import axios from 'axios';
      const cache = new Map<string, Buffer>();
      export async function run(url: string) {
        const { data } = await axios.get<Buffer>(url);
        cache.set(url, Buffer.from(data.subarray(0, 12)));
      }
    `,
    findings: [storedView(5)],
    ...ts,
  },
];

/** Bytes that are not the declaration’s or the uses’ stay. */
const layout: InvalidCase[] = [
  {
    name: 'the helper in double quotes, without semicolons, indented by four',
    code: `
      const axios = require("axios")
      const cache = new Map()
      async function run(url) {
          const { data } = await axios.get(url, { responseType: "text" })
          cache.set(url, data.slice(0, 40))
      }`,
    output: `
      const axios = require("axios")
      const cache = new Map()
      async function run(url) {
          const { data } = await axios.get(url, { responseType: "text" })
          cache.set(url, detached(data.slice(0, 40)))
      }

      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
          return typeof text === "string" ? (" " + text).slice(1) : text
      }`,
    findings: [storedView(5)],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: [...measuredAsHeld, ...followed, ...typescript, ...layout],
});
