import { mayHoldClients } from '../analysis/clients/prefilters.ts';
import { inspectDeadlines } from '../analysis/finders/require-deadline/finder.ts';
import { deadlineMessages } from '../analysis/finders/require-deadline/messages.ts';
import { wholeNumber, type Codemod } from './adapter/codemod.ts';
import { createTransform } from './adapter/transform.ts';

/** @internal */
export const setDeadlines: Codemod = {
  name: 'set-deadlines',
  rule: 'require-deadline',
  order: 60,
  isPolicy: true,
  // How long a request may take is the user's to say, and a slower one fails then.
  isOptIn: true,
  description: 'give axios requests and instances without a deadline a `timeout`',
  finds: 'an axios request or instance without a deadline',
  kinds: ['request', 'client'],
  messages: deadlineMessages,
  concerns: mayHoldClients,
  flags: [
    {
      option: 'timeout',
      flags: '--timeout <ms>',
      description: 'how long a request may take, in milliseconds (default: 30000)',
      parse: milliseconds,
    },
  ],
  inspect: (source, project, { timeout }) =>
    inspectDeadlines(source, project, { timeout: (timeout ?? 30_000) as number }),
};

/** Node takes a longer time for one of 1 ms (`TimeoutOverflowWarning`). */
const LONGEST = 2 ** 31 - 1;

function milliseconds(text: string): number {
  const time = wholeNumber(text, 1);
  if (time > LONGEST) throw new RangeError(`no more than ${LONGEST} milliseconds`);
  return time;
}

export default createTransform(setDeadlines);
