import { furtherConditionOf } from '../../models/condition.js';
import type { RedFlagStep } from '../../models/red-flag-step.js';
import { RiskAlert } from '../../models/risk-alert.js';
import { findRows, selectRows, type Row } from '../../models/rows.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import { redFlagScope, riskAlertScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { RED_FLAG_RULES, type RedFlagRuleName, type RiskLevel } from '../core/red-flags/red-flag-rules.js';
import { ruleSource, type RuleSource } from '../core/red-flags/rule-source.js';
import { alertsBeside } from '../core/risk-alerts/shared-facts.js';
import { RED_FLAG_STATES, type RedFlagState } from '../core/states/red-flag-states.js';
import { isFinal } from '../core/states/state-machine.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { conclusionOf, type FlagRow } from './flag-case.js';

/** Which flags a list shows: without a state it shows what is to be done. */
export interface FlagFilter extends PageRequest {
  readonly state?: RedFlagState | undefined;
  readonly rule?: RedFlagRuleName | undefined;
  readonly riskLevel?: RiskLevel | undefined;
  readonly loanId?: number | undefined;
  readonly districtOrganisationId?: number | undefined;
}

/** A flag with the names of what it concerns. */
export interface FlagView extends FlagRow {
  readonly contractNumber: string;
  readonly borrowerName: string;
  readonly bankName: string;
  readonly districtName: string;
}

/** A flag with its evidence, what its rule rests on and what was done about it. */
export interface FlagDetail extends FlagView {
  readonly evidence: JsonValue;
  readonly source: RuleSource;
  readonly steps: readonly (Row<RedFlagStep> & { readonly takenBy: string | null })[];
  readonly proposal: Proposal | null;
  /** What early warning made of the same fact, and what came of it. */
  readonly riskAlerts: readonly AlertBeside[];
}

/** A risk alert that tells of the same fact as a flag. */
export type AlertBeside = Pick<Row<RiskAlert>, 'id' | 'rule' | 'state' | 'resolution'>;

const FROM_FLAGS = `SELECT f.*, l.contractNumber, l.borrowerName, b.name AS bankName, d.name AS districtName
  FROM red_flags f JOIN loans l ON l.id = f.loanId JOIN organisations b ON b.id = f.bankOrganisationId
  JOIN organisations d ON d.id = f.districtOrganisationId`;

const TO_BE_DONE = (Object.keys(RED_FLAG_STATES.states) as RedFlagState[]).filter(
  (state) => !isFinal(RED_FLAG_STATES, state) && state !== 'whitelisted',
);

/** The flags one sees, the newest first. Fails: malformed (the cursor). */
export async function findFlags(context: Context, filter: FlagFilter): Promise<Page<FlagView>> {
  const { state, rule, riskLevel, loanId, districtOrganisationId, limit } = filter;
  const before = idBefore(filter);
  const wanted = furtherConditionOf(
    {
      state: state ?? TO_BE_DONE,
      ...(rule !== undefined && { rule }),
      ...(riskLevel !== undefined && { riskLevel }),
      ...(loanId !== undefined && { loanId }),
      ...(districtOrganisationId !== undefined && { districtOrganisationId }),
      ...(before !== undefined && { id: { '<': before } }),
    },
    'f',
  );
  const scoped = furtherConditionOf(redFlagScope(context.actor), 'f');
  const rows = await selectRows<FlagView>(
    context.system.database,
    `${FROM_FLAGS} WHERE 1 = 1${wanted.sql}${scoped.sql} ORDER BY f.id DESC LIMIT ${Math.trunc(limit) + 1}`,
    [...wanted.parameters, ...scoped.parameters],
  );
  return pageById(rows, filter);
}

/** One flag with its evidence and what was done. Fails: not-found. */
export async function findFlag(context: Context, flagId: number): Promise<FlagDetail> {
  const { database, referenceData } = context.system;
  const scoped = furtherConditionOf(redFlagScope(context.actor), 'f');
  const [row] = await selectRows<FlagView>(database, `${FROM_FLAGS} WHERE f.id = ?${scoped.sql}`, [
    flagId,
    ...scoped.parameters,
  ]);
  if (row === undefined) throw new DomainError('not-found');
  const steps = await selectRows<FlagDetail['steps'][number]>(
    database,
    `SELECT s.*, u.displayName AS takenBy FROM red_flag_steps s LEFT JOIN users u ON u.id = s.takenByUserId
      WHERE s.flagId = ? ORDER BY s.id`,
    [flagId],
  );
  return {
    ...row,
    evidence: JSON.parse(row.evidenceJson) as JsonValue,
    source: ruleSource(RED_FLAG_RULES[row.rule].parameter, row.policyId, referenceData.current().policyBook),
    steps,
    proposal: await findOpenProposal(conclusionOf(flagId)),
    riskAlerts: await findAlertsBeside(context, row),
  };
}

async function findAlertsBeside({ actor }: Context, { loanId, rule }: FlagView): Promise<AlertBeside[]> {
  const rules = [...alertsBeside(rule)];
  if (rules.length === 0) return [];
  return findRows(RiskAlert, {
    where: { loanId, rule: rules, ...riskAlertScope(actor) },
    order: [['id', 'ASC']],
  });
}
