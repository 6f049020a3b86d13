import { randomBytes } from 'node:crypto';
import { UniqueConstraintError } from 'sequelize';
import { Document } from '../../models/document.js';
import { insertRow } from '../../models/rows.js';
import { authorise } from '../auth/permissions.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { DOCUMENT_KINDS, type DocumentKind } from '../core/papers/document-kinds.js';
import { sha256 } from '../hashing.js';
import { nextNumber } from '../numbering/next-number.js';
import type { DocumentDraft, DocumentRequest } from './document-draft.js';
import { DRAFTERS } from './drafters.js';
import { FACTS_PURPOSE } from './facts-purpose.js';
import { findLatest } from './find-latest.js';
import { printDocument, type PrintedDocument } from './print-document.js';

/** Eighty random bits in letters and figures that are not taken for one another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;

const newVerificationCode = (): string =>
  Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

/**
 * Issues a paper: a snapshot of the facts with a number and a verification code, and the signed file made from it. The same facts
 * are issued once; only when they have changed there is another revision. A paper whose file a crash left unmade gets it with the next request.
 * Fails: forbidden, not-found, malformed, document-not-issuable, unprintable-characters, and what the kind's facts ask for.
 */
export async function issueDocument(context: Context, request: DocumentRequest): Promise<PrintedDocument> {
  authorise(context.actor, `${request.kind}.issue`);
  return issueDraft(context, request, await DRAFTERS[request.kind](context, request));
}

/** Which paper a draft is of. */
type Order = Pick<DocumentRequest, 'subjectId'> & { readonly kind: DocumentKind };

/** Issues what has been drafted, once for the same facts. Fails: unprintable-characters. */
export async function issueDraft(
  context: Context,
  order: Order,
  draft: DocumentDraft,
): Promise<PrintedDocument> {
  await assertPrintable(context, order, draft);
  return printDocument(context, await issuedOnce(context, order, draft));
}

/** A name with a wrong or an empty character would be no paper at all. */
async function assertPrintable(
  { system }: Context,
  { kind }: Order,
  { facts }: DocumentDraft,
): Promise<void> {
  const missing = await system.press.missingIn(kind, facts);
  if (missing.length > 0) throw new DomainError('unprintable-characters', { characters: missing.join(' ') });
}

/** Two at once try for the same revision: one of them wins, and the other finds it. */
async function issuedOnce(context: Context, request: Order, draft: DocumentDraft): Promise<number> {
  try {
    return await recordIssue(context, request, draft);
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    return recordIssue(context, request, draft);
  }
}

async function recordIssue(
  context: Context,
  { kind, subjectId }: Order,
  { facts, edition, organisationId, publicFacts }: DocumentDraft,
): Promise<number> {
  const json = canonicalJson(facts);
  const factsHash = sha256(json);
  const { subject: subjectKind } = DOCUMENT_KINDS[kind];
  const { documentId } = await runCommand(context, 'document.issue', async (unit) => {
    const { transaction } = unit;
    const latest = await findLatest({ kind, subjectId, edition }, transaction);
    const detail = { kind, edition, factsHash };
    const entry = { organisationId, subjectKind, subjectId };
    if (latest?.factsHash === factsHash) {
      unit.record({ ...entry, detail: { ...detail, documentId: latest.id, issuedBefore: true } });
      return { documentId: latest.id };
    }
    const number = await nextNumber(unit, 'document');
    const revision = (latest?.revision ?? 0) + 1;
    const id = await insertRow(
      Document,
      {
        number,
        verificationCode: newVerificationCode(),
        kind,
        subjectKind,
        subjectId,
        edition,
        revision,
        organisationId,
        factsCipher: context.system.cipher.encrypt(json, FACTS_PURPOSE),
        factsHash,
        publicJson: canonicalJson(publicFacts),
        issuedByUserId: context.actor.userId,
        issuedAt: unit.now,
      },
      transaction,
    );
    unit.record({ ...entry, detail: { ...detail, documentId: id, number, revision } });
    return { documentId: id };
  });
  return documentId;
}
