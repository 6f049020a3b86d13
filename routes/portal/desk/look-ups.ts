import type { Context } from '../../../server/context.js';
import { findAllOrganisations, findInstitutions } from '../../../server/organisations/find-organisations.js';
import { findColleagues } from '../../../server/users/find-colleagues.js';
import type { Choices } from '../fields.js';
import type { Lookup } from './work-kind.js';

/** Which fields are chosen from a list, by their names: one that is looked up, or one that is known. */
export interface ChoiceSources {
  readonly lookups?: Readonly<Record<string, Lookup>>;
  readonly choices?: Readonly<Record<string, Choices>>;
}

/** What can be chosen in the fields of a form or a filter, by their names. */
export async function choicesFrom(
  context: Context,
  { lookups = {}, choices = {} }: ChoiceSources,
): Promise<Readonly<Record<string, Choices>>> {
  if (Object.keys(lookups).length === 0) return choices;
  const lists = {
    ...(await findInstitutions()),
    organisations: await findAllOrganisations(),
    colleagues: await findColleagues(context),
  };
  const choicesIn = (list: Lookup): Choices =>
    Object.fromEntries(lists[list].map(({ id, name }) => [String(id), { zh: name, en: name }]));
  return {
    ...choices,
    ...Object.fromEntries(Object.entries(lookups).map(([name, list]) => [name, choicesIn(list)])),
  };
}
