import Joi from 'joi';
import { id, instant, pageOf, pageQuery, required, type PageQuery } from '../../fields.js';

const STATES = ['due', 'running', 'done', 'failed'] as const;
export type JobState = (typeof STATES)[number];

const state = (): Joi.StringSchema => Joi.string().valid(...STATES);

export interface JobParams {
  readonly jobId: string;
}
export const jobParams = required<JobParams>({ jobId: id() });

export interface JobsQuery extends PageQuery {
  readonly state?: JobState;
  readonly name?: string;
}
export const jobsQuery = Joi.object<JobsQuery>({
  ...pageQuery,
  state: state(),
  name: Joi.string()
    .pattern(/^[a-z][a-z0-9.-]{0,63}$/, 'name')
    .example('daily-close'),
});

const job = {
  jobId: id(),
  name: Joi.string(),
  runKey: Joi.string().description('What of its kind it is: its due time, or the row that it works on.'),
  state: state(),
  attempts: Joi.number().integer(),
  availableAt: instant(),
  lockedUntil: instant().allow(null).description('Until when the instance that runs it holds it.'),
  createdAt: instant(),
  updatedAt: instant(),
  progress: Joi.string().allow(null).description('How far it has come, in its own words.'),
  lastError: Joi.string().allow(null),
};
export const jobReply = required(job);
export const jobsReply = pageOf(jobReply);
