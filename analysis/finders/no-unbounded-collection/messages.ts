/**
 * What can be wrong with a collection, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type CollectionMessageId =
  | 'unbounded'
  | 'unboundedValues'
  | 'evictionIdle'
  | 'missingDelete'
  | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const collectionMessages: Readonly<Record<CollectionMessageId, Message>> = {
  unbounded: {
    problem:
      '`{{name}}` grows without limit: line {{line}}, which is run by {{runner}}, adds {{origin}}, and nothing removes entries.{{values}}',
    advice: '{{advice}}',
  },
  unboundedValues: {
    problem:
      'A value in `{{name}}` grows without limit: line {{line}}, which is run by {{runner}}, adds to a value in it, and nothing removes anything from that value.',
    advice: 'Limit the size of each value.',
  },
  evictionIdle: {
    problem:
      '`{{name}}` grows without limit: line {{line}}, which is run by {{runner}}, adds {{origin}}. {{removals}}{{values}}',
    advice: '{{advice}}',
  },
  missingDelete: {
    problem:
      '`{{name}}` keeps entries of what has ended: line {{line}}, which is run by {{runner}}, adds {{origin}}. {{removals}}{{values}} A limit of its size would drop entries in use.',
    advice: '{{advice}}',
  },
  undecided: {
    problem: '`{{name}}` may grow without limit: {{growth}}{{doubt}}.',
    advice: '{{advice}}',
  },
};
