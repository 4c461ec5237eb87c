/**
 * How a response, or what belongs to one, can be held, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type RetainedResponseMessageId =
  | 'storedResponse'
  | 'storedData'
  | 'storedView'
  | 'capturedResponse'
  | 'heldAcrossAwait'
  | 'storedError';

/** The text of each message; `{{…}}` stands for its data. */
export const retainedResponseMessages: Readonly<Record<RetainedResponseMessageId, Message>> = {
  storedResponse: {
    problem:
      '{{what}} of {{client}} is stored in `{{place}}`, which outlives this function. It keeps in memory {{keeps}}.',
    advice: 'Store only the values that are needed.',
  },
  storedData: {
    problem:
      'Each response body of {{client}} is stored in `{{place}}` and stays there: each new key or run adds one, and nothing in this file removes any.',
    advice: 'Limit the number of entries, or store less.',
  },
  storedView: {
    problem:
      '{{what}} of a response body of {{client}} is stored in `{{place}}`. It keeps the whole body in memory, not only its own bytes.',
    advice: 'Store a copy.',
  },
  capturedResponse: {
    problem:
      '{{holder}} keeps a closure that uses `{{name}}`, or shares its scope with one that does. As long as it does, the whole response of {{client}} stays in memory: {{keeps}}{{cost}}.{{rest}}',
    advice: 'Destructure what the closure needs from the response.',
  },
  heldAcrossAwait: {
    problem:
      '`{{name}}` keeps the whole response of {{client}} in memory while the `await` on line {{line}} is pending, although {{needed}}: {{keeps}}.',
    advice: 'Destructure what is needed from the response.',
  },
  storedError: {
    problem:
      'An error of {{client}} is stored in `{{place}}`, which outlives this function. It keeps its response in memory: {{keeps}}.',
    advice: 'Store only what is needed, such as its {{stored}}.',
  },
};
