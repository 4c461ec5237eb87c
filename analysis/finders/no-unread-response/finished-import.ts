/**
 * The name that `finished` of `node:stream` has in a file, and the import that it takes.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { styleOf } from '../../edits/file-style.ts';
import { numbered, variableNames } from '../../edits/free-names.ts';
import { importStyle, requiredBy } from '../../edits/import-style.ts';
import { importPosition, insertImport, insertImportEquals } from '../../edits/imports.ts';
import { insertion } from '../../edits/insertion.ts';
import type { Edit } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { loadedModule } from '../../syntax/calls.ts';
import { isIdentifierNamed } from '../../syntax/nodes.ts';
import { nodesOf } from '../../syntax/traversal.ts';
import type { FetchFile } from './fetch-file.ts';

const FUNCTION = 'finished';
const MODULES = ['stream', 'node:stream'];

/** What `node:stream` is called where it is taken in as a whole. */
const MODULE_NAME = 'nodeStream';

export function finishedImport(
  { source, project }: FetchFile,
  site: Node,
): { readonly local: string; readonly edit?: Edit } {
  const known = importedName(source);
  if (known !== undefined) return { local: known };
  const { syntax, isImportEquals } = importStyle(source, project);
  const specifier = styleOf(source, project.styleSigns).hasNodePrefix ? 'node:stream' : 'stream';
  const position = importPosition(source, [site], { syntax, specifier });
  const taken = variableNames(source);
  if (isImportEquals === true) {
    const name = numbered(MODULE_NAME, taken);
    return {
      local: `${name}.${FUNCTION}`,
      edit: insertImportEquals(source, position, name, specifier),
    };
  }
  const local = numbered(FUNCTION, taken);
  const last = lastImported(source);
  return {
    local,
    edit: last
      ? insertion(
          last.range[1],
          `, ${local === FUNCTION ? local : `${FUNCTION}${last.type === AST_NODE_TYPES.ImportSpecifier ? ' as ' : ': '}${local}`}`,
        )
      : insertImport(
          source,
          position,
          { syntax, names: [{ exported: FUNCTION, local }], specifier },
          project.styleSigns,
        ),
  };
}

/** The name that an import of a value, or a `require` at the top of the file, gives it. */
function importedName(source: SourceCode): string | undefined {
  for (const { source: from, specifiers, importKind } of nodesOf(
    source,
    AST_NODE_TYPES.ImportDeclaration,
  )) {
    if (!MODULES.includes(from.value) || importKind === 'type') continue;
    for (const specifier of specifiers)
      if (
        specifier.type === AST_NODE_TYPES.ImportSpecifier &&
        specifier.importKind !== 'type' &&
        isIdentifierNamed(specifier.imported, FUNCTION)
      )
        return specifier.local.name;
  }
  for (const statement of nodesOf(source, AST_NODE_TYPES.TSImportEqualsDeclaration))
    if (
      statement.parent.type === AST_NODE_TYPES.Program &&
      MODULES.includes(requiredBy(statement) ?? '')
    )
      return `${statement.id.name}.${FUNCTION}`;
  return requiredName(source);
}

function requiredName(source: SourceCode): string | undefined {
  for (const { properties } of requiredPatterns(source))
    for (const property of properties)
      if (
        property.type === AST_NODE_TYPES.Property &&
        isIdentifierNamed(property.key, FUNCTION) &&
        property.value.type === AST_NODE_TYPES.Identifier
      )
        return property.value.name;
  return undefined;
}

/** `{ Readable }` of a `require` at the top of the file. */
function requiredPatterns(source: SourceCode): readonly TSESTree.ObjectPattern[] {
  return nodesOf(source, AST_NODE_TYPES.VariableDeclarator).flatMap(({ id, init, parent }) =>
    id.type === AST_NODE_TYPES.ObjectPattern &&
    init &&
    MODULES.includes(loadedModule(source, init) ?? '') &&
    parent.parent.type === AST_NODE_TYPES.Program
      ? [id]
      : [],
  );
}

/** The last in a list of names that the file takes from the module already, which one more can follow. */
function lastImported(source: SourceCode): Node | undefined {
  const lists = [
    ...nodesOf(source, AST_NODE_TYPES.ImportDeclaration)
      .filter(
        ({ source: from, importKind }) => MODULES.includes(from.value) && importKind !== 'type',
      )
      .map(({ specifiers }) => specifiers),
    ...requiredPatterns(source).map(({ properties }) => properties),
  ];
  return lists
    .map((list) => list.at(-1))
    .find(
      (last) =>
        last?.type === AST_NODE_TYPES.ImportSpecifier || last?.type === AST_NODE_TYPES.Property,
    );
}
