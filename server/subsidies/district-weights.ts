import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';

/** How much of a claim falls on the loans of one district, in fen: what the district's share is spread by. */
export interface DistrictWeight {
  readonly districtCode: string;
  readonly weight: number;
}

/** The districts of a claim's loans by code; one whose loans come to less than zero weighs nothing. */
export async function districtWeights(claimId: number, transaction: Transaction): Promise<DistrictWeight[]> {
  const rows = await selectRows<{ districtCode: string; subsidyFen: number }>(
    transaction,
    `SELECT district.districtCode AS districtCode, SUM(line.subsidyFen) AS subsidyFen
       FROM subsidy_lines line
       JOIN loans loan ON loan.id = line.loanId
       JOIN organisations district ON district.id = loan.districtOrganisationId
      WHERE line.claimId = ? GROUP BY district.districtCode ORDER BY district.districtCode`,
    [claimId],
  );
  return rows.map(({ districtCode, subsidyFen }) => ({ districtCode, weight: Math.max(0, subsidyFen) }));
}
