import type { EligibilityFacts, WorkforceFacts } from '../eligibility/facts.js';
import type { EligibilityRule, Finding, RuleName } from '../eligibility/finding.js';
import { age, youthAge } from '../eligibility/rules/age.js';
import { supportedCategory } from '../eligibility/rules/borrower-category.js';
import { localRegistration, notPubliclyPaid } from '../eligibility/rules/business.js';
import { counterGuarantorLoans, counterGuarantorRecord } from '../eligibility/rules/counter-guarantors.js';
import { maxLoans, noOverdueRecord, oneLoanKind } from '../eligibility/rules/loan-record.js';
import { amountWithinCap, termWithinLimit } from '../eligibility/rules/loan-terms.js';
import { otherLoans } from '../eligibility/rules/other-loans.js';
import { partnersAge, partnersEligible } from '../eligibility/rules/partners.js';
import { hiringShare, noArrears } from '../eligibility/rules/workforce.js';
import { ifInForce } from '../policy/if-in-force.js';
import type { PolicyBook } from '../policy/policy-book.js';
import type { PolicyParameter } from '../policy/policy-parameters.js';
import { countedHires, type CountedHires } from './counted-hires.js';
import { factsOnRecord, type AskedLoan } from './facts-on-record.js';

/** Whether a loan would have been made under a draft; `unknown` where what the rule asks for was never put on record. */
export type JudgedAgain = 'admitted' | 'refused' | 'unknown';

type NamedRule = readonly [RuleName, EligibilityRule];
type Rules = readonly NamedRule[];

/** The rules of eligibility that a parameter speaks in. */
const RULES: Readonly<Partial<Record<PolicyParameter, Rules>>> = {
  'cap-partnership': [['amount-within-cap', amountWithinCap]],
  'term-partnership': [['term-within-limit', termWithinLimit]],
  'max-loans': [['max-loans', maxLoans]],
  'supported-categories': [['supported-category', supportedCategory]],
  'other-founder-registration': [['supported-category', supportedCategory]],
  'age-rule': [
    ['age', age],
    ['partners-age', partnersAge],
  ],
  'youth-age': [['youth-age', youthAge]],
  'exempt-loans': [['other-loans', otherLoans]],
  'consumer-loan-limit': [['other-loans', otherLoans]],
  'local-registration': [['local-registration', localRegistration]],
  'one-loan-kind': [['one-loan-kind', oneLoanKind]],
  'no-overdue-record': [['no-overdue-record', noOverdueRecord]],
  'not-publicly-paid': [['not-publicly-paid', notPubliclyPaid]],
  'partners-eligible': [['partners-eligible', partnersEligible]],
  'counter-guarantor-loans': [['counter-guarantor-loans', counterGuarantorLoans]],
  'counter-guarantor-record': [['counter-guarantor-record', counterGuarantorRecord]],
  'hiring-share': [['hiring-share', hiringShare]],
  'no-arrears': [['no-arrears', noArrears]],
};

/** Whether a parameter is judged by the findings of each application; the other limits are judged by the loan itself. */
export const judgedByFindings = (parameter: PolicyParameter): boolean => RULES[parameter] !== undefined;

/**
 * Judges loans again by the rules that a drafted parameter speaks in. The rules are those of an application; the facts are what they looked
 * at then.
 */
export class AgainJudge {
  readonly #rules: Rules;

  constructor(
    private readonly parameter: PolicyParameter,
    private readonly inForce: PolicyBook,
    private readonly drafted: PolicyBook,
  ) {
    this.#rules = RULES[parameter] ?? [];
  }

  /** Refused is who passed, or nobody could tell, under the policy in force, and fails under the draft. */
  of(loan: AskedLoan): JudgedAgain {
    if (!this.changesFor(loan)) return 'admitted';
    const outcomes = new Set(this.#rules.map((rule) => this.underBoth(rule, loan)));
    if (outcomes.has('refused')) return 'refused';
    return outcomes.has('unknown') ? 'unknown' : 'admitted';
  }

  private changesFor({ appliedOn }: AskedLoan): boolean {
    const { parameter } = this;
    const idIn = (book: PolicyBook) => ifInForce(() => book.asOf(parameter, appliedOn).id);
    return idIn(this.inForce) !== idIn(this.drafted);
  }

  private underBoth([name, rule]: NamedRule, loan: AskedLoan): JudgedAgain {
    const facts = factsOnRecord(name, loan);
    const under = (book: PolicyBook): Finding['outcome'] | undefined =>
      ifInForce(() => rule(facts, book)?.outcome);
    const then = under(this.drafted);
    if (then === undefined) return 'admitted';
    const lacksPartners = loan.applicantKind === 'partnership' && facts.partners === undefined;
    if (then === 'needs-evidence' || lacksPartners || this.narrowsExemptions(loan)) return 'unknown';
    const { workforce } = facts;
    if (name === 'hiring-share' && workforce !== undefined) {
      const hires = this.hiresOf(workforce, loan);
      if (hires !== undefined) return this.byHires(hires, { ...facts, workforce }, rule);
    }
    return then === 'fail' && under(this.inForce) !== 'fail' ? 'refused' : 'admitted';
  }

  /** Refused is who has too few even if every doubtful hire counts; what hangs on one of those nobody can tell. */
  private byHires(
    { fewest, most }: CountedHires,
    facts: EligibilityFacts & { readonly workforce: WorkforceFacts },
    rule: EligibilityRule,
  ): JudgedAgain {
    const { workforce } = facts;
    const failsWith = (newHires: number): boolean =>
      ifInForce(() => rule({ ...facts, workforce: { ...workforce, newHires } }, this.drafted)?.outcome) ===
      'fail';
    if (!failsWith(fewest)) return 'admitted';
    if (most === null || !failsWith(most)) return 'unknown';
    return ifInForce(() => rule(facts, this.inForce)?.outcome) === 'fail' ? 'admitted' : 'refused';
  }

  /** How many hires count under the draft, where it looks back over other months or asks for longer contracts. */
  private hiresOf(
    { newHires }: WorkforceFacts,
    { appliedOn, hires = [] }: AskedLoan,
  ): CountedHires | undefined {
    const inForce = ifInForce(() => this.inForce.asOf('hiring-share', appliedOn).value);
    const drafted = this.drafted.asOf('hiring-share', appliedOn).value;
    return inForce && countedHires({ appliedOn, newHires, hires }, inForce, drafted);
  }

  /** An application does not keep which exempt loans there were: whether one of a dropped kind was among them nobody can say. */
  private narrowsExemptions({ appliedOn }: AskedLoan): boolean {
    if (this.parameter !== 'exempt-loans') return false;
    const before = ifInForce(() => this.inForce.asOf('exempt-loans', appliedOn).value.kinds) ?? [];
    const left = this.drafted.asOf('exempt-loans', appliedOn).value.kinds;
    return before.some((kind) => !left.includes(kind));
  }
}
