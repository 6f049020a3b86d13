import { Consent } from '../../models/consent.js';
import { insertRow } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { sha256 } from '../hashing.js';
import { chainOf } from '../organisations/platform.js';
import { findConsentOfUser, LOOK_UP_CONSENT, type LookUpConsent } from './find-look-up-consent.js';

export interface ConsentInput {
  readonly given: boolean;
  /** Of the text that was read. */
  readonly textVersion: string;
}

/**
 * A borrower agrees that the city's registries are looked into about him or her, or withdraws that. What was looked up before stays on
 * record and counts no longer. Fails: malformed (another text).
 */
export async function decideLookUpConsent(
  context: Context,
  { given, textVersion }: ConsentInput,
): Promise<LookUpConsent> {
  const { actor } = context;
  return runCommand(context, `registry-consent.${given ? 'give' : 'withdraw'}`, async (unit) => {
    if (textVersion !== LOOK_UP_CONSENT.version) throw new DomainError('malformed', { field: 'textVersion' });
    const standing = await findConsentOfUser(actor.userId, unit.transaction);
    if (standing.given !== given) {
      await insertRow(
        Consent,
        {
          userId: actor.userId,
          applicationId: null,
          kind: LOOK_UP_CONSENT.kind,
          textVersion,
          textHash: sha256(LOOK_UP_CONSENT.zh),
          givenAt: unit.now,
          withdrawsConsentId: given ? null : standing.consentId,
        },
        unit.transaction,
      );
    }
    unit.record({
      organisationId: await chainOf(actor, unit.transaction),
      subjectKind: 'user',
      subjectId: actor.userId,
      detail: { given, textVersion, changed: standing.given !== given },
    });
    return findConsentOfUser(actor.userId, unit.transaction);
  });
}
