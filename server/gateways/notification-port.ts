import type { NoticeKind, NoticeValues } from '../core/notices.js';

/** One message for a person outside the system. `to` is a phone number in clear text and is never logged. */
export interface Notification {
  readonly channel: 'sms';
  readonly to: string;
  readonly template: NoticeKind;
  readonly values: NoticeValues;
}

/** Where notifications leave the system. Adapters: a file sink by default, an SMS gateway by configuration. */
export interface NotificationPort {
  /** Throws where nobody has taken the notification. */
  send(notification: Notification): Promise<void>;
}
