/** Name of the job that carries out an erasure to which two persons have agreed. */
export const ERASURE_JOB_NAME = 'personal-data.erase';
