import { Converter } from 'opencc-js/cn2t';
import type { Bilingual, Language } from '../server/core/bilingual.js';
import { withChinesePunctuation } from './chinese-punctuation.js';

/** The languages of the portal by their tags of BCP 47, each by its own name. */
export const PORTAL_LANGUAGES = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
} as const;

export type PortalLanguage = keyof typeof PORTAL_LANGUAGES;

export const isPortalLanguage = (text: string): text is PortalLanguage =>
  Object.hasOwn(PORTAL_LANGUAGES, text);

/** The language of the domain's own texts that a portal language shows. */
export const textLanguageOf = (language: PortalLanguage): Language => (language === 'en' ? 'en' : 'zh');

/** Says a text of ours in the reader's language. What people have written themselves is never converted. */
export interface Say {
  (zh: string, en: string): string;
  (text: Bilingual): string;
}

const toTraditional = Converter({ from: 'cn', to: 'hk' });
/** Texts with numbers in them are many; the rest are as many as the program has. */
const REMEMBERED_TEXTS = 5_000;

/** The same conversion, which remembers what it has said. */
function remembering(convert: (text: string) => string): (text: string) => string {
  const said = new Map<string, string>();
  return (text) => {
    const known = said.get(text);
    if (known !== undefined) return known;
    if (said.size >= REMEMBERED_TEXTS) said.clear();
    const converted = convert(text);
    said.set(text, converted);
    return converted;
  };
}

const inSimplified = remembering(withChinesePunctuation);
const inTraditional = remembering((text) => toTraditional(withChinesePunctuation(text)));

/** The voice of a language: English, Chinese as it is written, or Chinese in traditional characters. */
export function speak(language: PortalLanguage): Say {
  const voices: Readonly<Record<PortalLanguage, (zh: string, en: string) => string>> = {
    en: (_zh: string, en: string) => en,
    'zh-Hans': (zh: string) => inSimplified(zh),
    'zh-Hant': (zh: string) => inTraditional(zh),
  };
  const choose = voices[language];
  return (text: string | Bilingual, en?: string): string =>
    typeof text === 'string' ? choose(text, en ?? '') : choose(text.zh, text.en);
}
