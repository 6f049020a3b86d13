import { MESSAGE_ROW } from '../row-makers/message.js';
import type { Scenarios } from './world.js';

export const MESSAGE_SCENARIOS: Scenarios = {
  listMessages: async (world) => {
    await MESSAGE_ROW.own(world, 'borrower');
    return (await world.logIn('borrower')).get('/api/v1/messages?unread=true');
  },
  markMessageRead: async (world) =>
    (await world.logIn('borrower')).post(
      `/api/v1/messages/${await MESSAGE_ROW.own(world, 'borrower')}/read-mark`,
    ),
  getNotificationSettings: async (world) =>
    (await world.logIn('borrower')).get('/api/v1/notification-settings'),
  changeNotificationSettings: async (world) =>
    (await world.logIn('borrower')).put('/api/v1/notification-settings').send({ declined: ['loan-due'] }),
};
