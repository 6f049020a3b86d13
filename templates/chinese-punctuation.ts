const HAN = String.raw`[\p{Script=Han}）》〕」％%]`;
const MARKS: Readonly<Record<string, string>> = { ',': '，', ':': '：', ';': '；', '?': '？', '!': '！' };
const MARK = new RegExp(`(?<=${HAN})([,:;?!]) ?(?=$|[^\\d/]|(?<=[,;] ?)\\d)`, 'gu');
const BRACKETS = /\(([^()]*\p{Script=Han}[^()]*)\)/gu;

/**
 * Sets a Chinese sentence with Chinese punctuation, wherever its parts came from: titles of articles, findings and refusals are
 * written with the marks of a keyboard. Marks within numbers, times and addresses stay as they are.
 */
export const withChinesePunctuation = (text: string): string =>
  text.replaceAll(MARK, (_whole, mark: string) => MARKS[mark] ?? mark).replaceAll(BRACKETS, '（$1）');
