/**
 * What a table of names looks like. A table is data: what the names mean is in its rows, and the rules ask by the small
 * functions beside each table. `docs/vocabulary.md` is generated from the tables.
 */

export interface Row {
  readonly name: string;
  /** Why the name is in the table: a library and its version, a case, a measurement. */
  readonly why?: string;
  /** How often the name occurs in the code of the eight labelled repositories (`scripts/count-names.js`). */
  readonly seen?: number;
}

export interface Table<R extends Row = Row> {
  readonly title: string;
  /** What the table decides, for a reader who disputes a name. */
  readonly decides: string;
  /** The rules whose finder leads to its file by imports, and asks it. Sorted. */
  readonly rules: readonly string[];
  /** Where the rows come from, unless a row says otherwise. */
  readonly source: string;
  /** What the columns mean, by their keys. */
  readonly columns: Readonly<Record<string, string>>;
  /** Sorted by name. */
  readonly rows: readonly R[];
}

/** The rows by their names. */
export function byName<R extends Row>({ rows }: Table<R>): ReadonlyMap<string, R> {
  return new Map(rows.map((row) => [row.name, row]));
}

/** The names of the rows that something holds for. */
export function namesWhere<R extends Row>(
  { rows }: Table<R>,
  holds: (row: R) => boolean,
): ReadonlySet<string> {
  return new Set(rows.filter(holds).map(({ name }) => name));
}

/**
 * The names as alternatives of a regular expression.
 * @param wildcard what `*` in a name stands for; any letters and digits, unless something else is given
 */
export function alternatives<R extends Row>(
  { rows }: Table<R>,
  holds: (row: R) => boolean = () => true,
  wildcard = String.raw`\w*`,
): string {
  return rows
    .filter(holds)
    .map(({ name }) => name.replaceAll('.', '\\.').replaceAll('*', wildcard))
    .join('|');
}
