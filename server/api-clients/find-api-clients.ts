import { ApiClient } from '../../models/api-client.js';
import { ApiClientCredential } from '../../models/api-client-credential.js';
import { findRows, type Row } from '../../models/rows.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** A bank's system with the credentials it was ever given, never their secrets. */
export interface ListedApiClient {
  readonly client: Row<ApiClient>;
  readonly credentials: readonly Row<ApiClientCredential>[];
}

/** The API clients of all banks, the newest first. */
export async function findApiClients(request: PageRequest): Promise<Page<ListedApiClient>> {
  const before = idBefore(request);
  const rows = await findRows(ApiClient, {
    where: before === undefined ? {} : { id: { '<': before } },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  const page = pageById(rows, request);
  const credentials = await findRows(ApiClientCredential, {
    where: { apiClientId: page.items.map(({ id }) => id) },
    order: [['id', 'ASC']],
  });
  const items = page.items.map((client) => ({
    client,
    credentials: credentials.filter(({ apiClientId }) => apiClientId === client.id),
  }));
  return { items, nextCursor: page.nextCursor };
}
