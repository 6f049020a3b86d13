import type { NoticeKind, NoticeValues } from '../core/notices.js';

/** How a notification goes out. */
export type NotificationChannel = 'sms' | 'email';

/** One message for a person outside the system. `to` is a phone number or address in clear text and is never logged. */
export interface Notification {
  readonly channel: NotificationChannel;
  readonly to: string;
  readonly template: NoticeKind;
  readonly values: NoticeValues;
}

/** Where notifications leave the system. Adapters: a file sink by default, an SMS gateway and a mail server by configuration. */
export interface NotificationPort {
  /** Throws where nobody has taken the notification. */
  send(notification: Notification): Promise<void>;
}
