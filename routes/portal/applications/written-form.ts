import type { ApplicationView } from '../../../server/applications/find-application.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import type { Field } from '../fields.js';
import type { FormValues } from '../page.js';
import { grouped } from '../words.js';
import { entriesOf, fieldsAt, flatten } from './form-body.js';
import type { Step } from './steps.js';

/** One page of a form as it was written, to be read over before it is sent. */
export interface WrittenStep {
  readonly code: string;
  readonly title: Bilingual;
  readonly lines: readonly { readonly label: Bilingual; readonly text: Bilingual }[];
}

const same = (text: string): Bilingual => ({ zh: text, en: text });

function textOf({ kind, choices }: Field, value: string): Bilingual {
  const chosen = choices?.[value];
  if (chosen) return chosen;
  return kind === 'money' && /^\d+\.\d{2}$/.test(value)
    ? { zh: `${grouped(value)} 元`, en: `¥${grouped(value)}` }
    : same(value);
}

const linesOf = (fields: readonly Field[], values: FormValues, before?: Bilingual): WrittenStep['lines'] =>
  fields.flatMap((field) => {
    const value = values[field.name] ?? '';
    if (value === '') return [];
    const { label } = field;
    return [
      {
        label: before ? { zh: `${before.zh}：${label.zh}`, en: `${before.en}: ${label.en}` } : label,
        text: textOf(field, value),
      },
    ];
  });

/** Everything that stands in a form, page by page, in the words of its fields. */
export function writtenForm({ form }: Pick<ApplicationView, 'form'>, steps: readonly Step[]): WrittenStep[] {
  const values = flatten(form);
  return steps.map((step) => ({
    code: step.code,
    title: step.title,
    lines: [
      ...linesOf(step.fields, values),
      ...step.groups.flatMap((group) =>
        Array.from({ length: entriesOf(group, values) }, (_, place) =>
          linesOf(fieldsAt(group, place), values, {
            zh: `${group.title.zh} ${place + 1}`,
            en: `${group.title.en} ${place + 1}`,
          }),
        ).flat(),
      ),
    ],
  }));
}
