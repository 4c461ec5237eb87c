/**
 * Which files the rules judge. ESLint gives them files of every language, and of every parser.
 */
import type { SourceCode } from '../../analysis/source/source-code.ts';

/**
 * Whether a file is JavaScript or TypeScript, that of a component included: a program with scopes, whose nodes the parser
 * names the children of. Of the other languages that were tried (docs/hosts.md) each lacks one of these; HTML has a program
 * with neither.
 */
export function isJavaScript(source: Readonly<Partial<SourceCode>>): boolean {
  const { ast, scopeManager, visitorKeys } = source;
  return Boolean(
    (ast?.type as string | undefined) === 'Program' && scopeManager && visitorKeys?.CallExpression,
  );
}

/**
 * Whether a file is an Astro component. Its frontmatter stands at the top of the program and runs for each request that
 * renders the page; its scripts run in the browser. The rules take what stands there for made once.
 */
export function isAstroComponent({
  parserServices = {},
}: Pick<SourceCode, 'parserServices'>): boolean {
  return 'isAstro' in parserServices && parserServices.isAstro === true;
}

/** The parsers whose trees are held to be those of ours (test/analysis/source/parsed-source.test.ts, test/harness/hosts.ts). */
const KNOWN_PARSERS = new Set(['espree', 'typescript-eslint/parser']);

/** Whether a file was parsed by ESLint's own parser or by typescript-eslint's; ESLint 8 tells it of flat configs alone. */
export function isOfKnownParser({
  languageOptions,
}: {
  readonly languageOptions?: { readonly parser?: unknown } | undefined;
}): boolean {
  const parser = languageOptions?.parser as
    | { readonly name?: string; readonly meta?: { readonly name?: string } }
    | undefined;
  return KNOWN_PARSERS.has(parser?.meta?.name ?? parser?.name ?? '');
}
