import { MACHINE_SCOPES } from '../server/auth/machine-scopes.js';
import type { Permission } from '../server/auth/permissions.js';
import { FILE_GUIDES, type FileGuide } from '../server/core/bank-files/file-guide.js';
import { contentDigestOf, signText, webhookText } from '../server/signing/message-signature.js';
import { MOST_ATTEMPTS } from '../server/webhooks/deliver.js';
import { SUBJECT_MEMBERS, WEBHOOK_TOPICS } from '../server/webhooks/topics.js';
import { readExample } from '../templates/render-page.js';
import type { Endpoint } from './endpoint.js';

/** Excel reads a file as UTF-8 only with this in front. */
const BYTE_ORDER_MARK = '\ufeff';

/** The sample of a kind of bank file as it is downloaded; undefined for a kind that there is not. */
export function sampleFile(kind: string): string | undefined {
  const guide = FILE_GUIDES.find((each) => each.kind === kind);
  return guide && BYTE_ORDER_MARK + guide.sample.map((line) => `${line}\r\n`).join('');
}

/** What the page for banks shows: files, topics and scopes as the program itself has them, and examples to copy. */
export const describeBankGuide = (endpoints: readonly Endpoint[]) => ({
  files: FILE_GUIDES.map(describeFile),
  topics: Object.entries(WEBHOOK_TOPICS).map(([name, { about, meaning }]) => ({
    name,
    meaning,
    members: SUBJECT_MEMBERS[about],
  })),
  scopes: Object.entries(MACHINE_SCOPES).map(([name, permissions]) => ({
    name,
    operations: endpoints
      .filter(({ permission }) => (permissions as readonly (Permission | 'public')[]).includes(permission))
      .map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
  })),
  attempts: MOST_ATTEMPTS,
  examples: {
    token: readExample('token.sh'),
    sign: readExample('sign.sh'),
    send: readExample('send-file.sh'),
    check: readExample('check-claim.sh'),
    webhook: exampleWebhook(),
  },
});

/** A message as it would arrive, signed with a key that everybody may know, so that a bank can try its own check on it. */
function exampleWebhook(): string {
  const key = { keyCode: 'key-example', secret: 'suidai-signing-key-example' };
  const body =
    '{"data":{"contractNumber":"HT2024-001","loanId":"42"},"messageId":"1207","occurredAt":"2025-06-15T15:06:40.000Z","topic":"loan.settled"}';
  const [messageCode, timestamp, contentDigest] = ['1207', '1750000000', contentDigestOf(body)];
  return [
    'POST /suidai HTTP/1.1',
    'Host: hooks.bank.example',
    'Content-Type: application/json; charset=utf-8',
    `Suidai-Message-Id: ${messageCode}`,
    `Suidai-Timestamp: ${timestamp}`,
    `Content-Digest: ${contentDigest}`,
    `Suidai-Signature: ${signText(webhookText({ messageCode, timestamp, contentDigest }), key)}`,
    '',
    body,
  ].join('\n');
}

const describeFile = ({ kind, title, key, columns, notes, sample }: FileGuide) => ({
  kind,
  title,
  key,
  columns: [...columns.required, ...columns.optional].map((name) => ({
    name,
    required: columns.required.includes(name),
    words: notes[name]?.words ?? [],
    note: notes[name]?.note,
  })),
  sample: sample.join('\n'),
});
