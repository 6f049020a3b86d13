import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectDatabase, type Database } from '../models/database.js';
import { initialiseModels } from '../models/index.js';
import { makeDatabase } from '../models/make-database.js';
import { migrate } from '../models/migrate.js';
import { rightsOverServer } from '../models/server-account.js';
import { createDepositSigner } from './audit/deposit-signature.js';
import { createAuth } from './auth/auth.js';
import { systemClock, type Clock } from './clock.js';
import { ConfigError, type Config, type DatabaseConfig } from './config.js';
import { administratorRefused } from './database-settings.js';
import type { System } from './context.js';
import { createDepositFolder } from './gateways/deposit-folder.js';
import { createDocumentSeal } from './gateways/document-seal.js';
import { createFileStore } from './gateways/file-store.js';
import { createMailGateway } from './gateways/mail-gateway.js';
import { byChannel } from './gateways/notification-channels.js';
import { createNotificationFile } from './gateways/notification-file.js';
import type { NotificationPort } from './gateways/notification-port.js';
import { createPaperPress, type PaperPress } from './gateways/paper-press.js';
import { createSmsGateway } from './gateways/sms-gateway.js';
import { createVirusScanner, NO_SCANNER } from './gateways/virus-scanner.js';
import { ReplicaSet } from './replicas/replica-set.js';
import { placeOf } from './replicas/replica-settings.js';
import { loadReferenceData } from './policy/reference-data.js';
import { createFieldCipher } from './privacy/field-cipher.js';
import { refuseForgottenCovers } from './privacy/forgotten-covers.js';
import { selfMadeSeal } from './self-made-seal.js';
import { createDestinations } from './webhooks/destinations.js';
import { FONT_FILES } from '../templates/pdf/font-files.js';

/** Connects the database that the configuration names: a server by URL, or else the embedded file in the data folder. */
export function openDatabase(config: DatabaseConfig): Database {
  if (!config.databaseUrl) mkdirSync(config.dataFolder, { recursive: true });
  const database = connectDatabase(
    config.databaseUrl
      ? { url: config.databaseUrl, tls: config.databaseTls }
      : { sqliteFile: join(config.dataFolder, 'suidai.sqlite') },
  );
  initialiseModels(database.sequelize);
  return database;
}

/** Connects the copies of the database that the configuration names, for reading alone. */
function openReplicas(
  { replicas: { urls, lagLimitSeconds }, databaseTls: tls }: Config,
  primary: Database,
): ReplicaSet | undefined {
  if (urls.length === 0) return undefined;
  const copies = urls.map((url) => ({
    name: placeOf(url),
    database: connectDatabase({ url, tls, readOnly: true }),
  }));
  return new ReplicaSet({ primary, copies, lagLimitSeconds });
}

/** Makes sure that the database server answers and has the database. Throws ConfigError. */
export async function reachDatabase({ databaseUrl, databaseTls }: DatabaseConfig): Promise<void> {
  if (!databaseUrl) return;
  try {
    await makeDatabase(databaseUrl, databaseTls);
  } catch (error) {
    throw new ConfigError(
      `DATABASE_URL: ${(error as Error).message}. Start that server, or correct host, port, user, password and name ` +
        '(mysql://user:password@127.0.0.1:3306/suidai); without DATABASE_URL the embedded database is used.' +
        (databaseTls
          ? ' DATABASE_TLS=verify: the server has to offer TLS with a certificate for this host that DATABASE_TLS_CA signed.'
          : ''),
    );
  }
}

/** Refuses an account of the server, whatever its name, that could give itself the right to change facts. Throws ConfigError. */
export async function refuseAdministrator(database: Database): Promise<void> {
  const rights = await rightsOverServer(database);
  if (rights.length > 0) throw administratorRefused(`an account with ${rights.join(', ')}`);
}

/** The press that prints papers with the templates of this program. */
export const openPaperPress = (): PaperPress =>
  createPaperPress({
    program: new URL('../templates/pdf/print-papers.js', import.meta.url),
    fonts: FONT_FILES,
  });

/** Wires the program: the one place that makes things and hands them to each other. Applies pending migrations. */
export async function composeSystem(
  config: Config,
  database: Database,
  clock: Clock = systemClock,
): Promise<System> {
  await reachDatabase(config);
  if (config.production && !config.databaseAdministrator) await refuseAdministrator(database);
  await migrate(database);
  await refuseForgottenCovers(database, config.indexCovers);
  const cipher = createFieldCipher(config.fieldKeys, config.indexKey, config.indexCovers);
  const replicas = openReplicas(config, database);
  return {
    database,
    ...(replicas && { replicas }),
    clock,
    cipher,
    auth: createAuth(config, database),
    referenceData: await loadReferenceData(),
    files: createFileStore(join(config.dataFolder, 'attachments'), cipher),
    notifications: notificationsOf(config, clock),
    scanner: config.virusScanner ? createVirusScanner(config.virusScanner) : NO_SCANNER,
    destinations: createDestinations(config.webhooks),
    deposits: createDepositFolder(config.auditDepositFolder),
    depositSigner: createDepositSigner(config.auditSigningKey),
    press: openPaperPress(),
    seal: await createDocumentSeal(config.documentSeal ?? (await selfMadeSeal(config.dataFolder))),
    publicUrl: config.publicUrl,
  };
}

/** Each channel has its gateway, or is written to a file. */
function notificationsOf({ smsGateway, mailGateway, dataFolder }: Config, clock: Clock): NotificationPort {
  const file = createNotificationFile(join(dataFolder, 'notifications.jsonl'));
  return byChannel({
    sms: smsGateway ? createSmsGateway(smsGateway, clock) : file,
    email: mailGateway ? createMailGateway(mailGateway, clock) : file,
  });
}
