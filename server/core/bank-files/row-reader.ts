import type { Bilingual } from '../bilingual.js';
import { parseBusinessDate, type BusinessDate } from '../business-date.js';
import { parseYuan, type Fen } from '../money.js';
import { parseRate, type Rate } from '../rate.js';
import { unlessMalformed } from '../unless-malformed.js';
import { excelSerialDay, halfWidth, isFormula, isScientific } from './cell-text.js';
import type { FileHeader } from './file-header.js';
import type { RowProblem, RowProblemCode } from './row-problem.js';

/** What a decoder leaves where the bytes were none of its own. */
const UNDECODED = '\ufffd';
const UNREADABLE = /[\p{Cc}\ufffd]/u;

const AN_AMOUNT = {
  zh: '不带符号、最多两位小数的金额，例如 300000.00',
  en: 'an amount without a sign and with at most two decimals, such as 300000.00',
};
const A_RATE = {
  zh: '百分数，最多六位小数，例如 3.45',
  en: 'a percentage with at most six decimals, such as 3.45',
};
const A_DAY = {
  zh: '真实存在的日期，格式为 YYYY-MM-DD',
  en: 'a day that exists, written YYYY-MM-DD',
};

/**
 * Reads the cells of one row by column and collects everything that is wrong with it. A value that cannot be read is
 * undefined; once a row is read, `problems` says whether it may be used.
 */
export class RowReader<Column extends string> {
  readonly problems: RowProblem[] = [];

  constructor(
    readonly line: number,
    private readonly header: FileHeader<Column>,
    private readonly cells: readonly string[],
  ) {
    if (cells.length !== header.cells.length) {
      this.reject(null, 'malformed', {
        zh: `本行有 ${cells.length} 列，表头有 ${header.cells.length} 列；请检查引号和逗号`,
        en: `The row has ${cells.length} cells, the header ${header.cells.length}; check quotes and commas`,
      });
    }
  }

  /** A text that must be there, of at most so many characters. */
  text(column: Column, longest: number): string | undefined {
    const text = this.cell(column);
    if (text === '') {
      this.reject(column, 'missing', { zh: `“${column}”不能为空`, en: `“${column}” must not be empty` });
      return undefined;
    }
    return this.withinLength(column, text, longest);
  }

  /** A number or code that others give: what an input method made full-width is read as what it stands for. */
  reference(column: Column, longest: number): string | undefined {
    const text = this.text(column, longest);
    return text === undefined ? undefined : this.unspoilt(column, halfWidth(text));
  }

  /** The same, which may be empty: null then. */
  optionalReference(column: Column, longest: number): string | null | undefined {
    return this.cell(column) === '' ? null : this.reference(column, longest);
  }

  /** A text that may be empty: null then. */
  optionalText(column: Column, longest: number): string | null | undefined {
    const text = this.cell(column);
    return text === '' ? null : this.withinLength(column, text, longest);
  }

  money(column: Column): Fen | undefined {
    return this.value(column, parseYuan, AN_AMOUNT);
  }

  rate(column: Column): Rate | undefined {
    return this.value(column, parseRate, A_RATE);
  }

  day(column: Column): BusinessDate | undefined {
    const serial = excelSerialDay(halfWidth(this.cell(column)));
    if (serial === undefined) return this.value(column, parseBusinessDate, A_DAY);
    this.reject(column, 'excel-date', {
      zh: `“${column}”是 Excel 的日期序号（按 1900 日期系统为 ${serial}）；请写成 YYYY-MM-DD`,
      en: `“${column}” holds a serial number of Excel (${serial} in the 1900 system); write it YYYY-MM-DD`,
    });
    return undefined;
  }

  /** A day that may be empty: null then. */
  optionalDay(column: Column): BusinessDate | null | undefined {
    return this.cell(column) === '' ? null : this.day(column);
  }

  /** One of a list of words, as the value it stands for. */
  word<Value>(column: Column, words: Readonly<Record<string, Value>>): Value | undefined {
    const given = this.text(column, 64);
    if (given === undefined) return undefined;
    const text = halfWidth(given);
    if (Object.hasOwn(words, text)) return words[text];
    this.reject(column, 'unknown-value', {
      zh: `“${column}”应为：${Object.keys(words).join('、')}`,
      en: `“${column}” must be one of: ${Object.keys(words).join(', ')}`,
    });
    return undefined;
  }

  /** Whether the cell is empty, or the column is not there at all. */
  isEmpty(column: Column): boolean {
    return this.cell(column) === '';
  }

  reject(column: Column | null, code: RowProblemCode, message: Bilingual): void {
    this.problems.push({ line: this.line, column, code, message });
  }

  private value<Value>(
    column: Column,
    parse: (text: string) => Value,
    expected: Bilingual,
  ): Value | undefined {
    const text = this.reference(column, 64);
    if (text === undefined) return undefined;
    const value = unlessMalformed(parse, text);
    if (value === undefined)
      this.reject(column, 'malformed', {
        zh: `“${column}”应为${expected.zh}`,
        en: `“${column}” must be ${expected.en}`,
      });
    return value;
  }

  /** Refuses what Excel made of a long number: its last figures are lost. */
  private unspoilt(column: Column, text: string): string | undefined {
    if (!isScientific(text)) return text;
    this.reject(column, 'scientific-notation', {
      zh: `“${column}”被 Excel 变成了科学计数法，原来的数字已丢失；请把该列设为文本格式后重新填写`,
      en: `Excel has put “${column}” into scientific notation and lost figures; make the column text and enter it again`,
    });
    return undefined;
  }

  private withinLength(column: Column, text: string, longest: number): string | undefined {
    if (isFormula(text)) {
      this.reject(column, 'formula', {
        zh: `“${column}”以公式符号开头或是公式；请改为填写值，不要以 = + - @ 开头`,
        en: `“${column}” is a formula or begins like one; enter the value, not beginning with = + - @`,
      });
      return undefined;
    }
    if (text.length <= longest && !UNREADABLE.test(text)) return text;
    if (text.includes(UNDECODED)) {
      this.reject(column, 'malformed', {
        zh: `“${column}”含有无法识别的字符；请把整个文件另存为 UTF-8 编码的 CSV 后重新提交本行`,
        en: `“${column}” holds characters of another encoding; save the whole file as CSV in UTF-8 and send the row again`,
      });
      return undefined;
    }
    this.reject(column, 'malformed', {
      zh: `“${column}”应为不超过 ${longest} 个字的文字，不含控制字符`,
      en: `“${column}” must be a text of at most ${longest} characters without control characters`,
    });
    return undefined;
  }

  private cell(column: Column): string {
    const position = this.header.positions.get(column);
    return position === undefined ? '' : (this.cells[position] ?? '').trim();
  }
}
