/**
 * Modules of an application that nothing but tests loads: what they keep does not grow where the application runs.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { basename, dirname, extname, join } from 'node:path';
import { isKeySource } from '../vocabulary/key-sources.ts';
import { isLoadedExport } from '../vocabulary/lifecycle-names.ts';
import { keepsRunning } from '../lifetime/service-start.ts';
import { entriesIn, textOrNothing } from '../modules/disk.ts';
import type { Modules } from '../modules/module-graph.ts';
import { isTestFile } from '../modules/source-files.ts';
import { valueLoadersOf } from '../modules/value-imports.ts';
import type { Node } from '../source/source-code.ts';
import { topStatements } from '../syntax/components.ts';
import { applicationFolder } from './applications.ts';
import type { ProjectContext } from './project-context.ts';

/**
 * Whether tests load a file, and nothing else does that could run: whatever leads to it declares things alone, and is no
 * file that something else may load, by its name, by its folder or by the names of what it exports.
 */
export function isTestedAlone(context: ProjectContext, file: string): boolean {
  const { modules } = context;
  const loaders = valueLoadersOf(modules, file) ?? [];
  return loaders.some((loader) => isTest(modules, loader)) && isUnloaded(context, file);
}

/** Whether nothing but tests loads a file, by the same signs, and maybe not even those. */
export function isUnloaded(context: ProjectContext, file: string): boolean {
  const { modules } = context;
  return modules.kept(`unloaded ${file}`, () => {
    const loaders = valueLoadersOf(modules, file);
    return (
      loaders !== undefined &&
      [file, ...loaders.filter((loader) => !isTest(modules, loader))].every((loader) =>
        isInert(context, loader),
      )
    );
  })!;
}

function isTest(modules: Modules, file: string): boolean {
  return isTestFile(`/${modules.nameOf(file)}`);
}

function isInert(context: ProjectContext, file: string): boolean {
  const { modules } = context;
  return modules.kept(`inert ${file}`, () => {
    const source = modules.sourceOf(file);
    return (
      source !== undefined &&
      !isTest(modules, file) &&
      !context.isExposed(file) &&
      topStatements(source).every((statement) => declares(statement)) &&
      !keepsRunning(source) &&
      !isNamedByOthers(modules, file)
    );
  })!;
}

const DECLARES_ALONE: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExportAllDeclaration,
  AST_NODE_TYPES.ImportDeclaration,
  AST_NODE_TYPES.TSDeclareFunction,
  AST_NODE_TYPES.TSEnumDeclaration,
  AST_NODE_TYPES.TSInterfaceDeclaration,
  AST_NODE_TYPES.TSTypeAliasDeclaration,
]);

/** Whether a statement of a module only declares something, and no framework asks for that by its name. */
function declares(statement: Node): boolean {
  if (DECLARES_ALONE.has(statement.type)) return true;
  switch (statement.type) {
    case AST_NODE_TYPES.FunctionDeclaration:
      return !isAskedFor(statement.id?.name);
    case AST_NODE_TYPES.ClassDeclaration:
      return statement.decorators.length === 0;
    case AST_NODE_TYPES.VariableDeclaration:
      return statement.declarations.every(
        ({ id }) => id.type !== AST_NODE_TYPES.Identifier || !isAskedFor(id.name),
      );
    case AST_NODE_TYPES.ExportNamedDeclaration:
      return statement.declaration
        ? declares(statement.declaration)
        : statement.specifiers.every(
            ({ exported }) =>
              exported.type === AST_NODE_TYPES.Identifier && !isAskedFor(exported.name),
          );
    case AST_NODE_TYPES.ExportDefaultDeclaration:
      return listsNames(statement.declaration);
    case AST_NODE_TYPES.ExpressionStatement:
      return statement.directive !== undefined || isNamedExport(statement.expression);
    default:
      return false;
  }
}

function isAskedFor(name: string | undefined): boolean {
  return name === undefined || isKeySource(name, 'export') || isLoadedExport(name);
}

/** `module.exports = { add }`, `exports.add = add`; a function that is all that a module exports is asked for by nobody's name. */
function isNamedExport(expression: Node): boolean {
  if (
    expression.type !== AST_NODE_TYPES.AssignmentExpression ||
    expression.left.type !== AST_NODE_TYPES.MemberExpression ||
    expression.left.computed ||
    expression.left.property.type !== AST_NODE_TYPES.Identifier
  )
    return false;
  const { object, property } = expression.left;
  const { right } = expression;
  if (object.type === AST_NODE_TYPES.Identifier && object.name === 'module')
    return listsNames(right);
  return (
    object.type === AST_NODE_TYPES.Identifier &&
    object.name === 'exports' &&
    !isAskedFor(property.name)
  );
}

/** `{ add, remove }`, under names that no framework asks for. */
function listsNames(exported: Node): boolean {
  return (
    exported.type === AST_NODE_TYPES.ObjectExpression &&
    exported.properties.every(
      (part) =>
        part.type === AST_NODE_TYPES.Property &&
        part.key.type === AST_NODE_TYPES.Identifier &&
        !isAskedFor(part.key.name),
    )
  );
}

/** Whether a file beside may load one by its name, or by its folder: a manifest, a list of workers, what reads a folder. */
function isNamedByOthers(modules: Modules, file: string): boolean {
  const stem = escaped(basename(file, extname(file)));
  const folder = escaped(basename(dirname(file)));
  const named = new RegExp(String.raw`[/'"\x60\s]${stem}(?:\.[cm]?[jt]sx?)?['"\x60\s,]`, 'u');
  const globbed = new RegExp(String.raw`\b${folder}/[^'"\x60\s]*\*`, 'u');
  const mentioned = new RegExp(String.raw`(?:^|[/'"\x60])${folder}['"\x60/]`, 'u');
  const root = applicationFolder(file);
  const configs = entriesIn(root)
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml|toml)$|^Procfile$/u.test(entry.name))
    .map(({ name }) => textOrNothing(join(root, name)));
  if (
    configs.some((text) => text.length < LARGEST_CONFIG && (named.test(text) || globbed.test(text)))
  )
    return true;
  const importers = new Set(modules.files.importersOf(file));
  return modules.files.list().some((other) => {
    if (other === file || isTest(modules, other)) return false;
    const text = modules.textOf(other);
    return (
      globbed.test(text) ||
      (LOADS_BY_NAME.test(text) && (dirname(other) === dirname(file) || mentioned.test(text))) ||
      (!importers.has(other) && STARTS_FILES.test(text) && named.test(text))
    );
  });
}

/** Lock files are larger. */
const LARGEST_CONFIG = 50_000;

/** What lists folders, or loads modules whose names are worked out. */
const LOADS_BY_NAME =
  /readdir|opendir|\bglob|autoload|require\.context|\b(?:import|require)\s*\(\s*(?:[^\s'"`)]|`[^`]*\$\{)/iu;

/** What runs a file by itself. */
const STARTS_FILES = /\b(?:new\s+(?:Worker|Piscina)|fork|spawn|exec\w*)\s*\(|worker/u;

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}
