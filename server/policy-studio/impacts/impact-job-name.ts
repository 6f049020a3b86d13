/** The job that computes what a draft would cost; one runs at a time. */
export const POLICY_IMPACT_JOB_NAME = 'policy-impacts.compute';
