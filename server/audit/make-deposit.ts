import { AuditChain } from '../../models/audit-event.js';
import { AuditDeposit } from '../../models/audit-deposit.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, insertRow, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { systemContext, type SystemContext } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { JobKind } from '../jobs/job-kind.js';
import { platformOrganisationId } from '../organisations/platform.js';
import type { DepositedContent, SignedDeposit } from './deposit-signature.js';

/** A deposit as it was stored. */
export const depositOf = (row: Row<AuditDeposit>): SignedDeposit => ({
  content: JSON.parse(row.contentJson) as DepositedContent,
  keyCode: row.keyCode,
  publicKey: row.publicKeyPem,
  signature: row.signature,
});

/**
 * Signs the heads of all chains, once a day, and hands them over to be kept elsewhere: a chain that is rewritten or cut
 * short afterwards no longer fits them. Run again on the same day, it hands over the same deposit.
 */
export async function makeDeposit(
  context: SystemContext,
  hold: (unit: UnitOfWork) => Promise<void> = async () => undefined,
): Promise<SignedDeposit> {
  const { clock, deposits } = context.system;
  const madeOn = clock.today();
  if (!(await findRow(AuditDeposit, { where: { madeOn } }))) await signHeads(context, hold);
  const stored = await findRow(AuditDeposit, { where: { madeOn } });
  if (!stored) throw new Error(`The deposit of ${madeOn} is missing`);
  const deposit = depositOf(stored);
  await deposits.keep(`${madeOn}.json`, `${JSON.stringify(deposit, null, 2)}\n`);
  return deposit;
}

async function signHeads(context: SystemContext, hold: (unit: UnitOfWork) => Promise<void>): Promise<void> {
  await runCommand(context, 'audit-deposit.make', async (unit) => {
    await hold(unit);
    const content = { madeOn: unit.today, madeAt: unit.now, chains: await headsOf(unit) };
    const { keyCode, publicKey, signature } = context.system.depositSigner.sign(content);
    const depositId = await insertRow(
      AuditDeposit,
      {
        madeOn: unit.today,
        contentJson: canonicalJson(content),
        keyCode,
        publicKeyPem: publicKey,
        signature,
        recordedAt: unit.now,
      },
      unit.transaction,
    );
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'audit-deposit',
      subjectId: depositId,
      detail: { madeOn: unit.today, chains: content.chains.length, keyCode },
    });
    return { depositId: String(depositId) };
  });
}

async function headsOf({ transaction }: UnitOfWork): Promise<DepositedContent['chains']> {
  const organisations = await findRows(Organisation, { where: {}, transaction });
  const codes = new Map(organisations.map(({ id, code }) => [id, code]));
  const chains = await findRows(AuditChain, { where: {}, order: [['organisationId', 'ASC']], transaction });
  return chains.map(({ organisationId, sequence, headHash }) => ({
    organisationId: String(organisationId),
    organisationCode: codes.get(organisationId) ?? '',
    sequence,
    headHash,
  }));
}

/** Ten past midnight, when the day before is over. */
export const AUDIT_DEPOSIT_JOB: JobKind = {
  name: 'audit-deposit',
  timetable: '10 0 * * *',
  async run(system, run) {
    await makeDeposit(systemContext(system, run.requestId), (unit) => run.hold(unit));
  },
};
