/** A row of a file, whatever its format. */
export interface ParsedRow {
  /** The first row of the file is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}
