/**
 * A table of paths and counts that fits the terminal.
 */

/** Columns where nobody tells the width. */
const WIDTH = 80;
const GAP = 2;

export interface TableRow {
  readonly path: string;
  /** One for each column of the head; nothing is shown for 0. */
  readonly counts: readonly number[];
}

/**
 * @param rows the head is the names of the columns, the first that of the paths
 * @param width in columns; a path that does not fit beside the counts has a line of its own above them
 */
export function countTable(
  head: readonly string[],
  rows: readonly TableRow[],
  width = WIDTH,
): string[] {
  const [title, ...names] = head as [string, ...string[]];
  const cells = rows.map(({ counts }) => counts.map((count) => (count === 0 ? '' : String(count))));
  const widths = names.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]!.length)),
  );
  const room = width - widths.reduce((sum, each) => sum + each + GAP, 0);
  const fitting = rows.map(({ path }) => path.length).filter((length) => length <= room);
  const left = Math.max(title.length, ...fitting);
  const line = (first: string, row: readonly string[]) =>
    [first.padEnd(left), ...row.map((cell, column) => cell.padStart(widths[column]!))]
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    line(title, names),
    ...rows.flatMap(({ path }, index) =>
      path.length > left ? [path, line('', cells[index]!)] : [line(path, cells[index]!)],
    ),
  ];
}
