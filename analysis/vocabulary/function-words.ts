/**
 * What the words in the name of a function tell of it, where its code is not seen.
 */
import { namesWhere, type Row, type Table } from './table.ts';

interface FunctionWord extends Row {
  readonly does?: 'acts' | 'changes' | 'reads';
  readonly alone?: true;
  readonly argument?: true;
}

export const FUNCTION_WORDS: Table<FunctionWord> = {
  title: 'Words of functions',
  decides:
    'Whether a function can run again where an entry was evicted from a cache. It can if the first word of its name says that it reads or computes, and no word that it changes something or gives another value each time. Where the code of the function is seen, that decides. And whether an entry that is given to a function changes afterwards.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {
    does: '`reads`: as the first word, it reads or computes; `changes`: anywhere in the name, it has an effect that would come twice, or gives another value each time; `acts`: the same as the first word and behind `and` or `or`, as it is a noun elsewhere',
    alone: 'only as the whole name: `join` of texts, not `joinRoom`',
    argument: 'as the first word: the function changes its first argument',
  },
  rows: [
    { name: 'acquire', does: 'changes', why: 'takes something that others want' },
    { name: 'add', does: 'changes', why: 'writes' },
    { name: 'all', does: 'reads', why: 'a method of promises' },
    { name: 'alloc', does: 'changes', why: 'makes something new' },
    { name: 'allocate', does: 'changes', why: 'makes something new' },
    { name: 'analyse', does: 'reads', why: 'computes a value' },
    { name: 'analyze', does: 'reads', why: 'computes a value' },
    { name: 'append', does: 'changes', why: 'writes' },
    { name: 'apply', argument: true, why: 'changes what it is given' },
    { name: 'array', does: 'reads', why: 'reads a body' },
    { name: 'as', does: 'reads', why: 'computes a value' },
    {
      name: 'assign',
      does: 'acts',
      argument: true,
      why: 'chooses; ECMA-262: `Object.assign`; lodash',
    },
    { name: 'at', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'available', does: 'changes', why: 'gives another value each time' },
    { name: 'blob', does: 'reads', why: 'reads a body' },
    { name: 'buffer', does: 'reads', why: 'reads a body' },
    { name: 'build', does: 'reads', why: 'computes a value' },
    { name: 'calc', does: 'reads', why: 'computes a value' },
    { name: 'calculate', does: 'reads', why: 'computes a value' },
    { name: 'capture', does: 'acts', why: 'moves money, or takes a picture' },
    { name: 'catch', does: 'reads', why: 'a method of promises' },
    { name: 'charge', does: 'changes', why: 'moves money' },
    { name: 'claim', does: 'changes', why: 'takes something that others want' },
    { name: 'classify', does: 'reads', why: 'computes a value' },
    { name: 'clone', does: 'reads', why: 'computes a value' },
    { name: 'compile', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'compute', does: 'reads', why: 'computes a value' },
    { name: 'concat', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'connect', does: 'changes', why: 'starts or opens something' },
    { name: 'consume', does: 'changes', why: 'takes something that others want' },
    { name: 'convert', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'count', does: 'reads', why: 'computes a value' },
    { name: 'create', does: 'changes', why: 'makes something new' },
    { name: 'credit', does: 'changes', why: 'moves money' },
    { name: 'deal', does: 'acts', why: 'gives another value each time' },
    { name: 'debit', does: 'changes', why: 'moves money' },
    { name: 'decode', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'decr', does: 'changes', why: 'counts' },
    { name: 'decrement', does: 'changes', argument: true, why: 'counts' },
    { name: 'defaults', argument: true, why: 'lodash' },
    { name: 'define', argument: true, why: 'ECMA-262: `Object.defineProperty`' },
    { name: 'delete', does: 'changes', argument: true, why: 'writes' },
    { name: 'dequeue', does: 'changes', why: 'takes something that others want' },
    { name: 'derive', does: 'reads', why: 'computes a value' },
    { name: 'describe', does: 'reads', why: 'reads what is there' },
    { name: 'deserialize', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'detect', does: 'reads', why: 'computes a value' },
    { name: 'digest', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'drain', does: 'acts', why: 'takes something that others want' },
    { name: 'draw', does: 'acts', why: 'gives another value each time' },
    { name: 'emit', does: 'changes', why: 'sends' },
    { name: 'encode', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'encrypt', does: 'acts', why: 'has a random part' },
    { name: 'enqueue', does: 'changes', why: 'sends' },
    { name: 'enroll', does: 'acts', why: 'writes' },
    { name: 'enter', does: 'acts', why: 'writes' },
    {
      name: 'entries',
      does: 'reads',
      why: 'a method of texts, lists or Maps that changes nothing',
    },
    { name: 'escape', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'estimate', does: 'reads', why: 'computes a value' },
    { name: 'evaluate', does: 'reads', why: 'computes a value' },
    { name: 'every', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'exchange', does: 'acts', why: 'a code can be exchanged a single time' },
    { name: 'exec', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'exists', does: 'reads', why: 'reads what is there' },
    { name: 'extend', argument: true, why: 'lodash' },
    { name: 'extract', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'fetch', does: 'reads', why: 'reads what is there' },
    { name: 'filter', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'finally', does: 'reads', why: 'a method of promises' },
    { name: 'find', does: 'reads', why: 'reads what is there' },
    { name: 'flat', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'format', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'free', does: 'changes', why: 'gives another value each time' },
    { name: 'from', does: 'reads', why: 'computes a value' },
    { name: 'generate', does: 'changes', why: 'makes something new' },
    { name: 'get', does: 'reads', why: 'reads what is there' },
    { name: 'has', does: 'reads', why: 'computes a value' },
    { name: 'hash', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'head', does: 'reads', why: 'reads what is there' },
    { name: 'highlight', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'inc', does: 'changes', why: 'counts' },
    {
      name: 'includes',
      does: 'reads',
      why: 'a method of texts, lists or Maps that changes nothing',
    },
    { name: 'incr', does: 'changes', why: 'counts' },
    { name: 'increment', does: 'changes', argument: true, why: 'counts' },
    { name: 'index', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'infer', does: 'reads', why: 'computes a value' },
    { name: 'init', does: 'changes', why: 'starts or opens something' },
    { name: 'insert', does: 'changes', why: 'writes' },
    { name: 'is', does: 'reads', why: 'computes a value' },
    { name: 'issue', does: 'changes', why: 'makes something new' },
    {
      name: 'join',
      does: 'reads',
      alone: true,
      why: 'a method of texts, lists or Maps that changes nothing',
    },
    { name: 'json', does: 'reads', why: 'reads a body' },
    { name: 'keys', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'latency', does: 'changes', why: 'is measured anew' },
    { name: 'lease', does: 'acts', why: 'takes something that others want' },
    { name: 'list', does: 'reads', why: 'reads what is there' },
    { name: 'load', does: 'reads', why: 'reads what is there' },
    { name: 'lock', does: 'changes', why: 'takes something that others want' },
    { name: 'login', does: 'changes', why: 'starts or opens something' },
    { name: 'look', does: 'reads', why: 'reads what is there' },
    { name: 'lookup', does: 'reads', why: 'reads what is there' },
    { name: 'map', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'mark', does: 'changes', why: 'writes' },
    { name: 'match', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'measure', does: 'reads', why: 'computes a value' },
    { name: 'merge', argument: true, why: 'lodash' },
    { name: 'migrate', does: 'acts', why: 'writes' },
    { name: 'minify', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'modify', argument: true, why: 'changes what it is given' },
    { name: 'mutate', argument: true, why: 'changes what it is given' },
    { name: 'nanoid', does: 'changes', why: 'gives another value each time' },
    { name: 'new', does: 'changes', why: 'makes something new' },
    { name: 'next', does: 'changes', why: 'makes something new' },
    { name: 'nonce', does: 'changes', why: 'gives another value each time' },
    { name: 'normalise', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'normalize', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'notify', does: 'changes', why: 'sends' },
    { name: 'number', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'of', does: 'reads', why: 'computes a value' },
    { name: 'omit', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'once', does: 'changes', why: 'gives its value a single time' },
    { name: 'open', does: 'changes', why: 'starts or opens something' },
    { name: 'parse', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'password', does: 'changes', why: 'a hash of a password has a random part' },
    { name: 'patch', does: 'changes', argument: true, why: 'writes' },
    { name: 'pay', does: 'changes', why: 'moves money' },
    { name: 'pick', does: 'reads', alone: true, why: 'makes another form of what it is given' },
    { name: 'ping', does: 'acts', why: 'is measured anew' },
    { name: 'pop', does: 'changes', why: 'writes' },
    { name: 'port', does: 'changes', why: 'is given out once, or to one' },
    { name: 'post', does: 'changes', why: 'writes' },
    { name: 'provision', does: 'acts', why: 'makes something new' },
    { name: 'publish', does: 'changes', why: 'sends' },
    { name: 'pull', does: 'acts', argument: true, why: 'takes what others want; lodash' },
    { name: 'push', does: 'changes', why: 'writes' },
    { name: 'put', does: 'changes', why: 'writes' },
    { name: 'query', does: 'reads', why: 'reads what is there' },
    { name: 'random', does: 'changes', why: 'gives another value each time' },
    { name: 'rank', does: 'reads', why: 'computes a value' },
    { name: 'read', does: 'reads', why: 'reads what is there' },
    { name: 'receive', does: 'acts', why: 'takes something that others want' },
    { name: 'record', does: 'acts', why: 'writes' },
    { name: 'redeem', does: 'acts', why: 'takes something that others want' },
    { name: 'reduce', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'refund', does: 'changes', why: 'moves money' },
    { name: 'register', does: 'changes', why: 'makes something new' },
    { name: 'remove', does: 'changes', argument: true, why: 'writes' },
    { name: 'render', does: 'reads', why: 'makes another form of what it is given' },
    {
      name: 'replace',
      does: 'reads',
      why: 'a method of texts, lists or Maps that changes nothing',
    },
    { name: 'reserve', does: 'changes', why: 'takes something that others want' },
    { name: 'resolve', does: 'reads', why: 'computes a value' },
    { name: 'retrieve', does: 'reads', why: 'reads what is there' },
    {
      name: 'reverse',
      does: 'reads',
      why: 'a method of texts, lists or Maps that changes nothing',
    },
    { name: 'roll', does: 'acts', why: 'gives another value each time' },
    { name: 'rotate', does: 'acts', why: 'makes something new' },
    { name: 'sample', does: 'acts', why: 'gives another value each time' },
    { name: 'sanitize', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'save', does: 'changes', why: 'writes' },
    { name: 'schedule', does: 'acts', why: 'starts or opens something' },
    { name: 'score', does: 'reads', why: 'computes a value' },
    { name: 'search', does: 'reads', why: 'reads what is there' },
    { name: 'select', does: 'reads', why: 'reads what is there' },
    { name: 'send', does: 'changes', why: 'sends' },
    { name: 'serial', does: 'changes', why: 'is given out once, or to one' },
    { name: 'serialize', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'set', does: 'changes', argument: true, why: 'writes' },
    { name: 'shift', does: 'changes', why: 'writes' },
    { name: 'shuffle', does: 'acts', why: 'gives another value each time' },
    { name: 'sign', does: 'changes', why: 'starts or opens something' },
    { name: 'slice', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'slot', does: 'changes', why: 'is given out once, or to one' },
    { name: 'slugify', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'snapshot', does: 'acts', why: 'is another one each time' },
    { name: 'some', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'sort', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'spawn', does: 'changes', why: 'starts or opens something' },
    { name: 'split', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'start', does: 'changes', why: 'starts or opens something' },
    { name: 'stat', does: 'reads', why: 'reads what is there' },
    { name: 'store', does: 'changes', why: 'writes' },
    { name: 'string', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'stringify', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'submit', does: 'changes', why: 'sends' },
    { name: 'subscribe', does: 'changes', why: 'starts or opens something' },
    { name: 'sum', does: 'reads', why: 'computes a value' },
    { name: 'summarise', does: 'reads', why: 'computes a value' },
    { name: 'summarize', does: 'reads', why: 'computes a value' },
    { name: 'sync', does: 'acts', why: 'writes' },
    { name: 'take', does: 'changes', why: 'takes something that others want' },
    { name: 'test', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'text', does: 'reads', why: 'reads a body' },
    { name: 'then', does: 'reads', why: 'a method of promises' },
    { name: 'ticket', does: 'changes', why: 'is given out once, or to one' },
    { name: 'to', does: 'reads', why: 'computes a value' },
    { name: 'token', does: 'changes', why: 'is given out once, or to one' },
    { name: 'tokenize', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'track', does: 'acts', why: 'writes' },
    { name: 'transfer', does: 'changes', why: 'moves money' },
    { name: 'transform', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'translate', does: 'reads', why: 'makes another form of what it is given' },
    { name: 'trim', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'ulid', does: 'changes', why: 'gives another value each time' },
    { name: 'unique', does: 'changes', why: 'gives another value each time' },
    { name: 'unread', does: 'changes', why: 'is given out once, or to one' },
    { name: 'unset', argument: true, why: 'lodash' },
    { name: 'unused', does: 'changes', why: 'gives another value each time' },
    { name: 'update', does: 'changes', argument: true, why: 'writes' },
    { name: 'upload', does: 'changes', why: 'sends' },
    { name: 'upsert', does: 'changes', why: 'writes' },
    { name: 'uuid', does: 'changes', why: 'gives another value each time' },
    { name: 'validate', does: 'reads', why: 'computes a value' },
    { name: 'values', does: 'reads', why: 'a method of texts, lists or Maps that changes nothing' },
    { name: 'verify', does: 'reads', why: 'computes a value' },
    { name: 'watch', does: 'acts', why: 'starts or opens something' },
    { name: 'winner', does: 'changes', why: 'is given out once, or to one' },
    { name: 'write', does: 'changes', why: 'writes' },
  ],
};

const READS = namesWhere(FUNCTION_WORDS, ({ does }) => does === 'reads');
const CHANGES = namesWhere(FUNCTION_WORDS, ({ does }) => does === 'changes');

const ALONE = namesWhere(FUNCTION_WORDS, ({ alone }) => alone === true);
const ACTS = namesWhere(FUNCTION_WORDS, ({ does }) => does === 'acts');

/** Whether a name says, by its first word, that a function reads or computes. */
export function saysItReads([first = '', ...others]: readonly string[]): boolean {
  return READS.has(first) && !(others.length > 0 && ALONE.has(first));
}

/**
 * Whether a name says by a verb that a function does something that would be done twice, or chooses: `redeemCode`, `joinRoom`,
 * `findAndMove`. A noun of the same form says nothing: `findRecord`.
 */
export function saysItActs(words: readonly string[]): boolean {
  return words.some((word, at) => {
    if (at === 0) return ACTS.has(word) || (words.length > 1 && ALONE.has(word));
    const before = words[at - 1]!;
    return (before === 'and' && !READS.has(word)) || (before === 'or' && ACTS.has(word));
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
