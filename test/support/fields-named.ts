/** The fields that a problem names, in its order. */
export function fieldsNamed(problem: unknown): string[] {
  return (problem as { errors: { field: string }[] }).errors.map(({ field }) => field);
}
