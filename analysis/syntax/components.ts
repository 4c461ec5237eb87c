/**
 * Vue and Svelte components, whose scripts stand in a file of other text. Their parsers keep every offset that of the file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { SourceCode } from '../source/source-code.ts';

/** What vue-eslint-parser and svelte-eslint-parser say of a file, each in its own way. */
interface ComponentServices {
  /** Null for a plain script, undefined if the file's name does not end in `.vue`. */
  readonly getDocumentFragment?: () => object | null;
  /** True for `.svelte.js` and `.svelte.ts`, too. */
  readonly isSvelte?: boolean;
  readonly isSvelteScript?: boolean;
}

/** Whether a file is a component: its scripts run in a page, or once for each time that a server renders it. */
export function isComponent(source: SourceCode): boolean {
  return isSvelteComponent(source) || Boolean(servicesOf(source).getDocumentFragment?.());
}

function isSvelteComponent(source: SourceCode): boolean {
  const { isSvelte = false, isSvelteScript = false } = servicesOf(source);
  return isSvelte && !isSvelteScript;
}

function servicesOf({ parserServices = {} }: SourceCode): ComponentServices {
  return parserServices;
}

/** As svelte-eslint-parser has a `<script>`: in the program's body, its statements below. */
interface SvelteScript {
  readonly type: 'SvelteScriptElement';
  readonly startTag: {
    readonly attributes: readonly {
      readonly key?: { readonly name: string };
      readonly value?: readonly { readonly value?: string }[];
    }[];
  };
  readonly body: readonly TSESTree.ProgramStatement[];
}

/**
 * The statements of a file that no function holds. Of a Svelte component those of the module's script come first,
 * wherever it stands: what it imports, the other script sees, too.
 */
export function topStatements(source: SourceCode): readonly TSESTree.ProgramStatement[] {
  if (!isSvelteComponent(source)) return source.ast.body;
  const body: readonly (TSESTree.ProgramStatement | SvelteScript)[] = source.ast.body;
  const scripts = body.filter((node): node is SvelteScript => node.type === 'SvelteScriptElement');
  return [
    ...scripts.filter(isOfModule),
    ...scripts.filter((script) => !isOfModule(script)),
  ].flatMap((script) => script.body);
}

/** `<script module>`, which was `<script context="module">` before Svelte 5. */
function isOfModule({ startTag }: SvelteScript): boolean {
  return startTag.attributes.some(
    ({ key, value = [] }) =>
      key?.name === 'module' ||
      (key?.name === 'context' && value.some((part) => part.value === 'module')),
  );
}
