/**
 * Starts and stops the server of the measurements.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

const SERVER_PROCESS = fileURLToPath(new URL('server-process.js', import.meta.url));
const SERVICE_PEERS = fileURLToPath(new URL('service-peers.js', import.meta.url));

/**
 * The server's certificate, signed by itself for 127.0.0.1, with its key, which guards nothing: what makes one as the tests
 * run brings a dozen packages. Valid until 2126: `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes
 * -days 36500 -addext subjectAltName=IP:127.0.0.1`.
 */
export const SERVER_CERTIFICATE = fileURLToPath(new URL('server-certificate.pem', import.meta.url));

/** 100 KB of JSON, 1.1 MB of it; 300 KB of text, or of bytes; a status 500 with that JSON; a few bytes; nothing, ever. */
export type Body = 'json' | 'large' | 'text' | 'binary' | 'error' | 'small' | 'hang';

/** `socks` is a proxy, whatever the body. */
export type Protocol = 'http' | 'https' | 'socks';

/** Runs a server for the tests of this file or block. Returns what gives the URL of a body, for use inside a test. */
export function useServer(): (body: Body, protocol?: Protocol) => string {
  const addresses = useProcess(SERVER_PROCESS);
  return (body, protocol = 'http') => `${addresses()[protocol]}/${body}`;
}

/** Runs the relay and the peers of the sync service. Returns what gives the relay's URL, which names the peers in its query. */
export function useServicePeers(): () => string {
  const addresses = useProcess(SERVICE_PEERS);
  return () => addresses().http;
}

/** Runs a process for the tests of this file or block. Returns what gives the addresses that it sends when it is ready. */
function useProcess(file: string): () => Record<Protocol, string> {
  let addresses: Record<Protocol, string>;
  let stop = (): void => undefined;
  beforeAll(async () => {
    const child = fork(file, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    stop = () => {
      child.disconnect();
    };
    [addresses] = (await once(child, 'message')) as [Record<Protocol, string>];
  });
  afterAll(() => {
    stop();
  });
  return () => addresses;
}
