/**
 * The server of the measurements, over HTTP and HTTPS, where it speaks HTTP/2, too; a proxy as well, with a SOCKS proxy beside
 * it. A process of its own: what it holds is not counted as the client's.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';

const ITEMS = JSON.stringify(
  Array.from({ length: 500 }, (_, id) => ({
    id,
    price: 12.5,
    name: 'an item of some length '.repeat(3),
  })),
);
const LINES = `${'words,'.repeat(50)}\n`.repeat(1_000);
const BYTES = Buffer.alloc(300_000, 7);

// No two bodies begin alike: equal keys of a Map would be kept but once.
const json = (serial) =>
  `{"id":${serial},"title":"the title of answer ${serial}","items":${ITEMS},"history":${ITEMS}}`;
const large = (serial) =>
  `{"id":${serial},"items":${ITEMS},"pages":[${Array.from({ length: 21 }, () => ITEMS)}]}`;
const text = (serial) => `https://shop.example/items/${serial}\n${LINES}`;

const answerWith = (response, type, body, status = 200) => {
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.end(body);
};

const ANSWERS = {
  '/json': (response, serial) => answerWith(response, 'application/json', json(serial)),
  '/large': (response, serial) => answerWith(response, 'application/json', large(serial)),
  '/text': (response, serial) => answerWith(response, 'text/plain', text(serial)),
  '/binary': (response) => answerWith(response, 'application/octet-stream', BYTES),
  '/error': (response, serial) => answerWith(response, 'application/json', json(serial), 500),
  '/small': (response, serial) => answerWith(response, 'application/json', `{"id":${serial}}`),
  '/hang': () => undefined,
};

// The key and the certificate of no other server: see server.ts.
const pem = readFileSync(new URL('server-certificate.pem', import.meta.url));

let serial = 100_000_000;
// A proxy is asked with the whole address.
const pathOf = (url) => new URL(url, 'http://127.0.0.1').pathname;
const answer = (request, response) => ANSWERS[pathOf(request.url)](response, serial++);
const servers = {
  http: http.createServer(answer),
  https: http2.createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, answer),
};

const tunnel = (client, port, greeting) => {
  const target = net.connect(port, '127.0.0.1', () => client.write(greeting));
  client.pipe(target).pipe(client);
  client.on('error', () => target.destroy());
  target.on('error', () => client.destroy());
};
// Over TLS, too: whoever is a proxy for `https:` URLs is asked by a tunnel alone.
for (const server of [servers.http, servers.https])
  server.on('connect', (request, client) =>
    tunnel(
      client,
      Number(request.url.split(':')[1]),
      'HTTP/1.1 200 Connection established\r\n\r\n',
    ),
  );
// RFC 1928: no authentication, and a request whose last two bytes are the port.
servers.socks = net.createServer((client) => {
  client.on('error', () => client.destroy());
  client.once('data', () => {
    client.write(Uint8Array.of(5, 0));
    client.once('data', (request) =>
      tunnel(
        client,
        request.readUInt16BE(request.length - 2),
        Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0),
      ),
    );
  });
});
const origins = {};
for (const [protocol, server] of Object.entries(servers)) {
  // Longer than a measurement: it is not the server that closes the sockets which a client leaks.
  server.keepAliveTimeout = 60_000;
  // A burst is not turned away.
  await new Promise((resolve) =>
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve),
  );
  origins[protocol] = `${protocol}://127.0.0.1:${server.address().port}`;
}
process.send(origins);
process.on('disconnect', () => process.exit());
