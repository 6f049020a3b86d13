import type { NotificationChannel, NotificationPort } from './notification-port.js';

/** One port of several: each notification leaves by the port of its channel. */
export const byChannel = (
  ports: Readonly<Record<NotificationChannel, NotificationPort>>,
): NotificationPort => ({
  send: (notification) => ports[notification.channel].send(notification),
});
