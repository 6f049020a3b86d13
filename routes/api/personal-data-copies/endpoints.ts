import type { Context } from '../../../server/context.js';
import { copyPersonalData } from '../../../server/personal-copies/copy-personal-data.js';
import { guarded, type Download, type Endpoint } from '../../endpoint.js';
import { personalCopyDocument } from './document.js';

/** The copy as a file. Fails: too-many-requests. */
export async function downloadPersonalCopy(context: Context): Promise<Download> {
  const copy = await copyPersonalData(context);
  const text = `${JSON.stringify(personalCopyDocument(copy), undefined, 2)}\n`;
  return {
    fileName: `个人信息副本-${copy.madeAt.slice(0, 10)}.json`,
    mediaType: 'application/json; charset=utf-8',
    bytes: Buffer.from(text),
  };
}

const copy = guarded({
  method: 'post',
  path: '/api/v1/personal-data-copies',
  tag: 'auth',
  operationId: 'copyPersonalData',
  summary:
    'A copy of all personal data that are held about oneself, as JSON in words; three a day (个人信息副本)',
  permission: 'personal-data.copy',
  reply: { status: 200, download: true },
  errors: ['too-many-requests'],
  handle: (context) => downloadPersonalCopy(context),
});

/** 个人信息副本: what a person may have of the data about himself or herself. */
export const PERSONAL_COPY_ENDPOINTS: readonly Endpoint[] = [copy];
