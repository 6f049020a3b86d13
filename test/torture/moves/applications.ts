import { addBorrowerAccount } from '../../../server/auth/register-borrower.js';
import { runCommand } from '../../../server/command.js';
import { selectRows } from '../../../models/rows.js';
import { DomainError, type ErrorCode } from '../../../server/core/errors.js';
import { CONSENT, completeFormBody } from '../../support/applications.js';
import type { Reply } from '../caller.js';
import { BANKS, organisationIds } from '../city.js';
import { nextSerial, type ApplicationModel } from '../model.js';
import { settle, settleEither } from '../settle.js';
import type { Stage } from '../stage.js';
import { mustEqual } from '../violation.js';
import { enterpriseCodeOf, identityOf, phoneNumberOf } from './identities.js';
import { addLoan, bankOf, patiently, readLoans, yuan, type Move } from './move.js';

const APPLICATIONS = '/api/v1/applications';
const pathOf = ({ id }: ApplicationModel): string => `${APPLICATIONS}/${id}`;

/** A founder registers and begins an application. */
export const BEGIN_APPLICATION: Move = {
  name: 'begin-application',
  weight: 3,
  async run(stage) {
    const { model, caller, dice } = stage;
    model.founders += 1;
    const serial = model.founders;
    const founder = `founder.${serial}`;
    const person = {
      username: founder,
      name: `陈${serial}`,
      identityNumber: identityOf(serial),
      phone: phoneNumberOf(serial),
    };
    await patiently(() => register(stage, person));
    const bank = dice.below(2);
    const body = { borrowerKind: 'individual', districtCode: bankOf({ bank }).districtCode };
    const reply = await caller.post(founder, APPLICATIONS, body);
    settle(stage, 'beginning an application', reply, 'done');
    const id = Number(reply.body['applicationId']);
    model.applications.push({ id, founder, serial, bank, step: 0, payloadHash: '', ended: null });
    return true;
  },
};

type Person = Parameters<typeof addBorrowerAccount>[2];

/** Registering again is refused: the first time had its effect, although its answer was lost. */
async function register({ system }: Stage, person: Person): Promise<void> {
  try {
    await runCommand({ system, requestId: 'founder', language: 'zh' }, 'user.register', async (unit) => ({
      userId: await addBorrowerAccount(system, unit, person, 'never-logs-in-by-password'),
    }));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'already-exists') throw error;
  }
}

/** The requested amount of an application: a whole number of thousands up to the cap of one person. */
const amountOf = ({ serial }: ApplicationModel): string => yuan((50 + (serial % 26) * 10) * 1_000_00);

async function saveForm({ caller }: Stage, application: ApplicationModel): Promise<Reply> {
  const { serial, founder, bank } = application;
  const ids = await patiently(organisationIds);
  const { code, guarantorCode, districtCode } = BANKS[bank === 0 ? 0 : 1];
  const known = { bank: ids.get(code), guarantor: ids.get(guarantorCode) } as never;
  const form = completeFormBody({ organisationIds: known }, 'individual', 1);
  const applicant = {
    name: `陈${serial}`,
    identityKind: 'resident-identity-card',
    identityNumber: identityOf(serial),
  };
  return caller.put(founder, pathOf(application), {
    version: 0,
    form: {
      ...form,
      applicant: { ...applicant, phone: phoneNumberOf(serial), maritalStatus: 'single' },
      business: {
        ...(form['business'] as object),
        name: `第${serial}号店`,
        creditCode: enterpriseCodeOf(serial),
        districtCode,
      },
      requested: amountOf(application),
    },
  });
}

async function bringPapers(stage: Stage, application: ApplicationModel): Promise<Reply> {
  const { caller } = stage;
  const seen = await caller.get(application.founder, pathOf(application));
  const missing = seen.body['missingPapers'] as readonly { readonly kind: string }[];
  let last = seen;
  for (const { kind } of missing) {
    const file = { name: `${kind}.pdf`, bytes: Buffer.from('%PDF-1.7\n%%EOF\n') };
    last = await caller.upload(application.founder, `${pathOf(application)}/attachments`, { kind }, file);
    settle(stage, 'a paper of an application', last, 'done');
  }
  return last;
}

async function submit({ caller }: Stage, application: ApplicationModel): Promise<Reply> {
  const seen = await caller.get(application.founder, pathOf(application));
  const body = { version: seen.body['version'], consentTextVersion: CONSENT };
  return caller.post(application.founder, `${pathOf(application)}/submissions`, body);
}

const PASS = { outcome: 'pass', reason: '符合条件' };

/** A step that is one request: where to, by whom and with what. */
const request =
  (
    noun: string,
    who: (application: ApplicationModel) => string,
    body: (application: ApplicationModel, stage: Stage) => object,
  ) =>
  (stage: Stage, application: ApplicationModel): Promise<Reply> =>
    stage.caller.post(who(application), `${pathOf(application)}/${noun}`, body(application, stage));

const approve = ({ payloadHash }: ApplicationModel): object => ({ payloadHash, outcome: 'approve' });
const maker = (application: ApplicationModel): string => bankOf(application).maker;
const checker = (application: ApplicationModel): string => bankOf(application).checker;

const termsOf = (application: ApplicationModel): object => ({
  amount: amountOf(application),
  annualRatePercent: '3.00',
  termMonths: 12 + 12 * (application.serial % 3),
  dayCountBasis: application.serial % 2 === 0 ? 360 : 365,
  repaymentMethod: application.serial % 4 === 0 ? 'equal-principal' : 'interest-quarterly',
});

const disbursementOf = (application: ApplicationModel, { clock, model }: Stage): object => ({
  contractNumber: `HT-${nextSerial(model)}`,
  bankReference: `FK-${nextSerial(model)}`,
  amount: amountOf(application),
  disbursedOn: clock.today(),
});

const STEPS: readonly ((stage: Stage, application: ApplicationModel) => Promise<Reply>)[] = [
  saveForm,
  bringPapers,
  submit,
  request('prechecks', maker, () => PASS),
  request(
    'eligibility-decisions',
    (application) => bankOf(application).reviewer,
    () => PASS,
  ),
  request('credit-proposals', maker, (application) => ({
    outcome: 'agree',
    reason: '经营正常',
    terms: termsOf(application),
  })),
  request('credit-decisions', checker, approve),
  request(
    'guarantee-proposals',
    (application) => bankOf(application).guarantorMaker,
    () => ({ outcome: 'agree', reason: '风险可控' }),
  ),
  request('guarantee-decisions', (application) => bankOf(application).guarantorChecker, approve),
  request('disbursement-proposal', maker, disbursementOf),
  request('disbursement', checker, approve),
];

/** An application may fail for what is outside it: limits that are reached, a stop, a business that the rules refuse. */
const REFUSALS: readonly ErrorCode[] = [
  'exposure-exceeded',
  'guarantees-stopped',
  'budget-exceeded',
  'rate-above-ceiling',
  'not-eligible',
];
/** What two who press the same button at once hear of it. */
const SECOND: readonly ErrorCode[] = [
  'illegal-transition',
  'already-exists',
  'approval-does-not-match',
  'stale-version',
];
const FIRST_REPEATED = 3;
const GUARANTEED = 9;

/** An application goes one step further; decisions are sometimes sent several times at once. */
export const ADVANCE_APPLICATION: Move = {
  name: 'advance-application',
  weight: 26,
  async run(stage) {
    const { dice, model } = stage;
    const open = model.applications.filter(({ ended }) => ended === null);
    if (open.length === 0) return false;
    const application = dice.pick(open.slice(0, 25));
    const take = STEPS[application.step];
    if (!take) return false;
    const times = application.step >= FIRST_REPEATED && dice.chance(20) ? dice.between(2, 3) : 1;
    if (times > 1) model.racing += times;
    const replies = await Promise.all(Array.from({ length: times }, () => take(stage, application)));
    const done = replies.filter(({ status }) => status < 300);
    for (const reply of replies)
      settleEither(stage, `step ${application.step} of an application`, reply, [
        ...REFUSALS,
        ...(times > 1 ? SECOND : []),
      ]);
    const [reply] = done;
    if (!reply) {
      application.ended = 'refused';
      return true;
    }
    if (application.step >= FIRST_REPEATED)
      mustEqual(`step ${application.step} is taken once`, done.length, 1);
    application.payloadHash = (reply.body['payloadHash'] ?? '') as string;
    application.step += 1;
    if (application.step === GUARANTEED) await assertWithinLimits(stage, application);
    if (application.step === STEPS.length) await disbursed(stage, application, Number(reply.body['loanId']));
    return true;
  },
};

async function disbursed(stage: Stage, application: ApplicationModel, id: number): Promise<void> {
  application.ended = 'disbursed';
  const [row] = await readLoans(stage, 'id = ?', [id]);
  if (!row) throw new Error(`No loan ${id}`);
  mustEqual('what was approved is disbursed', yuan(row.outstandingFen), amountOf(application));
  addLoan(stage, application.bank, row);
}

/**
 * A guarantee that has just been issued keeps the limits of its guarantor and its agreement, whatever was issued beside it. Those of another
 * guarantor may be passed by what is no new guarantee: loans taken over as they are, repayments reversed.
 */
async function assertWithinLimits({ observer }: Stage, { id }: ApplicationModel): Promise<void> {
  const beyond = await selectRows(
    observer,
    `SELECT e.organisationId, e.exposureFen, e.limitFen FROM guarantor_exposures e
       JOIN guarantees g ON g.guarantorOrganisationId = e.organisationId WHERE g.applicationId = ? AND e.exposureFen > e.limitFen
     UNION ALL
     SELECT e.agreementId, e.exposureFen, a.exposureLimitFen FROM agreement_exposures e
       JOIN cooperation_agreements a ON a.id = e.agreementId
       JOIN guarantees g ON g.agreementId = e.agreementId WHERE g.applicationId = ? AND e.exposureFen > a.exposureLimitFen`,
    [id, id],
  );
  mustEqual('a new guarantee keeps the limits (11)', beyond, []);
}
