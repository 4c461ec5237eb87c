/** The line and column that the error of a file which cannot be parsed names, 1-based. */
export function placeOfError(error: string): { line: string; column: string } | undefined {
  const [, line, column] = /^(?:cannot be parsed: )?(\d+):(\d+) /u.exec(error) ?? [];
  return line === undefined ? undefined : { line, column: column! };
}
