/**
 * The command that a user is advised to run: with the options that this run was given.
 */
export interface Rerun {
  /** The program and its command. */
  readonly command: string;
  readonly options: readonly string[];
  readonly paths: readonly string[];
}

/** @param paths instead of those of the run */
export function commandLine({ command, options, paths: own }: Rerun, paths = own): string {
  // Behind an option that may take a value, a path would be one.
  const isOpen = (option: string, index: number) =>
    option === '--cache' && (options[index + 1] ?? '--').startsWith('--');
  const first = options.filter((option, index) => !isOpen(option, index));
  const last = options.filter(isOpen);
  return ['npx', command, ...[...first, ...paths, ...last].map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w./@=:,-]+$/u.test(word) ? word : JSON.stringify(word);
}
