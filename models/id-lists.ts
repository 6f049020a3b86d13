/** More values than this in one list gain nothing, and from some 16,000 on MariaDB reads the whole table instead of looking each up. */
const LONGEST_LIST = 4096;

/** Cuts what a statement would look up into lists that a database still looks up one by one. */
export function* listsOf<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let from = 0; from < values.length; from += LONGEST_LIST)
    yield values.slice(from, from + LONGEST_LIST);
}
