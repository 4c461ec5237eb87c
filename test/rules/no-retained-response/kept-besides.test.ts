/** Responses whose body the code keeps anyway: to let go of them frees little, unless the wait is long. */
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const file = (code: string, bound = 'const response'): string => `
      const axios = require('axios');
      exports.run = async (url, next) => {
        ${bound} = await axios.get(url, { responseType: 'arraybuffer', timeout: 5000 });
        ${code}
      };
    `;

const kept: ValidCase[] = [
  {
    name: 'a copy',
    code: file(`const image = Buffer.from(response.data);
        await axios.post(next, image);`),
  },
  {
    name: 'a copy, behind a short sleep',
    code: file(`const image = Buffer.from(response.data);
        await show(image);
        await new Promise((resolve) => setTimeout(resolve, 2000));`),
  },
  {
    name: 'a copy, behind a sleep of which nobody knows how long it is',
    code: file(`const image = Buffer.from(response.data);
        await new Promise((resolve) => setTimeout(resolve, next));`),
  },
  {
    name: 'a text',
    code: file(`const text = response.data.toString();
        await axios.post(next, text);`),
  },
  {
    name: 'what a parser makes of it',
    code: file(`const $ = cheerio.load(response.data);
        await axios.post(next, $('title').text());`),
  },
  {
    name: 'what a function that waits makes of it',
    code: file(`const image = await loadImage(response.data);
        for (const one of next) await axios.get(one);`),
  },
  {
    name: 'a form',
    code: file(`const form = new FormData();
        form.append('file', response.data);
        await axios.post(next, form);`),
  },
  {
    name: 'an object with it',
    code: file(`const message = { image: Buffer.from(response.data) };
        await axios.post(next, message);`),
  },
  {
    name: 'a pattern',
    code: file(`const { data } = response;
        await axios.post(next, data);`),
  },
  {
    name: 'a name that is assigned in a `try`',
    code: `
      const axios = require('axios');
      exports.run = async (url, next) => {
        let image;
        try {
          const response = await axios.get(url, { responseType: 'arraybuffer', timeout: 5000 });
          image = Buffer.from(response.data);
        } catch (error) {
          console.error(error.message);
        }
        await axios.post(next, image);
      };
    `,
  },
  {
    name: 'a list that is mapped',
    code: `
      const axios = require('axios');
      exports.run = async (url, next) => {
        const response = await axios.get(url, { timeout: 5000 });
        const titles = response.data.map(({ title, text }) => ({ title, text }));
        await axios.post(next, titles);
      };
    `,
  },
];

const freed: InvalidCase[] = [
  {
    name: 'a file that is written, and read from the disk',
    code: file(`fs.writeFileSync('in.wav', response.data);
        await new Promise((resolve) => convert('in.wav').on('end', resolve));`),
    output: `
      const axios = require('axios');
      exports.run = async (url, next) => {
        const { data } = await axios.get(url, { responseType: 'arraybuffer', timeout: 5000 });
        fs.writeFileSync('in.wav', data);
        await new Promise((resolve) => convert('in.wav').on('end', resolve));
      };
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3, says: 'line 5' }],
  },
  {
    name: 'a copy on some ways alone',
    code: file(`if (next) {
          const copy = Buffer.from(response.data);
          show(copy);
        } else show(response.data);
        await axios.post(url, {});`),
    output: `
      const axios = require('axios');
      exports.run = async (url, next) => {
        const { data } = await axios.get(url, { responseType: 'arraybuffer', timeout: 5000 });
        if (next) {
          const copy = Buffer.from(data);
          show(copy);
        } else show(data);
        await axios.post(url, {});
      };
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3 }],
  },
  {
    name: 'what a store gives back for it',
    code: file(`const { id } = await store.save(response.data);
        await axios.post(next, { id });`),
    output: `
      const axios = require('axios');
      exports.run = async (url, next) => {
        const { data } = await axios.get(url, { responseType: 'arraybuffer', timeout: 5000 });
        const { id } = await store.save(data);
        await axios.post(next, { id });
      };
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3 }],
  },
  {
    name: 'its length',
    code: file(`const { length } = response.data;
        const size = response.data.byteLength;
        await axios.post(next, { length, size });`),
    output: `
      const axios = require('axios');
      exports.run = async (url, next) => {
        const { data } = await axios.get(url, { responseType: 'arraybuffer', timeout: 5000 });
        const { length } = data;
        const size = data.byteLength;
        await axios.post(next, { length, size });
      };
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3 }],
  },
  {
    name: 'a poll, which half of the memory waits for as well',
    code: `
      const axios = require('axios');
      exports.run = async (url, pause = 15_000) => {
        for (;;) {
          const response = await axios.get(url, { timeout: 5000 });
          const songs = response.data.songs.filter(({ state }) => state === 'done');
          if (songs.length > 0) return songs[0].id;
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
      };
    `,
    output: `
      const axios = require('axios');
      exports.run = async (url, pause = 15_000) => {
        for (;;) {
          const { data } = await axios.get(url, { timeout: 5000 });
          const songs = data.songs.filter(({ state }) => state === 'done');
          if (songs.length > 0) return songs[0].id;
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
      };
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 4 }],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  valid: kept,
  invalid: freed,
});
