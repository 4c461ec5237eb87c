import { it } from 'vitest';
import { expectRemoval } from '../../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;
const ADD = `app.post('/x', (req) => { map.set(req.id, 1); });\n`;
const OLD = `for (const [k, v] of map) if (v.expires < Date.now()) map.delete(k);`;

it.each([
  ['on an interval', `${ADD}setInterval(() => { ${OLD} }, 1);`],
  ['by a function of the interval', `${ADD}function sweep() { ${OLD} }\nsetInterval(sweep, 1);`],
  [
    'on an interval that starts with the first use',
    `let timer;\nfunction start() { timer ??= setInterval(() => { ${OLD} }, 1); }\napp.post('/x', (req) => { start(); map.set(req.id, 1); });`,
  ],
  [
    'by a timer that sets itself again',
    `${ADD}function tick() { ${OLD} setTimeout(tick, 1000); }\ntick();`,
  ],
  [
    'in the loop of a poller',
    `${ADD}async function poll() { for (;;) { await pause(); ${OLD} } }\npoll();`,
  ],
  ['by a scheduler', `${ADD}cron.schedule('* * * * *', () => { ${OLD} });`],
  ['a clear on an interval', `${ADD}setInterval(() => map.clear(), 1);`],
  [
    'by keys that were collected before',
    `${ADD}setInterval(() => { const old = []; for (const [k, v] of map) if (v < Date.now()) old.push(k); for (const k of old) map.delete(k); }, 1);`,
  ],
  [
    'by forEach, with each addition',
    `app.post('/x', (req) => { map.forEach((v, k) => { if (v.expires < Date.now()) map.delete(k); }); map.set(req.id, 1); });`,
  ],
  [
    'by a function that each addition calls',
    `function prune() { ${OLD} }\napp.post('/x', (req) => { prune(); map.set(req.id, 1); });`,
  ],
  [
    'by a function that a loop over all entries calls, with each addition',
    `function drop(k, v) { if (v.expires < Date.now()) map.delete(k); }\nfunction prune() { for (const [k, v] of map) drop(k, v); }\napp.post('/x', (req) => { prune(); map.set(req.id, 1); });`,
  ],
  [
    'a clear when time has passed',
    `let last = 0;\napp.post('/x', (req) => { if (Date.now() - last > 1000) { map.clear(); last = Date.now(); } map.set(req.id, 1); });`,
  ],
])('bounds all additions: %s', (_, code) => {
  expectRemoval(MAP + code, 'sweep', { isForAll: true });
});

it.each([
  ['it is never started', `${ADD}function sweep() { ${OLD} }`, 'nobody'],
  [
    'its interval is never started',
    `${ADD}function start() { setInterval(() => { ${OLD} }, 1); }`,
    'nobody',
  ],
  [
    'the loop visits nothing',
    `${ADD}setInterval(() => { for (const k in map) if (map.get(k) < Date.now()) map.delete(k); }, 1);`,
    'visits nothing',
  ],
  ['it runs as the process ends', `${ADD}process.on('SIGTERM', () => { ${OLD} });`, 'SIGTERM'],
  [
    'it looks at what is read alone',
    `${ADD}exports.read = (k) => { const v = map.get(k); if (v.expires < Date.now()) { map.delete(k); } return v; };`,
    'asks for it again',
  ],
])('does not bound: %s', (_, code, why) => {
  expectRemoval(MAP + code, 'opportunistic', { why });
});
