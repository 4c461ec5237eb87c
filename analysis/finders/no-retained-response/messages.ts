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

/** What each finding says; `{{…}}` stands for its data. */
export const retainedResponseMessages: Readonly<Record<RetainedResponseMessageId, string>> = {
  storedResponse:
    '{{what}} goes to `{{place}}`, which outlives this function: with it stay the parsed body and, through `request`, the raw body in external memory.',
  storedData:
    'Every response body stays in `{{place}}`: each new key or run adds one, and nothing in this file takes one out.',
  storedView:
    '{{what}} of a response body goes to `{{place}}`: it keeps the whole body in memory, not the few bytes that it shows.',
  capturedResponse:
    '{{holder}} keeps a closure that shares its scope with `{{name}}`: as long as it does, the whole response stays, with the raw body in external memory{{cost}}.',
  heldAcrossAwait:
    '`{{name}}` stays in memory while the `await` on line {{line}} is pending: the whole response, with the raw body, though {{needed}}.',
  storedError:
    'An axios error goes to `{{place}}`, which outlives this function: it holds the response and, through `request`, the raw body.',
};
