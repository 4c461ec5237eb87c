/**
 * What programs are put together from.
 */
import fc from 'fast-check';

/** A piece of a program, as a template of layout.ts. */
export interface Fragment {
  /** At module level, each on lines of its own. */
  readonly module: readonly string[];
  /** Statements of an async function that is called for each request, with `url`, `id` and `config` as parameters. */
  readonly body: readonly string[];
}

export const inModule = (...module: string[]): Fragment => ({ module, body: [] });
export const inBody = (...body: string[]): Fragment => ({ module: [], body });

export function joined(fragments: readonly Fragment[]): Fragment {
  return {
    module: fragments.flatMap(({ module }) => module),
    body: fragments.flatMap(({ body }) => body),
  };
}

/** Any of some texts. */
export const text = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

/** Joins what arbitraries give, as a template literal does. */
export function template(
  strings: TemplateStringsArray,
  ...parts: readonly fc.Arbitrary<string>[]
): fc.Arbitrary<string> {
  return fc
    .tuple(...parts)
    .map((texts) =>
      strings.reduce((whole, string, index) => whole + string + (texts[index] ?? ''), ''),
    );
}

/** A list as its author writes it: on one line, or an item a line. */
export function list(
  open: string,
  items: fc.Arbitrary<readonly string[]>,
  close: string,
): fc.Arbitrary<string> {
  return fc.tuple(items, fc.boolean()).map(([parts, isOnLines]) => {
    if (parts.length === 0) return `${open}·${close}`;
    return isOnLines
      ? `${open}\n      ${parts.join(',·\n      ')}§·\n    ${close}`
      : `${open}·${parts.join('·, ·')}·§·${close}`;
  });
}
