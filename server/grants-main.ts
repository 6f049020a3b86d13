import { initialiseModels, MODELS } from '../models/index.js';
import { grantStatements, type ServerAccount } from '../models/grants.js';
import { openDatabase } from './composition.js';
import { ConfigError, readDatabaseConfig } from './config.js';

const USAGE = `Usage: npm run --silent grants -- suidai_app@10.0.0.5
Prints the SQL that gives an existing account of the server in DATABASE_URL the rights of the running program: it adds facts but can
neither change nor remove them. Run the lines as an administrator of the server, after every migration:
  npm run --silent grants -- suidai_app@10.0.0.5 | mariadb -u root -p`;

/** `user@host`, where the host may be a pattern of the server's (`10.0.0.%`). */
function accountOf(word: string | undefined): ServerAccount {
  const [, user, host] = /^([^@'"`\s]{1,32})@([^@'"`\s]{1,255})$/.exec(word ?? '') ?? [];
  if (user === undefined || host === undefined) throw new ConfigError(USAGE);
  return { user, host };
}

/** The command line that prints grants; it connects to nothing. */
function main(word: string | undefined): void {
  const account = accountOf(word);
  const config = readDatabaseConfig();
  if (config.databaseUrl === undefined)
    throw new ConfigError('DATABASE_URL: accounts belong to a server; the embedded database has none');
  initialiseModels(openDatabase(config).sequelize);
  const name = decodeURIComponent(new URL(config.databaseUrl).pathname.slice(1));
  const tables = MODELS.map((model) => model.tableName);
  for (const statement of grantStatements(name, account, tables)) console.log(`${statement};`);
}

try {
  main(process.argv[2]);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
