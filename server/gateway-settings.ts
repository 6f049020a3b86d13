import { ConfigError } from './config-error.js';
import type { RawEnvironment } from './environment.js';
import type { MailGatewaySettings } from './gateways/mail-gateway.js';
import type { SmsGatewaySettings } from './gateways/sms-gateway.js';
import type { ScannerSettings } from './gateways/virus-scanner.js';
import type { DestinationSettings } from './webhooks/destinations.js';

const listOf = (text: string): string[] => text.split(',').filter((part) => part !== '');

/** Only https in production: what goes out is signed, but not secret without it. */
export function webhookSettings(raw: RawEnvironment): DestinationSettings {
  const origins = listOf(raw.WEBHOOK_ORIGINS);
  for (const origin of origins) {
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && raw.NODE_ENV !== 'production');
    if (url?.origin !== origin || !secure)
      throw new ConfigError(`WEBHOOK_ORIGINS: write each as https://hooks.bank.example, not ${origin}`);
  }
  return { origins, privateNetworks: listOf(raw.WEBHOOK_PRIVATE_NETWORKS) };
}

/** Address and token together, and in production over https: numbers and codes go there. */
export function smsGateway({
  SMS_GATEWAY_URL: url,
  SMS_GATEWAY_TOKEN: token,
  NODE_ENV: environment,
}: RawEnvironment): SmsGatewaySettings | undefined {
  if (url === undefined && token === undefined) return undefined;
  if (url === undefined || token === undefined)
    throw new ConfigError('SMS_GATEWAY_URL and SMS_GATEWAY_TOKEN: set both, or neither');
  if (environment === 'production' && !url.startsWith('https:'))
    throw new ConfigError(
      'SMS_GATEWAY_URL: write it as https://sms.example/send; production sends nothing in clear',
    );
  return { url, token };
}

/** Server and sender together. In production the connection is encrypted, from the start or after the greeting. */
export function mailGateway({
  SMTP_URL: url,
  MAIL_FROM: from,
  NODE_ENV: environment,
}: RawEnvironment): MailGatewaySettings | undefined {
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined)
    throw new ConfigError('SMTP_URL and MAIL_FROM: set both, or neither');
  return { url, from, inClear: environment !== 'production' };
}

/** Host and port of the scanner, beside the program: papers go there in clear. */
export function virusScanner({ CLAMD_ADDRESS: address }: RawEnvironment): ScannerSettings | undefined {
  if (address === undefined) return undefined;
  const [host = '', port] = address.split(':');
  return { host, port: Number(port) };
}
