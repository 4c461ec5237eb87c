/**
 * What went wrong with a file of the project. Types only.
 */

/** What went wrong in looking at other files, without stopping anything. */
export interface ProjectNote {
  /** Absolute path of the file that could not be used. */
  readonly file: string;
  /** What is wrong with it, and what is not known for that. */
  readonly reason: string;
}
