import { selectRows } from '../../../models/rows.js';
import { addDays, addMonths } from '../../../server/core/business-date.js';
import { IMPORT_JOB_KIND } from '../../../server/imports/run-import.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { BANKS } from '../city.js';
import { nextSerial } from '../model.js';
import { settle } from '../settle.js';
import type { Stage } from '../stage.js';
import { mustEqual, Violation } from '../violation.js';
import { enterpriseCodeOf, identityOf } from './identities.js';
import { addLoan, bankOf, patiently, readLoans, yuan, type Move } from './move.js';

const HEADER =
  '合同编号,借款人名称,借款人类型,证件类型,证件号码,人群类别,行政区,担保机构编码,贷款金额,年利率(%),计息基础,还款方式,放款日期,到期日期,展期到期日,贷款余额,余额日期';
const METHODS = ['等额本息', '等额本金', '按月付息到期还本', '按季付息到期还本', '到期一次还本付息'];
const TAKE_OVER_SERIALS = 1_000_000;
/** As many men have numbers between the oldest and the youngest borrower. */
const MOST_BORROWERS = 900_000;

interface ImportRow {
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly acceptedCount: number;
  readonly unchangedCount: number;
  readonly rejectedCount: number;
}

/** Sends a bank's file and lets it be read; answers the import's row. */
export async function bringFile(
  { caller, system, clock, observer }: Stage,
  who: string,
  kind: string,
  rows: readonly string[],
) {
  const file = { name: `${kind}.csv`, bytes: Buffer.from(`${rows.join('\n')}\n`) };
  const reply = await caller.upload(who, '/api/v1/imports', { kind }, file);
  if (reply.status !== 202) throw new Violation('a bank may send a file', reply);
  const id = Number(reply.body['id']);
  for (let tries = 0; tries < 40; tries += 1) {
    await patiently(() => runDueJobs(system, [IMPORT_JOB_KIND]));
    const [row] = await selectRows<ImportRow>(observer, 'SELECT * FROM imports WHERE id = ?', [id]);
    if (row && (row.state === 'done' || row.state === 'failed')) return row;
    clock.advanceSeconds(60);
  }
  throw new Violation('an import ends', { id });
}

/** A bank hands over some loans of its book, made lately or some time ago. */
export const TAKE_OVER: Move = {
  name: 'take-over',
  weight: 4,
  async run(stage) {
    const { dice } = stage;
    const bank = dice.below(2);
    const rows = Array.from({ length: dice.between(1, 5) }, () => portfolioRow(stage, bank));
    const lines = [HEADER, ...rows.map(({ text }) => text)];
    const who = bankOf({ bank }).maker;
    const done = await bringFile(stage, who, 'portfolio', lines);
    mustEqual('a portfolio is taken over whole', [done.state, done.acceptedCount], ['done', rows.length]);
    if (dice.chance(10)) {
      const again = await bringFile(stage, who, 'portfolio', lines);
      mustEqual('a portfolio sent again changes nothing', again.unchangedCount, rows.length);
    }
    const marks = rows.map(() => '?').join(', ');
    const numbers = rows.map(({ contractNumber }) => contractNumber);
    for (const row of await readLoans(stage, `contractNumber IN (${marks})`, numbers))
      addLoan(stage, bank, row);
    return true;
  },
};

function portfolioRow({ dice, model, clock }: Stage, bank: number) {
  const number = nextSerial(model);
  const contractNumber = `CL-${number}`;
  const isEnterprise = dice.chance(15);
  const person = dice.chance(10) ? Math.max(1, number - 40) : number;
  const serial = TAKE_OVER_SERIALS + (person % MOST_BORROWERS);
  const disbursedOn = addDays(clock.today(), -dice.between(0, 250));
  const maturesOn = addMonths(disbursedOn, dice.pick([10, 12, 12, 24, 24, 36]));
  const principal = yuan(dice.between(20, isEnterprise ? 400 : 60) * 5_000_00 + dice.below(3) * 33);
  const identity = isEnterprise
    ? ['小微企业', '统一社会信用代码', enterpriseCodeOf(serial % 1_000_000), '']
    : ['个人', '居民身份证', identityOf(serial), '高校毕业生'];
  const { districtName, guarantorCode } = BANKS[bank === 0 ? 0 : 1];
  const cells = [
    contractNumber,
    `借款人${serial}`,
    ...identity,
    districtName,
    guarantorCode,
    principal,
    dice.pick(['3.00', '3.10', '3.45', '3.85']),
    dice.pick(['360', '365']),
    dice.pick(METHODS),
    disbursedOn,
    maturesOn,
    '',
    principal,
    disbursedOn,
  ];
  return { contractNumber, text: cells.join(',') };
}

/** A stranger's file: a bank that names another bank's contract is told that it does not know it. */
export const FOREIGN_FILE: Move = {
  name: 'foreign-file',
  weight: 1,
  async run(stage) {
    const loan = stage.model.loans[stage.dice.below(Math.max(1, stage.model.loans.length))];
    if (!loan) return false;
    const [row] = await readLoans(stage, 'id = ?', [loan.id]);
    const stranger = BANKS[loan.bank === 0 ? 1 : 0];
    const lines = [
      '流水号,合同编号,交易日期,交易类型,本金,利息,罚息',
      `F${nextSerial(stage.model)},${row?.contractNumber},${stage.clock.today()},还款,1.00,0.00,0.00`,
    ];
    const done = await bringFile(stage, stranger.maker, 'repayments', lines);
    mustEqual('no bank books on another bank’s contract', [done.acceptedCount, done.rejectedCount], [0, 1]);
    return true;
  },
};

/** Reads a loan as somebody who may not know of it. */
export const TRESPASS: Move = {
  name: 'trespass',
  weight: 2,
  async run(stage) {
    const { model, dice, caller } = stage;
    const loan = model.loans[dice.below(Math.max(1, model.loans.length))];
    if (!loan) return false;
    const stranger = BANKS[loan.bank === 0 ? 1 : 0];
    const repayment = {
      serialNumber: `T${nextSerial(model)}`,
      kind: 'repayment',
      paidOn: stage.clock.today(),
      principal: '1.00',
      interest: '0.00',
      penalty: '0.00',
    };
    const path = `/api/v1/loans/${loan.id}`;
    settle(stage, 'reading another bank’s loan', await caller.get(stranger.maker, path), 'not-found');
    const write = await caller.post(stranger.maker, `${path}/repayments`, repayment);
    settle(stage, 'booking on another bank’s loan', write, 'not-found');
    const wrongRole = await caller.post(bankOf(loan).guarantorMaker, `${path}/repayments`, repayment);
    settle(stage, 'booking as a guarantor', wrongRole, 'forbidden');
    return true;
  },
};
