/**
 * What a `tsconfig.json` compiles. Types only.
 */

/** What a `tsconfig.json` compiles, and where to. */
export interface ConfigInputs {
  /** Absolute path of the folder that every file must be in, or the output is laid out otherwise; undefined if any may be. */
  readonly base: string | undefined;
  readonly isComposite: boolean;
  /** Whether what is compiled is written to a folder of its own. */
  readonly isEmittedElsewhere: boolean;
  /** Whether it compiles a file. */
  has(file: string): boolean;
  /** Whether it compiles whatever file is added to a folder. */
  lists(folder: string): boolean;
}
