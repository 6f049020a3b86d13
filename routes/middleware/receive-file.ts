import { callbackify } from 'node:util';
import type { Request, Response } from 'express';
import multer, { memoryStorage, MulterError, type StorageEngine } from 'multer';
import type { System } from '../../server/context.js';
import { removeUnlessTaken, storeUpload, type StoredUpload } from '../../server/imports/stored-upload.js';
import type { Upload } from '../endpoint.js';
import { measureStream } from './content-digest.js';
import { unreadable } from './foreign-errors.js';

const STORED = new WeakMap<Request, StoredUpload>();

/** What went wrong on our side while a file was put away; whatever else fails while a form is read is the sender's. */
const OUR_FAULTS = new WeakSet<Error>();

/** Where the upload of a request was stored, if it was. */
export const storedUploadOf = (request: Request): StoredUpload | undefined => STORED.get(request);

/** The name that the sender gave a file; browsers send it in UTF-8. */
export const fileNameOf = (file: { readonly originalname: string }): string =>
  Buffer.from(file.originalname, 'latin1').toString('utf8');

/**
 * Reads a multipart body with one file, into memory or into the file store. It runs after authorisation, so that nobody without the
 * permission can make the server hold bytes. Fails: payload-too-large, malformed.
 */
export async function receiveFile(
  system: System,
  upload: Upload,
  request: Request,
  response: Response,
): Promise<void> {
  measureStream(request);
  const receive = multer({
    storage: upload.stored ? fileStorage(system) : memoryStorage(),
    limits: { fileSize: upload.maxBytes, files: 1, fields: 10, fieldSize: 2_000, parts: 12, headerPairs: 20 },
  }).single(upload.field);
  await new Promise<void>((resolve, reject) => {
    receive(request, response, (error: unknown) => {
      if (error) reject(faultOf(error));
      else resolve();
    });
  });
}

/** The reader of forms throws plain errors at a form without a boundary or cut short: the sender can mend it. */
function faultOf(error: unknown): Error {
  const isKnown = error instanceof MulterError || (error instanceof Error && OUR_FAULTS.has(error));
  return isKnown ? error : unreadable('multipart');
}

/**
 * Removes a stored upload that no use case has taken over. Where that cannot be found out it stays, sealed: a file too many does no
 * harm, an import without its file does.
 */
export async function discardUpload(system: System, request: Request): Promise<void> {
  const stored = STORED.get(request);
  if (stored) await removeUnlessTaken(system, stored).catch(() => undefined);
}

const fileStorage = (system: System): StorageEngine => ({
  _handleFile(request, file, done) {
    let ofSender: unknown;
    file.stream.once('error', (error) => (ofSender = error));
    const keep = async (): Promise<{ size: number }> => {
      try {
        const stored = await storeUpload(system, fileNameOf(file), file.stream);
        STORED.set(request, stored);
        return { size: stored.sizeBytes };
      } catch (error) {
        if (error instanceof Error && error !== ofSender) OUR_FAULTS.add(error);
        throw error;
      }
    };
    callbackify(keep)(done);
  },
  _removeFile(request, _file, done) {
    callbackify(discardUpload)(system, request, done);
  },
});
