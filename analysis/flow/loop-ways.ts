/**
 * The ways out of a loop, by those out of one of its rounds.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import type { Loop } from './loops.ts';
import { leaving, only, union, type Way, type Ways } from './ways.ts';

/**
 * The ways out of a loop from before its first round, which may be none.
 * @param round the ways out of one round
 */
export function roundsOf(loop: Loop, round: Ways): Ways {
  return behindRounds(
    loop,
    round,
    loop.type !== AST_NODE_TYPES.DoWhileStatement || isNext(loop, round),
  );
}

/** The same from a round that is under way: another may follow. */
export function behindRound(loop: Loop, ways: Ways, next: () => Ways): Ways {
  return isNext(loop, ways)
    ? behindRounds(loop, union(ways, next()), true)
    : behindRounds(loop, ways, false);
}

function behindRounds(loop: Loop, rounds: Ways, isOver: boolean): Ways {
  const next = nextOf(loop);
  const jumps = new Map([...rounds].filter(([way]) => !next.includes(way)));
  const ways = isOver && !isEndless(loop) ? union(jumps, only('on', loop)) : jumps;
  return leaving(ways, '');
}

function isNext(loop: Loop, ways: Ways): boolean {
  return nextOf(loop).some((way) => ways.has(way));
}

/** The ways that lead from one round of a loop to the next. */
function nextOf(loop: Loop): Way[] {
  const next: Way[] = ['on', 'continue '];
  for (
    let outer: Node = loop.parent;
    outer.type === AST_NODE_TYPES.LabeledStatement;
    outer = outer.parent
  )
    next.push(`continue ${outer.label.name}`);
  return next;
}

/** `while (true)`, `for (;;)` */
function isEndless(loop: Loop): boolean {
  if (loop.type === AST_NODE_TYPES.ForStatement) return !loop.test;
  return 'test' in loop && loop.test.type === AST_NODE_TYPES.Literal && Boolean(loop.test.value);
}
