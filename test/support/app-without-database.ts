import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createApp } from '../../routes/app.js';
import { createDocs } from '../../routes/docs.js';
import { SteppedClock } from '../../server/clock.js';
import type { Actor, System } from '../../server/context.js';
import { DomainError } from '../../server/core/errors.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import type { Role } from '../../server/core/roles.js';
import { createFileStore } from '../../server/gateways/file-store.js';
import { createLogger } from '../../server/logger.js';
import { createFieldCipher } from '../../server/privacy/field-cipher.js';

const NO_DATABASE = new Proxy(
  {},
  {
    get: () => {
      throw new Error('This request should have been refused before it reached the database');
    },
  },
);

const cipher = createFieldCipher([{ id: '1', key: randomBytes(32) }], randomBytes(32));

const SYSTEM = {
  database: NO_DATABASE,
  clock: new SteppedClock('2025-03-21T02:00:00.000Z'),
  cipher,
  files: createFileStore(mkdtempSync(join(tmpdir(), 'suidai-files-')), cipher),
  referenceData: { current: () => ({ policyBook: PolicyBook.published() }), refresh: async () => {} },
} as unknown as System;

const actorIn = (role: Role): Actor => ({
  userId: 1,
  role,
  organisationId: role === 'borrower' ? null : 1,
  personIndex: null,
  sessionId: 1,
});

/**
 * The application with the published policy and no database: for what needs none, and for what must be refused before any
 * use case runs. With a role every request is from somebody in it; without one all callers are strangers.
 */
export function appWithoutDatabase(role?: Role): Express {
  const made = APPS.get(role) ?? makeApp(role);
  APPS.set(role, made);
  return made;
}

/** They keep nothing, so that one for each role is enough. */
const APPS = new Map<Role | undefined, Express>();

function makeApp(role: Role | undefined): Express {
  const authenticate = async (): Promise<Actor> => {
    if (role === undefined) throw new DomainError('unauthenticated');
    return actorIn(role);
  };
  return createApp(SYSTEM, createLogger('silent'), {
    trustedProxies: 0,
    pages: [createDocs(API_ENDPOINTS)],
    endpoints: API_ENDPOINTS,
    gates: { authenticate, limitVisitors: async () => {} },
  });
}
