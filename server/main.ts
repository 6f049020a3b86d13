import { composeSystem, openDatabase } from './composition.js';
import { ConfigError, readConfig, type Config } from './config.js';
import { HOW_TO_NAME_ADMINISTRATORS } from './first-administrators.js';
import type { System } from './context.js';
import { ROLES } from './core/roles.js';
import { demoState } from './demo/demo-state.js';
import { createLogger } from './logger.js';
import { installReferenceOrganisations } from './organisations/install-organisations.js';
import { serve } from './serve.js';
import { hasAdministrators, installAdministrators } from './users/install-administrators.js';

/** A new installation opens the accounts of its three administrators and shows their first passwords, once. */
async function provideAdministrators(system: System, config: Config): Promise<void> {
  if (await hasAdministrators()) return;
  if (!config.firstAdministrators) {
    const message = `Nobody can log in yet. ${HOW_TO_NAME_ADMINISTRATORS}`;
    if (config.production) throw new ConfigError(message);
    process.stdout.write(`${message}\n`);
    return;
  }
  const installed = await installAdministrators(system, config.firstAdministrators);
  if (installed.length === 0) return;
  const accounts = installed.map(
    ({ role, username, temporaryPassword }) => `  ${username}  ${temporaryPassword}  ${ROLES[role].zh}`,
  );
  process.stdout.write(
    '三员账号已建立。初始密码仅显示这一次，首次登录须修改并绑定动态口令：\n' +
      'The administrators’ first passwords, shown this once; to be changed at the first log-in:\n' +
      `${accounts.join('\n')}\n`,
  );
}

try {
  const config = readConfig();
  const system = await composeSystem(config, openDatabase(config));
  if (config.production && !['empty', 'other-data'].includes(await demoState()))
    throw new ConfigError('DATABASE_URL: this database holds the demo, whose accounts are public');
  await installReferenceOrganisations(system);
  await provideAdministrators(system, config);
  await serve(system, config, createLogger(config.logLevel), { ready: true });
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${String((error as Error).stack)}\n`,
  );
  process.exit(1);
}
