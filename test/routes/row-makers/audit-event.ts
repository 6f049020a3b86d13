import { AuditEvent } from '../../../models/audit-event.js';
import { findRow } from '../../../models/rows.js';
import type { RowMaker } from './row-maker.js';

/** The latest event; those who audit see all of them. */
export const AUDIT_EVENT_ROW: RowMaker = {
  own: async () => String((await findRow(AuditEvent, { where: {}, order: [['id', 'DESC']] }))?.id),
  foreign: async () => undefined,
};
