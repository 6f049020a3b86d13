import { PolicyParameterVersion } from '../../models/policy-parameter-version.js';
import { insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { canonicalJson } from '../../server/core/canonical-json.js';
import type { PolicyParameter, PolicyParameterValues } from '../../server/core/policy/policy-parameters.js';
import type { System } from '../../server/context.js';

/** Has Guangzhou say something else of a parameter, from the beginning of 2024 on unless said otherwise, as read in an official text. */
export async function setPolicy<P extends PolicyParameter>(
  { system }: { readonly system: System },
  parameter: P,
  value: PolicyParameterValues[P],
  effectiveFrom = '2024-01-01',
): Promise<void> {
  const version = {
    parameter,
    jurisdiction: 'guangzhou',
    effectiveFrom: parseBusinessDate(effectiveFrom),
    valueJson: canonicalJson({ ...value }),
    document: '示范文件〔2024〕1号',
    article: '第一条',
    verifiedFlag: 1,
    note: null,
    state: 'in-force',
    makerUserId: null,
    checkerUserId: null,
    createdAt: system.clock.now(),
  } as const;
  await inTransaction(system.database, (transaction) =>
    insertRow(PolicyParameterVersion, version, transaction),
  );
  await system.referenceData.refresh();
}
