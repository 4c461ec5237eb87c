/**
 * What a case expects of the analysis, the same in every host.
 */
import { expect } from 'vitest';
import { changesOf, type Changes } from '../../analysis/collections/changes.ts';
import { collectionsOf } from '../../analysis/collections/collections.ts';
import type { RemovalClass } from '../../analysis/collections/collection-queries.ts';
import { boundOf, classOf } from '../../analysis/collections/removals/classify.ts';
import type { Level } from '../../analysis/collections/removals/level.ts';
import { usesOf } from '../../analysis/collections/uses.ts';
import { keyOrigin } from '../../analysis/keys/key-origin.ts';
import type { KeyOrigin } from '../../analysis/keys/key-queries.ts';
import { NO_PROJECT } from '../../analysis/project/no-project.ts';
import type { SourceCode } from '../../analysis/source/source-code.ts';
import { facts, forEachHost, subjectOf, type Language } from './hosts.ts';

/** What adds to the entries of the first collection, and takes them out. */
function firstLevel(source: SourceCode): Level {
  const [collection] = collectionsOf(source, ['map', 'set']);
  const uses = usesOf(source, collection!);
  const { additions, removals } = changesOf(source, collection!, uses);
  const ofEntries = (changes: Changes['additions']) => changes.filter(({ level }) => level === 0);
  return {
    source,
    project: facts(),
    uses,
    depth: 0,
    additions: ofEntries(additions),
    removals: ofEntries(removals),
  };
}

/** The class of the first removal from the first collection, and whether it is for all additions. */
export function expectRemoval(
  code: string,
  kind: RemovalClass,
  { why = '', isForAll }: { readonly why?: string; readonly isForAll?: boolean } = {},
): void {
  forEachHost(code, (source, host) => {
    const level = firstLevel(source);
    const verdict = classOf(level, level.removals[0]!);
    expect(verdict.class, `${host}: ${verdict.why}`).toBe(kind);
    expect(verdict.why, host).toContain(why);
    if (isForAll !== undefined) expect(verdict.isForAll, host).toBe(isForAll);
  });
}

/** What bounds each addition to the first collection by itself; `none` if nothing does. */
export function expectBounds(code: string, kinds: readonly (RemovalClass | 'none')[]): void {
  forEachHost(code, (source, host) => {
    const level = firstLevel(source);
    const found = level.additions.map((addition) => boundOf(level, addition)?.class ?? 'none');
    expect(found, host).toEqual(kinds);
  });
}

/** What the key in `use(key)` is from, the same in every host. */
export function expectOrigin(
  code: string,
  kind: KeyOrigin['kind'],
  text = '',
  language: Language = 'js',
): void {
  forEachHost(
    code,
    (source, host) => {
      const origin = keyOrigin(source, subjectOf(source), NO_PROJECT);
      expect(origin.kind, `${host}: ${origin.text}`).toBe(kind);
      expect(origin.text, host).toContain(text);
    },
    language,
  );
}
