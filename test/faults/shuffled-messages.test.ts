import { expect } from 'chai';
import { selectRows } from '../../models/rows.js';
import { BANKS } from '../torture/city.js';
import { Dice } from '../torture/dice.js';
import { assertInvariants } from '../torture/invariants/all-invariants.js';
import { bringFile, TAKE_OVER } from '../torture/moves/take-over.js';
import { openStage, type Stage } from '../torture/stage.js';
import { makePlace, type Place } from '../torture/torture-database.js';
import { readLoans, yuan } from '../torture/moves/move.js';

const HEADER = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息';
const SHUFFLES = 4;
const MESSAGES = 24;

/** The same, in an order of chance, some of them several times. */
function shuffledWithDoubles<T>(dice: Dice, messages: readonly T[]): T[] {
  const all = messages.flatMap((message) => Array.from({ length: dice.between(1, 3) }, () => message));
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = dice.below(last + 1);
    [all[last], all[other]] = [all[other] as T, all[last] as T];
  }
  return all;
}

interface Balance {
  readonly outstandingFen: number;
  readonly interestPaidFen: number;
  readonly n: number;
}

describe('Messages of a bank that come shuffled and more than once', () => {
  let place: Place;
  let stage: Stage;
  before(async () => {
    place = await makePlace();
    stage = await openStage({ ...place, dice: new Dice(3) });
    const ours = (): number => stage.model.loans.filter(({ bank }) => bank === 0).length;
    while (ours() < 2 * SHUFFLES) await TAKE_OVER.run(stage);
  });
  after(async () => {
    await stage.close();
    await place.remove();
  });

  const balanceOf = async (loanId: number): Promise<Balance> => {
    const [row] = await selectRows<Balance>(
      stage.observer,
      `SELECT outstandingFen, interestPaidFen, (SELECT COUNT(*) FROM repayments r WHERE r.loanId = loans.id) AS n FROM loans WHERE id = ?`,
      [loanId],
    );
    return { ...(row ?? { outstandingFen: -1, interestPaidFen: -1, n: -1 }) };
  };
  const oursAt = (index: number) => {
    const loan = stage.model.loans.filter(({ bank }) => bank === 0)[index];
    if (!loan) throw new Error('Too few loans');
    return loan;
  };

  it('end in the same balances, sent one by one: each is repeated until it is taken, and counts once', async () => {
    const dice = new Dice(11);
    for (let round = 0; round < SHUFFLES; round += 1) {
      const loan = oursAt(round);
      const part = Math.floor(loan.principal / (2 * MESSAGES));
      const messages = Array.from({ length: MESSAGES }, (_, index) => ({
        serial: `SH-${round}-${index}`,
        index,
      }));
      const ids = new Map<number, string>();
      const send = async ({ serial, index }: (typeof messages)[number]): Promise<boolean> => {
        const isReversal = index % 4 === 3;
        const original = ids.get(index - 1);
        // A reversal names what it reverses; while that is unknown the bank has to send it again.
        if (isReversal && original === undefined) return false;
        const [who, path, body] = isReversal
          ? [
              BANKS[0].checker,
              `/api/v1/repayments/${original}/reversal`,
              { serialNumber: serial, reversedOn: stage.clock.today() },
            ]
          : [
              BANKS[0].maker,
              `/api/v1/loans/${loan.id}/repayments`,
              {
                serialNumber: serial,
                kind: 'repayment',
                paidOn: stage.clock.today(),
                principal: yuan(part),
                interest: '0.01',
                penalty: '0.00',
              },
            ];
        const reply = await stage.caller.post(who, path, body);
        if (reply.status === 201 && !isReversal) ids.set(index, String(reply.body['repaymentId']));
        expect(
          reply.status === 201 || ['already-exists', 'already-reversed'].includes(String(reply.body.code)),
          JSON.stringify(reply),
        ).to.be.true;
        return true;
      };
      let waiting = shuffledWithDoubles(dice, messages);
      while (waiting.length > 0) {
        const again: typeof waiting = [];
        for (const message of waiting) if (!(await send(message))) again.push(message);
        waiting = again;
      }
      const reversed = MESSAGES / 4;
      const kept = MESSAGES - 2 * reversed;
      expect(await balanceOf(loan.id)).to.deep.equal({
        outstandingFen: loan.principal - kept * part,
        interestPaidFen: kept,
        n: MESSAGES,
      });
    }
    await assertInvariants({ system: stage.system, database: stage.observer });
  }).timeout(60_000);

  it('end in the same balances, sent as files of which each row may come twice', async () => {
    const dice = new Dice(12);
    for (let round = 0; round < SHUFFLES; round += 1) {
      const loan = oursAt(SHUFFLES + round);
      const [row] = await readLoans(stage, 'id = ?', [loan.id]);
      const part = Math.floor(loan.principal / (2 * MESSAGES));
      const lines = Array.from({ length: MESSAGES }, (_, index) =>
        [
          `DR-${round}-${index}`,
          row?.contractNumber,
          stage.clock.today(),
          '还款',
          yuan(part),
          '0.01',
          '0.00',
        ].join(','),
      );
      for (let file = 0; file < 3; file += 1)
        await bringFile(stage, BANKS[0].maker, 'repayments', [
          HEADER,
          ...shuffledWithDoubles(dice, lines).slice(0, file === 2 ? undefined : MESSAGES),
        ]);
      expect(await balanceOf(loan.id)).to.deep.equal({
        outstandingFen: loan.principal - MESSAGES * part,
        interestPaidFen: MESSAGES,
        n: MESSAGES,
      });
    }
    await assertInvariants({ system: stage.system, database: stage.observer });
  }).timeout(60_000);
});
