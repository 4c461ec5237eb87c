import { it } from 'vitest';
import { expectBounds, expectRemoval } from '../../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;

it.each([
  [
    'in a finally',
    `exports.run = async (k) => { map.set(k, 1); try { await work(k); } finally { map.delete(k); } };`,
  ],
  [
    'in a finally around it',
    `exports.run = async (k) => { try { map.set(k, 1); await work(k); } finally { map.delete(k); } };`,
  ],
  [
    'in a finally, under a test of the time',
    `exports.run = async (k) => { if (isOld(Date.now())) { map.set(k, 1); try { return await work(k); } finally { map.delete(k); } } };`,
  ],
  [
    'by the promise that is stored',
    `exports.run = (k) => { const p = work(k).finally(() => map.delete(k)); map.set(k, p); return p; };`,
  ],
  [
    'by the promise in the call that stores it',
    `exports.run = (k) => { map.set(k, work(k).finally(() => map.delete(k))); };`,
  ],
  [
    'by both settle handlers',
    `exports.run = (k) => { map.set(k, 1); work(k).then(() => map.delete(k), () => map.delete(k)); };`,
  ],
  [
    'by both settle handlers, where there is a key',
    `exports.run = (k) => { if (k) map.set(k, 1); work(k).then(() => { if (!k) return; map.delete(k); }, () => { if (k === undefined) return; map.delete(k); }); };`,
  ],
  [
    'by a timer that a helper sets before',
    `exports.run = (k) => { const timer = expire(k); map.set(k, timer); };\nfunction expire(key) { return setTimeout(() => map.delete(key), 60000); }`,
  ],
  [
    'by then and catch',
    `exports.run = (k) => { map.set(k, 1); work(k).then(() => map.delete(k)).catch(() => map.delete(k)); };`,
  ],
  [
    'by then, of what has caught its failures',
    `exports.run = (k) => { map.set(k, 1); work(k).catch(log).then(() => { map.delete(k); }); };`,
  ],
  [
    'by then, of the last link of a chain, if that is still mine',
    `exports.run = (k) => { const run = (map.get(k) ?? Promise.resolve()).then(() => work(k)); const tail = run.catch(() => {}); map.set(k, tail); void tail.then(() => { if (map.get(k) === tail) map.delete(k); }); return run; };`,
  ],
  [
    'by an asynchronous function that is stored',
    `exports.run = (k) => { const p = (async () => { try { return await work(k); } finally { map.delete(k); } })(); map.set(k, p); return p; };`,
  ],
  [
    'by a function that ends so',
    `async function go(k) { try { await work(k); } finally { map.delete(k); } }\nexports.run = (k) => { map.set(k, 1); go(k); };`,
  ],
  [
    'if the entry is still mine',
    `exports.run = async (k) => { const p = work(k); map.set(k, p); try { await p; } finally { if (map.get(k) === p) map.delete(k); } };`,
  ],
  [
    'if the entry is there',
    `exports.run = async (k) => { map.set(k, 1); try { await work(k); } finally { if (map.has(k)) { map.delete(k); } } };`,
  ],
  [
    'where it returns early if there is none',
    `exports.run = async (k) => { map.set(k, 1); try { await work(k); } finally { end(k); } };\nfunction end(k) { const e = map.get(k); if (!e) return; map.delete(k); }`,
  ],
  [
    'by the last one who waits',
    `exports.run = async (k) => { const e = map.get(k) ?? { count: 0 }; e.count++; map.set(k, e); try { await work(k); } finally { if (--e.count === 0) map.delete(k); } };`,
  ],
  [
    'by the last one who waits, counted from 1',
    `exports.run = async (k) => { const e = { count: 1 }; map.set(k, e); try { await work(k); } finally { if (--e.count === 0) map.delete(k); } };`,
  ],
  [
    'by the last one who waits, counted once the entry is there',
    `exports.run = async (k) => { const e = { count: 0 }; map.set(k, e); e.count++; try { await work(k); } finally { if (--e.count === 0) map.delete(k); } };`,
  ],
  [
    'by the last one who waits, counted by a helper',
    `function hold(e) { e.count += 1; }\nexports.run = async (k) => { const e = { count: 0 }; map.set(k, e); hold(e); try { await work(k); } finally { if (--e.count === 0) map.delete(k); } };`,
  ],
  [
    'by the last one who waits, counted to 0 or below',
    `exports.run = async (k) => { const e = { count: 0 }; map.set(k, e); try { await work(k); } finally { if (--e.count <= 0) map.delete(k); } };`,
  ],
  [
    'by a one-shot timer',
    `exports.run = (k) => { map.set(k, 1); setTimeout(() => map.delete(k), 1000); };`,
  ],
  [
    'a timer of the last addition alone, which asks by `typeof`',
    `exports.run = (k) => { const t = Date.now(); map.set(k, { t }); setTimeout(() => { if (typeof map.get(k) !== 'undefined' && map.get(k).t === t) map.delete(k); }, 1000); };`,
  ],
  [
    'by a one-shot timer that is stored',
    `exports.run = (k) => { const timer = setTimeout(() => { map.delete(k); }, 1000); map.set(k, { timer }); };`,
  ],
  [
    'by a timer in the executor of a promise',
    `exports.ask = (k) => new Promise((resolve, reject) => { const timer = setTimeout(() => { map.delete(k); reject(new Error('late')); }, 1000); map.set(k, { resolve, reject, timer }); });`,
  ],
  [
    'behind a sleep, which does not fail',
    `exports.run = async (k) => { map.set(k, 1); await new Promise((resolve) => setTimeout(resolve, 9)); map.delete(k); };`,
  ],
  [
    'in all branches',
    `exports.run = (k) => { map.set(k, 1); if (isOk(k)) { map.delete(k); return 1; } else { map.delete(k); } };`,
  ],
  [
    'by the caller of a helper',
    `function begin(k) { map.set(k, 1); }\nexports.run = async (k) => { begin(k); try { await work(k); } finally { map.delete(k); } };`,
  ],
  [
    'by a helper with another name for the key',
    `function end(name) { map.delete(name); }\nexports.run = async (k) => { map.set(k, 1); try { await work(k); } finally { end(k); } };`,
  ],
  [
    'by a release function that the caller calls',
    `function begin(k) { map.set(k, 1); return () => { map.delete(k); }; }\nexports.run = async (k) => { const end = begin(k); try { await work(k); } finally { end(); } };`,
  ],
])('bounds: %s', (_, code) => {
  expectBounds(MAP + code, ['paired']);
});

it.each([
  [
    'on success alone',
    `exports.run = async (k) => { map.set(k, 1); await work(k); map.delete(k); };`,
  ],
  [
    'on success alone, by then',
    `exports.run = (k) => { map.set(k, 1); return work(k).then(() => { map.delete(k); }); };`,
  ],
  [
    'on success alone, by then, of what throws its failures again',
    `exports.run = (k) => { map.set(k, 1); work(k).catch((e) => { log(e); throw e; }).then(() => { map.delete(k); }); };`,
  ],
  [
    'on success alone, by then, of a promise that something else may take the place of',
    `exports.run = (k) => { let p = work(k).catch(log); if (isLate(k)) p = again(k); map.set(k, p); p.then(() => { map.delete(k); }); };`,
  ],
  [
    'on failure alone',
    `exports.run = async (k) => { map.set(k, 1); try { await work(k); } catch (e) { map.delete(k); throw e; } };`,
  ],
  [
    'behind a return',
    `exports.run = (k) => { map.set(k, 1); if (isOk(k)) return; map.delete(k); };`,
  ],
  [
    'under another condition',
    `exports.run = (k, isDone) => { map.set(k, 1); if (isDone) map.delete(k); };`,
  ],
  [
    'where the key is still there, which is taken away before',
    `exports.run = (id) => { let k = id; map.set(k, 1); const p = work(k).finally(() => { if (!k) return; map.delete(k); }); k = undefined; return p; };`,
  ],
  [
    'by a timer that a helper sets for another key',
    `exports.run = (k, other) => { const timer = expire(other); map.set(k, timer); };\nfunction expire(key) { return setTimeout(() => map.delete(key), 60000); }`,
  ],
  [
    'by a timer that a helper sets on some paths',
    `exports.run = (k) => { const timer = expire(k); map.set(k, timer); };\nfunction expire(key) { if (isFast(key)) return setTimeout(() => map.delete(key), 60000); return 0; }`,
  ],
  [
    'of another key',
    `exports.run = async (a, b) => { map.set(a, 1); try { await work(a); } finally { map.delete(b); } };`,
  ],
  [
    'by a helper that has run before',
    `exports.run = async (k) => { await drop(k); map.set(k, 1); };\nasync function drop(k) { if (!map.has(k)) return; map.delete(k); await note(k); }`,
  ],
  [
    'by a count from 0 that nobody raises',
    `exports.run = async (k) => { let e = map.get(k); if (e) { ++e.count; } else { e = { count: 0 }; map.set(k, e); } try { await work(k); } finally { if (--e.count === 0) map.delete(k); } };`,
  ],
  [
    'before a throw',
    `exports.run = (k) => { map.set(k, 1); if (!isOk(k)) throw new Error(k); map.delete(k); };`,
  ],
])('does not bound: %s', (_, code) => {
  expectBounds(MAP + code, ['none']);
});

it('tells that only success reaches it, and the line that may fail', () => {
  expectRemoval(
    `${MAP}exports.run = async (k) => {
  map.set(k, 1);
  await work(k);
  map.delete(k);
};`,
    'opportunistic',
    { why: 'only success reaches it: line 4 may fail before' },
  );
});

it('tells that no failure gets as far, of a timer that the addition starts', () => {
  expectRemoval(
    `${MAP}app.post('/jobs', (req) => {
  const k = randomUUID();
  map.set(k, 1);
  setTimeout(async () => {
    await work(k);
    map.delete(k);
  }, 100);
});`,
    'opportunistic',
    { why: 'only success reaches it: line 6 may fail before' },
  );
});

it('tells which line is reached without it', () => {
  expectRemoval(
    `${MAP}exports.run = (k) => {
  map.set(k, 1);
  if (isOk(k)) return;
  map.delete(k);
};`,
    'opportunistic',
    { why: 'a path to line 4 does not reach it' },
  );
});

it('leaves a count that goes down alone', () => {
  expectBounds(
    `${MAP}exports.enter = (socket) => {
  map.set(socket.ip, (map.get(socket.ip) ?? 0) + 1);
  socket.once('disconnect', () => {
    const left = (map.get(socket.ip) ?? 1) - 1;
    if (left === 0) map.delete(socket.ip);
    else map.set(socket.ip, left);
  });
};`,
    ['end-event', 'paired'],
  );
});

it('tells that a count is never 0 again', () => {
  expectRemoval(
    `${MAP}exports.run = async (k) => {
  const e = { count: 0 };
  map.set(k, e);
  try { await work(k); } finally { if (--e.count === 0) map.delete(k); }
};`,
    'opportunistic',
    { why: 'starts at 0, goes below it, and never is 0 again' },
  );
});
