/**
 * What a case expects of the analysis, the same in every host.
 */
import { expect } from 'vitest';
import { changesOf, type Changes } from '../../analysis/collections/changes.ts';
import { collectionsOf } from '../../analysis/collections/collections.ts';
import { judgeEviction, type Eviction } from '../../analysis/collections/eviction.ts';
import { isSizeGuarded } from '../../analysis/collections/size-guards.ts';
import { usesOf, type Uses } from '../../analysis/collections/uses.ts';
import { keyOrigin } from '../../analysis/keys/key-origin.ts';
import type { KeyOrigin } from '../../analysis/keys/key-queries.ts';
import { NO_PROJECT } from '../../analysis/project/no-project.ts';
import type { SourceCode } from '../../analysis/source/source-code.ts';
import { facts, forEachHost, subjectOf, type Language } from './hosts.ts';

function firstCollection(source: SourceCode): { uses: Uses; changes: Changes } {
  const [collection] = collectionsOf(source, ['map', 'set']);
  const uses = usesOf(source, collection!);
  return { uses, changes: changesOf(source, collection!, uses) };
}

/** What the first removal from the first collection is worth. */
export function expectEviction(code: string, kind: Eviction['kind'], why = ''): void {
  forEachHost(code, (source, host) => {
    const { uses, changes } = firstCollection(source);
    const eviction = judgeEviction(source, changes.removals[0]!, { uses, ...changes }, facts());
    expect(eviction.kind, `${host}: ${eviction.why}`).toBe(kind);
    expect(eviction.why, host).toContain(why);
  });
}

/** Whether a look at the size bounds the first collection: the answers of all hosts, each once. */
export function isGuarded(code: string): boolean[] {
  const answers = new Set<boolean>();
  forEachHost(code, (source) => {
    const { uses, changes } = firstCollection(source);
    answers.add(isSizeGuarded(source, 0, { uses, ...changes }));
  });
  return [...answers];
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
