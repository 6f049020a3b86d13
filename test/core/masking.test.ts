import { expect } from 'chai';
import {
  maskAccountNumber,
  maskIdentityNumber,
  maskName,
  maskPhoneNumber,
} from '../../server/core/masking.js';

describe('what people see of a personal value', () => {
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
