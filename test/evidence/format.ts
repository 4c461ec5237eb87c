/**
 * How docs/evidence.md writes figures and tables.
 */

/** `1,234`; with one digit behind the point where that is all there is. */
export function count(value: number): string {
  return Math.abs(value) < 10 && !Number.isInteger(value)
    ? value.toFixed(2)
    : Math.round(value).toLocaleString('en');
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}

/** `3.8 MB` */
export const inMegabytes = (bytes: number): string => `${megabytes(bytes).toFixed(1)} MB`;

/** `103 KB` */
export const inKilobytes = (bytes: number): string =>
  `${Math.round(bytes / 1_000).toLocaleString('en')} KB`;

/** A table in Markdown. Columns of figures, with their unit, stand at the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumeric = header.map(
    (_, column) => column > 0 && rows.every((row) => /^-?[\d,.]+(?: \S+)?$/u.test(row[column]!)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(header),
    `|${isNumeric.map((right) => (right ? '---:' : '---')).join('|')}|`,
    ...rows.map(line),
  ].join('\n');
}
