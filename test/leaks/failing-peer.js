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

const wayOf = ({ socket }) => (ofProxy.has(`${socket.remotePort} ${socket.localPort}`) ? 'proxy' : 'direct');
const say = (request, response, status) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ by: wayOf(request), method: request.method }));
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
  'answers': (request, response) => say(request, response, 200),
  '404-with-a-body': (request, response) => say(request, response, 404),
  '404-with-a-long-body': (request, response) => response.writeHead(404).end(BODY),
  '404-without-a-body': (request, response) => response.writeHead(404).end(),
  '500-with-a-body': (request, response) => say(request, response, 500),
  '500-without-a-body': (request, response) => response.writeHead(500).end(),
  'drips': (request, response) => drip(response, 5),
  'drips-for-ever': (request, response) => drip(response, Infinity),
  'never-answers': () => undefined,
  'resets': ({ socket }) => socket.destroy(),
  'resets-midway': ({ socket }, response) => response.writeHead(200, { 'content-length': 1_000 }).write(DROP, () => setTimeout(() => socket.destroy(), PACE)),
  'closes-after-the-answer': (request, response) => response.writeHead(200, { connection: 'close' }).end(BODY),
  'redirects': (request, response) => redirect(response, '/answers'),
  'redirects-to-the-other-protocol': ({ socket }, response) => redirect(response, `${origins[socket.encrypted ? 'http' : 'https']}/answers`),
  'redirects-for-ever': ({ url }, response) => redirect(response, url),
};

const answer = (request, response) => {
  const { pathname } = new URL(request.url, 'http://peer');
  const [, name, ms] = pathname.split('/');
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
  const onward = http.request({ hostname, port, path: pathname, method: request.method, headers: request.headers, createConnection: () => connectAsProxy(port) }, (answered) => {
    response.writeHead(answered.statusCode, answered.headers);
    answered.pipe(response);
    answered.once('error', () => response.destroy());
  });
  onward.on('error', () => request.socket.destroy());
  response.once('close', () => onward.destroy());
  return request.pipe(onward);
});
proxy.on('connect', (request, client) => {
  const target = connectAsProxy(Number(request.url.split(':')[1]));
  // A proxy that takes its time.
  target.once('connect', () => setTimeout(() => client.write('HTTP/1.1 200 Connection established\r\n\r\n'), 20));
  client.pipe(target).pipe(client);
  for (const [end, other] of [[client, target], [target, client]]) end.on('error', () => other.destroy()).on('close', () => other.destroy());
});

const origins = {};
for (const [name, server] of Object.entries({ http: http.createServer(answer), https: https.createServer({ key: pem, cert: pem }, answer), proxy })) {
  server.keepAliveTimeout = 60_000;
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');
  origins[name] = `${name === 'https' ? 'https' : 'http'}://127.0.0.1:${server.address().port}`;
}
process.send({ origins, behaviours: Object.keys(BEHAVIOURS) });
process.on('disconnect', () => process.exit());
