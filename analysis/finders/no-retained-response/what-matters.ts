/**
 * Which responses, held across which awaits, an owner would want to let go: their bodies can be large, and letting go of them
 * frees most of that memory.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { sleepsFor } from '../../lifetime/sleeps.ts';
import type { Await } from '../../lifetime/suspension-points.ts';
import { mayBeLarge } from '../../responses/body-size.ts';
import type { ResponsePart } from '../../responses/response-part.ts';
import type { ResponseUse } from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isFunction, LOOPS } from '../../syntax/nodes.ts';
import { ancestorsOf, contains } from '../../syntax/traversal.ts';
import { namesSmallFile } from '../../vocabulary/url-words.ts';
import { bodyReads, isKeptBesides } from './kept-besides.ts';
import type { RetainedResponseOptions } from './options.ts';

interface MindingFile {
  readonly source: SourceCode;
  readonly options: RetainedResponseOptions;
}

/** What is held, since when, and how its name is used. */
interface Holding {
  readonly from: Node;
  readonly held: Pick<ResponsePart, 'body' | 'path'>;
  readonly uses: readonly ResponseUse[];
}

/** Whether the body is one that matters: one that can be large, or each. */
export function isMinded({ source, options }: MindingFile, { from, held, uses }: Holding): boolean {
  // Of a list of responses each is as large as it is, and there are many.
  if (mindsEach(options) || held.path.length > 0) return true;
  return mayBeLarge(source, held, uses) && !isSmallFile(source, from, held);
}

/** `const { data } = await axios.get(user.avatarUrl, { responseType: 'arraybuffer' })` */
function isSmallFile(source: SourceCode, from: Node, { body }: Holding['held']): boolean {
  return body === 'buffer' && namesSmallFile(source.getText(from));
}

/** Whoever minds each await minds what is held for a moment, and each body with it. */
export function mindsEach({ awaits, bodies }: RetainedResponseOptions): boolean {
  return awaits === 'any' || bodies === 'any';
}

/**
 * How long a sleep is of which half of the memory counts, in milliseconds. Of the sleeps that were read in other people's code,
 * those of 300 to 3,000 ms stood behind a message that is sent, those of 5,000 and 15,000 ms in a poll of some minutes.
 */
const LONG_SLEEP = 5000;

/**
 * Whether to let go of a response frees much while an await is pending. Where the code keeps a copy, a page that was parsed or
 * a list that was mapped under a name of its own, that holds as much as the response does.
 */
export function freesMuch(source: SourceCode, holding: Holding, later: Await): boolean {
  return (
    sleepsFor(source, later, LONG_SLEEP) ||
    isInLoopOverBody(source, holding, later) ||
    !isKeptBesides(source, holding, later)
  );
}

/** `for (const item of response.data.items) await save(item)`: as long as the list. */
function isInLoopOverBody(
  source: SourceCode,
  { from, held, uses }: Holding,
  later: Await,
): boolean {
  if (held.body === 'buffer' || held.body === 'text') return false;
  const reads = [...bodyReads(source, uses)];
  for (const ancestor of [later, ...ancestorsOf(later)]) {
    if (isFunction(ancestor) || contains(ancestor, from)) return false;
    const isLoop = LOOPS.has(ancestor.type) || ancestor.type === AST_NODE_TYPES.ForOfStatement;
    if (isLoop && !leavesBehind(ancestor, later) && reads.some((read) => contains(ancestor, read)))
      return true;
  }
  return false;
}

/** Whether a loop is left as soon as an await in it is over: `if (fits(item)) { await save(item); return item; }` */
function leavesBehind(loop: Node, later: Await): boolean {
  for (const ancestor of ancestorsOf(later)) {
    if (ancestor === loop) return false;
    const last = ancestor.type === AST_NODE_TYPES.BlockStatement ? ancestor.body.at(-1) : ancestor;
    if (last && LEAVES.has(last.type)) return true;
  }
  return false;
}

const LEAVES: ReadonlySet<string> = new Set([
  AST_NODE_TYPES.BreakStatement,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
]);
