import type { Application } from '../../models/application.js';
import type { Row } from '../../models/rows.js';
import type { ApplicationState } from '../core/states/application-states.js';
import type { QueuedNotice } from './queue-notices.js';

/** What the applicant does is known to the applicant. */
const OWN_DOING: ReadonlySet<ApplicationState> = new Set(['draft', 'awaiting-confirmation', 'withdrawn']);

/** What an applicant with an account is told when the application has come into its state. */
export function noticesOfApplication({
  id,
  number,
  state,
  version,
  applicantUserId: userId,
}: Pick<Row<Application>, 'id' | 'number' | 'state' | 'version' | 'applicantUserId'>): QueuedNotice[] {
  if (userId === null || OWN_DOING.has(state)) return [];
  return [
    {
      kind: 'application-moved',
      values: { number, state },
      factKey: `application-moved:${id}:${version}`,
      subjectKind: 'application',
      subjectId: id,
      to: { userId },
    },
  ];
}
