import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AuditEvent } from '../models/audit-event.js';
import { Organisation } from '../models/organisation.js';
import { findRow, findRows } from '../models/rows.js';
import { findChainHeads } from './audit/find-events.js';
import { readDeposits, type HeadsByOrganisation } from './audit/read-deposits.js';
import { verifyChain, type ChainVerification } from './audit/verify-chain.js';
import { openDatabase } from './composition.js';
import { ConfigError, readDatabaseConfig } from './config.js';

const USAGE = `Usage: npm run --silent audit:verify -- [--deposits FOLDER-OR-FILE] [--public-key FILE]
Goes through every organisation's audit chain in DATABASE_URL (or the embedded database in DATA_DIR), read-only and without any
secret, and names the first event that does not fit. With deposits that were kept elsewhere it also finds a chain that was rewritten
or cut short as a whole. Ends with 1 when anything does not fit.`;

/** What each fault means, for the person who reads the report. */
const MEANING = {
  gap: '缺号或次序有误 an event is missing or out of place',
  'broken-link': '与前一条不衔接 it does not follow the event before',
  changed: '内容被改动 it is not as it was written',
  tail: '链尾被截断 the end of the chain is missing',
  deposit: '与存证不符 it is not the event that was deposited',
};

async function main(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      deposits: { type: 'string' },
      'public-key': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const publicKeyFile = values['public-key'];
  const publicKey = publicKeyFile === undefined ? undefined : readFileSync(publicKeyFile, 'utf8');
  const database = openDatabase(readDatabaseConfig());
  try {
    const deposited =
      values.deposits === undefined ? undefined : await readDeposits(values.deposits, publicKey);
    for (const file of deposited?.forged ?? [])
      console.log(`✗ ${file}: 签名不符 the signature does not hold`);
    if (deposited) console.log(`  ${deposited.deposits} deposits read`);
    const intact = await verifyAll(deposited?.heads ?? new Map());
    return intact && (deposited?.forged.length ?? 0) === 0;
  } finally {
    await database.close();
  }
}

async function verifyAll(heads: HeadsByOrganisation): Promise<boolean> {
  const chains = await findChainHeads();
  const known = new Set(chains.map(({ organisationId }) => organisationId));
  const lost = [...heads.keys()].filter((organisationId) => !known.has(organisationId));
  for (const organisationId of lost)
    console.log(`✗ ${organisationId}: 整条链缺失 a chain that was deposited is gone`);
  let intact = lost.length === 0;
  for (const { organisationId } of chains) {
    const verification = await verifyChain(organisationId, heads.get(organisationId));
    intact &&= verification.intact;
    console.log(await lineOf(verification));
  }
  console.log(intact ? '审计链完整 every chain is intact' : '审计链不完整 NOT every chain is intact');
  return intact;
}

async function lineOf({
  organisationId,
  fault,
  firstBadSequence,
  ...rest
}: ChainVerification): Promise<string> {
  const [organisation] = await findRows(Organisation, { where: { id: organisationId } });
  const name = `${organisation?.code ?? organisationId} ${organisation?.name ?? ''}`;
  if (fault === null) return `✓ ${name}: ${rest.verifiedEvents} events, head ${rest.headHash}`;
  const event = await findRow(AuditEvent, {
    where: { organisationId, sequence: { '>=': firstBadSequence ?? 0 } },
    order: [['sequence', 'ASC']],
  });
  const row = event ? `audit_events.id ${event.id}` : 'no row';
  return `✗ ${name}: sequence ${firstBadSequence} (${row}): ${MEANING[fault]}`;
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : String(error));
  process.exitCode = 2;
}
