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
  /** What a loop, a spread or an iterating constructor takes out: of a Map, pairs. */
  | { readonly kind: 'iterate' }
  /** Another object with the same contents. */
  | { readonly kind: 'copy' }
  | { readonly kind: 'await' }
  /** `Promise.all`: each element is awaited where it stands. */
  | { readonly kind: 'awaitEach' }
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

/** Forward: where the value is after a step; undefined if it is not there any more. The value itself is not asked. */
export function pathAfter(path: Path, step: Step): Path | undefined {
  const [head, ...rest] = path;
  switch (step.kind) {
    case 'store':
      return path.length < MAX_PATH ? [step.content, ...path] : undefined;
    case 'load':
      return head !== undefined && mayBeSame(head, step.content) ? rest : undefined;
    case 'iterate':
      if (isElement(head)) return rest;
      return head === 'entry' ? ['[1]', ...rest] : head === 'key' ? ['[0]', ...rest] : undefined;
    case 'await':
      return head === 'promise' ? pathAfter(rest, step) : head === 'rejected' ? undefined : path;
    case 'awaitEach':
      return isElement(head) && rest[0] === 'promise' ? [head!, ...rest.slice(1)] : path;
    case 'promise':
      return head === 'promise' ? path : pathAfter(path, { kind: 'store', content: 'promise' });
    case 'reject':
      return head === 'rejected' ? rest : undefined;
    case 'derive':
    case 'escape':
      return undefined;
    default:
      return path;
  }
}

/**
 * Backward: the paths at the beginning of a step that end at a path behind it; none if what is asked for is made by the
 * step itself.
 */
export function pathsBefore(path: Path, step: Step): readonly Path[] {
  const [head, ...rest] = path;
  const packed = (content: Content): readonly Path[] =>
    path.length < MAX_PATH ? [[content, ...path]] : [];
  switch (step.kind) {
    case 'store':
      return head !== undefined && mayBeSame(step.content, head) ? [rest] : [];
    case 'load':
      return packed(step.content);
    case 'iterate':
      return [...packed('[]'), ...pairBefore(path)];
    case 'copy':
      return head === undefined ? [] : [path];
    case 'await':
      return [path, ...packed('promise')];
    case 'awaitEach':
      return isElement(head) && path.length < MAX_PATH
        ? [path, [head!, 'promise', ...rest]]
        : [path];
    case 'promise':
      return head === 'promise' ? [path, rest] : [];
    case 'reject':
      return packed('rejected');
    case 'derive':
    case 'escape':
      return [];
    default:
      return [path];
  }
}

/** The pairs that a loop over a Map makes. */
function pairBefore([head, ...rest]: Path): readonly Path[] {
  const ofEntry = head !== undefined && mayBeSame('[1]', head) ? [['entry', ...rest] as Path] : [];
  const ofKey = head !== undefined && mayBeSame('[0]', head) ? [['key', ...rest] as Path] : [];
  return [...ofEntry, ...ofKey];
}
