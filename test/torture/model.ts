import type { BusinessDate } from '../../server/core/business-date.js';
import type { CompensationClaimState } from '../../server/core/states/compensation-claim-states.js';
import type { LoanState } from '../../server/core/states/loan-states.js';
import type { SubsidyClaimState } from '../../server/core/states/subsidy-claim-states.js';
import type { ErrorCode } from '../../server/core/errors.js';

/* What ought to be true, kept as simply as can be: plain objects and sums in fen, no rule of the program's own code. */

export interface RepaymentModel {
  readonly id: number;
  readonly on: BusinessDate;
  readonly principal: number;
  readonly interest: number;
  readonly penalty: number;
  reversed: boolean;
}

export interface LoanModel {
  readonly id: number;
  /** Place in BANKS. */
  readonly bank: number;
  readonly principal: number;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  outstanding: number;
  interestPaid: number;
  penaltyPaid: number;
  state: LoanState;
  extended: boolean;
  /** A guarantor has paid: money comes back as a recovery only. */
  compensated: boolean;
  readonly repayments: RepaymentModel[];
}

export interface EntryModel {
  readonly id: number;
  readonly kind: 'receipt' | 'cost';
  readonly side: 'bank' | 'guarantor';
  readonly amount: number;
  readonly costs: number;
  reversed: boolean;
}

export interface CompensationModel {
  readonly id: number;
  readonly loanId: number;
  readonly bank: number;
  state: CompensationClaimState;
  contentHash: string;
  papers: number;
  consents: number;
  paidOn: BusinessDate | null;
  /** Principal and interest that were claimed; what the debtor owes is this and the costs. */
  debt: number;
  readonly entries: EntryModel[];
  /** What the next step of a write-off repeats. */
  writeOff: { readonly step: 'approve' | 'confirm'; readonly payloadHash: string } | null;
}

export interface SubsidyClaimModel {
  readonly id: number;
  readonly bank: number;
  readonly quarter: string;
  state: SubsidyClaimState;
  contentHash: string;
}

export interface ApplicationModel {
  readonly id: number;
  readonly founder: string;
  readonly serial: number;
  readonly bank: number;
  /** The next step by its place. */
  step: number;
  payloadHash: string;
  ended: 'disbursed' | 'refused' | null;
}

export interface ExtensionModel {
  readonly id: number;
  readonly loanId: number;
}

export interface Model {
  /** Counts commands, and makes numbers that no other row has. */
  commands: number;
  serial: number;
  founders: number;
  readonly loans: LoanModel[];
  readonly claims: CompensationModel[];
  readonly subsidyClaims: SubsidyClaimModel[];
  readonly applications: ApplicationModel[];
  readonly extensions: ExtensionModel[];
  /** How often each move was made, and how often each refusal was the right answer. */
  readonly done: Record<string, number>;
  readonly refused: Partial<Record<ErrorCode, number>>;
  /** Requests that raced others for one effect. */
  racing: number;
}

export const emptyModel = (): Model => ({
  commands: 0,
  serial: 0,
  founders: 0,
  loans: [],
  claims: [],
  subsidyClaims: [],
  applications: [],
  extensions: [],
  done: {},
  refused: {},
  racing: 0,
});

/** A number that no other row of this story has. */
export function nextSerial(model: Model): number {
  model.serial += 1;
  return model.serial;
}

/** What is owed on a claim by its entries: the debt and the costs, less every receipt. */
export function owedOn({ debt, entries }: CompensationModel): number {
  return entries.reduce(
    (owed, { kind, amount, reversed }) => (reversed ? owed : kind === 'cost' ? owed + amount : owed - amount),
    debt,
  );
}
