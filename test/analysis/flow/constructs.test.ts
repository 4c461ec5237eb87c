/**
 * What the flow of values follows, a row a construct: does what `source()` gives arrive at `sink(…)`, and is `source()` among
 * what flows into the argument of `sink`? The table in docs/value-flow.md is made of these rows.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { valueFlow } from '../../../analysis/flow/build-call-graph.ts';
import { evaluate } from '../../../analysis/flow/evaluate.ts';
import { Tracker } from '../../../analysis/flow/track.ts';
import type { Node, SourceCode } from '../../../analysis/source/source-code.ts';
import { callStarting, forEachHost } from '../../harness/hosts.ts';
import { CONSTRUCTS, constructTable, type ConstructCase } from './constructs.ts';

function sinkOf(source: SourceCode): Node {
  return callStarting(source, 'sink(').arguments[0]!;
}

function arrivesForward(source: SourceCode): boolean {
  const sink = sinkOf(source);
  let arrives = false;
  const tracker = new Tracker<true>(valueFlow(source), { key: () => '' }, (node, { path }) => {
    if (node === sink && path.length === 0) arrives = true;
  });
  tracker.seed(callStarting(source, 'source('), true);
  tracker.run();
  return arrives;
}

function isFoundBackward(source: SourceCode): boolean {
  const seed = callStarting(source, 'source(');
  return evaluate<boolean>(valueFlow(source), sinkOf(source), {
    leaf: (node, path) => node === seed && path.length === 0,
    join: (answers) => answers.some(Boolean),
    unknown: false,
  });
}

function check({ code, language = 'js', isFollowed = true }: ConstructCase): void {
  forEachHost(
    code,
    (source, host) => {
      expect({ forward: arrivesForward(source), backward: isFoundBackward(source) }, host).toEqual({
        forward: isFollowed,
        backward: isFollowed,
      });
    },
    language,
  );
}

describe('a value is followed', () => {
  it.each(CONSTRUCTS.filter(({ isFollowed = true }) => isFollowed))('$construct', (row) => {
    check(row);
  });
});

describe('a value does not come', () => {
  it.each(CONSTRUCTS.filter(({ isFollowed = true }) => !isFollowed))('$construct', (row) => {
    check(row);
  });
});

describe('the table', () => {
  it('is in docs/value-flow.md', () => {
    const page = readFileSync(new URL('../../../docs/value-flow.md', import.meta.url), 'utf8');
    expect(page).toContain(constructTable());
  });

  it('has no construct twice', () => {
    const names = CONSTRUCTS.map(({ construct }) => construct);
    expect(new Set(names).size).toBe(names.length);
  });
});
