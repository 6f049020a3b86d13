import { issue, registerClient } from '../scenarios/api-clients.js';
import type { RowMaker } from './row-maker.js';

/** A bank's system; administrators see them all. */
export const API_CLIENT_ROW: RowMaker = {
  own: async (world) => (await registerClient(world)).id,
  foreign: async () => undefined,
};

/** A credential of a client; only together with that client it is found. */
export const CREDENTIAL_ROW: RowMaker = {
  own: async (world) => {
    const { id } = await registerClient(world);
    return (await issue(world, id, 'client-secret')).credentialId;
  },
  foreign: async (world) => CREDENTIAL_ROW.own(world, 'security-administrator'),
};
