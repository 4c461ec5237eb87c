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
    '{{what}} is stored in `{{place}}`, which outlives this function. It keeps the parsed body in memory and, through `request`, the raw body, too. Store only the values that are needed.',
  storedData:
    'Each response body is stored in `{{place}}` and stays there: each new key or run adds one, and nothing in this file removes any. Limit the number of entries, or store less.',
  storedView:
    '{{what}} of a response body is stored in `{{place}}`. It keeps the whole body in memory, not only its own bytes. Store a copy.',
  capturedResponse:
    '{{holder}} keeps a closure that shares its scope with `{{name}}`. As long as it does, the whole response stays in memory, with the raw body{{cost}}. Destructure what the closure needs from the response.',
  heldAcrossAwait:
    '`{{name}}` keeps the whole response in memory, with the raw body, while the `await` on line {{line}} is pending, although {{needed}}. Destructure what is needed from the response.',
  storedError:
    'An axios error is stored in `{{place}}`, which outlives this function. It keeps the response in memory and, through `request`, the raw body, too. Store only what is needed: `{ message, code, status }`.',
};
