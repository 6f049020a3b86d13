import { describeError } from '../../server/core/error-messages.js';
import type { DomainError } from '../../server/core/errors.js';
import { speak, textLanguageOf, type PortalLanguage } from '../../templates/portal-language.js';
import type { PageProblem } from './page.js';

/** A refusal in the reader's language, with a sentence beside each field. */
export function problemOf(error: DomainError, language: PortalLanguage): PageProblem {
  const say = speak(language);
  const { title, detail } = describeError(error, textLanguageOf(language));
  const named = error.details['field'];
  const fields = error.fields.map(({ field, message }) => ({ field, message: say(message) }));
  return {
    code: error.code,
    title: say(title, title),
    detail: say(detail, detail),
    fields:
      typeof named === 'string' && fields.length === 0
        ? [{ field: named, message: say('格式不正确，请核对', 'This cannot be right; please check it') }]
        : fields,
  };
}
