/**
 * What is held of a body that was not parsed, by the pieces of it that are stored.
 */
import { leakTable } from './leak-table.ts';

leakTable(
  'a piece of a text',
  { body: 'text', start: 'const { data: text } = await axios.get(url);' },
  [
    ['heap', 'keep(text);'],
    // V8 copies up to twelve characters; more of them are a view of the whole text.
    ['nothing', 'keep(text.slice(0, 12));'],
    ['heap', 'keep(text.slice(0, 13));'],
    ['heap', 'keep(text.slice(-13));'],
    ['heap', 'keep(text.substring(0, 13));'],
    ['heap', 'keep(text.substr(0, 13));'],
    ['heap', 'keep(text.trim());'],
    ['heap', String.raw`keep(text.split('\n')[0]);`],
    ['nothing', String.raw`keep(text.split('\n')[0].split('/').at(-1));`],
    ['nothing', String.raw`keep(text.split('\n').map(Number));`],
    ['heap', String.raw`keep(text.match(/https:\S+/)[0]);`],
    ['heap', String.raw`keep([...text.matchAll(/https:(\S+)/g)].map(([, address]) => address));`],
    ['heap', String.raw`keep(/(?<link>https:\S+)/.exec(text).groups.link);`],
    ['nothing', String.raw`keep(/items\/(?<id>\d+)/.exec(text).groups.id);`],
    // The array that a match returns has the text as its input.
    ['heap', 'keep(/https/.exec(text));'],
    ['nothing', 'keep(/https/.exec(text).index);'],
    ['nothing', 'keep(text.match(/https/g));'],
    ['heap', 'const name = text.slice(0, 36); await pending(); return name;'],
  ],
);

const cut = {
  body: 'text',
  start: 'const cut = (await axios.get(url)).data.slice(0, 36);',
} as const;

// Left out: toLowerCase without effect and new URL(cut).href return the cut itself, or a copy, as the Node version has it.
leakTable('a cut of a text, made into another string', cut, [
  ['heap', 'keep(String(cut));'],
  ['heap', 'keep(new Error(cut).message);'],
  ['heap', `keep('prefix ' + cut);`],
  ['heap', 'keep(`prefix ${cut}`);'],
  ['heap', `keep(cut.concat('!'));`],
  ['heap', 'keep(cut.padEnd(50));'],
  ['heap', `keep(cut.replace('https', 'http'));`],
  ['heap', `keep([cut].join(''));`],
  ['nothing', `keep([cut, 'more'].join(','));`],
  ['nothing', 'keep(cut.toUpperCase());'],
  ['nothing', `keep((' ' + cut).slice(1));`],
  ['nothing', 'keep(JSON.parse(JSON.stringify(cut)));'],
  ['nothing', 'keep(structuredClone(cut));'],
  ['nothing', 'keep(Buffer.from(cut).toString());'],
  ['nothing', 'keep(encodeURIComponent(cut));'],
  ['nothing', 'keep(new URL(cut).host);'],
  ['nothing', 'keep(Number(cut));'],
]);

leakTable(
  'a cut of a text, as a key',
  { ...cut, state: 'const map = new Map(); const set = new Set(); const object = {};' },
  [
    ['heap', 'map.set(cut, 1);'],
    ['heap', 'set.add(cut);'],
    ['nothing', 'object[cut] = 1;'],
    // A string that was the key of an object is from then on its copy.
    ['nothing', 'object[cut] = 1; map.set(cut, 1);'],
  ],
);

leakTable(
  'a piece of bytes',
  {
    body: 'binary',
    start: `const { data: bytes } = await axios.get(url, { responseType: 'arraybuffer' });`,
  },
  [
    ['external', 'keep(bytes);'],
    ['external', 'keep(bytes.subarray(0, 12));'],
    ['external', 'keep(bytes.slice(0, 12));'],
    ['external', 'keep(Buffer.from(bytes.buffer, 0, 12));'],
    ['external', 'keep(new Uint8Array(bytes.buffer, 0, 12));'],
    ['external', 'keep(new DataView(bytes.buffer, 0, 12));'],
    ['external', 'keep(structuredClone(bytes.subarray(0, 12)));'],
    ['external', 'keep(bytes.entries());'],
    ['nothing', 'keep(Buffer.from(bytes.subarray(0, 12)));'],
    ['nothing', 'keep(Buffer.copyBytesFrom(bytes, 0, 12));'],
    ['nothing', 'keep(Buffer.concat([bytes.subarray(0, 12)]));'],
    ['nothing', 'keep(new Uint8Array(bytes.subarray(0, 12)));'],
    ['nothing', 'keep(Uint8Array.prototype.slice.call(bytes, 0, 12));'],
    ['nothing', 'keep(bytes.buffer.slice(0, 12));'],
    ['nothing', 'keep(bytes.readUInt32LE(0));'],
    ['nothing', `keep(bytes.toString('utf8', 0, 40));`],
    ['nothing', `keep(bytes.toString('base64', 0, 40));`],
    ['heap', `keep(bytes.toString('base64'));`],
    ['heap', `keep(bytes.toString('base64').slice(0, 40));`],
    // Copies of all.
    ['external', `keep(Buffer.from(bytes, 'binary'));`],
    ['external', 'keep(new Uint8Array(bytes));'],
    ['external', 'const first = bytes.readUInt32LE(0); await pending(); return first;'],
  ],
);

// The raw body is there a second time, in chunks, behind the request.
leakTable(
  'a response of bytes',
  {
    body: 'binary',
    start: `const response = await axios.get(url, { responseType: 'arraybuffer' });`,
  },
  [
    ['external', 'keep(response);'],
    ['external', 'keep(response); response.data = null;'],
    ['external', 'keep(response); response.request = null;'],
    ['nothing', 'keep(response); response.data = null; response.request = null;'],
    [
      'external',
      'const first = response.data.readUInt32LE(0); response.data = null; await pending(); return first;',
    ],
  ],
);
