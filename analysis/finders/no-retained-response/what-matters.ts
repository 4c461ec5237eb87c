/**
 * Which responses, held across which awaits, an owner would want to let go: their bodies can be large, and letting go of them
 * frees most of that memory.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBehindKept, onceFlagHolder } from '../../lifetime/once-flags.ts';
import { sleepsFor } from '../../lifetime/sleeps.ts';
import type { Await } from '../../lifetime/suspension-points.ts';
import { mayBeLarge } from '../../responses/body-size.ts';
import type { ResponsePart } from '../../responses/response-part.ts';
import type { ResponseUse } from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { BRANCHES, isFunction, LOOPS } from '../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround } from '../../syntax/traversal.ts';
import { namesEntity, namesSmallFile } from '../../vocabulary/url-words.ts';
import { bodyReads, isKeptBesides } from './kept-besides.ts';
import type { RetainedResponseOptions } from './options.ts';
import type { UnlimitedWaits } from './unlimited-waits.ts';

interface MindingFile {
  readonly source: SourceCode;
  readonly options: RetainedResponseOptions;
}

/** What else is asked of the waits. */
interface FreeingFile {
  readonly source: SourceCode;
  readonly unlimited: UnlimitedWaits;
}

/** What is held, since when, and how its name is used. */
interface Holding {
  readonly from: Node;
  readonly held: Pick<ResponsePart, 'body' | 'model' | 'path'>;
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

/** Whether a flag or a variable of the module lets one response be held in the life of the process. `strict` minds each. */
export function isHeldOnce({ source, options }: MindingFile, from: Node): boolean {
  if (mindsEach(options) || isInLoop(from)) return false;
  return onceFlagHolder(source, from) === 'module' || isBehindKept(source, from);
}

/** Whether a function comes to a node again and again while it runs. */
function isInLoop(node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return false;
    if (LOOPS.has(ancestor.type)) return true;
  }
  return false;
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
 * Whether to let go of a response frees much while an await is pending: nothing of its body is needed any more, and the code
 * keeps no copy, no page that was parsed and no list that was mapped under a name of its own, which holds as much. Of 22
 * responses in other people's code whose body was read during the wait or behind it, one was worth a patch: a loop that sends
 * a request for each entry of an index, which takes as long as the index is.
 */
export function freesMuch(
  { source, unlimited }: FreeingFile,
  holding: Holding,
  later: Await,
): boolean {
  if (isInLoopOfRequests(source, unlimited, holding, later)) return true;
  return (
    !isOfOtherBranch(holding.from, later) &&
    !isNeededFrom(source, holding, later) &&
    (sleepsFor(source, later, LONG_SLEEP) || !isKeptBesides(source, holding, later))
  );
}

/**
 * `for (const id of response.data.ids) await save(await axios.get(`/items/${id}`))`: as long as the list. What is asked for by an
 * id has some entries: each of four that were read in other people's code was some KB long.
 */
function isInLoopOfRequests(
  source: SourceCode,
  unlimited: UnlimitedWaits,
  holding: Holding,
  later: Await,
): boolean {
  const { from, held } = holding;
  if (held.body === 'buffer' || held.body === 'text' || namesEntity(source.getText(from)))
    return false;
  const loops = loopsBelow(from, later);
  if (loops.length === 0) return false;
  const reads = [...bodyReads(source, holding)];
  return loops.some(
    (loop) => reads.some((read) => contains(loop, read)) && unlimited.sendsIn(loop),
  );
}

/** Whether an await stands in a branch that a block, which is over by then, has no part in: as a rule one of the two runs. */
function isOfOtherBranch(from: Node, later: Await): boolean {
  const block = from.type === AST_NODE_TYPES.VariableDeclaration ? from.parent : undefined;
  if (!block || contains(block, later)) return false;
  for (const ancestor of ancestorsOf(later)) {
    if (contains(ancestor, from)) return false;
    if (BRANCHES.has(ancestor.type)) return true;
  }
  return false;
}

/** Whether the body is read once an await has begun, or is what it waits with: `await save(response.data)`. */
function isNeededFrom(source: SourceCode, holding: Holding, later: Await): boolean {
  const { from } = holding;
  const around = loopsBelow(from, later);
  for (const read of bodyReads(source, holding))
    if (
      read.range[1] > later.range[0] ||
      around.some((loop) => contains(loop, read)) ||
      isKeptByClosure(read, from)
    )
      return true;
  return false;
}

/** The loops that an await is in, below where something is bound. */
function loopsBelow(from: Node, later: Await): Node[] {
  const loops: Node[] = [];
  for (const ancestor of [later, ...ancestorsOf(later)]) {
    if (isFunction(ancestor) || contains(ancestor, from)) break;
    if (LOOPS.has(ancestor.type) && !leavesBehind(ancestor, later)) loops.push(ancestor);
  }
  return loops;
}

/** `const first = () => response.data.items[0];`, which may be called at any time. */
function isKeptByClosure(read: Node, from: Node): boolean {
  const fn = functionAround(read);
  return (
    fn !== undefined &&
    fn !== functionAround(from) &&
    fn.parent.type !== AST_NODE_TYPES.CallExpression &&
    fn.parent.type !== AST_NODE_TYPES.NewExpression
  );
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
