import { expect } from 'chai';
import { conditionOf, furtherConditionOf } from '../../../models/condition.js';
import * as caseScopes from '../../../server/auth/scope.js';
import * as webhookScopes from '../../../server/auth/webhook-scope.js';
import type { Actor } from '../../../server/context.js';
import { ROLES, type Role } from '../../../server/core/roles.js';

const { applicationScope, loanScope } = caseScopes;
/** Every scope that there is. */
const SCOPES: Readonly<Record<string, (actor: Actor) => object>> = { ...caseScopes, ...webhookScopes };
/** Those of cases, which nobody sees who runs the system: webhooks are run by administrators. */
const CASES = Object.entries(SCOPES)
  .filter(([name]) => !name.startsWith('webhook'))
  .map(([, scope]) => scope);
const ADMINISTRATORS: readonly Role[] = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];

const actor = (role: Role, organisationId: number | null = 7): Actor => ({
  userId: 3,
  role,
  organisationId: role === 'borrower' ? null : organisationId,
  personIndex: null,
  sessionId: 1,
});

const NOTHING = ' WHERE 1 = 0';

describe('what an actor sees', () => {
  it('is nothing of any case for administrators', () => {
    for (const role of ADMINISTRATORS) {
      for (const scope of CASES) expect(conditionOf(scope(actor(role))).sql).to.equal(NOTHING);
    }
  });

  it('is nothing for an account that should have an organisation and has none', () => {
    const cityWide = new Set<Role>([
      'borrower',
      'municipal-officer',
      'municipal-supervisor',
      'finance-approver',
      'auditor',
    ]);
    for (const role of (Object.keys(ROLES) as Role[]).filter((candidate) => !cityWide.has(candidate))) {
      for (const scope of CASES) expect(conditionOf(scope(actor(role, null))).sql).to.equal(NOTHING);
    }
  });

  it('is never everything for borrower, station, bank, guarantor and district [T2]', () => {
    const bound: readonly Role[] = [
      'borrower',
      'station-clerk',
      'bank-officer',
      'guarantor-supervisor',
      'district-reviewer',
    ];
    for (const role of bound) {
      for (const scope of CASES) expect(conditionOf(scope(actor(role))).sql, role).to.not.equal('');
    }
  });

  it('is, of applications, what was submitted to one’s organisation', () => {
    expect(conditionOf(applicationScope(actor('bank-officer')))).to.deep.equal({
      sql: ' WHERE `bankOrganisationId` = ? AND `submittedAt` > ?',
      parameters: [7, ''],
    });
    expect(conditionOf(applicationScope(actor('borrower')))).to.deep.equal({
      sql: ' WHERE `applicantUserId` = ?',
      parameters: [3],
    });
  });

  it('reaches through the borrower to the loan, also in a query of one’s own [T2]', () => {
    expect(furtherConditionOf(loanScope(actor('borrower')), 'l')).to.deep.equal({
      sql: ' AND `l`.`borrowerId` IN (SELECT id FROM borrowers WHERE userId = ?)',
      parameters: [3],
    });
    expect(furtherConditionOf(loanScope(actor('auditor')), 'l')).to.deep.equal({ sql: '', parameters: [] });
  });
});

/** Who stands for each side. */
const ON_SIDE = {
  borrower: ['borrower'],
  station: ['station-clerk'],
  bank: ['bank-officer', 'bank-supervisor', 'bank-machine'],
  guarantor: ['guarantor-officer', 'guarantor-supervisor'],
  district: ['district-reviewer'],
  city: ['municipal-officer', 'municipal-supervisor', 'finance-approver', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;
type Side = keyof typeof ON_SIDE;

const EVERYTHING = '';
const SUBMITTED = " AND `submittedAt` > ''";
const OF_BANK = ' WHERE `bankOrganisationId` = 7';
const OF_GUARANTOR = ' WHERE `guarantorOrganisationId` = 7';
const OF_DISTRICT = ' WHERE `districtOrganisationId` = 7';
const BY_BORROWER = ' WHERE `borrowerId` IN (SELECT id FROM borrowers WHERE userId = 3)';
const applicationsWhere = (condition: string): string =>
  ` WHERE \`applicationId\` IN (SELECT id FROM applications${condition})`;
const deliveriesOf = (condition: string): string =>
  ` WHERE \`subscriptionId\` IN (SELECT id FROM webhook_subscriptions${condition})`;
const BY_STATION = applicationsWhere(' WHERE `stationOrganisationId` = 7');

/** What each side sees of each kind of row; a side that is left out sees nothing. */
const SEEN: Readonly<Record<string, { readonly [S in Side]?: string }>> = {
  applicationScope: {
    borrower: ' WHERE `applicantUserId` = 3',
    station: ' WHERE `stationOrganisationId` = 7',
    bank: OF_BANK + SUBMITTED,
    guarantor: OF_GUARANTOR + SUBMITTED,
    district: OF_DISTRICT + SUBMITTED,
    city: " WHERE `submittedAt` > ''",
  },
  loanScope: {
    borrower: BY_BORROWER,
    station: BY_STATION,
    bank: OF_BANK,
    guarantor: OF_GUARANTOR,
    district: OF_DISTRICT,
    city: EVERYTHING,
  },
  guaranteeScope: {
    borrower: applicationsWhere(' WHERE `applicantUserId` = 3'),
    station: BY_STATION,
    bank: OF_BANK,
    guarantor: OF_GUARANTOR,
    district: applicationsWhere(OF_DISTRICT + SUBMITTED),
    city: EVERYTHING,
  },
  subsidyClaimScope: { bank: OF_BANK, city: EVERYTHING },
  compensationClaimScope: { bank: OF_BANK, guarantor: OF_GUARANTOR, city: EVERYTHING },
  importScope: { bank: OF_BANK, city: EVERYTHING },
  agreementScope: { bank: OF_BANK, guarantor: OF_GUARANTOR, city: EVERYTHING },
  postCheckScope: { bank: OF_BANK, guarantor: OF_GUARANTOR, city: EVERYTHING },
  bankScorecardScope: {
    bank: OF_BANK,
    guarantor:
      ' WHERE `bankOrganisationId` IN (SELECT bankOrganisationId FROM cooperation_agreements WHERE guarantorOrganisationId = 7)',
    city: EVERYTHING,
  },
  guaranteeStopScope: {
    bank: ' WHERE `organisationId` = 7',
    guarantor: ' WHERE `organisationId` = 7',
    district: ' WHERE `organisationId` = 7',
    city: EVERYTHING,
  },
  measuredOrganisationScope: {
    bank: ' WHERE `id` = 7',
    guarantor: ' WHERE `id` = 7',
    district: ' WHERE `id` = 7',
    city: EVERYTHING,
  },
  reconciliationScope: { bank: OF_BANK, city: EVERYTHING },
  riskAlertScope: { bank: OF_BANK, guarantor: OF_GUARANTOR, district: OF_DISTRICT, city: EVERYTHING },
  clawbackScope: {
    borrower: `${BY_BORROWER} AND \`issuedOn\` >= '2000-01-01'`,
    bank: OF_BANK,
    district: OF_DISTRICT,
    city: EVERYTHING,
  },
  budgetScope: { city: EVERYTHING },
  policyDraftScope: { city: EVERYTHING },
  redFlagScope: { district: OF_DISTRICT, city: EVERYTHING },
  auditWhitelistScope: { city: EVERYTHING },
  rosterScope: { city: EVERYTHING },
  paymentRunScope: { bank: `${OF_BANK} AND \`state\` = 'approved'`, city: EVERYTHING },
  ledgerAccountScope: { city: EVERYTHING },
  webhookSubscriptionScope: { bank: ' WHERE `organisationId` = 7', city: EVERYTHING },
  webhookDeliveryScope: {
    borrower: deliveriesOf(NOTHING),
    station: deliveriesOf(NOTHING),
    bank: deliveriesOf(' WHERE `organisationId` = 7'),
    guarantor: deliveriesOf(NOTHING),
    district: deliveriesOf(NOTHING),
    city: EVERYTHING,
  },
};

/** A condition with its values in their places. */
function written(where: object): string {
  const { sql, parameters } = conditionOf(where);
  let place = 0;
  return sql.replaceAll('?', () => {
    const value = parameters[(place += 1) - 1];
    return typeof value === 'number' ? String(value) : `'${String(value)}'`;
  });
}

describe('the rows of each kind', () => {
  it('are written down for every scope that there is', () => {
    expect(Object.keys(SEEN)).to.have.members(Object.keys(SCOPES));
  });

  for (const [name, scope] of Object.entries(SCOPES))
    it(`by ${name}: each side sees its own [T1] [T2]`, () => {
      for (const side of Object.keys(ON_SIDE) as Side[])
        for (const role of ON_SIDE[side])
          expect(written(scope(actor(role))), `${role}, ${side}`).to.equal(SEEN[name]?.[side] ?? NOTHING);
    });

  it('of webhooks are all there for the two administrators who run them, and none for the third', () => {
    for (const scope of [webhookScopes.webhookSubscriptionScope, webhookScopes.webhookDeliveryScope]) {
      expect(written(scope(actor('system-administrator')))).to.equal(EVERYTHING);
      expect(written(scope(actor('security-administrator')))).to.equal(EVERYTHING);
      expect(written(scope(actor('audit-administrator')))).to.contain(NOTHING);
    }
  });
});
