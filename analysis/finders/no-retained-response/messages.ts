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
    '{{what}} is stored in `{{place}}`, which outlives this function. It keeps the body in memory twice: parsed, in `data`, and as it was received, in buffers behind `request`. Store only the values that are needed.',
  storedData:
    'Each response body is stored in `{{place}}` and stays there: each new key or run adds one, and nothing in this file removes any. Limit the number of entries, or store less.',
  storedView:
    '{{what}} of a response body is stored in `{{place}}`. It keeps the whole body in memory, not only its own bytes. Store a copy.',
  capturedResponse:
    '{{holder}} keeps a closure that shares its scope with `{{name}}`. As long as it does, the whole response stays in memory: the parsed body in `data`, and the body as it was received, in buffers behind `request`{{cost}}. Destructure what the closure needs from the response.',
  heldAcrossAwait:
    '`{{name}}` keeps the whole response in memory while the `await` on line {{line}} is pending, although {{needed}}: the parsed body in `data`, and the body as it was received, in buffers behind `request`. Destructure what is needed from the response.',
  storedError:
    'An axios error is stored in `{{place}}`, which outlives this function. It keeps its response in memory: the parsed body in `response.data`, and the body as it was received, in buffers behind `request`. Store only what is needed: `{ message, code, status }`.',
};
