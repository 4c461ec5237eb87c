import type { PlannedModule } from '../../../adapter/transform.ts';
import type { FileResult } from '../../judge/file-result.ts';
import type { Rerun } from '../../program/rerun.ts';
import type { Report } from '../report.ts';

/** What a run came to, for any format to show. */
export interface Outcome {
  readonly report: Report;
  /** `report` judges alone; the others are a codemod's: what it wrote, or would write. */
  readonly mode: 'report' | 'check' | 'dry' | 'write';
  /** The codemod's name, or `all`; absent for a report. */
  readonly codemod?: string;
  readonly results: readonly FileResult[];
  /** How many source files were judged. */
  readonly judged: number;
  /** Whether sites that are no findings are listed, too. */
  readonly isVerbose: boolean;
  /** What to run to have the findings fixed. */
  readonly again: Rerun;
  /** The agents modules that changed files import and that did not exist before. */
  readonly newModules: readonly PlannedModule[];
}
