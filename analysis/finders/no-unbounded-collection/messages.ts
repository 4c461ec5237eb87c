/**
 * What can be wrong with a collection, and how that is said.
 */
export type CollectionMessageId =
  | 'unbounded'
  | 'unboundedValues'
  | 'evictionIdle'
  | 'missingDelete'
  | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const collectionMessages: Readonly<Record<CollectionMessageId, string>> = {
  unbounded:
    '`{{name}}` grows without limit: line {{line}}, which is run by {{runner}}, adds {{origin}}, and nothing removes entries.{{values}} {{advice}}',
  unboundedValues:
    'A value in `{{name}}` grows without limit: line {{line}}, which is run by {{runner}}, adds to a value in it, and nothing removes anything from that value. Limit the size of each value.',
  evictionIdle:
    '`{{name}}` grows without limit: line {{line}}, which is run by {{runner}}, adds {{origin}}. {{removals}}{{values}} {{advice}}',
  missingDelete:
    '`{{name}}` keeps entries of what has ended: line {{line}}, which is run by {{runner}}, adds {{origin}}. {{removals}}{{values}} {{advice}} Do not limit its size: that would drop entries in use.',
  undecided: '`{{name}}` may grow without limit: {{growth}}{{doubt}}. {{advice}}',
};
