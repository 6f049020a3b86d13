import { expect } from 'chai';
import { addDays, parseBusinessDate, type BusinessDate } from '../../server/core/business-date.js';
import { identityCheckCharacter, readIdentity } from '../../server/core/identity-number.js';
import { dayOfInstant, startOfDay, SteppedClock } from '../../server/clock.js';

/** Summer time moved these days in Shanghai: birthdays of those who are now between 35 and 40. */
const FIRST = parseBusinessDate('1986-05-04');
const LAST = parseBusinessDate('1991-09-15');

function* days(): Generator<BusinessDate> {
  for (let day = FIRST; day <= LAST; day = addDays(day, 1)) yield day;
}

describe('A calendar day', () => {
  const zone = process.env['TZ'];
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  for (const other of ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    it(`is the same wherever the server stands: ${other} [T26]`, () => {
      process.env['TZ'] = other;
      for (const day of days()) {
        const digits = `440106${day.replaceAll('-', '')}001`;
        const person = readIdentity('resident-identity-card', digits + identityCheckCharacter(digits));
        expect(person?.birthDate, day).to.equal(day);
      }
      expect(dayOfInstant('2025-03-20T15:59:59.999Z')).to.equal('2025-03-20');
      expect(dayOfInstant('2025-03-20T16:00:00.000Z')).to.equal('2025-03-21');
      expect(startOfDay(parseBusinessDate('2025-03-21'))).to.equal('2025-03-20T16:00:00.000Z');
      expect(new SteppedClock('2025-12-31T16:00:00.000Z').today()).to.equal('2026-01-01');
    });
  }
});
