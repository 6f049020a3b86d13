import type { ClockView } from '../../../server/applications/find-applications.js';
import { findApplications } from '../../../server/applications/find-applications.js';
import { findApplication, type ApplicationView } from '../../../server/applications/find-application.js';
import { findAttachments } from '../../../server/applications/attachments/find-attachments.js';
import { can } from '../../../server/auth/permissions.js';
import { readsPapersAbout } from '../../../server/documents/find-documents.js';
import type { Context } from '../../../server/context.js';
import { APPLICATION_STATES } from '../../../server/core/states/application-states.js';
import { findOrganisationNames } from '../../../server/organisations/find-organisations.js';
import { presentAttachment, presentDetail, presentItem } from '../../api/applications/present.js';
import { applicationsQuery } from '../../api/applications/schemas.js';
import { validate } from '../../middleware/validate.js';
import { ANY, fill, type Field } from '../fields.js';
import { idIn } from '../form-values.js';
import { guardedPage, type FormValues, type Page } from '../page.js';
import { openDecisions } from './decisions.js';
import { knownTo } from './known.js';
import { STAGE_WORDS } from '../stage-words.js';
import { timeLineOf } from './time-line.js';
import { clockTone, stateTone } from './tones.js';

const FILTERS: readonly Field[] = [
  {
    name: 'state',
    kind: 'select',
    label: { zh: '状态', en: 'State' },
    choices: APPLICATION_STATES.states,
    optional: true,
    empty: ANY,
  },
  {
    name: 'overdue',
    kind: 'select',
    label: { zh: '时限', en: 'Clock' },
    choices: { true: { zh: '已超时', en: 'Too late' }, false: { zh: '未超时', en: 'In time' } },
    optional: true,
    empty: ANY,
  },
];

const given = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));

/** What a page shows of a clock: its stage in words, who works on it, how many working days are left. */
const presentClock = (names: ReadonlyMap<number, string>) => (clock: ClockView) => ({
  ...clock,
  label: STAGE_WORDS[clock.stage] ?? { zh: clock.stage, en: clock.stage },
  organisation: names.get(clock.organisationId) ?? '',
  tone: clockTone(clock),
});

const list = guardedPage({
  method: 'get',
  path: '/applications',
  permission: 'application.read',
  handle: async (context, { query }) => {
    const filter = validate(applicationsQuery, given(query), true);
    const { items, nextCursor } = await findApplications(context, filter);
    const names = await findOrganisationNames(
      items.flatMap(({ clocks }) => clocks.map((each) => each.organisationId)),
    );
    const { cursor: _shown, ...kept } = given(query);
    return {
      view: 'applications',
      title:
        context.actor.role === 'borrower'
          ? { zh: '我的申请', en: 'My applications' }
          : { zh: '申请', en: 'Applications' },
      values: {
        items: items.map((item) => ({
          ...presentItem(item),
          tone: stateTone(item.application.state),
          clocks: item.clocks.map(presentClock(names)),
        })),
        fields: fill(FILTERS, query),
        files: can(context.actor.role, 'application.file'),
        more:
          nextCursor && `/applications?${new URLSearchParams({ ...kept, cursor: nextCursor }).toString()}`,
      },
    };
  },
});

async function detailValues(context: Context, found: ApplicationView) {
  const { application, clocks } = found;
  const { districtOrganisationId, bankOrganisationId, guarantorOrganisationId } = application;
  const names = await findOrganisationNames([
    districtOrganisationId,
    bankOrganisationId,
    guarantorOrganisationId,
    ...clocks.map(({ organisationId }) => organisationId),
  ]);
  const nameOf = (id: number | null): string => (id === null ? '—' : (names.get(id) ?? '—'));
  const attachments = await findAttachments(context, application.id);
  return {
    detail: presentDetail(found),
    tone: stateTone(application.state),
    timeLine: timeLineOf(found, names),
    institutions: {
      district: nameOf(districtOrganisationId),
      bank: nameOf(bankOrganisationId),
      guarantor: nameOf(guarantorOrganisationId),
    },
    attachments: attachments.map(presentAttachment),
    known: knownTo(found),
    decisions: openDecisions(context.actor.role, found),
    readsPapers: readsPapersAbout(context.actor, 'application'),
    editable:
      can(context.actor.role, 'application.file') && ['draft', 'returned'].includes(application.state),
  };
}

const detail = guardedPage({
  method: 'get',
  path: '/applications/:applicationId',
  permission: 'application.read',
  handle: async (context, { params }) => {
    const found = await findApplication(context, idIn(params, 'applicationId'));
    const { number } = found.application;
    return {
      view: 'application',
      title: { zh: `申请 ${number}`, en: `Application ${number}` },
      values: await detailValues(context, found),
    };
  },
});

/** What is read of applications: the list and one of them. */
export const OVERVIEW_PAGES: readonly Page[] = [list, detail];
