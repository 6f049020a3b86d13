import { CompensationStep } from '../../models/compensation-step.js';
import { findRows } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import { DomainError } from '../core/errors.js';
import type { Role } from '../core/roles.js';
import {
  assertContent,
  assertOtherPerson,
  lockClaimCase,
  nextState,
  takeStep,
  type ClaimDecision,
  type ClaimRow,
  type CompensationReply,
} from './claim-case.js';

/** Whose consent is recorded, and under which document. */
export interface ClaimConsent extends ClaimDecision {
  readonly body: ConsentBody;
  readonly documentNumber: string | null;
}

/** The treasury acts here itself; the People's Bank answers on paper, which the centre records. */
const RECORDED_BY: Readonly<Record<ConsentBody, Role>> = {
  finance: 'finance-approver',
  'peoples-bank': 'municipal-officer',
};

/**
 * Records one consent to an approved claim, once each; the last opens the way to payment. A consent that comes on paper needs the
 * number of its document.
 * Fails: not-found, illegal-transition, forbidden, malformed (not asked for, or no document), already-exists,
 * maker-is-checker, approval-does-not-match, compensation-not-due.
 */
export async function recordConsent(context: Context, consent: ClaimConsent): Promise<CompensationReply> {
  return runCommand(context, 'compensation-claim.consent', async (unit) => {
    const { body, documentNumber } = consent;
    const found = await lockClaimCase(context, unit, consent.claimId);
    const { claim } = found;
    nextState(claim, 'record-consent', context.actor);
    assertMayRecord(context.actor, consent);
    await assertOtherPerson(unit, context.actor, claim, { event: 'record-consent', body });
    const { consents } = await assertContent(context, unit, found, consent.contentHash);
    if (!consents.includes(body))
      throw refused('body', '该代偿不需要此部门同意', 'This body’s consent is not asked for');
    const given = await consentsGiven(unit, claim);
    if (given.has(body)) throw new DomainError('already-exists', { what: 'consent' });
    const isLast = consents.every((each) => each === body || given.has(each));
    if (!isLast) return takeStep(context, unit, claim, { event: 'record-consent', body, documentNumber });
    const clock = { stage: 'compensation-payment', organisationId: claim.guarantorOrganisationId } as const;
    return takeStep(context, unit, claim, { event: 'consent', body, documentNumber, clock });
  });
}

function assertMayRecord({ role }: Actor, { body, documentNumber }: ClaimConsent): void {
  if (RECORDED_BY[body] !== role) throw new DomainError('forbidden');
  if (role === 'municipal-officer' && documentNumber === null)
    throw refused('documentNumber', '应填写来文文号', 'The number of the document is needed');
}

/** Whose consents are recorded to the claim as it is now. */
async function consentsGiven(
  { transaction }: UnitOfWork,
  { id: claimId, round }: ClaimRow,
): Promise<ReadonlySet<ConsentBody | ''>> {
  const where = { claimId, round, event: ['record-consent', 'consent'] as const };
  const steps = await findRows(CompensationStep, { where, transaction });
  return new Set(steps.map(({ body }) => body));
}

const refused = (field: string, zh: string, en: string): DomainError =>
  new DomainError('malformed', { field }, [{ field, rule: 'invalid', message: { zh, en } }]);
