import { expect } from 'chai';
import { ConfigError } from '../../server/config-error.js';
import { replicaSettings } from '../../server/replicas/replica-settings.js';

const settingsOf = (primary: string | undefined, urls: string) =>
  replicaSettings({
    ...(primary !== undefined && { DATABASE_URL: primary }),
    DATABASE_REPLICA_URLS: urls,
    REPLICA_LAG_LIMIT_SECONDS: 10,
  });

describe('The list of replicas', () => {
  it('names servers, none of them twice and none the primary', () => {
    const urls = ['mysql://app:pw@10.0.0.2:3306/suidai', 'mariadb://app:pw@10.0.0.3/suidai'];
    expect(settingsOf('mysql://app:pw@10.0.0.1/suidai', urls.join(',')).urls).to.deep.equal(urls);
    expect(settingsOf(undefined, '').urls).to.deep.equal([]);
  });

  const refused: readonly (readonly [string, string | undefined, string])[] = [
    ['the primary itself', 'mysql://app:pw@10.0.0.1/suidai', 'mysql://reader:pw@10.0.0.1:3306/suidai'],
    ['a server twice', 'mysql://10.0.0.1/suidai', 'mysql://10.0.0.2/suidai,mysql://10.0.0.2:3306/suidai'],
    ['another kind of database', 'mysql://10.0.0.1/suidai', 'postgres://10.0.0.2/suidai'],
    ['a server without a database', 'mysql://10.0.0.1/suidai', 'mysql://10.0.0.2'],
    ['replicas of the embedded database', undefined, 'mysql://10.0.0.2/suidai'],
  ];
  for (const [what, primary, urls] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => settingsOf(primary, urls)).to.throw(ConfigError, /DATABASE_REPLICA_URLS/);
    });
  }
});
