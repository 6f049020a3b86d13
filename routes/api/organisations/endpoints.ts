import {
  createOrganisation,
  type NewOrganisation,
} from '../../../server/organisations/create-organisation.js';
import { findOrganisations } from '../../../server/organisations/find-organisations.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentOrganisation } from './present.js';
import {
  createdOrganisationReply,
  newOrganisationBody,
  organisationsQuery,
  organisationsReply,
  type OrganisationsQuery,
} from './schemas.js';

const listOrganisations = guarded<unknown, OrganisationsQuery>({
  method: 'get',
  path: '/api/v1/organisations',
  tag: 'organisations',
  operationId: 'listOrganisations',
  summary: 'The organisations that take part, perhaps of one kind (机构列表)',
  permission: 'organisation.read',
  query: organisationsQuery,
  reply: { status: 200, schema: organisationsReply },
  errors: [],
  handle: async (_context, { query }) => {
    const page = await findOrganisations(query);
    return { items: page.items.map(presentOrganisation), nextCursor: page.nextCursor };
  },
});

const createOrganisationEndpoint = guarded<unknown, unknown, NewOrganisation>({
  method: 'post',
  path: '/api/v1/organisations',
  tag: 'organisations',
  operationId: 'createOrganisation',
  summary: 'Add a bank, guarantor, station or office, with an audit chain of its own (新建机构)',
  permission: 'organisation.create',
  body: newOrganisationBody,
  reply: { status: 201, schema: createdOrganisationReply },
  errors: ['already-exists'],
  handle: async (context, { body }) => {
    const { organisationId } = await createOrganisation(context, body);
    return { organisationId: String(organisationId) };
  },
});

/** Who takes part. */
export const ORGANISATION_ENDPOINTS: readonly Endpoint[] = [listOrganisations, createOrganisationEndpoint];
