/**
 * What is held of a response that is stored, whole or in part, or that a promise or a closure refers to.
 */
import { leakTable } from './leak-table.ts';

leakTable(
  'a part of a response is stored',
  { body: 'json', start: 'const response = await axios.get(url);' },
  [
    ['nothing', 'const items = response.data.items; return items.length;'],
    ['nothing', 'keep(response.data.id);'],
    ['nothing', 'keep(response.data.title);'],
    ['nothing', 'keep(response.data.title.slice(0, 20));'],
    ['nothing', 'keep(response.data.items[0]);'],
    ['nothing', 'keep(response.data.items.find(({ id }) => id === 3));'],
    ['nothing', 'keep(response.data.items.map(({ id }) => id));'],
    ['heap', 'keep(response.data);'],
    ['heap', 'keep(response.data.items);'],
    ['heap', 'keep(response.data.items.slice());'],
    ['heap', 'const { items, ...rest } = response.data; keep(rest);'],
    ['heap', 'keep(structuredClone(response.data));'],
    ['nothing', 'keep(response.headers);'],
    ['nothing', 'keep(response.config);'],
    ['heap and external', 'keep(response.request);'],
    ['nothing', 'keep(response.request.res.responseUrl);'],
  ],
);

leakTable('a socket is stored', { body: 'json' }, [
  // It has its last request and response.
  [
    'heap and external',
    'const response = await axios.get(url, { httpAgent: false }); keep(response.request.socket);',
  ],
  ['nothing', 'const response = await axios.get(url); keep(response.request.socket);'],
]);

leakTable(
  'a whole response is stored',
  { body: 'json', start: 'const response = await axios.get(url);' },
  [
    ['heap and external', 'keep(response);'],
    ['heap and external', 'keep({ ...response });'],
    ['external', 'keep(response); response.data = null;'],
    ['external', 'keep(response); response.data = JSON.parse(JSON.stringify(response.data.id));'],
    ['nothing', 'keep(response); response.data = null; response.request = null;'],
    ['heap', 'keep(response); response.request = null;'],
    ['heap', 'keep(response); delete response.request;'],
    ['heap', 'keep({ ...response, request: undefined });'],
    ['heap', 'const { request, ...rest } = response; keep(rest);'],
    ['heap', 'keep({ data: response.data });'],
    ['nothing', 'keep({ status: response.status, headers: response.headers });'],
  ],
);

const collections = `
  const cache = new Map();
  const keys = [];
  const byKey = new WeakMap();
  const never = new Promise(() => {});`;

leakTable(
  'a promise is stored',
  { body: 'json', state: collections, start: 'const promise = axios.get(url);' },
  [
    ['heap and external', 'cache.set(index, promise); await promise;'],
    ['heap', 'cache.set(index, promise.then(({ data }) => data)); await promise;'],
    ['nothing', 'cache.set(index, promise.then(({ data }) => data.id)); await promise;'],
    [
      'nothing',
      'cache.set(index, promise.then(async (response) => response.data.id)); await promise;',
    ],
    ['nothing', 'cache.set(index, promise); await promise.finally(() => cache.delete(index));'],
    [
      'nothing',
      'cache.set(index, promise.finally(() => cache.delete(index))); await cache.get(index);',
    ],
    ['heap and external', 'cache.set(index, promise.finally(() => {})); await cache.get(index);'],
    ['heap and external', 'await Promise.race([promise, never]);'],
  ],
);

leakTable(
  'a body is stored under an object',
  {
    body: 'json',
    state: collections,
    start: 'const { data } = await axios.get(url); const key = {};',
  },
  [
    ['nothing', 'byKey.set(key, data);'],
    ['heap', 'byKey.set(key, data); keys.push(key);'],
  ],
);

const timers = `
  import { EventEmitter } from 'node:events';
  const emitter = new EventEmitter().setMaxListeners(0);
  const HOUR = 3_600_000;
  const tickOutside = (id) => setInterval(() => keep(id), HOUR);`;

leakTable(
  'a closure lives on',
  {
    body: 'json',
    state: timers,
    start: 'const response = await axios.get(url); const { id } = response.data;',
  },
  [
    ['heap and external', 'setInterval(() => keep(response.data.id), HOUR);'],
    ['heap and external', `emitter.on('tick', () => keep(response.data.id));`],
    [
      'nothing',
      'setTimeout(() => keep(response.data.id), 0); await new Promise((resolve) => setTimeout(resolve, 5));',
    ],
    ['nothing', 'setInterval(() => keep(id), HOUR);'],
    // V8 gives the closures of one scope one context, so each holds what any of them reads.
    [
      'heap and external',
      'response.data.items.filter((item) => item.id === response.data.id); setInterval(() => keep(id), HOUR);',
    ],
    [
      'heap and external',
      'response.data.items.filter((item) => item.id === response.data.id); setInterval(() => keep(1), HOUR);',
    ],
    [
      'heap and external',
      'response.data.items.filter((item) => item.id === response.data.id); { const own = id; setInterval(() => keep(own), HOUR); }',
    ],
    [
      'heap and external',
      'keep({ toString() { return "an object"; }, status: () => response.status });',
    ],
    ['heap and external', 'setInterval(() => eval(""), HOUR);'],
    [
      'nothing',
      'response.data.items.filter((item) => item.id === id); setInterval(() => keep(id), HOUR);',
    ],
    [
      'nothing',
      'response.data.items.filter((item) => item.id === response.data.id); setInterval(keep, HOUR, id);',
    ],
    [
      'nothing',
      'response.data.items.filter((item) => item.id === response.data.id); tickOutside(id);',
    ],
  ],
);

leakTable(
  'a closure lives on, the response was declared in a block',
  { body: 'json', state: timers, start: 'let id;' },
  [
    [
      'nothing',
      '{ const response = await axios.get(url); id = response.data.id; [1].map(() => response.status); } setInterval(() => keep(id), HOUR);',
    ],
    [
      'nothing',
      '{ const response = await axios.get(url); id = response.data.id; [1].map(() => response.status); } { const own = id; setInterval(() => keep(own), HOUR); }',
    ],
    [
      'heap and external',
      '{ const response = await axios.get(url); id = response.data.id; [1].map(() => response.status); setInterval(() => keep(id), HOUR); }',
    ],
    [
      'nothing',
      'let response = await axios.get(url); id = response.data.id; [1].map(() => response.status); setInterval(() => keep(id), HOUR); response = null;',
    ],
    [
      'heap',
      'const { data } = await axios.get(url); id = data.id; [1].map(() => data.id); setInterval(() => keep(id), HOUR);',
    ],
  ],
);
