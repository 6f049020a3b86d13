import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { NotificationPort } from './notification-port.js';

/** Appends each notification as a JSON line: the default where no SMS gateway is configured, and what tests read. */
export function createNotificationFile(path: string): NotificationPort {
  return {
    async send(notification) {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, `${JSON.stringify(notification)}\n`, { mode: 0o600 });
    },
  };
}
