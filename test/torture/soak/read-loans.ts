import { addDays, yearMonthDay } from '../../../server/core/business-date.js';
import { pickLoan, bankOf, otherBankOf, yuan, type Move } from '../moves/move.js';
import { mustEqual, Violation } from '../violation.js';

/** Somebody looks: at a loan, at the list, at a loan of another bank, at what a loan earns, at the overview. */
export const READ_LOANS: Move = {
  name: 'read-loans',
  weight: 60,
  async run(stage) {
    const { caller, dice } = stage;
    const loan = pickLoan(stage, () => true);
    if (!loan) return false;
    const path = `/api/v1/loans/${loan.id}`;
    const look = dice.pick(['loan', 'list', 'foreign', 'statement', 'headline'] as const);
    if (look === 'loan') {
      const { body } = await caller.get(bankOf(loan).maker, path);
      mustEqual('a bank reads what it has booked', body['outstanding'], yuan(loan.outstanding));
    } else if (look === 'foreign') {
      const { status } = await caller.get(otherBankOf(loan).maker, path);
      mustEqual('another bank finds nothing', status, 404);
    } else {
      const paths = {
        list: '/api/v1/loans?limit=20',
        statement: `${path}/subsidy-statement?from=${loan.disbursedOn}&until=${addDays(stage.clock.today(), 1)}`,
        headline: `/api/v1/reports/headline?half=${yearMonthDay(stage.clock.today()).year}H2`,
      };
      const { status, body } = await caller.get('centre.maker', paths[look]);
      if (status !== 200) throw new Violation('the centre reads what it may', { path: paths[look], body });
    }
    return true;
  },
};
