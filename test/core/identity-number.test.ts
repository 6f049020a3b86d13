import { expect } from 'chai';
import * as fc from 'fast-check';
import { creditCodeCheckCharacter, isCreditCode } from '../../server/core/credit-code.js';
import {
  identityCheckCharacter,
  identityKindOfLabel,
  readIdentity,
} from '../../server/core/identity-number.js';
import { isMobileNumber } from '../../server/core/phone-number.js';

describe('an identity number', () => {
  it('tells birth date and sex', () => {
    expect(readIdentity('resident-identity-card', '11010519491231002X')).to.deep.equal({
      number: '11010519491231002X',
      birthDate: '1949-12-31',
      sex: 'female',
    });
    expect(readIdentity('resident-identity-card', '440111199106024543')?.sex).to.equal('female');
    expect(readIdentity('resident-identity-card', '44010419810427118x')?.number).to.equal(
      '44010419810427118X',
    );
  });

  const refused: [string, string][] = [
    ['a wrong check digit', '110105194912310021'],
    ['fifteen digits of before 1999', '110105491231002'],
    ['a date that is none', '440106199002300010'],
    ['a region that is none', '990105194912310025'],
    ['a full-width digit', '\uFF111010519491231002X'],
    ['a space behind', '11010519491231002X '],
    ['nothing', ''],
  ];
  for (const [what, number] of refused) {
    it(`refuses ${what}`, () => {
      expect(readIdentity('resident-identity-card', number)).to.be.undefined;
    });
  }

  it('has a real birth date even where the check digit fits', () => {
    const digits = '44010619900230001';
    expect(readIdentity('resident-identity-card', digits + identityCheckCharacter(digits))).to.be.undefined;
  });

  it('betrays every single wrong digit [T57]', () => {
    fc.assert(
      fc.property(citizenNumbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const wrong = (Number(number[place]) + shift) % 10;
        const changed = number.slice(0, place) + String(wrong) + number.slice(place + 1);
        return identityCheckCharacter(changed) !== changed[17];
      }),
    );
  });

  it('of a residence permit begins with its region, and is not a resident’s', () => {
    const digits = '81000019900101001';
    const number = digits + identityCheckCharacter(digits);
    expect(readIdentity('residence-permit', number)?.birthDate).to.equal('1990-01-01');
    expect(readIdentity('resident-identity-card', number)).to.be.undefined;
    expect(readIdentity('residence-permit', '11010519491231002X')).to.be.undefined;
  });

  it('of a travel permit follows its pattern and tells nothing else', () => {
    expect(readIdentity('hong-kong-macao-permit', 'H12345678')).to.deep.equal({ number: 'H12345678' });
    expect(readIdentity('hong-kong-macao-permit', 'M1234567800')).not.to.be.undefined;
    expect(readIdentity('hong-kong-macao-permit', 'A12345678')).to.be.undefined;
    expect(readIdentity('taiwan-permit', '12345678')).to.deep.equal({ number: '12345678' });
    expect(readIdentity('taiwan-permit', '1234567')).to.be.undefined;
  });

  it('has kinds by the words of bank files', () => {
    expect(identityKindOfLabel('港澳台居民居住证')).to.equal('residence-permit');
    expect(identityKindOfLabel('护照')).to.be.undefined;
  });
});

describe('a unified social credit code', () => {
  it('accepts the standard’s example', () => {
    expect(isCreditCode('91350100M000100Y43')).to.be.true;
    expect(readIdentity('credit-code', '91350100M000100Y43')).to.deep.equal({ number: '91350100M000100Y43' });
  });

  for (const code of [
    '91350100M000100Y44',
    '91350100M000I00Y43',
    '91350100m000100y43',
    '9135010M000100Y43',
    '',
  ]) {
    it(`refuses "${code}"`, () => {
      expect(isCreditCode(code)).to.be.false;
    });
  }

  it('betrays every single wrong character [T57]', () => {
    const characters = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
    const code = '91350100M000100Y43';
    for (let place = 0; place < 17; place += 1) {
      for (const character of characters.filter((each) => each !== code[place])) {
        const changed = code.slice(0, place) + character + code.slice(place + 1);
        expect(creditCodeCheckCharacter(changed), changed).not.to.equal(code[17]);
      }
    }
  });
});

describe('a mobile number', () => {
  it('is eleven plain digits', () => {
    expect(isMobileNumber('13800138000')).to.be.true;
    for (const text of ['12800138000', '1380013800', '+8613800138000', '138 0013 8000', '1380013800\uFF10'])
      expect(isMobileNumber(text), text).to.be.false;
  });
});

const citizenNumbers = fc
  .tuple(fc.integer({ min: 1950, max: 2009 }), fc.integer({ min: 1, max: 12 }), fc.nat(999))
  .map(([year, month, serial]) => {
    const digits = `440106${year}${String(month).padStart(2, '0')}15${String(serial).padStart(3, '0')}`;
    return digits + identityCheckCharacter(digits);
  });
