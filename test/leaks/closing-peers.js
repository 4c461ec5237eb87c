/**
 * Peers that close idle connections, each behind a line of some length, in a process of their own. A peer takes a
 * connection for idle once it has answered, and closes it when its time is up, whatever is on its way then. Its answer says
 * when it answered, and when that is.
 */
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

/** Milliseconds that the line takes in each direction. */
const DELAY = 50;
/** Seconds: gunicorn has 2, uvicorn, Apache and Node 5, Tomcat 20, nginx and load balancers 60 to 75. */
const CLOSES_AFTER = [2, 5, 20, 65];

/** Node's own server adds a second in some versions, and always gives the hint. */
function closingPeer(seconds, hasHint) {
  const headers = {
    connection: 'keep-alive',
    ...(hasHint ? { 'keep-alive': `timeout=${seconds}` } : {}),
  };
  return http.createServer({ keepAliveTimeout: 0 }, ({ socket }, response) => {
    clearTimeout(socket.idleTimer);
    response
      .writeHead(200, headers)
      .end(JSON.stringify({ answeredAt: Date.now(), closesAt: Date.now() + seconds * 1_000 }));
    socket.idleTimer = setTimeout(() => socket.destroy(), seconds * 1_000);
  });
}

/** Hands on what comes, the end and a reset too, a while later. */
function line(port) {
  return net.createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      const later = (act) => void after(DELAY).then(() => to.destroyed || act());
      from.on('data', (chunk) => later(() => to.write(chunk)));
      from.on('end', () => later(() => to.end()));
      from.on('error', () => later(() => to.resetAndDestroy()));
    }
  });
}

async function portOf(server) {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');
  return server.address().port;
}

const peers = [];
for (const seconds of CLOSES_AFTER) {
  for (const hasHint of [false, true])
    peers.push({
      seconds,
      hasHint,
      url: `http://127.0.0.1:${await portOf(line(await portOf(closingPeer(seconds, hasHint))))}`,
    });
}
process.send(peers);
process.on('disconnect', () => process.exit());
