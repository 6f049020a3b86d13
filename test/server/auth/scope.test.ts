import { expect } from 'chai';
import { conditionOf, furtherConditionOf } from '../../../models/condition.js';
import {
  agreementScope,
  applicationScope,
  budgetScope,
  guaranteeScope,
  loanScope,
  subsidyClaimScope,
} from '../../../server/auth/scope.js';
import type { Actor } from '../../../server/context.js';
import { ROLES, type Role } from '../../../server/core/roles.js';

const SCOPES = {
  applicationScope,
  loanScope,
  guaranteeScope,
  subsidyClaimScope,
  agreementScope,
  budgetScope,
};
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
      for (const scope of Object.values(SCOPES))
        expect(conditionOf(scope(actor(role))).sql).to.equal(NOTHING);
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
      for (const scope of Object.values(SCOPES))
        expect(conditionOf(scope(actor(role, null))).sql).to.equal(NOTHING);
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
      for (const scope of Object.values(SCOPES))
        expect(conditionOf(scope(actor(role))).sql, role).to.not.equal('');
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
