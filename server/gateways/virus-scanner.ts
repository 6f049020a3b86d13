import { connect, type Socket } from 'node:net';
import { DomainError } from '../core/errors.js';

/** Where a scanner listens that speaks the protocol of ClamAV's daemon. */
export interface ScannerSettings {
  readonly host: string;
  readonly port: number;
}

/** Looks for malicious content in what people bring. */
export interface VirusScanner {
  /** Fails: unsupported-file (something was found), unavailable (the scanner did not answer): without an answer nothing is kept. */
  assertClean(bytes: Uint8Array): Promise<void>;
}

/** Where no scanner is set: papers are told by content alone, and served as attachments. */
export const NO_SCANNER: VirusScanner = { assertClean: async () => undefined };

const TIMEOUT_MS = 20_000;
const CHUNK_BYTES = 64 * 1024;
const LONGEST_ANSWER = 4_096;

/** A scanner over TCP: one connection for each file (`INSTREAM`), whose answer ends with a zero byte. */
export const createVirusScanner = (settings: ScannerSettings): VirusScanner => ({
  async assertClean(bytes) {
    const answer = await ask(settings, bytes).catch(() => 'no answer');
    if (answer === 'stream: OK') return;
    if (answer.endsWith(' FOUND')) throw new DomainError('unsupported-file', { reason: 'malicious' });
    throw new DomainError('unavailable', { retryAfterSeconds: 30 });
  },
});

function ask({ host, port }: ScannerSettings, bytes: Uint8Array): Promise<string> {
  const socket = connect({ host, port });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('The scanner is silent')));
  const answer = answerOf(socket);
  socket.once('connect', () => socket.write(streamed(bytes)));
  return answer.finally(() => socket.destroy());
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      if (text.includes('\0') || text.length > LONGEST_ANSWER) resolve(text.split('\0')[0] ?? '');
    });
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('The scanner hung up')));
  });
}

/** Each piece after its length, and a piece of no length at the end. */
function streamed(bytes: Uint8Array): Buffer {
  const pieces: Uint8Array[] = [Buffer.from('zINSTREAM\0')];
  for (let from = 0; from < bytes.byteLength; from += CHUNK_BYTES) {
    const piece = bytes.subarray(from, from + CHUNK_BYTES);
    pieces.push(lengthOf(piece.byteLength), piece);
  }
  return Buffer.concat([...pieces, lengthOf(0)]);
}

function lengthOf(count: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(count);
  return length;
}
