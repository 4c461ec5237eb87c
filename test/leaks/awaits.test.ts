/**
 * What an async function holds of a response while a later await of it is pending.
 *
 * V8 stores the function's arguments and local variables until it goes on, those too that it reads no more and those of a
 * block that it has left. Only temporary values, which have no name, are let go.
 */
import { leakTable } from './leak-table.ts';

leakTable('a response in a variable', { body: 'json' }, [
  [
    'heap and external',
    'const response = await axios.get(url); const id = response.data.id; await pending(); return id;',
  ],
  ['heap and external', 'const response = await axios.get(url); return await pending();'],
  [
    'nothing',
    'const response = await axios.get(url); const id = response.data.id; return pending().then(() => id);',
  ],
  [
    'heap and external',
    '{ const response = await axios.get(url); keep(response.data.id); } await pending();',
  ],
  [
    'heap and external',
    'try { const response = await axios.get(url); keep(response.data.id); } finally { await pending(); }',
  ],
  [
    'heap and external',
    'try { const response = await axios.get(url); if (response.data.id) throw new Error(); } catch { await pending(); }',
  ],
  [
    'heap and external',
    'let response; try { response = await axios.get(url); } catch {} const id = response.data.id; await pending(); return id;',
  ],
  [
    'heap and external',
    'const request = axios.get(url); const { data: { id } } = await request; await pending(); return id;',
  ],
]);

leakTable('a response that is let go', { body: 'json' }, [
  [
    'external',
    'const response = await axios.get(url); const id = response.data.id; response.data = null; await pending(); return id;',
  ],
  [
    'external',
    'const response = await axios.get(url); const id = JSON.parse(JSON.stringify(response.data.id)); response.data = null; await pending(); return id;',
  ],
  [
    'nothing',
    'const response = await axios.get(url); const id = response.data.id; response.data = null; response.request = null; await pending(); return id;',
  ],
  [
    'nothing',
    'let response = await axios.get(url); const id = response.data.id; response = null; await pending(); return id;',
  ],
  [
    'nothing',
    'let response; try { response = await axios.get(url); } catch {} const id = response.data.id; response = undefined; await pending(); return id;',
  ],
]);

leakTable('a response that is destructured', { body: 'json' }, [
  [
    'heap',
    'const { data } = await axios.get(url); const id = data.id; await pending(); return id;',
  ],
  [
    'heap',
    'const { data } = (await axios.get(url)); const { id } = data; await pending(); return id;',
  ],
  [
    'heap',
    'const data = (await axios.get(url)).data; const id = data.id; await pending(); return id;',
  ],
  [
    'heap',
    'let data; try { ({ data } = await axios.get(url)); } catch {} const id = data.id; await pending(); return id;',
  ],
  [
    'heap',
    'const { data, status } = await axios.get(url); await pending(); return data.id + status;',
  ],
  ['heap', 'const { data: { items } } = await axios.get(url); await pending(); return items;'],
  ['heap', 'const { data: { id, ...rest } } = await axios.get(url); await pending(); return id;'],
  [
    'heap and external',
    'const { data: { id }, ...rest } = await axios.get(url); await pending(); return id;',
  ],
  ['nothing', 'const { data: { id } } = await axios.get(url); await pending(); return id;'],
  [
    'nothing',
    'const { data: { id, title, items: [first] } } = await axios.get(url); await pending(); return [id, title, first];',
  ],
  ['nothing', 'const { status } = await axios.get(url); await pending(); return status;'],
  [
    'nothing',
    'let id; try { ({ data: { id } } = await axios.get(url)); } catch {} await pending(); return id;',
  ],
]);

leakTable('a response without a name', { body: 'json' }, [
  ['nothing', 'const id = (await axios.get(url)).data.id; await pending(); return id;'],
  ['nothing', 'const { id } = (await axios.get(url)).data; await pending(); return id;'],
  ['nothing', 'keep((await axios.get(url)).data.id + await pending());'],
  ['nothing', 'if ((await axios.get(url)).data.id > 0) await pending();'],
  [
    'nothing',
    'const id = await axios.get(url).then((response) => response.data.id); await pending(); return id;',
  ],
]);

const helpers = `
  const idOf = async (url) => { const response = await axios.get(url); return response.data.id; };
  const store = async (id) => { await pending(); return id; };
  const storeIdOf = async (response) => { const id = response.data.id; await pending(); return id; };
  const storeDestructured = async ({ data: { id } }) => { await pending(); return id; };
  async function storeArgument() { const id = arguments[0].data.id; await pending(); return id; }
  const ignore = async () => { await pending(); };`;

leakTable('a response in another function', { body: 'json', state: helpers }, [
  ['nothing', 'const id = await idOf(url); await pending(); return id;'],
  ['nothing', 'await store((await axios.get(url)).data.id);'],
  // The caller waits too, with its own variable.
  ['heap and external', 'const response = await axios.get(url); await store(response.data.id);'],
  ['heap and external', 'await storeIdOf(await axios.get(url));'],
  ['heap and external', 'await storeDestructured(await axios.get(url));'],
  ['heap and external', 'await storeArgument(await axios.get(url));'],
  ['nothing', 'await ignore(await axios.get(url));'],
]);

leakTable('a response in a callback of then', { body: 'json' }, [
  [
    'heap and external',
    'await axios.get(url).then(async (response) => { const id = response.data.id; await pending(); return id; });',
  ],
  [
    'heap and external',
    'await axios.get(url).then(async ({ data }) => { const id = data.id; await pending(); return id; });',
  ],
  // The argument's place holds the response, whatever it is destructured into.
  [
    'heap and external',
    'await axios.get(url).then(async ({ data: { id } }) => { await pending(); return id; });',
  ],
  [
    'nothing',
    'await axios.get(url).then(async (response) => { const id = response.data.id; response = undefined; await pending(); return id; });',
  ],
  [
    'nothing',
    'await axios.get(url).then((response) => { const id = response.data.id; return pending().then(() => id); });',
  ],
  ['nothing', 'await axios.get(url).then(({ data: { id } }) => pending().then(() => id));'],
  [
    'heap and external',
    'await axios.get(url).then((response) => { const id = response.data.id; return pending().then(() => id + response.status); });',
  ],
]);

leakTable(
  'the response of a loop’s last round',
  {
    body: 'json',
    state: 'const get = (url) => url ? axios.get(url) : pending();',
    start: 'const urls = [url, undefined];',
  },
  [
    [
      'heap and external',
      'for (const each of urls) { const response = await get(each); keep(response.data.id); }',
    ],
    ['heap', 'for (const each of urls) { const { data } = await get(each); keep(data.id); }'],
    ['nothing', 'for (const each of urls) { const { data: { id } } = await get(each); keep(id); }'],
    ['nothing', 'for (const each of urls) keep((await get(each)).data.id);'],
    [
      'nothing',
      'for (const each of urls) { let response = await get(each); keep(response.data.id); response = undefined; }',
    ],
    [
      'nothing',
      'const one = async (each) => { const response = await get(each); keep(response.data.id); }; for (const each of urls) await one(each);',
    ],
  ],
);

leakTable('several responses', { body: 'json' }, [
  [
    'heap and external',
    'const [a, b] = await Promise.all([axios.get(url), axios.get(url)]); const ids = [a.data.id, b.data.id]; await pending(); return ids;',
  ],
  [
    'heap',
    'const [{ data: a }, { data: b }] = await Promise.all([axios.get(url), axios.get(url)]); const ids = [a.id, b.id]; await pending(); return ids;',
  ],
  [
    'nothing',
    'const [{ data: { id: a } }, { data: { id: b } }] = await Promise.all([axios.get(url), axios.get(url)]); await pending(); return [a, b];',
  ],
  [
    'heap and external',
    'const responses = await Promise.all([axios.get(url), axios.get(url)]); const ids = responses.map(({ data }) => data.id); await pending(); return ids;',
  ],
  [
    'nothing',
    'const ids = (await Promise.all([axios.get(url), axios.get(url)])).map(({ data }) => data.id); await pending(); return ids;',
  ],
]);

// Until the slowest is there, the results of the others are held.
leakTable(
  'a response that waits for another',
  {
    body: 'json',
    state: 'const withSlower = (promise) => [promise, promise.then(() => pending())];',
  },
  [
    [
      'heap and external',
      'const [{ data: { id } }] = await Promise.all(withSlower(axios.get(url))); return id;',
    ],
    [
      'nothing',
      'const [id] = await Promise.all(withSlower(axios.get(url).then(({ data }) => data.id))); return id;',
    ],
    [
      'heap and external',
      'for await (const response of withSlower(axios.get(url))) keep(response.data.id);',
    ],
  ],
);

const optimizing = `
  import { setFlagsFromString } from 'node:v8';
  setFlagsFromString('--allow-natives-syntax');
  const optimize = new Function('hot', '%PrepareFunctionForOptimization(hot); %OptimizeFunctionOnNextCall(hot);');
  const lastRead = async (url) => { const response = await axios.get(url); const id = response.data.id; await pending(); return id; };
  const readAfter = async (url) => { const response = await axios.get(url); await pending(); return response.data.id; };`;

// TurboFan and Maglev do let go of what is read no more. In a loop of nothing else that is after 1,000 to 23,000 calls
// (%GetOptimizationStatus, Node 20.20, 22.23 and 24.21).
leakTable('a function that V8 has optimized', { body: 'json', state: optimizing }, [
  ['nothing', 'optimize(lastRead); await lastRead(url);'],
  ['heap and external', 'optimize(readAfter); await readAfter(url);'],
]);
