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

const SESSIONS = `const sessions = new Map();\n`;

it.each([
  [
    'by a loop over the other one',
    `app.post('/x', (req) => { map.set(req.id, 1); });\nsetInterval(() => { for (const [k, v] of sessions) if (v.at < Date.now()) { sessions.delete(k); map.delete(k); } }, 1);`,
  ],
  [
    'by a function that the loop calls',
    `app.post('/x', (req) => { map.set(req.id, 1); });\nfunction end(id) { sessions.delete(id); map.delete(id); }\nsetInterval(() => { const ids = [...sessions.keys()]; for (let i = 0; i < ids.length; i++) end(ids[i]); }, 1);`,
  ],
  [
    'by forEach',
    `app.post('/x', (req) => { map.set(req.id, 1); });\nsetInterval(() => sessions.forEach((session) => { if (session.at < Date.now()) map.delete(session.id); }), 1);`,
  ],
  [
    'by the names of a table in a field, from the last one on',
    `class Hub { constructor() { this.sessions = {}; this.closed = new Map(); setInterval(() => this.sweep(), 1); } close(id) { this.closed.set(id, 1); } end(id) { this.closed.delete(id); } sweep() { const ids = Object.keys(this.sessions); let i = ids.length; while (i--) if (this.sessions[ids[i]].at < Date.now()) this.end(ids[i]); } }\nexports.hub = new Hub();`,
  ],
  [
    'one of two additions registers there',
    `app.post('/x', (req) => { sessions.set(req.id, {}); map.set(req.id, 1); });\napp.post('/y', (req) => { map.set(req.id, 1); });\nsetInterval(() => { for (const k of sessions.keys()) map.delete(k); }, 1);`,
  ],
])('is undecided if it goes through another collection: %s', (_, code) => {
  const whole = code.startsWith('class') ? code : `const map = new Map();\n${SESSIONS}${code}`;
  expectRemoval(whole, 'unknown', { why: 'sessions`' });
});

it.each([
  [
    'each addition registers there',
    `app.post('/x', (req) => { sessions.set(req.id, {}); map.set(req.id, 1); });\nsetInterval(() => { for (const k of sessions.keys()) map.delete(k); }, 1);`,
  ],
  [
    'each addition asks it before',
    `app.post('/x', (req) => { if (sessions.has(req.id)) map.set(req.id, 1); });\nsetInterval(() => { for (const k of sessions.keys()) map.delete(k); }, 1);`,
  ],
  [
    'whoever calls what adds registers there',
    `function lock(id) { map.set(id, 1); }\napp.post('/x', (req) => { sessions.set(req.id, {}); lock(req.id); });\nsetInterval(() => { for (const k of sessions.keys()) map.delete(k); }, 1);`,
  ],
  [
    'it is a list of its own keys',
    `app.post('/x', (req) => { map.set(req.id, 1); });\nconst old = [];\nsetInterval(() => { for (const [k, v] of map) if (v < Date.now()) old.push(k); for (const k of old) map.delete(k); }, 1);`,
  ],
])('bounds all additions through another collection: %s', (_, code) => {
  expectRemoval(`const map = new Map();\n${SESSIONS}${code}`, 'sweep', { isForAll: true });
});
