/**
 * Where inside a value another one is kept, and what the steps of a flow do to such a path.
 */

/**
 * One level of containment: a property, one under a computed key, an element at a known or an unknown position, the value of
 * an entry of a Map, the key of one, what a promise resolves with, and what it is rejected with.
 */
export type Content =
  | `.${string}`
  | '{}'
  | `[${number}]`
  | '[]'
  | 'entry'
  | 'key'
  | 'promise'
  | 'rejected';

/** From the outside in; empty for the value itself. */
export type Path = readonly Content[];

export type Step =
  /** The same value under another name. */
  | { readonly kind: 'same'; readonly by: SameBy }
  /** From here on a part of something. */
  | { readonly kind: 'store'; readonly content: Content }
  /** A part is taken out. */
  | { readonly kind: 'load'; readonly content: Content }
  /** `[, ...rest]`: the elements from a position on, in an array of their own. */
  | { readonly kind: 'rest'; readonly from: number }
  /** What a loop, a spread or an iterating constructor takes out: of a Map, pairs. */
  | { readonly kind: 'iterate' }
  /** Another object with the same contents. */
  | { readonly kind: 'copy' }
  | { readonly kind: 'await' }
  /** `Promise.all`: each element is awaited where it stands. */
  | { readonly kind: 'awaitEach' }
  /** `Promise.allSettled`: in the place of each element what became of it. */
  | { readonly kind: 'settleEach' }
  /** `concat`, `flat`: in an array, a part of it if it is in one, else as it is. */
  | { readonly kind: 'flatten' }
  /** What an async function gives: a promise of a promise is a promise. */
  | { readonly kind: 'promise' }
  /** What an `await` throws, and what `catch` is called with. */
  | { readonly kind: 'reject' }
  /** Another value is worked out of it: `+`, a template, `JSON.stringify`. */
  | { readonly kind: 'derive' }
  /** It goes where this file does not show what becomes of it. */
  | { readonly kind: 'escape'; readonly how: 'exported' | 'unknown call' | 'thrown' };

export type SameBy =
  | 'name'
  | 'wrapper'
  | 'branch'
  | 'default'
  | 'argument'
  | 'return'
  | 'this'
  | 'thrown';

/** How deep a value may be packed: what is deeper is not followed. */
export const MAX_PATH = 4;

function isElement(content: Content | undefined): boolean {
  return content?.startsWith('[') === true;
}

/** The position of an element, if that is known. */
function placeOf(content: Content | undefined): number | undefined {
  const place = /^\[(\d+)\]$/u.exec(content ?? '')?.[1];
  return place === undefined ? undefined : Number(place);
}

/**
 * Whether what was stored in one place may be found in another. What is stored under a computed key is not looked for under
 * each name: a table of handlers has methods, too.
 */
function mayBeSame(stored: Content, loaded: Content): boolean {
  if (stored === loaded) return true;
  if (isElement(loaded))
    return stored === '{}' || ((loaded === '[]' || stored === '[]') && isElement(stored));
  return loaded === '{}' && (stored.startsWith('.') || isElement(stored));
}

/** An answer for each kind of step. */
type ByKind<Result> = {
  readonly [Kind in Step['kind']]: (
    path: Path,
    step: Extract<Step, { kind: Kind }>,
    depth: number,
  ) => Result;
};

function answerFor<Result>(
  answers: ByKind<Result>,
  { kind }: Step,
): (path: Path, step: Step, depth: number) => Result {
  // Each function stands under the one kind that it takes.
  return answers[kind] as (path: Path, step: Step, depth: number) => Result;
}

/** A level more around what is at a path; undefined if that is too deep. */
function packed(path: Path, content: Content, depth = MAX_PATH): Path | undefined {
  return path.length < depth ? [content, ...path] : undefined;
}

const AFTER: ByKind<Path | undefined> = {
  same: (path) => path,
  copy: (path) => path,
  store: (path, { content }) => packed(path, content),
  load: ([head, ...rest], { content }) =>
    head !== undefined && mayBeSame(head, content) ? rest : undefined,
  rest: ([head, ...rest], { from }) => {
    const place = placeOf(head);
    if (place === undefined) return isElement(head) ? ['[]', ...rest] : undefined;
    return place < from ? undefined : [`[${place - from}]`, ...rest];
  },
  iterate: ([head, ...rest]) => {
    if (isElement(head)) return rest;
    return head === 'entry' ? ['[1]', ...rest] : head === 'key' ? ['[0]', ...rest] : undefined;
  },
  await: (path) => {
    const levels = path.findIndex((content) => content !== 'promise');
    const settled = levels < 0 ? [] : path.slice(levels);
    return settled[0] === 'rejected' ? undefined : settled;
  },
  awaitEach: (path) => {
    const [head, inner, ...rest] = path;
    return head !== undefined && isElement(head) && inner === 'promise' ? [head, ...rest] : path;
  },
  settleEach: ([head, ...inner]) => {
    const settled = isElement(head) ? pathAfter(inner, { kind: 'await' }) : undefined;
    return head === undefined || !settled ? undefined : packed(['.value', ...settled], head);
  },
  flatten: (path) => {
    const [head, ...rest] = path;
    return isElement(head) ? ['[]', ...rest] : packed(path, '[]');
  },
  promise: (path) => (path[0] === 'promise' ? path : packed(path, 'promise')),
  reject: ([head, ...rest]) => (head === 'rejected' ? rest : undefined),
  derive: () => undefined,
  escape: () => undefined,
};

/** Forward: where the value is after a step; undefined if it is not there any more. The value itself is not asked. */
export function pathAfter(path: Path, step: Step): Path | undefined {
  return answerFor(AFTER, step)(path, step, MAX_PATH);
}

/** The places in which a value was that is taken out of one. */
function unpacked(path: Path, content: Content, depth: number): readonly Path[] {
  const around = packed(path, content, depth);
  return around ? [around] : [];
}

const BEFORE: ByKind<readonly Path[]> = {
  same: (path) => [path],
  copy: (path) => (path.length === 0 ? [] : [path]),
  store: ([head, ...rest], { content }) =>
    head !== undefined && mayBeSame(content, head) ? [rest] : [],
  load: (path, { content }, depth) => unpacked(path, content, depth),
  rest: ([head, ...rest], { from }) => {
    const place = placeOf(head);
    if (place === undefined) return isElement(head) ? [['[]', ...rest]] : [];
    return [[`[${place + from}]`, ...rest]];
  },
  iterate: (path, _, depth) => [...unpacked(path, '[]', depth), ...pairBefore(path)],
  await: (path, _, depth) => [path, ...unpacked(path, 'promise', depth)],
  awaitEach: (path, _, depth) => {
    const [head, ...rest] = path;
    return head !== undefined && isElement(head) && path.length < depth
      ? [path, [head, 'promise', ...rest]]
      : [path];
  },
  settleEach: ([head, outcome, ...rest]) =>
    head !== undefined && isElement(head) && outcome !== undefined && mayBeSame('.value', outcome)
      ? [
          [head, ...rest],
          [head, 'promise', ...rest],
        ]
      : [],
  flatten: ([head, ...rest]) => (isElement(head) ? [rest, ['[]', ...rest]] : []),
  promise: (path) => (path[0] === 'promise' ? [path, path.slice(1)] : []),
  reject: (path, _, depth) => unpacked(path, 'rejected', depth),
  derive: () => [],
  escape: () => [],
};

/**
 * Backward: the paths at the beginning of a step that end at a path behind it; none if what is asked for is made by the
 * step itself.
 */
export function pathsBefore(path: Path, step: Step, depth = MAX_PATH): readonly Path[] {
  return answerFor(BEFORE, step)(path, step, depth);
}

/** The pairs that a loop over a Map makes. */
function pairBefore([head, ...rest]: Path): readonly Path[] {
  const ofEntry = head !== undefined && mayBeSame('[1]', head) ? [['entry', ...rest] as Path] : [];
  const ofKey = head !== undefined && mayBeSame('[0]', head) ? [['key', ...rest] as Path] : [];
  return [...ofEntry, ...ofKey];
}
