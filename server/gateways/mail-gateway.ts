import { createTransport } from 'nodemailer';
import { dayOfInstant, type Clock } from '../clock.js';
import { renderNotice } from '../core/notices.js';
import type { NotificationPort } from './notification-port.js';

/** A mail server, and who writes. */
export interface MailGatewaySettings {
  /** `smtps://user:password@mail.example:465`, or `smtp://…:587` for TLS after the greeting. */
  readonly url: string;
  readonly from: string;
  /** Whether mail may go out in clear, on a machine of development. */
  readonly inClear: boolean;
}

const TIMEOUT_MS = 10_000;
const PORTS: Readonly<Record<string, number>> = { 'smtps:': 465, 'smtp:': 587 };

/** Sends plain texts in Chinese by SMTP. Throws unless the server has taken the mail; the error names no address. */
export function createMailGateway(
  { url, from, inClear }: MailGatewaySettings,
  clock: Clock,
): NotificationPort {
  const { protocol, hostname: host, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host,
    port: port === '' ? (PORTS[protocol] ?? 587) : Number(port),
    secure,
    requireTLS: !secure && !inClear,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, template, values }) {
      const { title: subject, text } = renderNotice(template, values, dayOfInstant(clock.now()), 'zh');
      try {
        await transport.sendMail({ from, to, subject, text });
      } catch {
        // What the server says may repeat the address, which belongs in no log.
        throw new Error(`The mail server did not take ${template}`);
      }
    },
  };
}
