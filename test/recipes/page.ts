/**
 * Reads the recipes of a page: each section's files to write and commands to run, in their order.
 */

export type Step =
  | { readonly kind: 'run'; readonly commands: string }
  | { readonly kind: 'write'; readonly path: string; readonly text: string };

const BLOCK = /^```(?<language>\w+)(?: (?<path>\S+))?\n(?<text>.*?)^```$/gmsu;

/**
 * The steps under one heading of the second level. A block that names a file after its language is that file; a block
 * of `sh` is commands.
 * @throws {Error} if the page has no such heading, or a block is neither
 */
export function stepsOf(page: string, heading: string): Step[] {
  const section = page.split(/^## /mu).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`no section '${heading}'`);
  return [...section.matchAll(BLOCK)].map(({ groups }) => {
    const { language, path, text } = groups as { language: string; path?: string; text: string };
    if (path !== undefined) return { kind: 'write', path, text };
    if (language !== 'sh') throw new Error(`'${heading}': a block of ${language} names no file`);
    return { kind: 'run', commands: text };
  });
}

const INSTALL = /^npm install --save-dev (?<names>.+)$/gmu;

/** The packages that the page's commands install, each once. */
export function installedPackages(page: string): string[] {
  return [
    ...new Set([...page.matchAll(INSTALL)].flatMap(({ groups }) => groups!.names!.split(' '))),
  ];
}

/** The commands without those that install packages. */
export function withoutInstalls(commands: string): string {
  return commands.replace(INSTALL, '');
}
