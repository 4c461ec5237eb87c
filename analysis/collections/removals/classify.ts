/**
 * The class of each removal, and what bounds each addition.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Exit } from '../../flow/ways.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import { isTimeout } from '../../lifetime/callback-roles.ts';
import { runnerText } from '../../lifetime/lifetime-queries.ts';
import type { Node } from '../../source/source-code.ts';
import { isCall, LOOPS } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import { ancestorsOf, contains, functionAround } from '../../syntax/traversal.ts';
import type { Change } from '../changes.ts';
import type { Bound } from '../collection-queries.ts';
import { capacityOf } from './capacity.ts';
import {
  asksHowMany,
  asksTheTime,
  isCountdown,
  isToldByCaller,
  testsAround,
} from './conditions.ts';
import { isDrained, takesOne, waitBefore } from './drained.ts';
import { judgeEnding } from './end-event.ts';
import { isOfOther, maySameKey, ranging, visitsNothing } from './keys.ts';
import type { Level } from './level.ts';
import { goesThroughOther } from './other-collection.ts';
import { isExpiryOnRead, isOnFailureAlone, isRenaming, isTouch } from './opportunistic.ts';
import { pairingOf } from './paired.ts';
import { reconciledBy } from './reconcile.ts';
import { positionsOf, type Position } from './runners.ts';
import { isSweeping, isTrim, placesBeside, whyIdleTimer } from './sweep.ts';
import { idleHandler, judgeExported, judgeHanded } from './unknown.ts';
import { awaitsLostZero } from './use-counts.ts';
import { best, idle, type Verdict } from './verdict.ts';

/** What bounds an addition by itself, whatever other additions do; undefined if nothing does. */
export function boundOf(level: Level, addition: Change): Bound | undefined {
  const check = capacityOf(level, addition);
  if (check) return { class: 'capacity', line: check.loc.start.line };
  const reconciled = reconciledBy(level, addition);
  if (reconciled) return { class: 'reconcile', line: reconciled.loc.start.line };
  if (isCountdown(level, addition)) return { class: 'paired', line: addition.node.loc.start.line };
  const { by } = pairingOf(level, addition);
  return by ? { class: by, line: addition.node.loc.start.line } : undefined;
}

/** The class of a removal, with the reason in words. */
export function classOf(level: Level, removal: Change): Verdict {
  if (visitsNothing(level, removal))
    return idle('the loop around it visits nothing: `for … in` does not go through a Map or a Set');
  if (isTouch(level, removal)) return idle('the entry is set again right after it');
  if (level.depth === 0 && isRenaming(level, removal))
    return idle('the entry is set again under another key right after it');
  if (level.depth === 0 && isExpiryOnRead(level, removal) && !isRunByTimer(level, removal))
    return idle(
      'an expired entry is deleted only when somebody asks for it again',
      'unread entries',
    );
  if (level.depth === 0 && awaitsLostZero(level, removal))
    return idle('the count that it waits for starts at 0, goes below it, and never is 0 again');
  const frequency = callFrequency(level.source, removal.node, level.project);
  if (frequency.kind === 'test') return idle(`it is called only by ${runnerText(frequency)}`);
  if (frequency.kind === 'once')
    return idle(
      frequency.role === 'nobody'
        ? `it is called by ${runnerText(frequency)}`
        : `it runs once, by ${runnerText(frequency)}`,
    );
  // What is cut from values is cut for all of them.
  if (level.depth > 0) return forAll('sweep', 'what its values hold is taken out');
  const verdicts = positionsOf(level.source, removal.node).map((position) =>
    verdictAt(level, removal, position),
  );
  return best(verdicts) ?? unknown('code that is not seen decides when it runs');
}

function isRunByTimer(level: Level, removal: Change): boolean {
  return positionsOf(level.source, removal.node).some(({ runner }) => runner.kind === 'timer');
}

function unknown(why: string): Verdict {
  return { class: 'unknown', why, isForAll: true };
}

function forAll(kind: Verdict['class'], why: string): Verdict {
  return { class: kind, why, isForAll: true };
}

function verdictOfTimer(level: Level, removal: Change, { places, runner }: Position): Verdict {
  const why = whyIdleTimer(level, runner);
  if (why !== undefined) return idle(why);
  const other = goesThroughOther(level, removal, places);
  return other
    ? unknown(
        `${runner.name} goes through \`${oneLine(level.source, other)}\`, which may lack its keys`,
      )
    : forAll('sweep', `${runner.name} runs it`);
}

function verdictAt(level: Level, removal: Change, position: Position): Verdict {
  const { runner } = position;
  if (runner.kind === 'timer') return verdictOfTimer(level, removal, position);
  if (isTrim(level, removal)) return forAll('capacity', 'it removes what is too much');
  if (!ranging(level, removal) && isOnFailureAlone(level, position.places))
    return idle('only a failure reaches it');
  const beside = besideVerdict(level, removal, position);
  if (beside) return beside;
  switch (runner.kind) {
    case 'ending':
      return judgeEnding(level, runner);
    case 'handler':
      return ofFailedCallback(level, removal) ?? judgeHandler(level, removal, position);
    case 'lifecycle':
    case 'load':
      return idle(`it runs once, by ${runner.name}`);
    case 'nobody':
      return idle(`nobody calls \`${runner.name}\``, 'calls');
    case 'exported':
      return judgeExported(level, removal, runner);
    case 'handed':
      return judgeHanded(level, removal, runner) ?? unknown(`${runner.name} decides`);
    default:
      return unknown(`${runner.name} decides`);
  }
}

/** Of a removal that runs with an addition: in its function, or in one that the same function calls. */
function besideVerdict(level: Level, removal: Change, position: Position): Verdict | undefined {
  const [place] = placesBeside(level, position.places);
  if (!place) return undefined;
  if (isSweeping(level, removal, position.places))
    return forAll('sweep', 'each addition removes what is old');
  if (
    ranging(level, removal) &&
    testsAround(removal).some((test) => asksTheTime(level.source, test))
  )
    return forAll('sweep', 'it is emptied when time has passed');
  const comesLater =
    position.isDeferred || (place !== removal.node && additionBefore(level, place) !== undefined);
  if (comesLater && isDrained(level, removal, position))
    return forAll('drained', 'each addition has it emptied');
  if (takesOne(level.source, removal))
    return unknown('it takes one item at a time, and whether that keeps up is not seen');
  if (isOfOther(level, removal) && !ranging(level, removal))
    return unknown('what decides that another entry is removed is not seen');
  return ofMissedPaths(level, removal, place);
}

/** `jobs.set(id, job); setTimeout(async () => { await run(job); jobs.delete(id); })`: nobody else calls what the addition starts. */
function ofFailedCallback(level: Level, removal: Change): Verdict | undefined {
  const timer = functionAround(removal.node)?.parent;
  if (!isCall(timer) || !isTimeout(timer)) return undefined;
  const fn = functionAround(timer);
  const isStarted = level.additions.some(({ node }) => functionAround(node) === fn);
  const wait = isStarted ? waitBefore(level, removal.node) : undefined;
  return wait
    ? idle(`only success reaches it: line ${wait.loc.start.line} may fail before`, 'failures')
    : undefined;
}

/** An addition in the function of a place that comes before it, or that a loop around both brings back. */
function additionBefore({ additions }: Level, place: Node): Node | undefined {
  const fn = functionAround(place);
  return additions.find(
    ({ node }) =>
      (!fn || contains(fn, node)) &&
      (node.range[0] < place.range[1] ||
        [...ancestorsOf(node)].some(
          (ancestor) => LOOPS.has(ancestor.type) && contains(ancestor, place),
        )),
  )?.node;
}

/** Of a removal that some paths behind an addition miss. */
function ofMissedPaths(level: Level, removal: Change, place: Node): Verdict | undefined {
  const additions = additionsBefore(level, removal, place);
  const wait = waitBefore(level, removal.node);
  const exit = additions
    .flatMap((addition): readonly Exit[] => pairingOf(level, addition).exits)
    .find(({ how }) => how !== 'end');
  if (wait && (exit?.how === 'throw' || (ranging(level, removal) && place !== removal.node)))
    return idle(`only success reaches it: line ${wait.loc.start.line} may fail before`, 'failures');
  if (exit)
    return idle(
      exit.how === 'throw'
        ? `only success reaches it: line ${exit.at.loc.start.line} may fail before`
        : `a path to line ${exit.at.loc.start.line} does not reach it`,
      'failures',
    );
  return isOfNextWrite(level, removal, place)
    ? idle('the entry is removed only when somebody comes with the same key again')
    : undefined;
}

/** `if (isOff(id)) table.delete(id); else table.set(id, 1)`: the next call for a key decides, and none may come. */
function isOfNextWrite(level: Level, removal: Change, place: Node): boolean {
  return (
    place === removal.node &&
    removal.key !== undefined &&
    !testsAround(removal).some(
      (test) => isToldByCaller(level.source, test) || asksHowMany(level, test),
    ) &&
    level.additions.some(
      (addition) =>
        functionAround(addition.node) === functionAround(place) &&
        isInOtherBranch(addition.node, place) &&
        !isCountdown(level, addition) &&
        maySameKey(level, addition, removal),
    )
  );
}

/** The additions in the function of a place, and before it, whose entries a removal may take out there. */
function additionsBefore(level: Level, removal: Change, place: Node): readonly Change[] {
  const fn = functionAround(place);
  if (!fn) return [];
  return level.additions.filter(
    (addition) =>
      contains(fn, addition.node) &&
      addition.node.range[1] <= place.range[0] &&
      !isInOtherBranch(addition.node, place) &&
      !isCountdown(level, addition) &&
      maySameKey(level, addition, removal),
  );
}

/** Whether two nodes stand in branches of which one alone runs. */
function isInOtherBranch(a: Node, b: Node): boolean {
  for (const ancestor of ancestorsOf(a))
    if (contains(ancestor, b))
      return (
        ancestor.type === AST_NODE_TYPES.IfStatement ||
        ancestor.type === AST_NODE_TYPES.ConditionalExpression
      );
  return false;
}

function judgeHandler(level: Level, removal: Change, { places, runner }: Position): Verdict {
  const { name, handler } = runner;
  if (isSweeping(level, removal, places))
    return forAll('sweep', `the handler of \`${name}\` removes what is old`);
  return (handler && idleHandler(handler)) ?? unknown(`the handler of \`${name}\` decides`);
}
