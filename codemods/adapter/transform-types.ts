/**
 * What a codemod is to those who import it: a jscodeshift transform.
 */
import type { LeakproofSettings } from '../../analysis/project/settings.ts';

/** What jscodeshift hands to a transform; its own types fit these. */
export interface FileInfo {
  path: string;
  source: string;
}

export interface TransformApi {
  /** Absent in jscodeshift's test utilities. */
  report?: (message: string) => void;
  stats: (name: string, quantity?: number) => void;
}

export interface TransformOptions {
  /** Path of the agents module, relative to the working directory. */
  agentsModule?: string;
  /** `settings.leakproof` of the ESLint config. */
  settings?: LeakproofSettings;
  /** jscodeshift's own: write nothing. */
  dry?: boolean;
  /** The codemod's own options, which are those of its rule. */
  [option: string]: unknown;
}

/** A jscodeshift transform: the new source, or undefined if nothing changes. */
export type Transform = (
  file: FileInfo,
  api: TransformApi,
  options: TransformOptions,
) => string | undefined;
