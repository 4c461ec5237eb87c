/**
 * The package that bounded collections come from.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { requiredBy } from '../../../edits/import-style.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { loadedModule } from '../../../syntax/calls.ts';
import { isIdentifierNamed } from '../../../syntax/nodes.ts';
import { nodesOf } from '../../../syntax/traversal.ts';
import type { ProjectFacts } from '../../project-queries.ts';

export const LRU_PACKAGE = 'lru-cache';

export const LRU_CLASS = 'LRUCache';

/** The first major version of `lru-cache` with the named export that we import. */
const FIRST_MAJOR = 9;

export function reasonInVersion(project: ProjectFacts): string | undefined {
  const range = project.dependency(LRU_PACKAGE);
  const major = range === undefined ? undefined : /\d+/u.exec(range)?.[0];
  if (major === undefined || Number(major) >= FIRST_MAJOR) return undefined;
  return `package.json names ${LRU_PACKAGE} ${range}, which has no \`${LRU_CLASS}\` to import: raise it to ${FIRST_MAJOR} or later first`;
}

/** The name that `LRUCache` has in a file, and the statement that gives it. */
export function importedLru(
  source: SourceCode,
): { readonly name: string; readonly statement: Node } | undefined {
  for (const statement of nodesOf(source, AST_NODE_TYPES.ImportDeclaration)) {
    const { source: from, specifiers, importKind } = statement;
    if (from.value !== LRU_PACKAGE || importKind === 'type') continue;
    const found = specifiers.find(
      (specifier) =>
        specifier.type === AST_NODE_TYPES.ImportSpecifier &&
        specifier.importKind !== 'type' &&
        isIdentifierNamed(specifier.imported, LRU_CLASS),
    );
    if (found) return { name: found.local.name, statement };
  }
  const whole = nodesOf(source, AST_NODE_TYPES.TSImportEqualsDeclaration).find(
    (statement) =>
      statement.parent.type === AST_NODE_TYPES.Program && requiredBy(statement) === LRU_PACKAGE,
  );
  if (whole) return { name: `${whole.id.name}.${LRU_CLASS}`, statement: whole };
  for (const { id, init, parent } of nodesOf(source, AST_NODE_TYPES.VariableDeclarator)) {
    if (
      id.type !== AST_NODE_TYPES.ObjectPattern ||
      !init ||
      loadedModule(source, init) !== LRU_PACKAGE ||
      parent.parent.type !== AST_NODE_TYPES.Program
    )
      continue;
    const property = id.properties.find(
      (candidate): candidate is TSESTree.Property =>
        candidate.type === AST_NODE_TYPES.Property && isIdentifierNamed(candidate.key, LRU_CLASS),
    );
    if (property?.value.type === AST_NODE_TYPES.Identifier)
      return { name: property.value.name, statement: parent };
  }
  return undefined;
}

/** A name that is given below has no value yet where a collection is made; compilers leave imports where they stand. */
export function reasonInImport(source: SourceCode, makers: readonly Node[]): string | undefined {
  const imported = importedLru(source);
  const isBelow = imported && makers.some((maker) => maker.range[0] < imported.statement.range[0]);
  return isBelow
    ? `line ${imported.statement.loc.start.line} takes in \`${LRU_CLASS}\` below it, where the name has no value yet: move that line to the top`
    : undefined;
}
