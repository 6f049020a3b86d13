import { composeSystem, openDatabase } from './composition.js';
import { ConfigError, readConfig } from './config.js';
import { createLogger } from './logger.js';
import { installReferenceOrganisations } from './organisations/install-organisations.js';
import { serve } from './serve.js';

try {
  const config = readConfig();
  const system = await composeSystem(config, openDatabase(config));
  await installReferenceOrganisations(system);
  await serve(system, config, createLogger(config.logLevel), { ready: true });
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${String((error as Error).stack)}\n`,
  );
  process.exitCode = 1;
}
