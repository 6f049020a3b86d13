import { randomBytes } from 'node:crypto';
import { UniqueConstraintError } from 'sequelize';
import { Document } from '../../models/document.js';
import { DocumentFile } from '../../models/document-file.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow, type Row } from '../../models/rows.js';
import { dateOf, dayOfInstant } from '../clock.js';
import { runCommand } from '../command.js';
import type { Context, System } from '../context.js';
import { sha256 } from '../hashing.js';
import { openFacts } from './open-facts.js';
import { signPaper } from './sign-paper.js';

/** An issued paper with its signed file. */
export interface PrintedDocument {
  readonly document: Row<Document>;
  readonly file: Row<DocumentFile>;
}

/** Where a paper is verified: what its QR code holds. */
export const verifyAddressOf = ({ publicUrl }: System, code: string): string => `${publicUrl}/verify/${code}`;

/**
 * Gives an issued paper its signed file, once: it is printed from the kept facts and stored before anybody gets it. Fails: erased.
 */
export async function printDocument(context: Context, documentId: number): Promise<PrintedDocument> {
  const document = await findRow(Document, { where: { id: documentId } });
  if (!document) throw new Error(`There is no document ${documentId}`);
  const stored = await findRow(DocumentFile, { where: { documentId } });
  if (stored) return { document, file: stored };
  const { files, seal } = context.system;
  const bytes = await signPaper(await print(context.system, document), seal);
  const storedName = randomBytes(24).toString('hex');
  await files.write(storedName, bytes);
  try {
    return { document, file: await storeFile(context, document, storedName, bytes) };
  } catch (error) {
    await files.remove(storedName);
    const others =
      error instanceof UniqueConstraintError && (await findRow(DocumentFile, { where: { documentId } }));
    if (others) return { document, file: others };
    throw error;
  }
}

/** The paper before it is signed: it follows from the row alone. Fails: erased. */
export async function print(system: System, document: Row<Document>): Promise<Uint8Array> {
  const { kind, number, revision, issuedAt, factsCipher, organisationId, verificationCode } = document;
  const organisation = await findRow(Organisation, { where: { id: organisationId } });
  const facts = openFacts(system, { factsCipher });
  return system.press.print({
    kind,
    facts,
    identity: {
      number,
      revision,
      organisationName: organisation?.name ?? '',
      issuedOn: dayOfInstant(issuedAt),
      issuedAt: dateOf(issuedAt),
      verifyAddress: verifyAddressOf(system, verificationCode),
    },
  });
}

/** The file as a fact. The caller's idempotency key belongs to the issue and is not used again. */
async function storeFile(
  { idempotency: _issued, ...context }: Context,
  document: Row<Document>,
  storedName: string,
  bytes: Buffer,
): Promise<Row<DocumentFile>> {
  const { id: documentId, organisationId, subjectKind, subjectId, number } = document;
  const hash = sha256(bytes);
  return runCommand(context, 'document.sign', async (unit) => {
    const file = { documentId, storedName, sizeBytes: bytes.length, sha256: hash, storedAt: unit.now };
    const id = await insertRow(DocumentFile, file, unit.transaction);
    unit.record({ organisationId, subjectKind, subjectId, detail: { documentId, number, sha256: hash } });
    return { id, ...file };
  });
}
