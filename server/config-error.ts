/** A start that must not happen: the message names each setting and what to put there. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
