import { expect } from 'chai';
import type { Client } from './app.js';
import { bodyOf } from './applications.js';

export const DOCUMENTS = '/api/v1/documents';

/** How an issued paper is known. */
export type Issued = Readonly<Record<'documentId' | 'number' | 'verificationCode' | 'sha256', string>> & {
  readonly revision: number;
};

/** Has a paper issued. */
export const issuePaper = async (client: Client, order: object): Promise<Issued> =>
  bodyOf(await client.post(DOCUMENTS).send(order), 201) as unknown as Issued;

/** The signed file of a paper. */
export async function fileOf(client: Client, { documentId }: Pick<Issued, 'documentId'>): Promise<Buffer> {
  const response = await client
    .get(`${DOCUMENTS}/${documentId}/file`)
    .buffer(true)
    .parse((reply, done) => {
      const pieces: Buffer[] = [];
      reply.on('data', (piece: Buffer) => pieces.push(piece));
      reply.on('end', () => done(null, Buffer.concat(pieces)));
    });
  expect(response.status).to.equal(200);
  return response.body as Buffer;
}
