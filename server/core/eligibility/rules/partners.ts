import { type EligibilityRule, finding, missingEvidence, pleaseProvide, pleaseState } from '../finding.js';

/** Every partner of a partnership qualifies, and the agreement is on file. */
export const partnersEligible: EligibilityRule = (facts, book) => {
  if (facts.applicantKind !== 'partnership') return undefined;
  const version = book.asOf('partners-eligible', facts.appliedOn);
  if (!version.value.required) return undefined;
  const rule = 'partners-eligible';
  if (!facts.partners) {
    const reason = pleaseState('合伙人及其资格', 'the partners and whether each qualifies');
    return finding(version, { rule, outcome: 'needs-evidence', facts: {}, reason });
  }

  const { count, eligible } = facts.partners;
  const used = { partners: count, eligiblePartners: eligible };
  if (count < 2 || eligible < count) {
    const reason = {
      zh: `合伙人${count}名,其中${eligible}名符合条件;合伙创业须有两名以上合伙人且全部符合条件。请调整合伙人,或以个人名义申请。`,
      en: `${eligible} of ${count} partners qualify; a partnership needs two or more, all of whom qualify. Change the partners, or apply as an individual.`,
    };
    return finding(version, { rule, outcome: 'fail', facts: used, reason });
  }

  const missing = missingEvidence(facts, ['partnership-agreement']);
  if (missing.length > 0) {
    return finding(version, { rule, outcome: 'needs-evidence', facts: used, reason: pleaseProvide(missing) });
  }
  const reason = { zh: `${count}名合伙人均符合条件。`, en: `All ${count} partners qualify.` };
  return finding(version, { rule, outcome: 'pass', facts: used, reason });
};
