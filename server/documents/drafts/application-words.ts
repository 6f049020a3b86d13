import type { CounterGuarantee } from '../../../models/counter-guarantee.js';
import type { Row } from '../../../models/rows.js';
import { ATTACHMENT_KINDS, isAttachmentKind } from '../../applications/attachments/attachment-kinds.js';
import { formatYuan } from '../../core/money.js';

/** A paper that was brought, by its Chinese name. */
export const attachmentWord = (kind: string): string =>
  isAttachmentKind(kind) ? ATTACHMENT_KINDS[kind].zh : kind;

/** A counter-guarantee in a few words. */
export function counterGuaranteeWord({
  kind,
  description,
  valueFen,
  exemptionBasis,
}: Row<CounterGuarantee>): string {
  if (kind === 'guarantor') return '保证人担保';
  if (kind === 'exemption') return `免除反担保（${exemptionBasis ?? ''}）`;
  return `抵质押：${description ?? ''}${valueFen === null ? '' : `，价值 ${formatYuan(valueFen)} 元`}`;
}
