import type { Request, Response } from 'express';
import multer, { memoryStorage } from 'multer';
import { measureStream } from './content-digest.js';

/**
 * Reads a multipart body with one file into memory. It runs after authorisation, so that nobody without the permission can make the
 * server hold bytes. Fails: payload-too-large, malformed.
 */
export async function receiveFile(
  upload: { readonly field: string; readonly maxBytes: number },
  request: Request,
  response: Response,
): Promise<void> {
  measureStream(request);
  const receive = multer({
    storage: memoryStorage(),
    limits: { fileSize: upload.maxBytes, files: 1, fields: 10, fieldSize: 2_000, parts: 12, headerPairs: 20 },
  }).single(upload.field);
  await new Promise<void>((resolve, reject) => {
    receive(request, response, (error: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('upload failed'));
      else resolve();
    });
  });
}
