/**
 * What is known of a collection in a file at one level, its entries or the values in them: what adds, what takes out.
 */
import type { SourceCode } from '../../source/source-code.ts';
import type { Changes } from '../changes.ts';
import type { CollectionQueries } from '../collection-queries.ts';
import type { Uses } from '../uses.ts';

export interface Level extends Changes {
  readonly source: SourceCode;
  readonly project: CollectionQueries;
  readonly uses: Uses;
  /** 0 for the entries, 1 for what is inside their values. */
  readonly depth: number;
  /** Of what is inside values: what takes out the entries, and their values with them. */
  readonly outer?: Changes['removals'];
}
