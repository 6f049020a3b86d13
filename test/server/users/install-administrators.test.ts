import { expect } from 'chai';
import { deleteRows, findRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { Organisation } from '../../../models/organisation.js';
import { User } from '../../../models/user.js';
import { UserSession } from '../../../models/user-session.js';
import { installReferenceOrganisations } from '../../../server/organisations/install-organisations.js';
import {
  installAdministrators,
  type FirstAdministrator,
} from '../../../server/users/install-administrators.js';
import { ADMINISTRATOR_ROLES } from '../../../server/users/role-organisations.js';
import { emptyTables } from '../../support/database.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { identityNumberOf } from '../../support/people.js';

const person = (username: string, serial: number): FirstAdministrator => ({
  username,
  displayName: username,
  identityKind: 'resident-identity-card',
  identityNumber: identityNumberOf(serial),
});

const THREE = {
  'system-administrator': person('first.system', 900),
  'security-administrator': person('first.security', 901),
  'audit-administrator': person('first.audit', 902),
};

describe('a new installation', () => {
  let app: TestApp;
  const start = async (): Promise<number> => {
    await installReferenceOrganisations(app.system);
    return (await installAdministrators(app.system, THREE)).length;
  };

  beforeEach(async () => {
    app = await startTestApp();
    await inTransaction(app.system.database, async (transaction) => {
      await deleteRows(UserSession, {}, transaction);
      await deleteRows(User, { role: ADMINISTRATOR_ROLES }, transaction);
    });
  });

  it('gets three administrators whose passwords have to be changed, once', async () => {
    const installed = await installAdministrators(app.system, THREE);
    expect(installed.map(({ username }) => username)).to.deep.equal([
      'first.system',
      'first.security',
      'first.audit',
    ]);
    for (const { username, temporaryPassword: password } of installed) {
      await app.visitor.post('/api/v1/auth/tokens').send({ username, password }).expect(200);
    }
    expect(await installAdministrators(app.system, THREE)).to.deep.equal([]);
  });

  it('gets them once when two instances start at the same moment, and its offices too', async () => {
    await emptyTables();
    expect((await Promise.all([start(), start()])).toSorted()).to.deep.equal([0, 3]);
    expect(await findRows(User, {})).to.have.length(3);
    expect(await findRows(Organisation, { where: { kind: 'district' } })).to.have.length(11);
  });

  it('gets none when one person stands for two', async () => {
    const two = { ...THREE, 'audit-administrator': person('first.audit', 900) };
    const refused = await installAdministrators(app.system, two).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'already-exists');
    expect(await findRows(User, { where: { role: ADMINISTRATOR_ROLES } })).to.have.length(0);
  });
});
