import { ATTACHMENT_KINDS } from '../../../server/applications/attachments/attachment-kinds.js';
import type { ApplicationView } from '../../../server/applications/find-application.js';
import { REGISTRIES } from '../../../server/core/registries/registries.js';
import { LOOK_UP_OUTCOMES } from '../look-up-words.js';

/** What the city's registries said about an application as it now stands, and which paper each stands for. */
export const knownTo = ({ registryEvidence: { answers, papers } }: ApplicationView) =>
  answers.map(({ registry, outcome, matchCount, asOfOn, sourceOffice }) => {
    const paper = papers.find((each) => each.registry === registry)?.paper;
    return {
      label: REGISTRIES[registry].label,
      outcome: LOOK_UP_OUTCOMES[outcome],
      isMatch: outcome === 'match',
      count: matchCount,
      asOfOn,
      sourceOffice,
      paper: paper === undefined ? undefined : ATTACHMENT_KINDS[paper],
    };
  });
