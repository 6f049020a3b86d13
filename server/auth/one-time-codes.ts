import { randomInt } from 'node:crypto';
import { OneTimeCode } from '../../models/one-time-code.js';
import { findRows, insertRow, lockRow, updateRows } from '../../models/rows.js';
import { addSeconds, epochSeconds } from '../clock.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { System, VisitorContext } from '../context.js';
import { DomainError } from '../core/errors.js';
import { lockPlatform, platformOrganisationId } from '../organisations/platform.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

/** What a code sent to a phone is good for. */
export type CodePurpose = 'registration' | 'password-reset';

const CODE_SECONDS = 600;
const TRIES = 5;
const PAUSE_SECONDS = 60;
const CODES_PER_HOUR = 5;

const phoneIndexOf = (system: System, phone: string): string => system.cipher.blindIndex('phone', phone);

/** A keyed hash: six figures under a plain one would be read back in no time. It is compared, and never looked up by. */
const hashOf = ({ cipher }: System, purpose: CodePurpose, phone: string, code: string): string =>
  cipher.uncovered(cipher.blindIndex('phone', `${purpose}:${phone}:${code}`));

/**
 * Makes a code of six figures for a phone, good for ten minutes, five tries and one use, and returns it for sending after commit. The
 * limits go by phone number, whether somebody is registered with it or not. Fails: too-many-requests.
 */
export async function issueCode(
  context: VisitorContext,
  purpose: CodePurpose,
  phone: string,
): Promise<string> {
  const { system } = context;
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await runCommand(context, 'one-time-code.issue', async (unit) => {
    const organisationId = await lockPlatform(unit.transaction);
    await settleIndexes(system, unit.transaction, [phoneIndexOf(system, phone)]);
    await refuseFlood(system, unit, purpose, phone);
    const id = await insertRow(
      OneTimeCode,
      {
        purpose,
        phoneIndex: phoneIndexOf(system, phone),
        codeHash: hashOf(system, purpose, phone, code),
        issuedAt: unit.now,
        expiresAt: addSeconds(unit.now, CODE_SECONDS),
        attempts: 0,
      },
      unit.transaction,
    );
    unit.record({ organisationId, subjectKind: 'one-time-code', subjectId: id, detail: { purpose } });
    return {};
  });
  return code;
}

async function refuseFlood(
  system: System,
  unit: UnitOfWork,
  purpose: CodePurpose,
  phone: string,
): Promise<void> {
  const anHourAgo = addSeconds(unit.now, -3_600);
  const recent = await findRows(OneTimeCode, {
    where: { phoneIndex: phoneIndexOf(system, phone), purpose, issuedAt: { '>': anHourAgo } },
    order: [['id', 'DESC']],
    limit: CODES_PER_HOUR,
    transaction: unit.transaction,
  });
  const [latest] = recent;
  if (!latest) return;
  const sinceLatest = epochSeconds(unit.now) - epochSeconds(latest.issuedAt);
  if (sinceLatest < PAUSE_SECONDS) {
    throw new DomainError('too-many-requests', { retryAfterSeconds: PAUSE_SECONDS - sinceLatest });
  }
  const oldest = recent.at(-1);
  if (recent.length < CODES_PER_HOUR || !oldest) return;
  const retryAfterSeconds = epochSeconds(oldest.issuedAt) + 3_600 - epochSeconds(unit.now);
  throw new DomainError('too-many-requests', { retryAfterSeconds: Math.max(1, retryAfterSeconds) });
}

/**
 * Uses up the latest code of a phone. A try counts although the request is then refused, so it is committed at once, and a
 * code that fits is spent even if what it was for fails afterwards. Fails: wrong-credentials, the same for a wrong, late,
 * used or never sent code.
 */
export async function spendCode(
  context: VisitorContext,
  purpose: CodePurpose,
  phone: string,
  code: string,
): Promise<void> {
  const { system } = context;
  const { spent } = await runCommand(context, 'one-time-code.try', async (unit) => {
    await settleIndexes(system, unit.transaction, [phoneIndexOf(system, phone)]);
    const [latest] = await findRows(OneTimeCode, {
      where: { phoneIndex: phoneIndexOf(system, phone), purpose },
      order: [['id', 'DESC']],
      limit: 1,
      transaction: unit.transaction,
    });
    const row = latest ? await lockRow(OneTimeCode, { id: latest.id }, unit.transaction) : null;
    const open = row !== null && row.usedAt === null && row.expiresAt > unit.now && row.attempts < TRIES;
    const fits = open && row.codeHash === hashOf(system, purpose, phone, code);
    if (open) {
      const change = { attempts: row.attempts + 1, ...(fits && { usedAt: unit.now }) };
      await updateRows(OneTimeCode, change, { id: row.id }, unit.transaction);
    }
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'one-time-code',
      subjectId: row?.id ?? null,
      detail: { purpose, outcome: fits ? 'spent' : 'refused' },
    });
    return { spent: fits };
  });
  if (!spent) throw new DomainError('wrong-credentials');
}
