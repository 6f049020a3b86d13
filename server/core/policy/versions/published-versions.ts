import type { PolicyVersion } from '../policy-parameters.js';
import { ALERT_VERSIONS } from './alerts.js';
import { BORROWER_VERSIONS } from './borrowers.js';
import { COST_VERSIONS } from './costs.js';
import { GUARANTEE_VERSIONS } from './guarantees.js';
import { LIMIT_VERSIONS } from './limits.js';
import { REGISTRY_VERSIONS } from './registries.js';
import { RETENTION_VERSIONS } from './retention.js';
import { RISK_CLASS_VERSIONS } from './risk-classes.js';
import { SCORE_VERSIONS } from './scores.js';
import { STAGE_CLOCK_VERSIONS } from './stage-clocks.js';
import { SUBSIDY_VERSIONS } from './subsidies.js';

/** Every version that ships with the system. Officials add further ones while it runs. */
export const PUBLISHED_VERSIONS: readonly PolicyVersion[] = [
  ...SUBSIDY_VERSIONS,
  ...LIMIT_VERSIONS,
  ...BORROWER_VERSIONS,
  ...STAGE_CLOCK_VERSIONS,
  ...GUARANTEE_VERSIONS,
  ...RISK_CLASS_VERSIONS,
  ...COST_VERSIONS,
  ...ALERT_VERSIONS,
  ...SCORE_VERSIONS,
  ...REGISTRY_VERSIONS,
  ...RETENTION_VERSIONS,
];
