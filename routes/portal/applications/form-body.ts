import type { ApplicationForm } from '../../../server/applications/application-form.js';
import { presentForm, readForm } from '../../api/applications/form.js';
import { formSchema } from '../../api/applications/form-schema.js';
import { validate } from '../../middleware/validate.js';
import { YES_NO, type Field } from '../fields.js';
import type { FormValues } from '../page.js';
import type { Group, Step } from './steps.js';

type Tree = { [name: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** A form as names and texts, as a page holds them: `partners.0.name`. */
export function flatten(form: ApplicationForm): FormValues {
  const flat: Record<string, string> = {};
  const visit = (value: unknown, path: string): void => {
    if (isTree(value)) {
      for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`);
    } else if (typeof value === 'boolean') flat[path] = value ? 'yes' : 'no';
    else if (typeof value === 'string' || typeof value === 'number') flat[path] = String(value);
  };
  visit(presentForm(form), '');
  return flat;
}

/** As many as the largest group of the form takes. */
const MOST_ENTRIES = 500;

/** How many entries of a group values hold, gaps counted. */
export function entriesOf({ name }: Group, values: FormValues): number {
  const places = Object.keys(values)
    .filter((path) => path.startsWith(`${name}.`))
    .map((path) => Number(path.slice(name.length + 1).split('.')[0]));
  const last = Math.max(-1, ...places.filter((place) => Number.isSafeInteger(place)));
  return Math.min(last + 1, MOST_ENTRIES);
}

/** The fields of one entry of a group, with its place in their names. */
export const fieldsAt = (group: Group, place: number): Field[] =>
  group.fields.map((field) => ({ ...field, name: `${group.name}.${place}.${field.name}` }));

/**
 * The whole form after one of its pages was sent: what the page holds replaces what was there, empty fields are taken out, and all
 * other pages stay. Fails: malformed, with the names of the fields on the page.
 */
export function readStep(form: ApplicationForm, step: Step, values: FormValues): ApplicationForm {
  const tree = structuredClone(presentForm(form)) as Tree;
  for (const field of step.fields) put(tree, field.name.split('.'), valueOf(field, values));
  for (const group of step.groups) {
    put(tree, group.name.split('.'), readGroup(group, values));
  }
  return readForm(validate(formSchema, withoutEmpty(tree) as object, true));
}

function readGroup(group: Group, values: FormValues): Tree[] | undefined {
  const entries: Tree[] = [];
  for (let place = 0; place < entriesOf(group, values); place += 1) {
    const entry: Tree = {};
    for (const field of group.fields) {
      put(entry, field.name.split('.'), valueOf(field, values, `${group.name}.${place}.${field.name}`));
    }
    if (Object.keys(withoutEmpty(entry) as Tree).length > 0) entries.push(entry);
  }
  return entries.length > 0 ? entries : undefined;
}

function valueOf({ name, choices }: Field, values: FormValues, path = name): unknown {
  const text = values[path] ?? '';
  if (text === '') return undefined;
  return choices === YES_NO ? text === 'yes' : text;
}

function put(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === undefined) delete tree[name];
    else tree[name] = value;
    return;
  }
  const inner = isTree(tree[name]) ? tree[name] : {};
  tree[name] = inner;
  put(inner, rest, value);
}

/** Objects of which nothing is left are left out themselves. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isTree(value)) return value;
  const kept = Object.entries(value)
    .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
    .filter(([, inner]) => !(isTree(inner) && Object.keys(inner).length === 0));
  return Object.fromEntries(kept);
}
