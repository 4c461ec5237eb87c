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

/** A parser, as ESLint has it of flat configs; version 8 tells nothing of others. */
interface LanguageOptions {
  readonly languageOptions?: { readonly parser?: unknown } | undefined;
}

interface Named {
  readonly name?: string;
  readonly version?: string;
}

/** Whether a file was parsed by ESLint's own parser or by typescript-eslint's. */
export function isOfKnownParser(context: LanguageOptions): boolean {
  return parserNameOf(context) !== undefined;
}

/** The name and the version of the parser, if it is one of the two. */
export function parserNameOf({ languageOptions }: LanguageOptions): string | undefined {
  const parser = languageOptions?.parser as (Named & { readonly meta?: Named }) | undefined;
  const name = parser?.meta?.name ?? parser?.name ?? '';
  const version = parser?.meta?.version ?? parser?.version ?? '';
  return KNOWN_PARSERS.has(name) ? `${name} ${version}` : undefined;
}
