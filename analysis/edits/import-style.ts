/**
 * How a file takes in other modules.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { extname } from 'node:path';
import { moduleFormat } from '../modules/compiler-options.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { loadedModule } from '../syntax/calls.ts';
import { isComponent, topStatements } from '../syntax/components.ts';
import { literalString } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { EditQueries, ImportStyle } from './edit-queries.ts';
import { extensionHabit } from './specifier-style.ts';

export function importStyle(source: SourceCode, project: EditQueries): ImportStyle {
  return {
    syntax: importSyntax(source, project),
    ...extensionHabit(specifiersOf(source)),
    ...(importsByEquals(source, project) ? { isImportEquals: true } : {}),
  };
}

/**
 * Whether a file of TypeScript takes in others by `import a = require('a')`: where it does so already, and has no other
 * import of values; and where `verbatimModuleSyntax` allows a CommonJS file nothing else (TS1295).
 */
function importsByEquals(source: SourceCode, project: EditQueries): boolean {
  if (!/\.[cm]?ts$/u.test(project.file)) return false;
  const statements = topStatements(source);
  const imports = statements.filter(
    (statement) =>
      statement.type === AST_NODE_TYPES.ImportDeclaration && statement.importKind !== 'type',
  );
  if (imports.length > 0) return false;
  const options = project.compilerOptions();
  const format = moduleFormat(project.file, project.packageType(), options);
  const hasOne = statements.some(
    (statement) =>
      statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration &&
      requiredBy(statement) !== undefined,
  );
  return hasOne
    ? format === 'cjs' || !options.resolvesAsNode
    : options.isVerbatim && !options.isErasableOnly && format === 'cjs';
}

/** What `import a = require('a')` takes in; a type alone is nothing at run time. */
export function requiredBy(statement: TSESTree.TSImportEqualsDeclaration): string | undefined {
  const { moduleReference, importKind } = statement;
  return moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference && importKind !== 'type'
    ? literalString(moduleReference.expression)
    : undefined;
}

function importSyntax(source: SourceCode, project: EditQueries): 'esm' | 'cjs' {
  if (isComponent(source)) return 'esm';
  const extension = extname(project.file);
  if (/^\.c[jt]s$/u.test(extension))
    return topStatements(source).some(isEsmStatement) ? 'esm' : 'cjs';
  if (/^\.m[jt]s$/u.test(extension) || topStatements(source).some(isEsmStatement)) return 'esm';
  // Without an import to go by: a file that requires is CommonJS, else the package says what it is.
  if (
    nodesOf(source, AST_NODE_TYPES.CallExpression).some(
      (call) => loadedModule(source, call) !== undefined,
    )
  )
    return 'cjs';
  return project.packageType() === 'module' ? 'esm' : 'cjs';
}

/** The same by a file's text, where that is enough: most files need no parsing to tell. */
export function syntaxByText(
  file: string,
  text: string,
  packageType: 'module' | 'commonjs',
): 'esm' | 'cjs' | undefined {
  if (/\.m[jt]s$/u.test(file)) return 'esm';
  const mayImport = /(?:^|;)[ \t]*(?:import|export)\b/mu.test(text);
  const mayRequire = /\brequire\b|\bexports\b/u.test(text);
  if (mayImport) return mayRequire ? undefined : 'esm';
  if (mayRequire) return /\brequire\s*\(\s*['"]/u.test(text) ? 'cjs' : undefined;
  return /\.c[jt]s$/u.test(file) || packageType === 'commonjs' ? 'cjs' : 'esm';
}

function isEsmStatement(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.ImportDeclaration ||
    node.type === AST_NODE_TYPES.ExportNamedDeclaration ||
    node.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    node.type === AST_NODE_TYPES.ExportAllDeclaration ||
    node.type === AST_NODE_TYPES.TSImportEqualsDeclaration
  );
}

/** What the file imports and requires, statically. */
export function specifiersOf(source: SourceCode): string[] {
  const imported = topStatements(source).flatMap((statement) =>
    (statement.type === AST_NODE_TYPES.ImportDeclaration ||
      statement.type === AST_NODE_TYPES.ExportNamedDeclaration ||
      statement.type === AST_NODE_TYPES.ExportAllDeclaration) &&
    statement.source
      ? [statement.source.value]
      : statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration
        ? (requiredBy(statement) ?? [])
        : [],
  );
  const required = nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap(
    (call) => loadedModule(source, call) ?? [],
  );
  return [...imported, ...required];
}
