import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/*
 * A bank's side of the interface, to be copied: it needs Node 20 and nothing else, and nothing of this repository.
 */

/** What the administrators gave the bank. */
export interface BankCredentials {
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly keyCode: string;
  readonly signingKey: string;
}

export interface ImportStatus {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'done' | 'failed';
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unchanged: number;
  readonly subsidyClaimId: string | null;
}

export interface BankFile {
  readonly kind: string;
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly period?: string;
}

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
}

const POLL_MS = 250;
const RENEW_BEFORE_MS = 60_000;

const digestOf = (body: string | Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
const hmacOf = (text: string, key: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Calls the system for one bank: tokens are renewed, every write is signed and carries an idempotency key. */
export class BankClient {
  #token = '';
  #goodUntil = 0;

  constructor(private readonly credentials: BankCredentials) {}

  async get<Reply>(path: string): Promise<Reply> {
    const headers = { Authorization: `Bearer ${await this.#accessToken()}` };
    return readReply<Reply>(await fetch(this.credentials.host + path, { headers }));
  }

  /** All items of a list, page by page. */
  async list(path: string): Promise<Readonly<Record<string, unknown>>[]> {
    const items: Readonly<Record<string, unknown>>[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = await this.get(`${path}?limit=200${cursor && `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  /** Sends JSON. Keep the idempotency key until the answer is there, and repeat an unanswered call under the same one. */
  async post<Reply>(path: string, body: object, idempotencyKey: string = randomUUID()): Promise<Reply> {
    return this.#send(path, 'application/json', Buffer.from(JSON.stringify(body)), idempotencyKey);
  }

  /** Sends a file and waits until it has been read. */
  async importFile(file: BankFile, idempotencyKey: string = randomUUID()): Promise<ImportStatus> {
    const boundary = `suidai-${randomUUID()}`;
    const body = multipart(file, boundary);
    const type = `multipart/form-data; boundary=${boundary}`;
    let status = await this.#send<ImportStatus>('/api/v1/imports', type, body, idempotencyKey);
    while (status.status === 'queued' || status.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      status = await this.get(`/api/v1/imports/${status.id}`);
    }
    return status;
  }

  async #send<Reply>(path: string, type: string, body: Uint8Array, idempotencyKey: string): Promise<Reply> {
    const { host, keyCode, signingKey } = this.credentials;
    const [timestamp, nonce, digest] = [String(Math.floor(Date.now() / 1000)), randomUUID(), digestOf(body)];
    const text = ['suidai-request-v1', 'POST', path, timestamp, nonce, idempotencyKey, digest].join('\n');
    const headers = {
      Authorization: `Bearer ${await this.#accessToken()}`,
      'Content-Type': type,
      'Idempotency-Key': idempotencyKey,
      'Suidai-Timestamp': timestamp,
      'Suidai-Nonce': nonce,
      'Content-Digest': digest,
      'Suidai-Signature': `${keyCode}=${hmacOf(text, signingKey)}`,
    };
    return readReply<Reply>(await fetch(host + path, { method: 'POST', headers, body: Buffer.from(body) }));
  }

  async #accessToken(): Promise<string> {
    if (Date.now() < this.#goodUntil) return this.#token;
    const { host, clientId, clientSecret } = this.credentials;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const reply = await readReply<{ access_token: string; expires_in: number }>(
      await fetch(`${host}/api/v1/oauth/token`, {
        method: 'POST',
        headers: { Authorization: `Basic ${basic}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      }),
    );
    this.#token = reply.access_token;
    this.#goodUntil = Date.now() + reply.expires_in * 1000 - RENEW_BEFORE_MS;
    return this.#token;
  }
}

/** Whether a webhook is genuine: the signature of a key we hold over id, timestamp and the body's digest, and not too old. */
export function isGenuineWebhook(
  { keyCode, signingKey }: BankCredentials,
  header: (name: string) => string,
  body: Uint8Array,
): boolean {
  const timestamp = header('suidai-timestamp');
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const text = ['suidai-webhook-v1', header('suidai-message-id'), timestamp, digestOf(body)].join('\n');
  const expected = Buffer.from(`${keyCode}=${hmacOf(text, signingKey)}`);
  return header('suidai-signature')
    .split(', ')
    .map((signature) => Buffer.from(signature))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

function multipart({ kind, fileName, content, period }: BankFile, boundary: string): Buffer {
  const field = (name: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const fields = field('kind', kind) + (period === undefined ? '' : field('period', period));
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: text/csv\r\n\r\n`;
  return Buffer.concat([Buffer.from(fields + head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

async function readReply<Reply>(response: Response): Promise<Reply> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${text}`);
  return JSON.parse(text) as Reply;
}
