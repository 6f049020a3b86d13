import { sha256 } from '../hashing.js';

/** A text that people agree to. A new wording is a new version; what was agreed to is kept by version and hash. */
export interface ConsentText {
  readonly kind: string;
  readonly version: string;
  readonly text: string;
}

/** What registration asks for, each by itself: an identity number needs a consent of its own (个人信息保护法第二十九条). */
export const REGISTRATION_CONSENTS = [
  {
    kind: 'personal-information',
    version: '2025-1',
    text: '本人同意创业担保贷款经办机构为办理注册、贷款申请、审核、担保、放款、贴息及贷后管理,处理本人的姓名和联系电话。本人可以随时查询、更正,并可撤回同意;撤回前已经进行的处理仍然有效。',
  },
  {
    kind: 'identity-number',
    version: '2025-1',
    text: '本人单独同意为核实身份、避免重复申请而处理本人的居民身份证号码。该号码加密保存,显示时遮盖,仅提供给办理本人业务所必需的经办机构、银行和担保方。',
  },
] as const satisfies readonly ConsentText[];

export type RegistrationConsent = (typeof REGISTRATION_CONSENTS)[number]['kind'];

/** SHA-256 of the exact wording. */
export const textHashOf = ({ text }: ConsentText): string => sha256(text);
