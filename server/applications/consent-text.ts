import { Consent } from '../../models/consent.js';
import { insertRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import type { Bilingual } from '../core/bilingual.js';
import { sha256 } from '../hashing.js';

/** What an applicant agrees to when an application is filed. A changed text gets another version; given consents keep theirs. */
export const FILING_CONSENT: Bilingual & { readonly version: string } = {
  version: '2025-01',
  zh: '本人确认所填内容及所附材料真实、完整；同意经办银行、担保方、区公共就业服务机构及市劳动就业服务管理中心为办理创业担保贷款、担保与贴息使用本人信息，并向有关部门核对；知晓虚假申报将承担法律责任。由就业驿站代办的，本人已核对全部内容并同意提交。',
  en: 'I confirm that what I have written and attached is true and complete. I agree that the handling bank, the guarantor, the district employment service and the municipal employment service centre use my data to handle the loan, the guarantee and the subsidy, and check them with the offices concerned. I know that false statements have legal consequences. Where a service station files for me, I have read all of it and agree that it is submitted.',
};

/** Keeps the fact that a person agreed, and to which words. */
export async function recordFilingConsent(
  unit: UnitOfWork,
  actor: Actor,
  applicationId: number,
): Promise<void> {
  await insertRow(
    Consent,
    {
      userId: actor.userId,
      applicationId,
      kind: 'application-filing',
      textVersion: FILING_CONSENT.version,
      textHash: sha256(FILING_CONSENT.zh),
      givenAt: unit.now,
    },
    unit.transaction,
  );
}
