import type { DepositSigner } from './audit/deposit-signature.js';
import type { Database } from '../models/database.js';
import type { Auth } from './auth/auth.js';
import type { MachineScope } from './auth/machine-scopes.js';
import type { Clock } from './clock.js';
import type { Role } from './core/roles.js';
import type { ReferenceData } from './policy/reference-data.js';
import type { FieldCipher } from './privacy/field-cipher.js';
import type { DepositPort } from './gateways/deposit-folder.js';
import type { FileStore } from './gateways/file-store.js';
import type { DocumentSeal } from './gateways/document-seal.js';
import type { PaperPress } from './gateways/paper-press.js';
import type { NotificationPort } from './gateways/notification-port.js';
import type { ReplicaSet } from './replicas/replica-set.js';
import type { VirusScanner } from './gateways/virus-scanner.js';
import type { Destinations } from './webhooks/destinations.js';

/** What the program stands on; wired once in `composition.ts`. */
export interface System {
  readonly database: Database;
  /** Copies of the database for reads that may lag; left out where there are none. */
  readonly replicas?: ReplicaSet;
  readonly clock: Clock;
  readonly cipher: FieldCipher;
  readonly auth: Auth;
  readonly referenceData: ReferenceData;
  readonly files: FileStore;
  readonly notifications: NotificationPort;
  readonly scanner: VirusScanner;
  readonly destinations: Destinations;
  /** Where the signed heads of the audit chains are kept. */
  readonly deposits: DepositPort;
  readonly depositSigner: DepositSigner;
  readonly press: PaperPress;
  readonly seal: DocumentSeal;
  /** Where people reach the portal, without a slash at the end. */
  readonly publicUrl: string;
}

/** What is known of a bank's system that acts, beside its account. */
export interface Machine {
  readonly apiClientId: number;
  /** What its token covers. */
  readonly scopes: readonly MachineScope[];
  readonly requestsPerMinute: number;
  /** Whether its writes are taken only with a signature. */
  readonly signedWrites: boolean;
}

/** Who acts. A visitor who has not logged in has no actor. */
export interface Actor {
  readonly userId: number;
  readonly role: Role;
  /** The organisation whose rows the actor sees; null for borrowers, who see their own. */
  readonly organisationId: number | null;
  /** Blind index of the natural person's ID number; maker and checker are told apart by it, not by account. */
  readonly personIndex: string | null;
  readonly sessionId: number;
  /** Set when a bank's system acts and not a person. */
  readonly machine?: Machine;
}

/** An Idempotency-Key as it arrived, bound to the request it came with. */
export interface IdempotencyRequest {
  readonly key: string;
  readonly route: string;
  readonly bodyHash: string;
  /** Set when the stored reply of an earlier request was returned. */
  replayed: boolean;
}

/** First argument of every use case: who acts, on what, in which request. */
export interface Context {
  readonly system: System;
  readonly actor: Actor;
  readonly requestId: string;
  readonly language: 'zh' | 'en';
  readonly idempotency?: IdempotencyRequest;
}

/** A context before anybody has logged in: quotes, registration, log-in. */
export type VisitorContext = Omit<Context, 'actor'>;

/** A context in which nobody asks: what falls due runs by itself. The audit names its role `system`. */
export type SystemContext = VisitorContext & { readonly onItsOwn: true };

/** The context of what the system does by itself. */
export const systemContext = (system: System, requestId: string): SystemContext => ({
  system,
  requestId,
  language: 'zh',
  onItsOwn: true,
});
