/**
 * The handler of the end of what an entry stands for: a socket, a request, a process, a stream.
 */
import { isConstantValue } from '../../flow/constants.ts';
import { functionAround } from '../../syntax/traversal.ts';
import { isStreamableTransport } from './mcp-transports.ts';
import type { Level } from './level.ts';
import type { Runner } from './runner.ts';
import { idle, type Verdict } from './verdict.ts';

export function judgeEnding({ source, additions }: Level, { by, name }: Runner): Verdict {
  if (by && isStreamableTransport(source, by))
    return idle(
      `\`${name}\` runs only if the client ends the session: over Streamable HTTP a client that vanishes never does`,
      'vanished clients',
    );
  // Whether it is registered for each entry, the function that adds shows: `paired.ts`.
  const fn = by && functionAround(by);
  // `nodes.set('self', …)` beside it is for no entry that ends.
  const isOfAddition =
    fn !== undefined &&
    additions.some(
      ({ node, key }) => functionAround(node) === fn && !(key && isConstantValue(source, key)),
    );
  return isOfAddition
    ? idle(`\`${name}\` is not registered on each path that adds`, 'paths without the handler')
    : { class: 'end-event', why: `\`${name}\` removes it at its end`, isForAll: true };
}
