import { findScorecard } from '../../bank-scorecards/find-scorecards.js';
import { scorecardSheet } from '../../core/bank-scorecard/scorecard-sheet.js';
import { CLAWBACK_GROUNDS } from '../../core/clawback/clawback-grounds.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan } from '../../core/money.js';
import { formatBasisPoints } from '../../core/stop-rules.js';
import { findClawback } from '../../subsidies/clawbacks/find-clawbacks.js';
import { findClawbackNotice } from '../../subsidies/clawbacks/find-clawback-notice.js';
import type { Drafter } from '../document-draft.js';
import { findOffice } from '../find-office.js';

/** 追回通知书, in the name of the centre. Fails: not-found, document-not-issuable (the demand was not issued). */
export const draftClawbackNotice: Drafter<'clawback-notice'> = async (context, { subjectId }) => {
  const { issuedOn } = await findClawback(context, subjectId);
  if (issuedOn === null) throw new DomainError('document-not-issuable', { reason: 'not-approved' });
  const notice = await findClawbackNotice(context, subjectId);
  return {
    organisationId: await findOffice('centre'),
    edition: '',
    facts: {
      caseNumber: notice.number,
      borrowerName: notice.borrowerName,
      contractNumber: notice.contractNumber,
      bankName: notice.bankName,
      districtName: notice.districtName,
      ground: CLAWBACK_GROUNDS[notice.ground].zh,
      fromOn: notice.fromOn,
      untilOn: notice.untilOn,
      found: notice.facts,
      document: notice.document,
      article: notice.article,
      quarters: notice.quarters.map(({ quarter, paidFen, recomputedFen, amountFen }) => ({
        quarter,
        paidFen,
        recomputedFen,
        amountFen,
      })),
      totalFen: notice.total,
      returnedFen: notice.returned,
      owedFen: notice.owed,
      parts: notice.parts.map(({ dueOn, amount }) => ({ dueOn, amountFen: amount })),
      offset: notice.offset,
    },
    publicFacts: { case: notice.number, bank: notice.bankName, amount: formatYuan(notice.total) },
  };
};

/** 经办银行评价表, in the name of the centre. Fails: not-found. */
export const draftBankScorecard: Drafter<'bank-scorecard'> = async (context, { subjectId }) => {
  const card = await findScorecard(context, subjectId);
  const score = card.scoreBasisPoints === null ? null : formatBasisPoints(card.scoreBasisPoints);
  return {
    organisationId: await findOffice('centre'),
    edition: '',
    facts: {
      bankName: card.bankName,
      quarter: card.quarter,
      cardRevision: card.revision,
      booksOn: card.booksOn,
      score,
      rank: card.rankNumber,
      rankedBanks: card.rankedBanks,
      contentHash: card.contentHash,
      lines: scorecardSheet(card.measures, 'zh').map(
        ({ name, meaning, part, whole, ratePercent, marks, weight, policyId, verified }) => ({
          name,
          meaning,
          part,
          whole,
          ratePercent,
          marks,
          weight,
          policyId,
          verified,
        }),
      ),
    },
    publicFacts: {
      bank: card.bankName,
      quarter: card.quarter,
      ...(score !== null && { score }),
      ...(card.rankNumber !== null && { rank: `${card.rankNumber} / ${card.rankedBanks}` }),
    },
  };
};
