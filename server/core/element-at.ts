/** The element at a place of a list that is known to have one. Throws RangeError where it has none: a mistake of ours. */
export function elementAt<Element>(list: readonly Element[], place: number): Element {
  const element = list[place];
  if (element === undefined) throw new RangeError(`There is no element at ${place} of ${list.length}`);
  return element;
}
