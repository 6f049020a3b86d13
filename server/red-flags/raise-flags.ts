import { AuditWhitelistEntry } from '../../models/audit-whitelist-entry.js';
import { Loan } from '../../models/loan.js';
import { RedFlag } from '../../models/red-flag.js';
import { RedFlagStep } from '../../models/red-flag-step.js';
import { findRows, insertRows, updateRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { PolicyParameter } from '../core/policy/policy-parameters.js';
import { RED_FLAG_RULES } from '../core/red-flags/red-flag-rules.js';
import type { AuditElement, Suspicion } from '../core/red-flags/suspicion.js';
import { RED_FLAG_STATES } from '../core/states/red-flag-states.js';
import { transition } from '../core/states/state-machine.js';
import { contentHash } from '../hashing.js';
import { notifyStaff } from '../messages/notify-staff.js';
import { isIndex } from '../privacy/blind-index.js';
import type { FieldCipher } from '../privacy/field-cipher.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

/** Ids and indexes with blanks between; a change of covers does not change it. */
const plainOf = (cipher: FieldCipher, about: string): string =>
  about
    .split(' ')
    .map((word) => (isIndex(word) ? cipher.uncovered(word) : word))
    .join(' ');

/** What makes two suspicions the same fact: raised once, whatever became of it. */
const factHashOf = (cipher: FieldCipher, { rule, loanId, about }: Suspicion): string =>
  cipher.renewed(contentHash({ rule, loanId, about: plainOf(cipher, about) }));

/** By what a whitelist knows an element again. */
const elementHashOf = (cipher: FieldCipher, element: AuditElement, elementKey: string): string =>
  cipher.renewed(contentHash({ element, elementKey: plainOf(cipher, elementKey) }));

const whitelistKey = ({ rule, elementHash }: Pick<Row<RedFlag>, 'rule' | 'elementHash'>): string =>
  `${rule} ${elementHash}`;

export interface Raised {
  readonly raised: number;
  readonly reopened: number;
  readonly whitelisted: number;
}

/**
 * Raises a red flag for every suspicion whose fact is new, but for elements that are whitelisted today; where a whitelist has ended, the
 * flag that it had put to rest is found again.
 */
export async function raiseFlags(
  system: System,
  unit: UnitOfWork,
  runId: number,
  suspicions: readonly Suspicion[],
): Promise<Raised> {
  const { transaction } = unit;
  const { cipher } = system;
  const byHash = new Map(suspicions.map((suspicion) => [factHashOf(cipher, suspicion), suspicion]));
  const elements = suspicions.map(({ element, elementKey }) => elementHashOf(cipher, element, elementKey));
  await settleIndexes(system, transaction, [...byHash.keys(), ...elements]);
  const known = await findRows(RedFlag, { where: { factHash: [...byHash.keys()] }, transaction });
  for (const { factHash } of known) byHash.delete(factHash);
  const candidates = [...byHash].map(([factHash, suspicion]) => ({
    factHash,
    suspicion,
    rule: suspicion.rule,
    elementHash: elementHashOf(cipher, suspicion.element, suspicion.elementKey),
  }));
  const resting = known.filter(({ state }) => state === 'whitelisted');
  const whitelist = await findWhitelist(unit, [...candidates, ...resting]);
  const wanted = candidates.filter((each) => !whitelist.has(whitelistKey(each)));
  const loans = await findRows(Loan, {
    where: { id: [...new Set(wanted.map(({ suspicion }) => suspicion.loanId))] },
    transaction,
  });
  const loanById = new Map(loans.map((loan) => [loan.id, loan]));
  const flags = wanted.flatMap(({ factHash, elementHash, suspicion }) => {
    const loan = loanById.get(suspicion.loanId);
    return loan ? [flagOf(system, unit, runId, { factHash, elementHash, suspicion, loan })] : [];
  });
  await insertRows(RedFlag, flags, transaction);
  if (flags.length > 0) await tellDistricts(unit, flags);
  const back = resting.filter((flag) => !whitelist.has(whitelistKey(flag)));
  await findAgain(unit, back);
  const whitelisted = candidates.length - wanted.length;
  return { raised: flags.length, reopened: back.length, whitelisted };
}

/** What is whitelisted today, of these rules and elements. */
async function findWhitelist(
  { transaction, today }: UnitOfWork,
  flags: readonly Pick<Row<RedFlag>, 'rule' | 'elementHash'>[],
): Promise<ReadonlySet<string>> {
  const entries = await findRows(AuditWhitelistEntry, {
    where: {
      rule: [...new Set(flags.map(({ rule }) => rule))],
      elementHash: [...new Set(flags.map(({ elementHash }) => elementHash))],
      state: 'in-force',
      startsOn: { '<=': today },
      endsOn: { '>': today },
    },
    transaction,
  });
  return new Set(entries.map(whitelistKey));
}

interface NewFlag {
  readonly factHash: string;
  readonly elementHash: string;
  readonly suspicion: Suspicion;
  readonly loan: Row<Loan>;
}

function flagOf(
  system: System,
  { now, today }: UnitOfWork,
  runId: number,
  { factHash, elementHash, suspicion, loan }: NewFlag,
) {
  const { rule, loanId, element, factOn, evidence } = suspicion;
  const { level, parameter } = RED_FLAG_RULES[rule];
  return {
    rule,
    riskLevel: level,
    loanId,
    element,
    elementHash,
    factHash,
    factOn,
    evidenceJson: canonicalJson(evidence),
    policyId: parameter === null ? null : policyIdOf(system, parameter, today),
    bankOrganisationId: loan.bankOrganisationId,
    districtOrganisationId: loan.districtOrganisationId,
    state: RED_FLAG_STATES.initial,
    foundOn: today,
    runId,
    createdAt: now,
    updatedAt: now,
  };
}

const tellDistricts = (unit: UnitOfWork, flags: readonly { readonly districtOrganisationId: number }[]) =>
  notifyStaff(unit, [...new Set(flags.map(({ districtOrganisationId }) => districtOrganisationId))], {
    kind: 'red-flags-found',
    title: '有新的疑点',
    body: '请在疑点清单中查看,先上门服务,再跟踪、反馈。',
    subjectKind: 'red-flag',
    subjectId: 0,
  });

/** The version that the rule rests on today; none before its first. */
function policyIdOf(system: System, parameter: PolicyParameter, today: UnitOfWork['today']): string | null {
  try {
    return system.referenceData.current().policyBook.asOf(parameter, today).id;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

async function findAgain({ transaction, now }: UnitOfWork, flags: readonly Row<RedFlag>[]): Promise<void> {
  for (const { id, state, version } of flags) {
    const found = transition(RED_FLAG_STATES, state, 'whitelist-ends');
    await updateRows(RedFlag, { state: found, updatedAt: now, version: version + 1 }, { id }, transaction);
  }
  await insertRows(
    RedFlagStep,
    flags.map(({ id }) => ({
      flagId: id,
      kind: 'whitelist-ends',
      text: '白名单已到期,情形仍在',
      takenByUserId: null,
      takenAt: now,
    })),
    transaction,
  );
}
