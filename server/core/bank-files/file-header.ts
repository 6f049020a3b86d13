/** The columns of a kind of bank file, by their Chinese headers. */
export interface FileColumns<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
}

/** Where each column stands in a file. */
export interface FileHeader<Column extends string> {
  readonly positions: ReadonlyMap<Column, number>;
  /** The cells of the header; a row has as many. */
  readonly cells: readonly string[];
  /** Columns that mean nothing here: reported and ignored. */
  readonly unknown: readonly string[];
  /** Required columns that are not there: the file is refused. */
  readonly missing: readonly Column[];
  /** Columns that stand there more than once: the file is refused. */
  readonly repeated: readonly Column[];
}

/** Finds the columns of a kind in a header row, in whatever order they stand. */
export function readFileHeader<Column extends string>(
  columns: FileColumns<Column>,
  cells: readonly string[],
): FileHeader<Column> {
  const known = new Map([...columns.required, ...columns.optional].map((name) => [normalised(name), name]));
  const positions = new Map<Column, number>();
  const unknown: string[] = [];
  const repeated: Column[] = [];
  for (const [position, cell] of cells.entries()) {
    const column = known.get(normalised(cell));
    if (column === undefined) unknown.push(cell.trim());
    else if (positions.has(column)) repeated.push(column);
    else positions.set(column, position);
  }
  const missing = columns.required.filter((column) => !positions.has(column));
  return { positions, cells, unknown, missing, repeated };
}

/** Full-width parentheses are what an input method makes of 年利率(%). */
function normalised(header: string): string {
  return header.trim().replaceAll('\uff08', '(').replaceAll('\uff09', ')').replaceAll('\uff05', '%');
}
