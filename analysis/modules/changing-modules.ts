/**
 * Whether files of the project may change what they give from one call to the next, as far as their texts tell.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { variableOf } from '../syntax/bindings.ts';
import { functionAround, nodesOf } from '../syntax/traversal.ts';
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
  /\bSymbol\.(?:asyncIterator|iterator)|\bfunction\s*\*/u,
];

/** The file of the project, a module or what that loads itself, that may; as people call it. A package is none. */
export function changingModule(modules: Modules, file: string, module: string): string | undefined {
  const home = projectFile(modules, file, module);
  if (home === undefined) return undefined;
  return modules.kept(`changing module ${home}`, () => {
    const found = [home, ...loadedBy(modules, home)].find((loaded) => {
      const text = modules.textOf(loaded).replaceAll(/^[\t ]*(?:\*|\/[*/]).*$/gmu, '');
      return (
        CHANGES.some((change) => change.test(text)) ||
        callsChange(text) ||
        keepsPosition(text) ||
        assignsOutside(modules, loaded, text)
      );
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

/** A regular expression of the module that goes on where it was: `const word = /\w+/g;` … `word.test(text)`. */
function keepsPosition(text: string): boolean {
  const patterns = new Set(
    [...text.matchAll(STATEFUL_PATTERN)].map(({ groups }) => groups!['name']!),
  );
  return [...text.matchAll(/(?<![\w$.])(?<name>[\w$]+)\.(?:exec|test)\(/gu)].some(({ groups }) =>
    patterns.has(groups!['name']!),
  );
}

/** `const name = /…/g`, `const name = new RegExp(…, 'y')`, without an indentation. */
const STATEFUL_PATTERN =
  /^(?:export )?const (?<name>[\w$]+)(?:: RegExp)? = (?:\/.*\/|new RegExp\(.*['"])[dimsuv]*[gy][dgimsuvy]*['");]*$/gmu;

/** `n = n + 1` of a variable of a function around, which lasts as long as that which assigns it. */
function assignsOutside(modules: Modules, file: string, text: string): boolean {
  if (!/\blet\s|\bvar\s/u.test(text)) return false;
  const source = modules.sourceOf(file);
  return (
    source === undefined ||
    nodesOf(source, AST_NODE_TYPES.AssignmentExpression).some(({ left }) => {
      const declared =
        left.type === AST_NODE_TYPES.Identifier ? variableOf(source, left)?.defs[0] : undefined;
      return declared !== undefined && functionAround(declared.name) !== functionAround(left);
    })
  );
}
