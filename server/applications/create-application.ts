import { Application } from '../../models/application.js';
import { findRow, insertRow } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import type { DistrictCode } from '../core/districts.js';
import { APPLICATION_STATES } from '../core/states/application-states.js';
import { nextNumber } from '../numbering/next-number.js';
import { recordOnApplication, replyOf, type ApplicationReply } from './application-case.js';
import { sealForm } from './application-content.js';
import type { FormBorrowerKind } from './application-form.js';
import { findDistrictOffice } from './find-chosen-organisation.js';

/** What must be known before anything else: who borrows, and where the business is. */
export interface NewApplication {
  readonly borrowerKind: FormBorrowerKind;
  readonly districtCode: DistrictCode;
}

/**
 * Opens a draft: by a founder for himself, or by a service station on a founder's behalf (代办), who then has to confirm it.
 * Fails: malformed (no office works in the district).
 */
export async function createApplication(context: Context, input: NewApplication): Promise<ApplicationReply> {
  const { system, actor } = context;
  return runCommand(context, 'application.create', async (unit) => {
    const { transaction, now } = unit;
    const district = await findDistrictOffice(input.districtCode, transaction);
    const byStation = actor.role === 'station-clerk';
    const id = await insertRow(
      Application,
      {
        number: await nextNumber(unit, 'application'),
        state: APPLICATION_STATES.initial,
        borrowerKind: input.borrowerKind,
        applicantUserId: byStation ? null : actor.userId,
        filedByUserId: actor.userId,
        stationOrganisationId: byStation ? actor.organisationId : null,
        districtOrganisationId: district.id,
        ...sealForm(system, { business: { districtCode: input.districtCode } }),
        createdAt: now,
        updatedAt: now,
        version: 0,
      },
      transaction,
    );
    const row = await findRow(Application, { where: { id }, transaction });
    if (!row) throw new Error(`Application ${id} was not stored`);
    recordOnApplication(unit, actor, row, {
      number: row.number,
      borrowerKind: input.borrowerKind,
      state: row.state,
    });
    return replyOf(row);
  });
}
