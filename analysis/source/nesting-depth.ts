/**
 * Keeps texts from the parser that are nested so deeply that its native stack overflows, which ends the whole process and
 * which nobody can catch. Tried by hand with oxc-parser 0.159 in a worker thread, whose stack is the smallest that we have:
 * functions in each other are read at a depth of 1,000 brackets and end it at 2,000, `else if` chains at 3,000 and 5,000
 * links, sums at 20,000 and 40,000. test/analysis/source/nesting-depth.test.ts holds that our limit comes before.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { ParserOptions } from 'oxc-parser';

/** Why a file is left alone. */
export const TOO_DEEP = 'is nested too deeply to be read';

/**
 * Whether an error is that of a call stack that did not bear a tree. ESLint and its parsers bear some that the analysis does
 * not: a sum or a chain of 1,400 links, for one.
 */
export function isStackOverflow(error: unknown): boolean {
  // At the end of the stack, V8 may find no function to call, and names none.
  return (
    (error instanceof RangeError && error.message.includes('call stack')) ||
    (error instanceof TypeError && error.message.startsWith('undefined is not a function'))
  );
}

/** A depth by our estimate that every stack bears. */
const SAFE_DEPTH = 800;

/**
 * An upper bound, more or less, of how deeply a parser that descends recursively calls itself: brackets that are open, and in
 * each of them what may be links of a chain that leans to the right, since its last `;` or `,`. What stands in strings and
 * comments counts as well.
 */
export function estimatedDepth(text: string): number {
  /** The links of the chains in the brackets that are open. */
  const outer: number[] = [];
  let links = 0;
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    switch (code) {
      case 40: // (
      case 91: // [
      case 123: // {
        outer.push(links);
        depth += links + 1;
        links = 0;
        break;
      case 41: // )
      case 93: // ]
      case 125: // }
        links = outer.pop() ?? 0;
        depth -= outer.length === 0 && depth === 0 ? 0 : links + 1;
        break;
      case 44: // ,
      case 59: // ;
        links = 0;
        break;
      default:
        if (code > 126) break;
        links += weightOf(text, index, code);
    }
    if (depth + links > deepest) deepest = depth + links;
  }
  return deepest;
}

/** Words behind which an expression or a statement goes on. */
const LINKING_WORD =
  /(?:await|delete|do|else|extends|for|if|infer|keyof|new|typeof|unique|void|while|with|yield)\b/uy;
const A = 97;
const Z = 122;

/** What a sign adds to a chain. `<` opens JSX elements and type arguments as well. */
const SIGN_WEIGHTS: readonly (number | undefined)[] = weightsByCode({
  '!:=?@~': 1,
  '<': 1 / 4,
  '%&*+-/^|': 1 / 10,
});

function weightsByCode(weights: Readonly<Record<string, number>>): (number | undefined)[] {
  const byCode = Array<number | undefined>(127).fill(undefined);
  for (const [signs, weight] of Object.entries(weights))
    for (const sign of signs) byCode[sign.charCodeAt(0)] = weight;
  return byCode;
}

function weightOf(text: string, index: number, code: number): number {
  const before = index === 0 ? 32 : text.charCodeAt(index - 1);
  if (code >= A && code <= Z) {
    if (isWord(before)) return 0;
    LINKING_WORD.lastIndex = index;
    return LINKING_WORD.test(text) ? 1 : 0;
  }
  // A line of `=====` in a comment is none.
  if (code === before) return 0;
  return SIGN_WEIGHTS[code] ?? 0;
}

function isWord(code: number): boolean {
  return (
    (code >= A && code <= Z) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 36 ||
    code === 95
  );
}

/** Reads the text from its standard input, and parses it as we do in a worker, whose stack is the smallest that we have. */
const TRIAL = `
const { Worker } = require('node:worker_threads');
let input = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => (input += chunk)).on('end', () => {
  const worker = "const { workerData: { parser, text, options } } = require('node:worker_threads'); import(parser).then(({ parseSync }) => void parseSync('text', text, options).program);";
  new Worker(worker, { eval: true, workerData: JSON.parse(input) });
});
`;

/**
 * Whether the parser survives a text. One that is nested deeper than anybody writes is first parsed by a process of its own.
 * @param options the parser's
 */
export function isReadable(text: string, options: ParserOptions): boolean {
  if (estimatedDepth(text) <= SAFE_DEPTH) return true;
  const parser = pathToFileURL(createRequire(import.meta.url).resolve('oxc-parser')).href;
  return (
    spawnSync(process.execPath, ['-e', TRIAL], {
      input: JSON.stringify({ parser, text, options }),
      stdio: ['pipe', 'ignore', 'ignore'],
    }).status === 0
  );
}
