import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createConnection } from 'mysql2/promise';
import { connectDatabase, type DatabaseTls } from '../../models/database.js';
import { makeDatabase } from '../../models/make-database.js';
import { selectRows } from '../../models/rows.js';
import { rightsOverServer } from '../../models/server-account.js';
import { copyDatabase } from '../../server/backups/database-copy.js';
import { refuseAdministrator } from '../../server/composition.js';
import { hasMariadb, startPrivateMariadb, type PrivateMariadb } from '../torture/kills/private-mariadb.js';

/** A key and a certificate for localhost that it issued to itself. */
async function certificate(): Promise<{ readonly key: string; readonly certificate: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-tls-'));
  chmodSync(folder, 0o755);
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const what =
    'req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=suidai-test -addext subjectAltName=DNS:localhost';
  const made = spawnSync('openssl', [...what.split(' '), '-keyout', key, '-out', file]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  chmodSync(key, 0o644);
  return { key, certificate: file };
}

const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: Error) => error.message,
  );

describe('A database server that asks for TLS', function () {
  this.timeout(60_000);
  let server: PrivateMariadb;
  let url: string;
  let authority: string;
  let stranger: string;
  before(async function () {
    if (!hasMariadb() || spawnSync('openssl', ['version']).status !== 0) this.skip();
    const own = await certificate();
    authority = readFileSync(own.certificate, 'utf8');
    stranger = readFileSync((await certificate()).certificate, 'utf8');
    server = await startPrivateMariadb([`--ssl-cert=${own.certificate}`, `--ssl-key=${own.key}`]);
    const administrator = await createConnection(Object.assign(new URL(server.url), { pathname: '/' }).href);
    await administrator.query('CREATE DATABASE suidai');
    await administrator.query("CREATE USER app@'127.0.0.1' IDENTIFIED BY 'Only-in-this-test' REQUIRE SSL");
    await administrator.query("GRANT ALL ON suidai.* TO app@'127.0.0.1'");
    await administrator.end();
    const named = { hostname: 'localhost', username: 'app', password: 'Only-in-this-test' };
    url = Object.assign(new URL(server.url), named).href;
  });
  after(() => server?.remove());

  const cipherOver = async (tls?: DatabaseTls): Promise<string> => {
    await makeDatabase(url, tls);
    const database = connectDatabase({ url, tls });
    try {
      const [row] = await selectRows<{ Value: string }>(database, "SHOW STATUS LIKE 'Ssl_cipher'");
      return row?.Value ?? '';
    } finally {
      await database.close();
    }
  };
  it('is reached over TLS by whoever knows its authority', async () => {
    expect(await cipherOver({ authority })).to.match(/^TLS_|GCM|CHACHA/);
  });

  it('is not reached in clear, nor when another authority than ours signed for it', async () => {
    expect(await refusal(cipherOver())).to.match(/denied/i);
    expect(await refusal(cipherOver({ authority: stranger }))).to.match(/certificate/i);
    expect(await refusal(cipherOver({})), 'nobody knows it').to.match(/certificate/i);
  });

  it('is backed up over TLS too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suidai-dump-'));
    const database = connectDatabase({ url, tls: { authority } });
    const place = { databaseUrl: url, databaseTls: { authority }, dataFolder: folder };
    expect(await copyDatabase(database, place, folder)).to.equal('database.sql.gz');
    const strange = { ...place, databaseTls: { authority: stranger } };
    expect(await refusal(copyDatabase(database, strange, folder))).to.match(/certificate|TLS|SSL/i);
    await database.close();
  });

  it('does not take its administrator for the program, whatever the name [T54]', async () => {
    const program = connectDatabase({ url, tls: { authority } });
    expect(await rightsOverServer(program)).to.deep.equal([]);
    await refuseAdministrator(program);
    await program.close();
    const administrator = await createConnection(server.url);
    await administrator.query("CREATE USER quiet@'127.0.0.1' IDENTIFIED BY 'Only-in-this-test'");
    await administrator.query("GRANT CREATE USER ON *.* TO quiet@'127.0.0.1'");
    await administrator.query("GRANT SELECT ON suidai.* TO quiet@'127.0.0.1'");
    await administrator.end();
    const named = Object.assign(new URL(server.url), { username: 'quiet', password: 'Only-in-this-test' });
    const quiet = connectDatabase({ url: named.href });
    expect(await refusal(refuseAdministrator(quiet))).to.match(/CREATE USER.*npm run --silent grants/);
    await quiet.close();
  });
});
