import { Consent } from '../../models/consent.js';
import type { ClawbackCase } from '../../models/clawback-case.js';
import { Message } from '../../models/message.js';
import { RosterEntry } from '../../models/roster-entry.js';
import { findRows, type Row } from '../../models/rows.js';
import { UserSession } from '../../models/user-session.js';
import { findOwnLookUps, type OwnLookUp } from '../applications/find-own-look-ups.js';
import { epochSeconds } from '../clock.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { findOwnAccount } from '../users/find-users.js';
import {
  findOwnApplications,
  findOwnClawbacks,
  findOwnLoans,
  findOwnParts,
  type OwnApplication,
  type OwnLoan,
  type OwnPart,
} from './find-own-cases.js';

/** Everything that the system holds about whoever asks, in clear text. */
export interface PersonalCopy {
  /** When it was made. */
  readonly madeAt: string;
  readonly account: {
    readonly username: string;
    readonly name: string;
    readonly identityNumber: string | null;
    readonly phone: string | null;
    readonly mail: string | null;
    readonly openedAt: string;
  };
  readonly consents: readonly Row<Consent>[];
  readonly applications: readonly OwnApplication[];
  readonly loans: readonly OwnLoan[];
  readonly clawbacks: readonly Row<ClawbackCase>[];
  readonly parts: readonly OwnPart[];
  readonly lookUps: readonly OwnLookUp[];
  readonly rosterEntries: readonly Row<RosterEntry>[];
  readonly messages: readonly Row<Message>[];
  readonly sessions: readonly Row<UserSession>[];
}

const COPIES_A_DAY = 3;
const DAY_SECONDS = 86_400;
/** More look-ups than one person comes to. */
const MOST_LOOK_UPS = 10_000;

/**
 * A copy of all personal data that are held about the actor (个人信息保护法 art. 45). That a copy was made is in the audit before anything is
 * read; the data are neither there nor in a stored reply. Other people's numbers in one's forms are masked. Left out is what the offices
 * look into for themselves: alerts, red flags and notes of who works on a case. Fails: too-many-requests (the fourth within a day).
 */
export async function copyPersonalData(context: Context): Promise<PersonalCopy> {
  const { system, actor } = context;
  const { madeAt } = await runCommand(context, 'personal-data.copy', async (unit) => {
    const window = { seconds: DAY_SECONDS };
    const key = `personal-copy:${actor.userId}`;
    const tally = await system.auth.tries.countWithin(unit.transaction, key, unit.now, window);
    if (tally.points > COPIES_A_DAY) {
      const retryAfterSeconds = epochSeconds(tally.expiresAt) - epochSeconds(unit.now);
      throw new DomainError('too-many-requests', { retryAfterSeconds: Math.max(1, retryAfterSeconds) });
    }
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'user',
      subjectId: actor.userId,
      detail: {},
    });
    return { madeAt: unit.now };
  });
  const { userId, personIndex } = actor;
  return {
    madeAt,
    account: await readAccount(context),
    consents: await findRows(Consent, { where: { userId }, order: [['id', 'ASC']] }),
    applications: await findOwnApplications(context),
    loans: await findOwnLoans(context),
    clawbacks: await findOwnClawbacks(context),
    parts: await findOwnParts(context),
    lookUps: (await findOwnLookUps(context, { limit: MOST_LOOK_UPS })).items,
    rosterEntries:
      personIndex === null ? [] : await findRows(RosterEntry, { where: { subjectIndex: personIndex } }),
    messages: await findRows(Message, { where: { userId }, order: [['id', 'ASC']] }),
    sessions: await findRows(UserSession, { where: { userId }, order: [['id', 'ASC']] }),
  };
}

async function readAccount(context: Context): Promise<PersonalCopy['account']> {
  const { user, identityNumber, phone } = await findOwnAccount(context);
  const { mailCipher } = user;
  return {
    username: user.username,
    name: user.displayName,
    identityNumber,
    phone,
    mail: mailCipher === null ? null : context.system.cipher.decrypt(mailCipher, 'users.mail'),
    openedAt: user.createdAt,
  };
}
