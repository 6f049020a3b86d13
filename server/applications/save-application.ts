import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import {
  changeApplication,
  lockApplicationVersion,
  recordOnApplication,
  replyOf,
  type ApplicationReply,
} from './application-case.js';
import { sealForm } from './application-content.js';
import type { ApplicationForm } from './application-form.js';
import { findDistrictOffice } from './find-chosen-organisation.js';

export interface SavedApplication {
  readonly applicationId: number;
  /** The version that was read; another person's save in between is not overwritten. */
  readonly version: number;
  readonly form: ApplicationForm;
}

const EDITABLE = new Set<string>(['draft', 'returned']);

/**
 * Keeps what has been written so far, complete or not. Only a draft, or an application returned for correction, can be
 * changed; what others see of a returned one changes when it is submitted again.
 * Fails: not-found, stale-version, illegal-transition, malformed.
 */
export async function saveApplication(context: Context, input: SavedApplication): Promise<ApplicationReply> {
  const { system, actor } = context;
  return runCommand(context, 'application.save', async (unit) => {
    const row = await lockApplicationVersion(unit, actor, input.applicationId, input.version);
    if (!EDITABLE.has(row.state)) {
      throw new DomainError('illegal-transition', {
        table: 'application',
        from: row.state,
        event: 'save',
      });
    }
    const districtCode = input.form.business?.districtCode;
    const district = districtCode && (await findDistrictOffice(districtCode, unit.transaction));
    const sealed = sealForm(system, input.form);
    const saved = await changeApplication(unit, row, {
      ...sealed,
      ...(district && { districtOrganisationId: district.id }),
    });
    recordOnApplication(unit, actor, saved, { before: row.contentHash, after: saved.contentHash });
    return replyOf(saved);
  });
}
