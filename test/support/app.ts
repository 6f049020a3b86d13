import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import supertest from 'supertest';
import { initialiseModels } from '../../models/index.js';
import { findRow, insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createApp } from '../../routes/app.js';
import { createAuthenticate } from '../../routes/middleware/authenticate.js';
import { createRateLimit } from '../../routes/middleware/rate-limit.js';
import { createPortal } from '../../routes/portal/portal.js';
import { createDepositSigner } from '../../server/audit/deposit-signature.js';
import { createAuth, type AuthSettings } from '../../server/auth/auth.js';
import { MACHINE_SCOPE_NAMES } from '../../server/auth/machine-scopes.js';
import { epochSeconds, SteppedClock } from '../../server/clock.js';
import type { Actor, Context, System } from '../../server/context.js';
import { createDocumentSeal } from '../../server/gateways/document-seal.js';
import { createFileStore } from '../../server/gateways/file-store.js';
import type { Notification } from '../../server/gateways/notification-port.js';
import { createLogger } from '../../server/logger.js';
import { loadReferenceData } from '../../server/policy/reference-data.js';
import { makeSeal } from '../../server/self-made-seal.js';
import { openPaperPress } from '../../server/composition.js';
import { createFieldCipher } from '../../server/privacy/field-cipher.js';
import { createDestinations } from '../../server/webhooks/destinations.js';
import { emptyTables, openTestDatabase } from './database.js';
import { findMachine, isMachine, type MachineName } from './machines.js';
import { buildPeople, type People, type Username } from './people.js';
import { NO_SCANNER } from '../../server/gateways/virus-scanner.js';

/** Sends requests as one user: a token that is always fresh, and a new idempotency key with every write. */
export interface Client {
  get(path: string): supertest.Test;
  post(path: string): supertest.Test;
  put(path: string): supertest.Test;
  delete(path: string): supertest.Test;
}

/** The application over the test database, with a clock that stands still and a tray for what is sent. */
export interface TestApp extends People {
  readonly system: System;
  readonly app: Express;
  readonly clock: SteppedClock;
  /** Where uploaded files lie. */
  readonly fileFolder: string;
  /** What was sent to phones, the oldest first. */
  readonly sent: Notification[];
  /** What was deposited elsewhere, by name. */
  readonly kept: ReadonlyMap<string, string>;
  /** Requests of somebody who has not logged in. */
  readonly visitor: ReturnType<typeof supertest>;
  /** A client for a user, without the cost of a password. The clock may move as it likes. */
  readonly logIn: (username: Username | MachineName) => Promise<Client>;
  /** The context in which a use case is called directly as a user. */
  readonly contextOf: (username: Username | MachineName) => Promise<Context>;
}

const SIGNING_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
/** The keys of a test's system, for tests that change them. */
export const FIELD_KEYS = [{ id: '1', key: randomBytes(32) }];
export const INDEX_KEY = randomBytes(32);

/** One press and one seal for all tests of a process. */
const PRESS = openPaperPress();
const SEAL = makeSeal('Suidai test seal').then(createDocumentSeal);

/** 10:00 in Shanghai on the day a subsidy quarter begins. */
const START = '2025-03-21T02:00:00.000Z';

/** Passwords alone and for ever, unless a test is about something else. */
const ONE_FACTOR = { secondFactor: false, passwordMaxAgeDays: 0 };

/** Empties the test database, builds the people of `people.ts` in it and starts the application over it. */
export async function startTestApp(settings: Partial<AuthSettings> = {}): Promise<TestApp> {
  const database = await openTestDatabase();
  // Tests of the storage bind the models to databases of their own.
  initialiseModels(database.sequelize);
  await emptyTables();
  const clock = new SteppedClock(START);
  const sent: Notification[] = [];
  const kept = new Map<string, string>();
  const fileFolder = await mkdtemp(join(tmpdir(), 'suidai-files-'));
  const cipher = createFieldCipher(FIELD_KEYS, INDEX_KEY);
  const system: System = {
    database,
    clock,
    cipher,
    auth: createAuth({ ...ONE_FACTOR, ...settings, tokenSigningKey: SIGNING_KEY }, database),
    referenceData: await loadReferenceData(),
    files: createFileStore(fileFolder, cipher),
    notifications: { send: async (notification) => void sent.push(notification) },
    scanner: NO_SCANNER,
    deposits: { keep: async (name, text) => void kept.set(name, text) },
    depositSigner: createDepositSigner(SIGNING_KEY),
    destinations: createDestinations({ origins: ['https://hooks.bank.example'], privateNetworks: [] }),
    press: PRESS,
    seal: await SEAL,
    publicUrl: 'https://loans.example',
  };
  const people = await buildPeople(system);
  const logger = createLogger('silent');
  const gates = { authenticate: createAuthenticate(), limitVisitors: createRateLimit() };
  const app = createApp(system, logger, {
    trustedProxies: 0,
    pages: [createPortal(system, gates, logger)],
    endpoints: API_ENDPOINTS,
    gates,
  });
  return {
    ...people,
    system,
    app,
    clock,
    fileFolder,
    sent,
    kept,
    visitor: supertest(app),
    logIn: async (username) => clientOf(app, system, await actorOf(system, username)),
    contextOf: async (username) => ({
      system,
      actor: await actorOf(system, username),
      requestId: randomUUID(),
      language: 'en',
    }),
  };
}

/** Opens a session that lasts longer than any test. */
async function actorOf(system: System, username: string): Promise<Actor> {
  const { database, clock } = system;
  const user = isMachine(username)
    ? await findMachine(system, username)
    : await findRow(User, { where: { username } });
  if (!user) throw new Error(`Nobody is called ${username}`);
  const { id: userId, role, organisationId, personIndex } = user;
  const now = clock.now();
  const familyCode = randomBytes(32).toString('hex');
  const session = {
    userId,
    familyCode,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: '2199-01-01T00:00:00.000Z',
  };
  const sessionId = await inTransaction(database, (transaction) =>
    insertRow(UserSession, session, transaction),
  );
  return { userId, role, organisationId, personIndex, sessionId };
}

function clientOf(app: Express, { auth, clock }: System, { userId, role, sessionId }: Actor): Client {
  const scope = role === 'bank-machine' ? { scope: MACHINE_SCOPE_NAMES.join(' ') } : {};
  const prepare = (test: supertest.Test): supertest.Test => {
    const token = auth.accessTokens.issue(
      { userId, sessionId, sessionVersion: 0, ...scope },
      epochSeconds(clock.now()),
    );
    return test.set('Authorization', `Bearer ${token}`).set('Accept-Language', 'en');
  };
  const write = (test: supertest.Test): supertest.Test => prepare(test).set('Idempotency-Key', randomUUID());
  return {
    get: (path) => prepare(supertest(app).get(path)),
    post: (path) => write(supertest(app).post(path)),
    put: (path) => write(supertest(app).put(path)),
    delete: (path) => write(supertest(app).delete(path)),
  };
}
