import type { Router } from 'express';
import type { System } from '../../server/context.js';
import type { Logger } from '../../server/logger.js';
import type { Gates } from '../gates.js';
import { FORGOTTEN_PASSWORD_PAGES } from './account/forgotten-password.js';
import { LOG_IN_PAGES } from './account/log-in.js';
import { PERSONAL_DATA_PAGES } from './account/personal-data.js';
import { REGISTRATION_PAGES } from './account/registration.js';
import { REGISTRY_CONSENT_PAGES } from './account/registry-consent.js';
import { SECURITY_PAGES } from './account/security.js';
import { APPLICATION_PAGES } from './applications/index.js';
import { DASHBOARD_PAGES } from './dashboard/overview.js';
import { DESK_PAGES } from './desk/index.js';
import { PAPER_PAGES } from './documents/papers.js';
import { VERIFICATION_PAGES } from './documents/verification.js';
import { HELP_PAGES } from './help/guides.js';
import { HOME_PAGES } from './home.js';
import { LOAN_PAGES } from './loans/overview.js';
import { MESSAGE_PAGES } from './messages/inbox.js';
import { mountPages } from './mount-pages.js';
import type { Page } from './page.js';
import { REPORT_PAGES } from './reports/pages.js';
import { SELF_CHECK_PAGES } from './self-check.js';

/** Every page of the portal. */
export const PORTAL_PAGES: readonly Page[] = [
  ...HOME_PAGES,
  ...HELP_PAGES,
  ...SELF_CHECK_PAGES,
  ...LOG_IN_PAGES,
  ...REGISTRATION_PAGES,
  ...FORGOTTEN_PASSWORD_PAGES,
  ...SECURITY_PAGES,
  ...REGISTRY_CONSENT_PAGES,
  ...PERSONAL_DATA_PAGES,
  // Before the steps of an application, whose address takes any word.
  ...PAPER_PAGES,
  ...APPLICATION_PAGES,
  ...VERIFICATION_PAGES,
  ...LOAN_PAGES,
  ...DASHBOARD_PAGES,
  ...REPORT_PAGES,
  ...MESSAGE_PAGES,
  ...DESK_PAGES,
];

/** The pages that people see: the same use cases as the API, for browsers, with or without JavaScript. */
export const createPortal = (system: System, gates: Gates, logger: Logger): Router =>
  mountPages(PORTAL_PAGES, system, gates, logger);
