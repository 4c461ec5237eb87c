/**
 * What the name of a function says that it does, word by word, by the table of `function-words.ts`.
 */
import { FUNCTION_WORDS } from './function-words.ts';
import { namesWhere } from './table.ts';

const READS = namesWhere(FUNCTION_WORDS, ({ does }) => does === 'reads');
const CHANGES = namesWhere(FUNCTION_WORDS, ({ does }) => does === 'changes');

const ALONE = namesWhere(FUNCTION_WORDS, ({ alone }) => alone === true);
const ACTS = namesWhere(FUNCTION_WORDS, ({ does }) => does === 'acts');
const MAKES = namesWhere(FUNCTION_WORDS, ({ makes }) => makes === true);

/** Whether a name says, by its first word, that a function reads or computes. */
export function saysItReads([first = '', ...others]: readonly string[]): boolean {
  return READS.has(first) && !(others.length > 0 && ALONE.has(first));
}

/**
 * Whether a name says by a verb that a function does something that would be done twice, chooses, or makes what is not there:
 * `redeemCode`, `joinRoom`, `findAndMove`, `findOrBuild`. A noun of the same form says nothing: `findRecord`.
 */
export function saysItActs(words: readonly string[]): boolean {
  return words.some((word, at) => {
    if (at === 0) return ACTS.has(word) || (words.length > 1 && ALONE.has(word));
    const before = words[at - 1]!;
    return (
      (before === 'and' && (!READS.has(word) || ALONE.has(word))) ||
      (before === 'or' && (ACTS.has(word) || MAKES.has(word)))
    );
  });
}

/**
 * Whether a name says that a function does something that would be done twice, or gives another value each time. What stands
 * behind `by` is what it asks for: `findUserByToken`.
 */
export function saysItChanges(words: readonly string[]): boolean {
  let isKey = false;
  return words.some((word) => {
    isKey = word === 'by' || (isKey && word !== 'and' && word !== 'or');
    return !isKey && CHANGES.has(word);
  });
}

const CHANGES_ARGUMENT = namesWhere(FUNCTION_WORDS, ({ argument }) => argument === true);

/** Whether a name says, by its first word, that a function changes its first argument. */
export function saysItChangesArgument([first = '']: readonly string[]): boolean {
  return CHANGES_ARGUMENT.has(first);
}
