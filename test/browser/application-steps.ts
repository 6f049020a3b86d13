import type { TestApp } from '../support/app.js';
import { creditCodeOf } from '../support/applications.js';

/** What a single founder in Tianhe types into each step of an application; `choice` and `box` are pressed, `list` is chosen from. */
export interface Typed {
  readonly name: string;
  readonly value: string;
  readonly as: 'text' | 'choice' | 'box' | 'list' | 'day';
}

const text = (name: string, value: string): Typed => ({ name, value, as: 'text' });
const list = (name: string, value: string): Typed => ({ name, value, as: 'list' });
const choice = (name: string, value: string): Typed => ({ name, value, as: 'choice' });

export const BEGINNING: readonly Typed[] = [
  choice('borrowerKind', 'individual'),
  list('districtCode', '440106'),
];

/** The steps after that, each sent by 保存并继续. */
export const stepsOf = ({ organisationIds }: TestApp, serial: number): readonly (readonly Typed[])[] => [
  [list('applicant.maritalStatus', 'single')],
  [
    text('business.name', '天河小店'),
    text('business.creditCode', creditCodeOf(serial)),
    { name: 'business.registeredOn', value: '2024-05-06', as: 'day' },
    text('business.address', '天河路1号'),
    list('business.districtCode', '440106'),
    text('business.industry', '零售业'),
  ],
  [
    list('borrowerCategory', 'college-graduate'),
    text('requested', '300000.00'),
    text('termMonths', '36'),
    list('repaymentMethod', 'interest-monthly'),
    text('purpose', '采购货物'),
    list('bankOrganisationId', String(organisationIds['bank'])),
    list('guarantorOrganisationId', String(organisationIds['guarantor'])),
    text('subsidyAccount.bankName', '第一银行天河支行'),
    text('subsidyAccount.accountNumber', '6222020000000000123'),
  ],
  [
    text('workforce.jobsToCreate', '2'),
    list('declarations.publiclyPaid', 'no'),
    list('declarations.wageArrears', 'no'),
    list('declarations.socialInsuranceArrears', 'no'),
    list('counterGuarantees.0.kind', 'exemption'),
    text('counterGuarantees.0.exemptionBasis', '高校毕业生免反担保'),
  ],
];

/** The kinds of papers that such a founder brings. */
export const PAPER_KINDS = ['identity-document', 'business-licence', 'credit-report', 'category-proof'];
