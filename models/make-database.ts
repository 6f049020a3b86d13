import { createConnection, escapeId } from 'mysql2';
import { tlsOptions, type DatabaseTls } from './database.js';

const CONNECT_LIMIT_MS = 5_000;

/**
 * Makes the database that a URL names, if its server does not have it yet. Rejects with the driver's words when the server does
 * not answer or refuses the user.
 */
export async function makeDatabase(url: string, tls?: DatabaseTls): Promise<void> {
  const { protocol, username, password, host, pathname } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1));
  const server = new URL(`${protocol.replace('mariadb', 'mysql')}//${host}`);
  Object.assign(server, { username, password });
  const connection = createConnection({
    uri: server.href,
    connectTimeout: CONNECT_LIMIT_MS,
    ...(tls && { ssl: tlsOptions(tls) }),
  }).promise();
  try {
    const [found] = await connection.query('SHOW DATABASES LIKE ?', [name]);
    if (Array.isArray(found) && found.length > 0) return;
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS ${escapeId(name, true)} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    );
  } finally {
    connection.destroy();
  }
}
