/**
 * What an inspection of a file is, and a finder. Types only.
 */
import type { Finding, Site } from '../findings/finding.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { ProjectFacts } from './project-queries.ts';

/** Every site of one file with its verdict. Pure: the same arguments give the same sites. */
export type Inspector<O> = (source: SourceCode, project: ProjectFacts, options: O) => Site[];

/** The findings of one file: what the rule reports and the codemod fixes. */
export type Finder<O> = (source: SourceCode, project: ProjectFacts, options: O) => Finding[];
