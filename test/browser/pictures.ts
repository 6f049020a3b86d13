import type { Page } from 'playwright-core';

/** A telephone, and a screen on a desk. */
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1120, height: 720 };

/** One picture: whose page, where, on what; `reach` goes on from there as a person would. */
export interface Picture {
  readonly name: string;
  /** Null: nobody has logged in. */
  readonly user: string | null;
  readonly path: string;
  readonly size: typeof PHONE | typeof DESK;
  readonly reach?: (page: Page) => Promise<void>;
}

async function go(page: Page, press: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), press()]);
  await page.waitForLoadState('load');
}

/** Opens the first record of a list. */
const first = (page: Page): Promise<void> =>
  go(page, () => page.locator('main tbody a, main .letters a').first().click());

/** Opens the first record, or the one at a place, and there what has this name. */
const firstThen =
  (link: string, place = 0) =>
  async (page: Page): Promise<void> => {
    await go(page, () => page.locator('main tbody a').nth(place).click());
    await go(page, () => page.getByRole('link', { name: link }).first().click());
  };

/** Looks at a part of a page that lies further down. */
const lookAt =
  (selector: string, before?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await before?.(page);
    await page.locator(selector).first().scrollIntoViewIfNeeded();
    await page
      .locator(selector)
      .first()
      .evaluate((part) => part.scrollIntoView());
  };

const ANSWERS = new URLSearchParams({
  category: 'college-graduate',
  birthDate: '1995-05-05',
  sex: 'male',
  publiclyPaid: 'no',
  inCity: 'yes',
  everOverdue: 'no',
  amount: '300000.00',
  termMonths: '36',
}).toString();

async function beginApplication(page: Page): Promise<void> {
  await page.check('[name=borrowerKind][value=individual]');
  await page.selectOption('[name=districtCode]', '440106');
  await go(page, () => page.locator('main form button').click());
}

async function goOnToPapers(page: Page): Promise<void> {
  await first(page);
  const { pathname } = new URL(page.url());
  await page.goto(`${pathname}/papers`);
}

async function issueStatement(page: Page): Promise<void> {
  await first(page);
  await go(page, () => page.getByRole('link', { name: '文书与下载' }).click());
  await page.selectOption('[name=quarter]', '2025Q2');
  await go(page, () => page.getByRole('button', { name: '贴息明细单' }).click());
  await page.locator('#issued').evaluate((part) => part.scrollIntoView({ block: 'center' }));
}

/** Every picture of the guides, in the order in which they are taken: what one begins the next may show. */
export const PICTURES: readonly Picture[] = [
  { name: 'borrower-home', user: null, path: '/', size: PHONE },
  { name: 'borrower-self-check', user: null, path: `/self-check?${ANSWERS}`, size: PHONE },
  { name: 'borrower-progress', user: 'borrower', path: '/applications', size: PHONE, reach: first },
  { name: 'borrower-loan', user: 'borrower', path: '/loans', size: PHONE, reach: first },
  { name: 'borrower-documents', user: 'borrower', path: '/loans', size: PHONE, reach: issueStatement },
  {
    name: 'borrower-form',
    user: 'borrower',
    path: '/applications/new',
    size: PHONE,
    reach: beginApplication,
  },
  { name: 'borrower-papers', user: 'borrower', path: '/applications', size: PHONE, reach: goOnToPapers },
  { name: 'station-applications', user: 'station.clerk', path: '/applications', size: DESK },
  {
    name: 'station-confirmation',
    user: 'station.clerk',
    path: '/applications?state=awaiting-confirmation',
    size: DESK,
    reach: first,
  },
  { name: 'bank-desk', user: 'bank.maker', path: '/desk', size: DESK },
  {
    name: 'bank-precheck',
    user: 'bank.maker',
    path: '/applications?state=submitted',
    size: DESK,
    reach: firstThen('银行预审'),
  },
  {
    name: 'bank-disbursement',
    user: 'bank.checker',
    path: '/applications?state=approved',
    size: DESK,
    reach: firstThen('放款复核'),
  },
  { name: 'desk-imports', user: 'bank.maker', path: '/desk/imports', size: DESK },
  { name: 'guarantor-desk', user: 'guarantor.checker', path: '/desk', size: DESK },
  {
    name: 'guarantor-proposal',
    user: 'guarantor.maker',
    path: '/applications?state=in-due-diligence',
    size: DESK,
    reach: firstThen('拟担保', 1),
  },
  { name: 'district-desk', user: 'district.reviewer', path: '/desk', size: DESK },
  {
    name: 'district-review',
    user: 'district.reviewer',
    path: '/applications?state=prechecked',
    size: DESK,
    reach: firstThen('资格审核'),
  },
  { name: 'centre-overview', user: 'centre.checker', path: '/dashboard', size: DESK },
  { name: 'desk-claims', user: 'centre.maker', path: '/desk/subsidy-claims', size: DESK },
  {
    name: 'centre-claim',
    user: 'centre.maker',
    path: '/desk/subsidy-claims',
    size: DESK,
    reach: lookAt('details summary', async (page) => {
      await first(page);
      await page.locator('details summary').first().click();
    }),
  },
  { name: 'finance-desk', user: 'finance.approver', path: '/desk', size: DESK },
  { name: 'finance-budgets', user: 'finance.approver', path: '/desk/budgets', size: DESK, reach: first },
  { name: 'desk-audit', user: 'auditor', path: '/desk/audit-events', size: DESK },
  { name: 'auditor-chains', user: 'auditor', path: '/desk/audit-chains', size: DESK, reach: first },
  { name: 'admin-users', user: 'system.admin', path: '/desk/users', size: DESK },
  { name: 'admin-jobs', user: 'system.admin', path: '/desk/jobs', size: DESK },
];
