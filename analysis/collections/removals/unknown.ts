/**
 * Removals that code decides which cannot be seen.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode } from '../../source/source-code.ts';
import { isRequestLike, type Handler } from '../../lifetime/callback-roles.ts';
import type { CallFrequency } from '../../lifetime/lifetime-queries.ts';
import { runnerText } from '../../lifetime/lifetime-queries.ts';
import { nodeKeyOf } from '../../syntax/node-keys.ts';
import { isMember, isTestName } from '../../lifetime/function-forms.ts';
import { isKeySource } from '../../vocabulary/key-sources.ts';
import { setsUp } from '../../vocabulary/lifecycle-names.ts';
import {
  handlesMessages,
  isStopName,
  removesOnDemand,
  tellsEnd,
  tellsFailure,
} from '../../vocabulary/removal-words.ts';
import type { Change } from '../changes.ts';
import { isCache } from './opportunistic.ts';
import { ranging } from './keys.ts';
import type { Level } from './level.ts';
import { isEndOf } from './endings.ts';
import type { Runner } from './runner.ts';
import { positionsOf } from './runners.ts';
import { isSweeping } from './sweep.ts';
import { best, idle, type Verdict } from './verdict.ts';

/** A removal in a function that other files can call, and what they are seen to do. */
interface ExportedRemoval {
  readonly level: Level;
  readonly removal: Change;
  readonly fn: FunctionNode;
  readonly name: string;
  readonly range: ReturnType<typeof ranging>;
  /** The runs of the function that are not of tests. */
  readonly production: readonly CallFrequency[];
  readonly runs: readonly CallFrequency[];
  readonly isComplete: boolean;
  /** Who runs what adds, in other files. */
  readonly adding: readonly CallFrequency[];
  /** What the runs tell by who runs them. */
  readonly seen: readonly Verdict[];
}

/** What becomes of a removal that other files run, by what they are seen to do. */
export function judgeExported(level: Level, removal: Change, { fn, name }: Runner): Verdict {
  if (isTestName(name)) return idle(`it is called by tests, as the name of \`${name}\` says`);
  if (isKeySource(name, 'export')) return idle(`it waits for a client to call \`${name}\``);
  const exported = exportedRemoval(level, removal, { fn: fn!, name });
  return (
    exported.seen.find(({ class: kind }) => kind === 'sweep' || kind === 'end-event') ??
    ofStop(exported) ??
    ofStart(exported) ??
    ofNobody(exported) ??
    ofFewRuns(exported) ??
    ofMessages(exported) ??
    ofRequests(exported) ??
    ofName(exported) ?? {
      class: 'unknown',
      why: `other files decide when \`${name}\` runs`,
      isForAll: true,
    }
  );
}

/** The same of a function that is passed to one of another file, which runs it; undefined if not all of that is seen. */
export function judgeHanded(level: Level, removal: Change, { to }: Runner): Verdict | undefined {
  const { runs, isComplete } = level.project.runsWhereHanded(to!);
  const production = runs.filter(({ kind }) => kind !== 'test');
  const [first] = production;
  if (!isComplete || !first) return undefined;
  if (production.every(({ kind }) => kind === 'once'))
    return idle(`it runs once, by ${runnerText(first)}`);
  const isOfAll = ranging(level, removal) === 'all' || isSweeping(level, removal);
  const verdicts = production.map(
    (run) => judgeRun(run, isOfAll) ?? (run.handler && idleHandler(run.handler)),
  );
  return verdicts.includes(undefined) ? undefined : best(verdicts.flatMap((found) => found ?? []));
}

function exportedRemoval(
  level: Level,
  removal: Change,
  { fn, name }: { readonly fn: FunctionNode; readonly name: string },
): ExportedRemoval {
  const range = ranging(level, removal);
  const { runs, isComplete } = level.project.runsElsewhere(nodeKeyOf(level.source, fn), []);
  const isOfAll = range === 'all' || isSweeping(level, removal);
  // What the same handler runs that adds may well be its counterpart.
  const adding = runsOfAdditions(level);
  const seen = runs
    .filter((run) => !adding.some((other) => runnerText(other) === runnerText(run)))
    .flatMap((run) => judgeRun(run, isOfAll) ?? []);
  const production = runs.filter(({ kind }) => kind !== 'test');
  return { level, removal, fn, name, range, production, runs, isComplete, adding, seen };
}

function ofStop({ range, name, production }: ExportedRemoval): Verdict | undefined {
  return range !== undefined && isStopName(name) && production.every(isNotOften)
    ? idle(`\`${name}\` runs as the process, or what has the collection, stops`)
    : undefined;
}

function ofStart({ range, name, production }: ExportedRemoval): Verdict | undefined {
  return range === 'all' && setsUp(name) && production.every(isNotOften)
    ? idle(`\`${name}\` sets up what has the collection`)
    : undefined;
}

const isNotOften = ({ kind, isAssumed }: CallFrequency) => kind !== 'often' || isAssumed === true;

/** An instance may go where nobody follows; where its other methods are seen to be called, this one would be. */
function ofNobody({
  fn,
  name,
  production,
  runs,
  isComplete,
  adding,
}: ExportedRemoval): Verdict | undefined {
  const isFollowed = !isMember(fn) || adding.some(({ kind }) => kind !== 'test');
  if (production.length > 0 || !isFollowed || !isComplete) return undefined;
  const [test] = runs;
  if (test) return idle(`\`${name}\` is called by ${runnerText(test)} alone`);
  return isMember(fn) ? undefined : idle(`nobody in the project calls \`${name}\``, 'calls');
}

function ofFewRuns({ production, isComplete, seen }: ExportedRemoval): Verdict | undefined {
  const [first] = production;
  if (!first || !isComplete) return undefined;
  if (production.every(({ kind }) => kind === 'once'))
    return idle(`it runs once, by ${runnerText(first)}`);
  return seen.length === production.length ? seen[0] : undefined;
}

/** A removal by the key of a message, in a function that handles messages by its name. */
function ofMessages({ name, range }: ExportedRemoval): Verdict | undefined {
  return range === undefined && handlesMessages(name) ? silentPeer(name) : undefined;
}

function ofName({ level, removal, name, range, production }: ExportedRemoval): Verdict | undefined {
  if (range === undefined && production.length === 0 && tellsFailure(name))
    return idle(`\`${name}\` removes an entry only after a failure`);
  if (isSweeping(level, removal) && production.some(({ kind }) => kind === 'often'))
    return {
      class: 'sweep',
      why: `\`${name}\` removes all old entries each time it runs`,
      isForAll: true,
    };
  // Hooks of a data base may empty a cache as often as something changes.
  const isEmptied = range === 'all' && production.length > 0;
  return (isCache(level) && !isEmptied) || (production.length === 0 && removesOnDemand(name))
    ? idle(`\`${name}\` removes an entry only when a caller asks for that`)
    : undefined;
}

/** Who runs in other files what adds. */
function runsOfAdditions(level: Level): readonly CallFrequency[] {
  return level.additions.flatMap(({ node }) =>
    positionsOf(level.source, node).flatMap(({ runner }) =>
      runner.kind === 'exported' && runner.fn
        ? level.project.runsElsewhere(nodeKeyOf(level.source, runner.fn), []).runs
        : [],
    ),
  );
}

/**
 * What a run of another file tells by who runs it; undefined if that decides nothing.
 * @param isOfAll whether it removes all that is old, or all: what a timer removes by its key is but one of many
 */
function judgeRun(run: CallFrequency, isOfAll: boolean): Verdict | undefined {
  if (run.kind !== 'often') return undefined;
  if (run.role === 'timer')
    return isOfAll
      ? { class: 'sweep', why: `${runnerText(run)} runs it`, isForAll: true }
      : undefined;
  const { handler } = run;
  if (!handler) return undefined;
  if (handler.event !== undefined && isEndOf(handler.event))
    return { class: 'end-event', why: `${runnerText(run)} runs it`, isForAll: true };
  return handler.waitsFor === 'requests'
    ? idle(`it waits for somebody to call ${runnerText(run)}, or another of its callers`)
    : undefined;
}

/** Why a handler does not bound; undefined if that is not to be told. */
export function idleHandler({ name, waitsFor }: Handler): Verdict | undefined {
  if (waitsFor === 'requests') return idle(`it waits for a client to call \`${name}\``);
  return waitsFor === 'messages' ? silentPeer(name) : undefined;
}

/** A removal by a key, in a function that takes a request and its answer: `handleRedirect(req, res)`. */
function ofRequests({ level, fn, name, range }: ExportedRemoval): Verdict | undefined {
  const [first, second] = fn.params;
  const takesBoth =
    first?.type === AST_NODE_TYPES.Identifier &&
    second?.type === AST_NODE_TYPES.Identifier &&
    isRequestLike(level.source, first) &&
    /^_?(?:h|next|reply|res|response)$/u.test(second.name);
  return range === undefined && takesBoth && !tellsEnd(name)
    ? idle(`it waits for a client to call \`${name}\``, 'vanished clients')
    : undefined;
}

function silentPeer(name: string): Verdict {
  return idle(`it waits for a message that a peer may never send (\`${name}\`)`, 'silent peers');
}
