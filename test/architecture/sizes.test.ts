import { expect } from 'chai';
import { readSources } from './source-files.js';

const MOST_LINES_OF_A_FILE = 300;
const MOST_LINES_OF_A_FUNCTION = 60;

/** Data and schema changes are as long as they are. */
const EXEMPT =
  /^models\/migrations\/|^server\/core\/policy\/versions\/|^server\/core\/error-(?:texts|words)\.ts$/;

/** A line that opens a function's body, formatted as prettier does. */
const OPENS_FUNCTION =
  /^(?<indent> *)(?!.*\b(?:if|for|while|switch|catch|else|class|interface|describe|it)\b *\(?)(?:.*\bfunction\b.*|.*=>|(?:(?:static|async|get|set|private) )*[#\w]+\(.*\)(?:: [^=]+)?|\)(?:: [^=]+)?) \{$/;

const isCode = (line: string): boolean => line.trim() !== '';

/** Every function's first line with the number of its lines that hold code. */
function functionsOf(code: string): { readonly head: string; readonly lines: number }[] {
  const lines = code.split('\n');
  return lines.flatMap((line, start) => {
    const indent = OPENS_FUNCTION.exec(line)?.groups?.['indent'];
    if (indent === undefined) return [];
    const end = lines.findIndex((later, index) => index > start && later.startsWith(`${indent}}`));
    return [{ head: line.trim(), lines: lines.slice(start, end + 1).filter(isCode).length }];
  });
}

describe('sizes', () => {
  for (const { path, code } of readSources('server', 'models', 'routes', 'templates')) {
    if (EXEMPT.test(path)) continue;
    it(`${path} can be read in one go`, () => {
      expect(code.split('\n').filter(isCode).length, 'lines of code').to.be.at.most(MOST_LINES_OF_A_FILE);
      for (const { head, lines } of functionsOf(code))
        expect(lines, head).to.be.at.most(MOST_LINES_OF_A_FUNCTION);
    });
  }

  it('are measured: a function of three lines has three', () => {
    expect(
      functionsOf('export function a(b: string): void {\n  b;\n}\nconst c = async (d) => {\n\n};\n'),
    ).to.deep.equal([
      { head: 'export function a(b: string): void {', lines: 3 },
      { head: 'const c = async (d) => {', lines: 2 },
    ]);
  });
});
