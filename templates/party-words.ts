/** What the papers call each who takes part in an application. */
export const PARTY_WORDS: Readonly<Record<string, string>> = {
  applicant: '申请人',
  spouse: '配偶',
  partner: '合伙人',
  'legal-representative': '法定代表人',
  'counter-guarantor': '反担保人',
  'counter-guarantor-spouse': '反担保人配偶',
  'new-hire': '新招用人员',
};
