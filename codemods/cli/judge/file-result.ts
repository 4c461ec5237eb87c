/**
 * What goes to a worker and comes back: plain data.
 */
import type { Mention } from '../../../analysis/finders/text-matches.ts';
import type { ProjectNote } from '../../../analysis/modules/project-note.ts';
import type { LeakproofSettings } from '../../../analysis/project/settings.ts';
import type { TransformOptions } from '../../adapter/transform-types.ts';
import type { PlannedModule } from '../../adapter/transform.ts';
import type { SuppressedCounts } from '../select/suppressions.ts';
import type { ReportedSite } from './reported-site.ts';
import type { SourceDetail } from './source-detail.ts';

export interface FileJob {
  /** Absolute path. */
  readonly file: string;
  /** The file's text, where it is not what stands on the disk. */
  readonly text?: string;
  /** What to run, in order, each with the options of its rule. */
  readonly codemods: readonly { readonly name: string; readonly options: TransformOptions }[];
  /** Whether each codemod works on what the one before it left; otherwise each judges the file as it is. */
  readonly chain: boolean;
  /** Whether each fix is checked by the rule: of what nobody is to see or to keep, that would be for nothing. */
  readonly checked: boolean;
  /** How many findings of a rule, by its name, are recorded to be fixed later; set if there are some, and they count. */
  readonly suppressed?: SuppressedCounts;
  readonly settings: LeakproofSettings;
  readonly agentsModule: string | undefined;
  /** Whether the ESLint config lints the file with types. */
  readonly typed: boolean;
  /** The folder that the report's paths are relative to. */
  readonly root: string;
  /** Whether the file's text matches are wanted. */
  readonly explain: boolean;
  /** Whether the code behind the sites is wanted. */
  readonly detailed: boolean;
}

export interface FileResult {
  readonly file: string;
  readonly sites: readonly ReportedSite[];
  readonly mentions: readonly Mention[];
  readonly matchedSites: number;
  /** Set if it was asked for, and the file has sites. */
  readonly detail?: SourceDetail;
  /** Set if the file changes. */
  readonly change?: {
    readonly before: string;
    readonly after: string;
    /** What stands before, between and behind the changed statements; set if the text is to be kept. */
    readonly kept?: readonly string[];
    /** Set if Prettier is configured for the file, but had not formatted it before. */
    readonly isUnformatted?: true;
  };
  readonly planned: readonly PlannedModule[];
  /** The packages that the changed file imports and that its `package.json` does not name. */
  readonly missingDependencies: readonly string[];
  /** What the process that judged the file could not use of other files. */
  readonly notes: readonly ProjectNote[];
  /** Why the file was left alone, with `line:column` in front where it is known. */
  readonly error?: string;
}
