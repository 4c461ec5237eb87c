/**
 * A peer that fails in each of several ways, over HTTP and HTTPS, and a proxy for both, in a process of its own. What it
 * answers tells by which way it was asked.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

const BODY = 'what the peer says '.repeat(2_000);
const DROP = 'drop ';
/** Milliseconds between two drops. */
const PACE = 40;

const pem = readFileSync(new URL('server-certificate.pem', import.meta.url));
/** The connections of the proxy, by both ports: two of different targets may come from the same one. */
const ofProxy = new Set();
/** Floods that nobody has ended. */
let endless = 0;

const wayOf = ({ socket }) =>
  ofProxy.has(`${socket.remotePort} ${socket.localPort}`) ? 'proxy' : 'direct';
const say = (request, response, status) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      by: wayOf(request),
      method: request.method,
      ...(request.headers.behaviour && contentFor(request)),
    }),
  );
/** What the services of test/fixtures read in an answer, each call a part of it. */
const RECORD = {
  soul: 'oip:1',
  title: 'a title',
  body: '{"text":"a body"}',
  type: 'post',
  height: 100,
  transactions: { edges: [{ node: { id: 'a', height: 90 } }, { node: { id: 'b', height: 99 } }] },
};
const CONTENT = {
  success: true,
  data: RECORD,
  publishers: [{ soul: 'oip:2', name: 'ImEgbmFtZSI=', sealed: true }],
  ack: 1,
  id: 'job-1',
  status: 'done',
  url: 'https://files.relay.example/1',
  voices: ['alba'],
  prices: [[1, 2.5]],
  rate: 2,
  0: { lat: 47, lon: 11 },
  days: ['rain'],
  articles: [{ title: 'a', summary: 'b' }],
  choices: [{ message: { content: '{"calories":152}' } }],
  message: { content: 'said' },
  models: [{ name: 'butler' }],
  events: [{ id: 1 }],
  translatedText: 'gesagt',
  images: [{ file: 'image-1' }],
  caption: 'a caption',
  text: 'a line\nanother',
  height: 100,
  number_of_confirmations: 9,
  outputs: [{ address: 'relay-1', value: 10 }],
};
/** A registry names records that no other has: services remember them. */
const contentFor = ({ url, headers: { host, behaviour } }) => ({
  ...CONTENT,
  ...(url.startsWith('/registry')
    ? { data: [1, 2].map((id) => ({ soul: `oip:${behaviour}:${host}:${id}` })) }
    : {}),
});
const drip = (response, drops) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).write(DROP);
  const timer = setInterval(() => (--drops > 0 ? response.write(DROP) : response.end()), PACE);
  response.once('close', () => clearInterval(timer));
};
/** As much as is taken, without an end. */
const flood = (response) => {
  endless++;
  response.once('close', () => endless--);
  const pour = () => {
    while (response.write(BODY));
  };
  response.writeHead(200).on('drain', pour);
  pour();
};
const redirect = (response, location) => response.writeHead(302, { location }).end();

/** By name. */
const BEHAVIOURS = {
  answers: (request, response) => say(request, response, 200),
  '404-with-a-body': (request, response) => say(request, response, 404),
  '404-with-a-long-body': (request, response) => response.writeHead(404).end(BODY),
  '404-without-a-body': (request, response) => response.writeHead(404).end(),
  '500-with-a-body': (request, response) => say(request, response, 500),
  '500-without-a-body': (request, response) => response.writeHead(500).end(),
  drips: (request, response) => drip(response, 5),
  'drips-for-ever': (request, response) => drip(response, Infinity),
  'never-answers': () => undefined,
  resets: ({ socket }) => socket.destroy(),
  'resets-midway': ({ socket }, response) =>
    response
      .writeHead(200, { 'content-length': 1_000 })
      .write(DROP, () => setTimeout(() => socket.destroy(), PACE)),
  'closes-after-the-answer': (request, response) =>
    response.writeHead(200, { connection: 'close' }).end(BODY),
  redirects: (request, response) => redirect(response, '/answers'),
  'redirects-to-the-other-protocol': ({ socket }, response) =>
    redirect(response, `${origins[socket.encrypted ? 'http' : 'https']}/answers`),
  'redirects-for-ever': ({ url }, response) => redirect(response, url),
};

const answer = (request, response) => {
  const { pathname } = new URL(request.url, 'http://peer');
  const [, first, ms] = pathname.split('/');
  // A service has paths of its own: a header tells how it is answered. A redirect leads to a path.
  const name = first in BEHAVIOURS ? first : (request.headers.behaviour ?? first);
  if (name === 'endless') return response.end(String(endless));
  if (name === 'floods') return flood(response);
  if (name === 'after') return setTimeout(() => say(request, response, 200), Number(ms));
  request.resume();
  return BEHAVIOURS[name](request, response);
};

const connectAsProxy = (port) => {
  const socket = net.connect(port, '127.0.0.1');
  socket.once('connect', () => {
    const ports = `${socket.localPort} ${socket.remotePort}`;
    ofProxy.add(ports);
    socket.once('close', () => ofProxy.delete(ports));
  });
  return socket;
};

const proxy = http.createServer((request, response) => {
  if (!request.url.startsWith('http://')) return response.writeHead(501).end();
  const { hostname, port, pathname } = new URL(request.url);
  const onward = http.request(
    {
      hostname,
      port,
      path: pathname,
      method: request.method,
      headers: request.headers,
      createConnection: () => connectAsProxy(port),
    },
    (answered) => {
      response.writeHead(answered.statusCode, answered.headers);
      answered.pipe(response);
      answered.once('error', () => response.destroy());
    },
  );
  onward.on('error', () => request.socket.destroy());
  response.once('close', () => onward.destroy());
  return request.pipe(onward);
});
proxy.on('connect', (request, client) => {
  const target = connectAsProxy(Number(request.url.split(':')[1]));
  // A proxy that takes its time.
  target.once('connect', () =>
    setTimeout(() => client.write('HTTP/1.1 200 Connection established\r\n\r\n'), 20),
  );
  client.pipe(target).pipe(client);
  for (const [end, other] of [
    [client, target],
    [target, client],
  ])
    end.on('error', () => other.destroy()).on('close', () => other.destroy());
});

const origins = {};
for (const [name, server] of Object.entries({
  http: http.createServer(answer),
  https: https.createServer({ key: pem, cert: pem }, answer),
  proxy,
})) {
  server.keepAliveTimeout = 60_000;
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');
  origins[name] = `${name === 'https' ? 'https' : 'http'}://127.0.0.1:${server.address().port}`;
}
process.send({ origins, behaviours: Object.keys(BEHAVIOURS) });
process.on('disconnect', () => process.exit());
