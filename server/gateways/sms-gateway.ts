import { dayOfInstant, type Clock } from '../clock.js';
import { renderNotice } from '../core/notices.js';
import type { NotificationPort } from './notification-port.js';

/** An SMS gateway that takes `{ "to", "text" }` by POST and answers 2xx when it has it. */
export interface SmsGatewaySettings {
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: string;
}

const TIMEOUT_MS = 10_000;

/** Sends texts in Chinese through a gateway over HTTP. Throws unless the gateway has taken it; the error names no number. */
export function createSmsGateway({ url, token }: SmsGatewaySettings, clock: Clock): NotificationPort {
  return {
    async send({ to, template, values }) {
      const { text } = renderNotice(template, values, dayOfInstant(clock.now()), 'zh');
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ to, text }),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The SMS gateway answered ${response.status} to ${template}`);
    },
  };
}
