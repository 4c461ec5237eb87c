/**
 * Whether a file can give clients to others, and whether it can send requests, by its text alone: most files need no
 * parsing to tell. A text that might is taken for one that does.
 */
import type { ClientQueries } from './client-queries.ts';
import { AXIOS, REQUEST_METHODS_PATTERN } from './models/axios.ts';

/** What a file does with axios that gives nobody a client: calls of its methods, its errors, its helpers. */
const PLAIN_MEMBERS = Object.keys(AXIOS.methods).map((name) => `${name}\\s*[<(]`);
const PLAIN_HELPERS = AXIOS.helpers.map((name) => `${name}\\b`);

/** Parts of a text in which `axios` is named, and nobody else gets at it. */
const PLAIN_USES = [
  /^[ \t]*(?:\/\/|\*).*$/gmu,
  /\bimport\s+axios\s+from\s*['"]axios['"]/gu,
  /\b(?:const|let|var)\s+axios\s*=\s*require\(\s*['"]axios['"]\s*\)(?:\.default\b)?/gu,
  new RegExp(`\\baxios\\s*\\??\\.\\s*(?:${[...PLAIN_MEMBERS, ...PLAIN_HELPERS].join('|')})`, 'gu'),
  /\baxios\s*\(/gu,
  // The name alone, in a header or a mock.
  /[(:,[](?<!\b(?:require|import)\s*[(:,[])\s*['"]axios['"]/gu,
];

/**
 * @param specifiers what the file imports: nobody has a client who imports neither axios nor a file that does
 * @param clientModules further modules that export clients: whoever imports one is taken to share
 */
export function mayShareClients(
  text: string,
  specifiers: readonly string[],
  clientModules: readonly string[],
): boolean {
  if (clientModules.some((module) => specifiers.includes(module))) return true;
  if (!specifiers.includes(AXIOS.module)) return false;
  const rest = PLAIN_USES.reduce((left, plain) => left.replaceAll(plain, ''), text);
  return /\baxios(?:_\d+)?\b|\bAxios(?:Instance|Static)?\b/u.test(rest);
}

const CALLS_METHOD = new RegExp(`\\.\\s*(?:${REQUEST_METHODS_PATTERN})\\s*[<(]`, 'u');

/** Whether a text has a call that could send a request: of a method that clients have, or of anything that is given an object or a URL. */
export function maySendThroughAnything(text: string): boolean {
  if (CALLS_METHOD.test(text)) return true;
  for (
    let start = 0, open = text.indexOf('(');
    open >= 0;
    start = open + 1, open = text.indexOf('(', start)
  ) {
    if (endsInSender(text.slice(start, open))) return true;
  }
  return false;
}

/** What the names of senders begin with. */
const SENDER_WORDS = ['get', 'post', 'put', 'patch', 'request', 'client', 'http', 'api', 'axios'];
const SENDER_WITH_TYPES = new RegExp(`\\b(?:${SENDER_WORDS.join('|')})\\w*\\s*<`, 'iu');

/** Whether what stands before a `(` ends in a name that sends, or in one and type arguments. Each text is looked through once. */
function endsInSender(text: string): boolean {
  const head = text.slice(text.lastIndexOf(')') + 1).trimEnd();
  if (head.endsWith('>')) return SENDER_WITH_TYPES.test(head);
  let start = head.length;
  while (start > 0 && isWordCode(head.charCodeAt(start - 1))) start--;
  const word = head.slice(start).toLowerCase();
  return SENDER_WORDS.some((sender) => word.startsWith(sender));
}

/** ASCII letters, digits and `_`, as `\w` has them. */
function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95
  );
}

/** Whether a text can hold a client at all: a client comes from a module, and a module is named, here or in a file that is imported. */
export function mayHoldClients(text: string, project: ClientQueries): boolean {
  return namesClientModule(text, project.clientModules) || project.importsClients();
}

function namesClientModule(text: string, clientModules: readonly string[]): boolean {
  return text.includes(AXIOS.module) || clientModules.some((module) => text.includes(module));
}
