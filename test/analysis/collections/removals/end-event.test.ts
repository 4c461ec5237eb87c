import { describe, it } from 'vitest';
import { expectBounds, expectRemoval } from '../../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;

it.each([
  [
    'of a socket',
    `io.on('connection', (s) => { map.set(s.id, s); s.on('disconnect', () => map.delete(s.id)); });`,
  ],
  [
    'of a socket, once',
    `wss.on('connection', (ws) => { const id = randomUUID(); map.set(id, ws); ws.once('close', () => map.delete(id)); });`,
  ],
  [
    'of a request',
    `app.get('/events', (req, res) => { map.set(req.id, res); req.on('close', () => { map.delete(req.id); }); });`,
  ],
  [
    'of a child process',
    `exports.run = (k) => { const child = spawn('x'); map.set(k, child); child.on('exit', () => map.delete(k)); };`,
  ],
  [
    'of a terminal',
    `exports.run = (k) => { const pty = open('x'); map.set(k, pty); pty.onExit(() => { map.delete(k); }); };`,
  ],
  [
    'of a stream, by finished',
    `exports.run = (k) => { const stream = open(k); finished(stream, () => map.delete(k)); map.set(k, stream); };`,
  ],
  [
    'by a property',
    `wss.on('connection', (ws) => { map.set(ws.id, ws); ws.onclose = () => map.delete(ws.id); });`,
  ],
  [
    'in the options',
    `exports.run = (k) => { map.set(k, start(k, { onExit() { map.delete(k); } })); };`,
  ],
  [
    'behind a function that throws on some path',
    `function drop(s) { if (!s.isOpen) throw new Error(s.id); s.end(); }
io.on('connection', (s) => { map.set(s.id, s); s.on('disconnect', () => { drop(s); map.delete(s.id); }); });`,
  ],
  [
    'registered before',
    `wss.on('connection', (ws) => { ws.on('close', () => map.delete(ws.id)); map.set(ws.id, ws); });`,
  ],
])('bounds the addition beside it: %s', (_, code) => {
  expectBounds(MAP + code, ['end-event']);
});

it.each([
  [
    'registered in another function',
    `io.on('connection', (s) => { s.on('join', (id) => { map.set(s.id, id); }); s.on('disconnect', () => { map.delete(s.id); }); });`,
  ],
  [
    'registered in another function, which adds what does not end',
    `exports.watch = () => { map.set('self', 1); watcher.on('added', (node) => { map.set(node.id, node); }); watcher.on('removed', (node) => { map.delete(node.id); }); };`,
  ],
  [
    'by the value',
    `wss.on('connection', (ws) => { ws.on('message', (m) => map.set(m.id, ws)); ws.on('close', () => { for (const [k, v] of map) if (v === ws) map.delete(k); }); });`,
  ],
])('bounds all additions: %s', (_, code) => {
  expectRemoval(MAP + code, 'end-event', { isForAll: true });
});

describe('does not bound', () => {
  it.each([
    [
      'registered behind what may fail',
      `wss.on('connection', async (ws) => { map.set(ws.id, ws); await login(ws); ws.on('close', () => map.delete(ws.id)); });`,
    ],
    [
      'registered under a condition',
      `wss.on('connection', (ws) => { map.set(ws.id, ws); if (ws.isOpen) ws.on('close', () => map.delete(ws.id)); });`,
    ],
    [
      'a handler that leaves some',
      `exports.run = (k) => { const child = spawn('x'); map.set(k, child); child.on('exit', (code) => { if (code === 0) map.delete(k); }); };`,
    ],
    [
      'a client that says goodbye',
      `io.on('connection', (s) => { map.set(s.id, s); s.on('leave', () => map.delete(s.id)); });`,
    ],
    [
      'the end of the process',
      `exports.run = (k) => { map.set(k, 1); process.on('exit', () => map.delete(k)); };`,
    ],
  ])('%s', (_, code) => {
    expectBounds(MAP + code, ['none']);
    expectRemoval(MAP + code, 'opportunistic');
  });

  it('the hook of a transport over Streamable HTTP', () => {
    expectRemoval(
      `${MAP}app.post('/mcp', (req) => {
  const transport = new StreamableHTTPServerTransport({
    onsessioninitialized: (id) => { map.set(id, transport); },
    onsessionclosed: (id) => { map.delete(id); },
  });
});`,
      'opportunistic',
      { why: 'a client that vanishes never does' },
    );
    expectRemoval(
      `${MAP}app.post('/mcp', (req) => {
  const transport = new StreamableHTTPServerTransport({ onsessioninitialized: (id) => { map.set(id, transport); } });
  transport.onclose = () => { map.delete(transport.sessionId); };
});`,
      'opportunistic',
      { why: 'a client that vanishes never does' },
    );
    expectRemoval(
      `${MAP}app.post('/mcp', (req) => {
  const connection = new NodeStreamableHTTPServerTransport({ onsessioninitialized: (id) => { map.set(id, connection); } });
  connection.onclose = () => { map.delete(connection.sessionId); };
});`,
      'opportunistic',
      { why: 'a client that vanishes never does' },
    );
  });
});

it('is a message if others publish it', () => {
  expectRemoval(
    `${MAP}app.post('/x', (req) => { map.set(req.id, 1); });\nbus.subscribe('disconnect', (id) => { map.delete(id); });`,
    'unknown',
    { why: 'bus.subscribe' },
  );
});
