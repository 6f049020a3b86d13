import { expect } from 'chai';
import { ERASED } from '../../server/core/erased.js';
import {
  maskAccountNumber,
  maskIdentityNumber,
  maskName,
  maskPhoneNumber,
} from '../../server/core/masking.js';

describe('what people see of a personal value', () => {
  it('is that it was erased, where it was, and not how long it had been', () => {
    for (const mask of [maskIdentityNumber, maskPhoneNumber, maskAccountNumber, maskName])
      expect(mask(ERASED), mask.name).to.equal(ERASED);
  });

  const cases: [(text: string) => string, string, string][] = [
    [maskIdentityNumber, '11010519491231002X', '110105********002X'],
    [maskIdentityNumber, 'H12345678', 'H******78'],
    [maskIdentityNumber, '12', '**'],
    [maskPhoneNumber, '13800138000', '138****8000'],
    [maskPhoneNumber, '1380', '****'],
    [maskAccountNumber, '6222021234567890123', '***************0123'],
    [maskAccountNumber, '0123', '****'],
    [maskName, '王芳', '*芳'],
    [maskName, '陈大文', '**文'],
    [maskName, '𠮷', '*'],
    [maskName, '', ''],
  ];
  for (const [mask, value, shown] of cases) {
    it(`${mask.name} shows ${shown || 'nothing'}`, () => {
      expect(mask(value)).to.equal(shown);
    });
  }
});
