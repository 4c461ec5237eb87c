/**
 * Whether files of the project may change what they give from one call to the next, as far as their texts tell.
 */
import { changesReceiver } from '../vocabulary/collection-methods.ts';
import { loadedBy, projectFile } from './importers.ts';
import type { Modules } from './module-graph.ts';

/** What changes a state, asks the time, or gives something else each time. */
const CHANGES: readonly RegExp[] = [
  /^(?:export\s+)?(?:let|var)\s/mu,
  /\+\+|\w--|--\w|(?:[-+*/%&|^]|&&|\|\||\?\?)=(?!=)/u,
  /\bdelete\s/u,
  /\b(?:Date\.now|new Date\(\)|Math\.random|random\w*|performance\.now|hrtime|nanoid|uuid\w*|next)\(?/u,
  /(?<![\w$.])(?!(?:module\.)?exports\b)(?:this|[\w$]+)(?:\.#?[\w$]+)+\s*=(?![=>])/u,
  /\]\s*=(?![=>])/u,
];

/** The file of the project, a module or what that loads itself, that may; as people call it. A package is none. */
export function changingModule(modules: Modules, file: string, module: string): string | undefined {
  const home = projectFile(modules, file, module);
  if (home === undefined) return undefined;
  return modules.kept(`changing module ${home}`, () => {
    const found = [home, ...loadedBy(modules, home)].find((loaded) => {
      const text = modules.textOf(loaded).replaceAll(/^[\t ]*(?:\*|\/[*/]).*$/gmu, '');
      return CHANGES.some((change) => change.test(text)) || callsChange(text);
    });
    return found === undefined ? undefined : modules.nameOf(found);
  });
}

/** `list.push(item)`, `byId.delete(id)` */
function callsChange(text: string): boolean {
  return [...text.matchAll(/\.(?<method>\w+)\(/gu)].some(({ groups }) =>
    changesReceiver(groups!['method']!),
  );
}
