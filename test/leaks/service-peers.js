/**
 * The relay and the four peers of the sync service in test/fixtures, in a process of their own. The peers have new records
 * each time that they are asked.
 */
import http from 'node:http';

const PEERS = 4;
const RECORDS = 8;
const SOUND = Buffer.alloc(240_000, 3);
const STATE = Array.from({ length: 120 }, (_, id) => ({
  id,
  state: 'this record is held by three of the peers',
  seen: [id, id + 1, id + 2],
}));
const BODY = 'what the record says of itself '.repeat(120);

let serial = 100_000_000;
const newRecord = () => ({ soul: `oip:record:${serial++}` });

const ANSWERS = {
  '/directory': () => ({ type: 'post', types: STATE }),
  '/registry': () => Array.from({ length: RECORDS }, newRecord),
  '/record': ({ searchParams }) => ({
    title: `the title of ${searchParams.get('soul')}`,
    body: BODY,
  }),
  '/put': () => ({ stored: true }),
  '/state': () => STATE,
};

function answer(request, response) {
  const url = new URL(request.url, 'http://127.0.0.1');
  // A request is answered when its body has been read: the socket is used again.
  request.resume().once('end', () => {
    if (url.pathname === '/speech') return response.end(SOUND);
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify({ success: true, data: ANSWERS[url.pathname](url) }));
  });
}

const ports = await Promise.all(
  Array.from({ length: 1 + PEERS }, async () => {
    const server = http.createServer(answer);
    // It is not the server that closes the sockets which a service leaks.
    server.keepAliveTimeout = 3_600_000;
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server.address().port;
  }),
);
const [relay, ...peers] = ports.map((port) => `http://127.0.0.1:${port}`);
process.send({ http: `${relay}/?peers=${peers.join(',')}` });
process.on('disconnect', () => process.exit());
