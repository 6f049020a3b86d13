import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { BankClient, isGenuineWebhook, type BankCredentials, type ImportStatus } from './bank-client.js';

/*
 * One day of a bank against a live server: it brings its book, what came back and what happened, claims its subsidy, reads the check of
 * every line, reports the repayment that settles a loan, and hears of it by a webhook. Prints what it found as JSON.
 *
 *   SUIDAI_HOST=… SUIDAI_CLIENT_ID=… SUIDAI_CLIENT_SECRET=… SUIDAI_KEY_CODE=… SUIDAI_SIGNING_KEY=… \
 *   SUIDAI_HOOK_PORT=4000 node bank-day.js FOLDER-OF-FILES 2025Q2
 */

const setting = (name: string): string => {
  const value = process.env[`SUIDAI_${name}`];
  if (value === undefined) throw new Error(`SUIDAI_${name} is not set`);
  return value;
};

const [folder = '.', period = '2025Q2'] = process.argv.slice(2);
const credentials: BankCredentials = {
  host: setting('HOST'),
  clientId: setting('CLIENT_ID'),
  clientSecret: setting('CLIENT_SECRET'),
  keyCode: setting('KEY_CODE'),
  signingKey: setting('SIGNING_KEY'),
};
const client = new BankClient(credentials);

/** The next webhook that is genuine; one that is not is refused. */
const settled = new Promise<{ topic: string; data: { loanId: string } }>((resolve) => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const genuine = isGenuineWebhook(credentials, (name) => String(request.headers[name]), body);
      response.writeHead(genuine ? 204 : 401).end();
      if (!genuine) return;
      server.close();
      resolve(JSON.parse(body.toString()) as { topic: string; data: { loanId: string } });
    });
  }).listen(Number(setting('HOOK_PORT')), '127.0.0.1');
  void once(server, 'listening');
});

const importFile = async (kind: string, fileName: string, of?: string): Promise<ImportStatus> =>
  client.importFile({
    kind,
    fileName,
    content: await readFile(`${folder}/${fileName}`),
    ...(of !== undefined && { period: of }),
  });

const imports = {
  portfolio: await importFile('portfolio', 'portfolio.csv'),
  repayments: await importFile('repayments', 'repayments.csv'),
  again: await importFile('repayments', 'repayments.csv'),
  loanEvents: await importFile('loan-events', 'loan-events.csv'),
  claim: await importFile('subsidy-claim', 'claim.csv', period),
};

const lines = await client.list(`/api/v1/subsidy-claims/${imports.claim.subsidyClaimId}/lines`);
const causes: Record<string, number> = {};
for (const { cause } of lines) causes[String(cause)] = (causes[String(cause)] ?? 0) + 1;

const loans = await client.list('/api/v1/loans');
const open = loans.find(({ state }) => state === 'active');
const repayment = await client.post<{ state: string }>(
  `/api/v1/loans/${String(open?.['loanId'])}/repayments`,
  {
    serialNumber: `DAY-${Date.now()}`,
    kind: 'prepayment',
    paidOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    principal: open?.['outstanding'],
    interest: '99999.00',
    penalty: '0.00',
  },
);
const webhook = await settled;
const heard = { topic: webhook.topic, ofThatLoan: webhook.data.loanId === open?.['loanId'] };
process.stdout.write(
  `${JSON.stringify({ imports, lines: lines.length, causes, state: repayment.state, heard })}\n`,
);
