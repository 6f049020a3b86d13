/** What the stored facts of a paper are encrypted for. */
export const FACTS_PURPOSE = 'documents.facts';
