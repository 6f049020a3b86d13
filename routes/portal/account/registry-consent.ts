import { findOwnLookUps } from '../../../server/applications/find-own-look-ups.js';
import type { Context } from '../../../server/context.js';
import { findOwnConsent, LOOK_UP_CONSENT } from '../../../server/registries/find-look-up-consent.js';
import { decideLookUpConsent } from '../../../server/registries/look-up-consent.js';
import { pageQuery } from '../../fields.js';
import { presentOwnLookUp } from '../../api/registry-look-ups/present.js';
import { validate } from '../../middleware/validate.js';
import Joi from 'joi';
import type { PageRequest } from '../../../server/paging.js';
import { guardedPage, type Page, type PageInput, type View } from '../page.js';
import { LOOK_UP_OUTCOMES, LOOK_UP_PURPOSES, LOOK_UP_SUBJECTS } from '../look-up-words.js';

const ROWS = '50';

async function consentView(context: Context, { query }: PageInput): Promise<View> {
  const asked = { limit: ROWS, ...(query['cursor'] && { cursor: query['cursor'] }) };
  const page = await findOwnLookUps(context, validate(Joi.object<PageRequest>(pageQuery), asked, true));
  return {
    view: 'registry-consent',
    title: { zh: '名册查询授权', en: 'Look-ups in registries' },
    values: {
      consent: await findOwnConsent(context),
      text: LOOK_UP_CONSENT,
      lookUps: page.items.map((each) => ({
        ...presentOwnLookUp(each, context),
        subject: LOOK_UP_SUBJECTS[each.subject],
        purpose: LOOK_UP_PURPOSES[each.purpose],
        outcome: LOOK_UP_OUTCOMES[each.outcome],
      })),
      more: page.nextCursor && `/registry-consent?cursor=${encodeURIComponent(page.nextCursor)}`,
    },
  };
}

const show = guardedPage({
  method: 'get',
  path: '/registry-consent',
  permission: 'registry-consent.decide',
  handle: consentView,
});

const decide = guardedPage({
  method: 'post',
  path: '/registry-consent',
  permission: 'registry-consent.decide',
  handle: async (context, { body }) => {
    const { textVersion = '' } = body;
    await decideLookUpConsent(context, { given: body['given'] === 'yes', textVersion });
    return { to: '/registry-consent' };
  },
});

/** 名册查询授权: a borrower agrees to look-ups or withdraws that, and sees every one of them. */
export const REGISTRY_CONSENT_PAGES: readonly Page[] = [show, decide];
