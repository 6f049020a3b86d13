/** One message for a person outside the system. `to` is a phone number in clear text and is never logged. */
export interface Notification {
  readonly channel: 'sms';
  readonly to: string;
  readonly template: 'registration-code' | 'password-reset-code' | 'no-account';
  readonly values: Readonly<Record<string, string>>;
}

/** Where notifications leave the system. Adapters: a file sink by default; SMS and e-mail gateways by configuration. */
export interface NotificationPort {
  send(notification: Notification): Promise<void>;
}
