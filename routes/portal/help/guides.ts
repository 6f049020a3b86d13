import type { RequestHandler } from 'express';
import { DomainError } from '../../../server/core/errors.js';
import { GUIDES, isGuideName, pictureFile, renderGuide, type GuideName } from '../../../templates/guides.js';
import { openPage, type Page } from '../page.js';

const LINKS = (Object.keys(GUIDES) as GuideName[]).map((name) => ({ name, title: GUIDES[name] }));

const index = openPage({
  method: 'get',
  path: '/help',
  handle: async () => ({
    view: 'help',
    title: { zh: '帮助', en: 'Help' },
    values: { guides: LINKS },
  }),
});

const guide = openPage({
  method: 'get',
  path: '/help/:guide',
  handle: async (_visitor, { params }) => {
    const { guide: name = '' } = params;
    if (!isGuideName(name)) throw new DomainError('not-found');
    return {
      view: 'guide',
      title: GUIDES[name],
      values: { markup: renderGuide(name), guides: LINKS, current: name },
    };
  },
});

/** Sends a picture of a guide; it tells nothing of anybody, so it may be kept for a day. */
export const sendPicture: RequestHandler = (request, response, next) => {
  const file = pictureFile(String(request.params['picture']));
  if (file === undefined) {
    next();
    return;
  }
  response.setHeader('Cache-Control', 'public, max-age=86400');
  response.sendFile(file);
};

/** How each kind of work is done, with pictures: open to everybody, since nothing in it is anybody's. */
export const HELP_PAGES: readonly Page[] = [index, guide];
