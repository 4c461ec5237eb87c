/**
 * What can be wrong with a collection, and how that is said.
 */
export type CollectionMessageId =
  | 'unbounded'
  | 'unboundedValues'
  | 'evictionIdle'
  | 'missingDelete'
  | 'undecided';

/** What each finding says; `{{…}}` stands for its data. */
export const collectionMessages: Readonly<Record<CollectionMessageId, string>> = {
  unbounded:
    '`{{name}}` grows without limit: line {{line}} adds {{origin}}, run by {{runner}}, and nothing takes an entry out.{{values}} {{advice}}',
  unboundedValues:
    'What `{{name}}` holds grows without limit: line {{line}} adds to a value in it, run by {{runner}}, and nothing takes anything out of that value. Cap what one entry holds.',
  evictionIdle:
    '`{{name}}` grows without limit: line {{line}} adds {{origin}}, run by {{runner}}. {{removals}}{{values}} {{advice}}',
  missingDelete:
    '`{{name}}` keeps what has ended: line {{line}} adds {{origin}}, run by {{runner}}, and {{nothing}}.{{values}} A cap would drop entries in use; {{advice}}',
  undecided: '`{{name}}` may grow without limit: {{growth}}{{doubt}}. {{advice}}',
};
