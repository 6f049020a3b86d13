import { randomBytes } from 'node:crypto';
import { CompensationEvidence } from '../../models/compensation-evidence.js';
import { findRows, insertRow } from '../../models/rows.js';
import { examineFile, type IncomingFile } from '../applications/attachments/examine-file.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import type { CompensationEvidenceKind } from '../core/compensation/evidence-kinds.js';
import { DomainError } from '../core/errors.js';
import type { CompensationClaimState } from '../core/states/compensation-claim-states.js';
import { sha256 } from '../hashing.js';
import { lockClaimCase, type CompensationReply } from './claim-case.js';
import { readClaimContent } from './claim-content.js';
import { storeContent } from './recompute-claim.js';

/** A paper that a bank brings for its claim. */
export interface NewEvidence {
  readonly claimId: number;
  readonly kind: CompensationEvidenceKind;
  readonly file: IncomingFile;
}

export type EvidenceReply = CompensationReply & { readonly evidenceId: number; readonly sha256: string };

/** Ten mebibytes, above what a phone's camera makes of a page. */
export const MAXIMUM_EVIDENCE_BYTES = 10 * 1024 * 1024;
const MAXIMUM_PAPERS = 60;
const OPEN: ReadonlySet<CompensationClaimState> = new Set(['draft', 'returned']);

/**
 * Keeps a paper with a claim that lies with the bank; the claim's content then names it by its hash. The file is written before its
 * row and removed if the command fails.
 * Fails: not-found, illegal-transition, unsupported-file, payload-too-large, already-exists (the same file), compensation-not-due.
 */
export async function addEvidence(context: Context, input: NewEvidence): Promise<EvidenceReply> {
  const { bytes } = input.file;
  if (bytes.byteLength > MAXIMUM_EVIDENCE_BYTES)
    throw new DomainError('payload-too-large', { limit: `${MAXIMUM_EVIDENCE_BYTES / 1024 / 1024} MB` });
  const { fileName, mediaType } = await examineFile(input.file);
  await context.system.scanner.assertClean(input.file.bytes);
  const storedName = randomBytes(24).toString('hex');
  const { files } = context.system;
  await files.write(storedName, bytes);
  try {
    const reply = await storeEvidence(context, input, { fileName, mediaType, storedName });
    if (context.idempotency?.replayed) await files.remove(storedName);
    return reply;
  } catch (error) {
    if (!isUnknownOutcome(error)) await files.remove(storedName);
    throw error;
  }
}

async function storeEvidence(
  context: Context,
  { claimId, kind, file }: NewEvidence,
  stored: { readonly fileName: string; readonly mediaType: string; readonly storedName: string },
): Promise<EvidenceReply> {
  return runCommand(context, 'compensation-evidence.add', async (unit) => {
    const { transaction } = unit;
    const found = await lockClaimCase(context, unit, claimId);
    const { claim, loan } = found;
    if (!OPEN.has(claim.state)) {
      const attempt = { table: 'compensation-claim', from: claim.state, event: 'attach', allowed: '-' };
      throw new DomainError('illegal-transition', attempt);
    }
    const kept = await findRows(CompensationEvidence, { where: { claimId }, transaction });
    if (kept.length >= MAXIMUM_PAPERS) throw new DomainError('payload-too-large', { count: MAXIMUM_PAPERS });
    const hash = sha256(file.bytes);
    if (kept.some((paper) => paper.sha256 === hash && paper.kind === kind))
      throw new DomainError('already-exists', { what: 'attachment' });
    const evidenceId = await insertRow(
      CompensationEvidence,
      {
        ...stored,
        claimId,
        kind,
        sizeBytes: file.bytes.byteLength,
        sha256: hash,
        uploadedByUserId: context.actor.userId,
        uploadedAt: unit.now,
      },
      transaction,
    );
    const request = { loan, cutOffOn: claim.cutOffOn, claimId };
    const content = await readClaimContent(context.system, request, transaction);
    const reply = await storeContent(context, unit, found, content);
    return { ...reply, evidenceId, sha256: hash };
  });
}

const isUnknownOutcome = (error: unknown): boolean =>
  error instanceof DomainError && error.details['reason'] === 'unknown-outcome';
