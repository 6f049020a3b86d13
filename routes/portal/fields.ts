import type { Bilingual } from '../../server/core/bilingual.js';
import type { FormValues, PageProblem } from './page.js';

/** What can be chosen: the value that is sent, and its label. */
export type Choices = Readonly<Record<string, Bilingual>>;

/** One field of a form, as it is declared. */
export interface Field {
  readonly name: string;
  readonly label: Bilingual;
  readonly kind:
    'text' | 'password' | 'tel' | 'digits' | 'money' | 'rate' | 'date' | 'select' | 'radio' | 'area' | 'box';
  readonly hint?: Bilingual;
  readonly choices?: Choices;
  readonly optional?: true;
  /** What an empty choice means, in place of a request to choose. */
  readonly empty?: Bilingual;
  readonly autocomplete?: string;
  readonly maxLength?: number;
}

/** A field with what was typed and what is wrong with it: all that its template needs. */
export interface FilledField extends Field {
  readonly id: string;
  readonly value: string;
  readonly problem: string | undefined;
}

/** The fields of a form with their values, and the problems that belong to them. */
export const fill = (
  fields: readonly Field[],
  values: FormValues,
  problem?: Pick<PageProblem, 'fields'>,
): FilledField[] =>
  fields.map((field) => ({
    ...field,
    id: `field-${field.name.replaceAll('.', '-')}`,
    value: values[field.name] ?? '',
    problem: problem?.fields.find((each) => each.field === field.name)?.message,
  }));

/** What a filter means that is left alone. */
export const ANY: Bilingual = { zh: '全部', en: 'All' };

export const YES_NO: Choices = { no: { zh: '否', en: 'No' }, yes: { zh: '是', en: 'Yes' } };
