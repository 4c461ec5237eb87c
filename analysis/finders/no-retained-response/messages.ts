/**
 * How a response, or what belongs to one, can be held, and how that is said.
 */

export type RetainedResponseMessageId =
  | 'storedResponse'
  | 'storedData'
  | 'storedView'
  | 'capturedResponse'
  | 'heldAcrossAwait'
  | 'storedError';

/** The text of each message; `{{…}}` stands for its data. */
export const retainedResponseMessages: Readonly<Record<RetainedResponseMessageId, string>> = {
  storedResponse:
    '{{what}} goes to `{{place}}`, which outlives this function: it keeps the parsed body in memory and, through `request`, the raw body in external memory. Store only the values that are needed.',
  storedData:
    'Every response body stays in `{{place}}`: each new key or run adds one, and nothing in this file removes entries. Limit the number of entries, or store less.',
  storedView:
    '{{what}} of a response body goes to `{{place}}`: it keeps the whole body in memory, not only its own bytes. Store a copy.',
  capturedResponse:
    '{{holder}} keeps a closure that shares its scope with `{{name}}`: as long as it does, the whole response stays in memory, with the raw body in external memory{{cost}}. Read what the closure needs into a variable before.',
  heldAcrossAwait:
    '`{{name}}` stays in memory while the `await` on line {{line}} is pending: the whole response, with the raw body, although {{needed}}. Destructure what is needed from the response.',
  storedError:
    'An axios error goes to `{{place}}`, which outlives this function: it keeps the response and, through `request`, the raw body in memory. Store `{ message, code, status }` of it.',
};
