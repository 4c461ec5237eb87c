/** Nothing to do, or all done. */
export const DONE = 0;
/** `--check` found something, or something was refused. */
export const LEFT = 1;
/** Wrong use, a path that cannot be read, a file that does not parse, a fault of ours. */
export const FAULT = 2;
