import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { lockApplication, recordOnApplication } from './application-case.js';
import { openForm } from './application-content.js';
import { findParties, type PartyView } from './find-application.js';

/** The people and the account of an application in clear text. */
export interface RevealedPersonalData {
  readonly parties: readonly (Omit<PartyView, 'id'> & { readonly partyId: string })[];
  readonly subsidyAccount: { readonly bankName: string | null; readonly accountNumber: string | null };
}

/**
 * Shows the personal values of an application in clear text to whoever handles it. Who looked, when and what for is in the audit
 * chain before anything is shown; the values themselves are neither there nor in a stored reply.
 * Fails: not-found.
 */
export async function revealPersonalData(
  context: Context,
  input: { readonly applicationId: number; readonly purpose: string },
): Promise<RevealedPersonalData> {
  const { actor, system } = context;
  const { contentCipher } = await runCommand(context, 'application.reveal-personal-data', async (unit) => {
    const row = await lockApplication(unit, actor, input.applicationId);
    recordOnApplication(unit, actor, row, { purpose: input.purpose } satisfies JsonValue);
    return { contentCipher: row.contentCipher };
  });
  const parties = await findParties(system, input.applicationId);
  const { subsidyAccount } = openForm(system, { contentCipher });
  return {
    parties: parties.map(({ id, ...party }) => ({ partyId: String(id), ...party })),
    subsidyAccount: {
      bankName: subsidyAccount?.bankName ?? null,
      accountNumber: subsidyAccount?.accountNumber ?? null,
    },
  };
}
