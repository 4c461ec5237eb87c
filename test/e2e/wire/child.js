/**
 * Runs in a process of its own: calls each function that a module exports, one after another, and sends back what came
 * of each. The path of the module is its argument.
 */
import { setTimeout as after } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { described } from './described.js';

/** In milliseconds; no call of the fixtures takes a tenth of it. */
const LIMIT = 10_000;

let printed = [];
for (const method of ['log', 'info', 'warn', 'error'])
  console[method] = (...args) => printed.push(`${method} ${format(...args)}`);
for (const event of ['warning', 'unhandledRejection', 'uncaughtException'])
  process.on(event, (error) => printed.push(`${event} ${error.name}: ${error.message}`));

async function outcomeOf(call, args) {
  try {
    const limit = new AbortController();
    const result = await Promise.race([
      call(...args),
      after(LIMIT, '[pending]', { signal: limit.signal, ref: true }).catch(() => undefined),
    ]);
    limit.abort();
    return { result: await described(result) };
  } catch (error) {
    return { error: await described(error) };
  }
}

/** Tells the test that a call is over, and waits until it has taken what was sent. */
async function tell(message) {
  const taken = new Promise((resolve) => process.once('message', resolve));
  process.send(message);
  await taken;
}

const namespace = await import(pathToFileURL(process.argv[2]).href);
const exported = namespace.default ?? namespace;
await tell({ name: '(load)', printed });
for (const [name, call] of Object.entries(exported)) {
  printed = [];
  const outcome = await outcomeOf(call, call.with ?? []);
  await tell({ name, ...outcome, printed });
}
process.exit();
