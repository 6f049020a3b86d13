/** The address within this portal that a request names to go on with, or else another one: never another host. */
export function safePath(wanted: string | undefined, otherwise = '/'): string {
  if (wanted === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted)) return otherwise;
  return wanted;
}
