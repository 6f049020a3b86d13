import { EligibilityResult } from '../../models/eligibility-result.js';
import { insertRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import { evaluateEligibility, type Eligibility } from '../core/eligibility/evaluate-eligibility.js';
import { EVIDENCE, type EvidenceKind } from '../core/eligibility/facts.js';
import { DomainError } from '../core/errors.js';
import type { ApplicationRow } from './application-case.js';
import type { CompleteForm } from './application-form.js';
import { eligibilityFacts, indexesOf } from './eligibility-facts.js';
import { findAnsweredLoans } from './find-answered-loans.js';
import { findEvidenceKinds, findRegistryEvidence } from './find-registry-facts.js';
import { findLoanHistory, findOpenApplications } from './find-loan-history.js';
import { settlePeople } from './settle-form.js';

/**
 * Judges a complete form by the rules of the day of the application. Nothing is stored.
 * Fails: already-exists (another application of the same borrower is open), no-policy-in-force.
 */
export async function assessEligibility(
  system: System,
  unit: UnitOfWork,
  row: ApplicationRow,
  form: CompleteForm,
  appliedOn: BusinessDate,
): Promise<Eligibility> {
  const { transaction } = unit;
  const kind = row.borrowerKind;
  await settlePeople(system, transaction, kind, form);
  const indexes = indexesOf(system.cipher, kind, form);
  const people = [indexes.borrower, indexes.applicant, indexes.spouse, ...indexes.partners].filter(
    (index) => index !== null,
  );
  const open = await findOpenApplications([indexes.borrower, indexes.applicant], row.id, transaction);
  if (open.length > 0) throw new DomainError('already-exists', { what: 'open-application' });
  const { facts: registries } = await findRegistryEvidence(system, row, form, transaction);
  const facts = eligibilityFacts(kind, form, {
    appliedOn,
    indexes,
    history: await findLoanHistory([...new Set(people)], transaction),
    answeredFor: await findAnsweredLoans(indexes.counterGuarantors.flat(), row, transaction),
    evidence: evidenceIn(await findEvidenceKinds(system, row, form, transaction)),
    registries,
  });
  return evaluateEligibility(facts, system.referenceData.current().policyBook);
}

/**
 * Refuses where a rule is broken, or cannot decide for want of evidence, with each reason.
 * Fails: not-eligible, incomplete-application.
 */
export function assertEligible({ outcome, findings }: Eligibility): void {
  if (outcome === 'pass') return;
  const code = outcome === 'fail' ? 'not-eligible' : 'incomplete-application';
  const standing = findings.filter((finding) => finding.outcome === outcome);
  throw new DomainError(
    code,
    { rules: standing.map((finding) => finding.rule).join(', '), missing: standing.length },
    standing.map(({ rule, reason, document, article }) => ({
      field: rule,
      rule: code,
      message: { zh: `${reason.zh}（${document} ${article}）`, en: `${reason.en} (${document} ${article})` },
    })),
  );
}

/** Keeps what the rules found about exactly this content. */
export async function storeEligibility(
  unit: UnitOfWork,
  row: ApplicationRow,
  appliedOn: BusinessDate,
  eligibility: Eligibility,
): Promise<void> {
  await insertRow(
    EligibilityResult,
    {
      applicationId: row.id,
      contentHash: row.contentHash,
      evaluatedOn: appliedOn,
      outcome: eligibility.outcome,
      capFen: eligibility.capFen,
      findingsJson: canonicalJson(eligibility.findings as unknown as JsonValue),
      computedAt: unit.now,
    },
    unit.transaction,
  );
}

const evidenceIn = (there: ReadonlySet<string>): EvidenceKind[] =>
  (Object.keys(EVIDENCE) as EvidenceKind[]).filter((kind) => there.has(kind));
