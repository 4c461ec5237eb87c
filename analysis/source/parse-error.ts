/** The file does not parse. `line` and `column` are 1-based where the parser gave them. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, line?: number, column?: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}
