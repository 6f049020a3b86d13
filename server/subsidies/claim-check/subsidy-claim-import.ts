import {
  readSubsidyClaimRow,
  SUBSIDY_CLAIM_COLUMNS,
  type SubsidyClaimRow,
} from '../../core/bank-files/subsidy-claim-file.js';
import { subsidyQuarter, type SubsidyQuarter } from '../../core/subsidy-quarter.js';
import { BatchTally } from '../../imports/batch-tally.js';
import { importKind, type ImportedFile } from '../../imports/import-kind.js';
import { checkClaimRows } from './check-claim-rows.js';
import { finishClaimImport } from './finish-claim-import.js';
import { lockClaimImport, openClaimImport, type ClaimFile } from './open-claim-import.js';

/** A check only reads what others write, so that a large batch keeps nobody waiting. */
export const CLAIM_BATCH = 16_384;

/** 贴息申报: the rows go to a claim and are checked as they come; it may be submitted once all are in. */
export const SUBSIDY_CLAIM_IMPORT = importKind({
  name: 'subsidy-claim',
  batchSize: CLAIM_BATCH,
  hasPeriod: true,
  columns: SUBSIDY_CLAIM_COLUMNS,
  readRow: readSubsidyClaimRow,
  begin: async ({ context, unit, file }) => ({
    subsidyClaimId: await openClaimImport(context, unit, claimFileOf(file)),
  }),
  write: async ({ context, unit, file }, rows) => {
    const claimFile = claimFileOf(file);
    const claim = await lockClaimImport(unit, claimIdOf(file), claimFile);
    const tally = new BatchTally<SubsidyClaimRow>();
    for (const row of rows) {
      if (!liesWithin(row, claimFile.quarter)) refuse(tally, row, claimFile.quarter);
      else if (claim === null) tally.pass();
      else tally.accept(row);
    }
    const { policyBook } = context.system.referenceData.current();
    if (claim !== null) await checkClaimRows(unit, claim, tally.accepted, policyBook);
    return tally.result();
  },
  finish: async ({ context, file }) => finishClaimImport(context, claimIdOf(file), claimFileOf(file)),
});

const claimFileOf = ({ bankOrganisationId, period, sha256 }: ImportedFile): ClaimFile => ({
  bankOrganisationId,
  quarter: subsidyQuarter(period ?? ''),
  sourceHash: sha256,
});

function claimIdOf({ importId, subsidyClaimId }: ImportedFile): number {
  if (subsidyClaimId === null) throw new Error(`Import ${importId} has no claim`);
  return subsidyClaimId;
}

const liesWithin = (row: SubsidyClaimRow, quarter: SubsidyQuarter): boolean =>
  quarter.from <= row.periodFrom && row.periodUntil <= quarter.until;

function refuse(tally: BatchTally<SubsidyClaimRow>, row: SubsidyClaimRow, quarter: SubsidyQuarter): void {
  const { name, from, until } = quarter;
  const column = row.periodFrom < from || row.periodFrom >= until ? '贴息起始日' : '贴息截止日';
  tally.reject(row, column, 'contradiction', {
    zh: `“${column}”不在${name}之内（${from}起，${until}前）；其他季度的天数请在该季度申报`,
    en: `“${column}” is outside ${name} (from ${from}, before ${until}); claim other days with their own quarter`,
  });
}
