import type { Transaction } from 'sequelize';
import { Consent } from '../../models/consent.js';
import type { Database } from '../../models/database.js';
import { findRow, selectRows, type Row } from '../../models/rows.js';
import type { Context } from '../context.js';
import type { Bilingual } from '../core/bilingual.js';

/** What a borrower agrees to; a changed text gets another version, and given consents keep theirs. */
export const LOOK_UP_CONSENT: Bilingual & { readonly kind: 'registry-look-up'; readonly version: string } = {
  kind: 'registry-look-up',
  version: '2025-1',
  zh: '本人同意创业担保贷款经办机构为办理本人的贷款申请,向本市失业登记、就业援助、社会保险、市场主体登记、财政供养、创业者白名单和创业基地等名册查询本人及本人经营实体的信息,用于核验资格和代替本人提交的证明材料。每次查询的名册、用途和结果均留存记录,本人可随时查看。不同意或撤回同意的,不作查询,由本人提交相应材料,不影响申请。',
  en: 'I agree that the offices that handle startup guaranteed loans look into the city’s registries of unemployed, of employment assistance, of social insurance, of firms, of people paid from public funds, of whitelisted founders and of bases about me and my business, to confirm that I am eligible and in place of papers. Each look-up is kept with its registry, purpose and result, and I can see it at any time. Without my consent, or after I withdraw it, nothing is looked up and I bring the papers; my application does not suffer.',
};

/** Whether somebody has agreed to look-ups. */
export type LookUpConsent = {
  readonly given: boolean;
  /** The consent that stands. */
  readonly consentId: number | null;
  readonly since: string | null;
};

const NOT_GIVEN: LookUpConsent = { given: false, consentId: null, since: null };

/** The consent of the one who asks. */
export const findOwnConsent = ({ actor }: Context): Promise<LookUpConsent> => findConsentOfUser(actor.userId);

/** The consent of one account. */
export async function findConsentOfUser(userId: number, transaction?: Transaction): Promise<LookUpConsent> {
  const last = await findRow(Consent, {
    where: { userId, kind: LOOK_UP_CONSENT.kind },
    order: [['id', 'DESC']],
    transaction,
  });
  if (!last || last.withdrawsConsentId !== null) return NOT_GIVEN;
  return { given: true, consentId: last.id, since: last.givenAt };
}

/** The standing consent of a natural person, given in an account of his or her own; null where there is none. */
export async function findConsentOfPerson(
  personIndex: string,
  source: Database | Transaction,
): Promise<number | null> {
  const rows = await selectRows<Pick<Row<Consent>, 'id' | 'userId' | 'withdrawsConsentId'>>(
    source,
    `SELECT c.id, c.userId, c.withdrawsConsentId FROM users u JOIN consents c ON c.userId = u.id AND c.kind = ?
      WHERE u.personIndex = ? AND u.role = 'borrower' AND u.disabledAt IS NULL ORDER BY c.id`,
    [LOOK_UP_CONSENT.kind, personIndex],
  );
  const last = rows.at(-1);
  return last === undefined || last.withdrawsConsentId !== null ? null : last.id;
}
