import { setTimeout as delay } from 'node:timers/promises';
import { selectRows } from '../../../models/rows.js';
import { nextSerial } from '../model.js';
import { bankOf, patiently, readLoans, type Move } from '../moves/move.js';
import { mustEqual, Violation } from '../violation.js';

const HEADER = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息';
const POLL_MS = 100;
const POLLS = 3_000;

/** A bank sends a file of small repayments to a server that may be killed while it reads it; each row counts once. */
export const BRING_REPAYMENTS: Move = {
  name: 'bring-repayments',
  weight: 1,
  async run(stage) {
    const { dice, model, caller, clock, observer } = stage;
    const bank = dice.below(2);
    const loans = model.loans.filter((loan) => loan.bank === bank).slice(0, 20);
    if (loans.length === 0) return false;
    const ids = loans.map(({ id }) => id);
    const stored = await patiently(() => readLoans(stage, `id IN (${ids.map(() => '?').join(', ')})`, ids));
    const contracts = new Map(stored.map(({ id, contractNumber }) => [id, contractNumber]));
    const first = nextSerial(model);
    const rows = Array.from({ length: dice.between(200, 1_500) }, (_, index) => {
      nextSerial(model);
      return { loan: dice.pick(loans), serialNumber: `DR-${first + index}` };
    });
    const lines = rows.map(({ loan, serialNumber }) =>
      [serialNumber, contracts.get(loan.id), clock.today(), '还款', '0.00', '0.01', '0.00'].join(','),
    );
    const file = { name: 'repayments.csv', bytes: Buffer.from([HEADER, ...lines, ''].join('\n')) };
    const who = bankOf({ bank }).maker;
    const sent = await caller.upload(who, '/api/v1/imports', { kind: 'repayments' }, file);
    if (sent.status !== 202) throw new Violation('a bank may send a file', sent);
    const path = `/api/v1/imports/${String(sent.body['id'])}`;
    await untilRead(async () => (await caller.get(who, path)).body, rows.length);
    const booked = await patiently(() =>
      selectRows<{ id: number; loanId: number }>(
        observer,
        `SELECT id, loanId FROM repayments WHERE serialNumber >= ? AND serialNumber <= ? AND loanId IN (${ids.map(() => '?').join(', ')})
            AND interestFen = 1 AND principalFen = 0 AND id > ? ORDER BY id`,
        [`DR-${first}`, `DR-${first + rows.length}`, ...ids, 0],
      ),
    );
    mustEqual('every row of a file counts once (14)', booked.length, rows.length);
    for (const { id, loanId } of booked) {
      const loan = loans.find((one) => one.id === loanId);
      if (!loan) throw new Violation('a row counts for its contract', { id, loanId });
      loan.repayments.push({ id, on: clock.today(), principal: 0, interest: 1, penalty: 0, reversed: false });
      loan.interestPaid += 1;
      stage.touched.add(loan.id);
    }
    return true;
  },
};

async function untilRead(
  look: () => Promise<Readonly<Record<string, unknown>>>,
  rows: number,
): Promise<void> {
  for (let poll = 0; poll < POLLS; poll += 1) {
    const { status, accepted, rejected } = await look();
    if (status === 'failed') throw new Violation('an import ends well', { status });
    if (status === 'done') {
      mustEqual('every row is accepted', [accepted, rejected], [rows, 0]);
      return;
    }
    await delay(POLL_MS);
  }
  throw new Violation('an import ends', { rows });
}
