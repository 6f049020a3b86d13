import { expect } from 'chai';
import {
  covers,
  MACHINE_SCOPE_NAMES,
  MACHINE_SCOPES,
  readScopes,
  type MachineScope,
} from '../../../server/auth/machine-scopes.js';
import {
  authorise,
  can,
  permissionsOf,
  PERMISSIONS,
  type Permission,
} from '../../../server/auth/permissions.js';
import { DomainError } from '../../../server/core/errors.js';
import { ROLES, type Role } from '../../../server/core/roles.js';

const ALL = Object.keys(PERMISSIONS) as Permission[];
const roles = Object.keys(ROLES) as Role[];
const rolesWith = (permission: Permission): Role[] => roles.filter((role) => can(role, permission));

/** What a permission's verb says of it: these decide on what somebody else prepared. */
const DECIDES = /\.(?:approve|approve-\w+|decide|release|confirm|conclude|activate|disburse|fund)$/;
const PREPARES = /\.(?:propose|propose-\w+|request|open|build|create)$/;

const refusalOf = (act: () => void): { code: string; details: unknown } | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, details: error.details };
  }
};

const acts = (role: Role): Permission[] =>
  permissionsOf(role).filter(
    (permission) =>
      !/\.read$|^account\.|^notification-setting\./.test(permission) && permission !== 'business-date.read',
  );

describe('what a role may do', () => {
  it('is written down for real roles alone, each named once', () => {
    for (const permission of ALL) {
      const named: readonly Role[] = PERMISSIONS[permission];
      expect(named, permission).not.to.be.empty;
      expect(new Set(named).size, permission).to.equal(named.length);
      for (const role of named) expect(roles, permission).to.include(role);
    }
  });

  it('is never to read and to write a case, for who administers the system', () => {
    const own =
      /^(?:account|notification-setting|user|organisation|erasure|api-client|webhook-\w+|job|audit|message|business-date|daily-close)\./;
    for (const role of roles.filter((each) => each.endsWith('-administrator')))
      for (const permission of permissionsOf(role)) expect(permission, role).to.match(own);
  });

  it('is never more than to look, on paper as well where it shows figures alone, for an auditor', () => {
    for (const permission of permissionsOf('auditor'))
      expect(permission).to.match(
        /\.read$|^account\.(?:secure|enrol-second-factor)$|^notification-setting\.|^(?:document|(?:monthly|half-year)-report|report-sheet)\.issue$/,
      );
  });

  it('parts who proposes from who decides: the three administrators have no act in common', () => {
    const [system, security, audit] = [
      acts('system-administrator'),
      acts('security-administrator'),
      acts('audit-administrator'),
    ];
    expect(system.filter((act) => security.includes(act))).to.deep.equal([]);
    expect(audit).to.deep.equal([]);
    expect(can('system-administrator', 'audit.read')).to.equal(false);
    expect(can('security-administrator', 'audit.read')).to.equal(false);
  });

  it('lets the officer prepare and the supervisor decide, never one role both [T6]', () => {
    const pairs: readonly (readonly [Permission, Permission])[] = [
      ['application.propose-credit', 'application.approve-credit'],
      ['application.propose-guarantee', 'application.approve-guarantee'],
      ['loan.propose-disbursement', 'loan.disburse'],
      ['agreement.propose', 'agreement.approve'],
      ['capital.propose', 'capital.approve'],
      ['guarantee-stop.propose-release', 'guarantee-stop.approve-release'],
      ['post-check.propose', 'post-check.approve'],
      ['payment-run.propose', 'payment-run.approve'],
      ['budget.propose', 'budget.approve'],
      ['policy-draft.propose', 'policy-draft.release'],
      ['write-off.propose', 'write-off.approve'],
      ['clawback.propose', 'clawback.decide'],
      ['audit-whitelist.propose', 'audit-whitelist.approve'],
      ['subsidy-claim.verify', 'subsidy-claim.approve'],
      ['compensation-claim.verify', 'compensation-claim.pay'],
      ['webhook-subscription.propose', 'webhook-subscription.activate'],
      ['red-flag.act', 'red-flag.conclude'],
      ['extension.request', 'extension.decide'],
    ];
    for (const [prepare, decide] of pairs)
      expect(
        rolesWith(prepare).filter((role) => can(role, decide)),
        `${prepare} and ${decide}`,
      ).to.deep.equal([]);
  });

  it('includes to look at what one may change', () => {
    for (const permission of ALL.filter((each) => DECIDES.test(each) || PREPARES.test(each))) {
      const read = `${permission.split('.')[0] ?? ''}.read` as Permission;
      if (!ALL.includes(read)) continue;
      for (const role of rolesWith(permission)) expect(can(role, read), `${role} ${read}`).to.equal(true);
    }
  });

  it('is known for each role as a whole, and nothing is added or taken by accident', () => {
    const counts = Object.fromEntries(roles.map((role) => [role, permissionsOf(role).length]));
    for (const role of roles)
      expect(permissionsOf(role)).to.deep.equal(ALL.filter((permission) => can(role, permission)));
    expect(ALL.reduce((sum, permission) => sum + PERMISSIONS[permission].length, 0)).to.equal(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
    );
  });

  it('is refused in words that tell nothing', () => {
    expect(refusalOf(() => authorise({ role: 'borrower' }, 'loan.disburse'))).to.deep.equal({
      code: 'forbidden',
      details: {},
    });
    expect(refusalOf(() => authorise({ role: 'bank-supervisor' }, 'loan.disburse'))).to.equal(null);
  });
});

const machine = (...scopes: MachineScope[]) => ({
  role: 'bank-machine' as const,
  machine: { apiClientId: 1, scopes, requestsPerMinute: 60, signedWrites: false },
});

describe('what a machine may do', () => {
  it('is what its token covers, of what its role may', () => {
    expect(refusalOf(() => authorise(machine('loans.read'), 'loan.read'))).to.equal(null);
    expect(refusalOf(() => authorise(machine('claims.read'), 'loan.read'))).to.deep.equal({
      code: 'forbidden',
      details: { reason: 'outside-token-scope' },
    });
    expect(refusalOf(() => authorise({ role: 'bank-machine' }, 'loan.read'))?.code).to.equal('forbidden');
    expect(refusalOf(() => authorise(machine(...MACHINE_SCOPE_NAMES), 'loan.disburse'))).to.deep.equal({
      code: 'forbidden',
      details: {},
    });
  });

  it('is never to decide: no scope opens what a checker does, and each opens something it may [T6]', () => {
    for (const scope of MACHINE_SCOPE_NAMES)
      for (const permission of MACHINE_SCOPES[scope]) {
        expect(permission).not.to.match(DECIDES);
        expect(can('bank-machine', permission), permission).to.equal(true);
      }
  });

  it('covers everything its role may, over all scopes together, and nothing by no scope', () => {
    const open = permissionsOf('bank-machine').filter((permission) =>
      covers(MACHINE_SCOPE_NAMES, permission),
    );
    expect(open).to.deep.equal(permissionsOf('bank-machine'));
    for (const permission of ALL) expect(covers([], permission)).to.equal(false);
  });

  it('is read from a token’s text, as far as the client still has it', () => {
    expect(readScopes('loans.read claims.read', ['claims.read', 'imports.write'])).to.deep.equal([
      'claims.read',
    ]);
    expect(readScopes('', MACHINE_SCOPE_NAMES)).to.deep.equal([]);
    expect(readScopes('loans.readclaims.read', MACHINE_SCOPE_NAMES)).to.deep.equal([]);
  });
});
