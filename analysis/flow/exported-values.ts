/**
 * What a file exports, by the path that an importer takes to it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isClass, isFunction, literalString } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { accessPaths, INSTANCE, RESULT } from './access-paths.ts';
import { isExportsObject } from './exports.ts';
import { propertyOf, resultsOf, valuesOf, type Value } from './values.ts';

/** Whether another module exports a name: `export * from` does not say. */
export type HasExport = (module: string, name: string) => boolean;

/** What the text of a file says of an export. */
export interface LocalExports<V> {
  readonly values: readonly V[];
  /** Whether the file does not say that it has it: a module may, of which it exports all again. */
  readonly mayBeReexported: boolean;
}

/**
 * The values that stand at the end of a path from the exports of a file; none if the file has no such export.
 * A value of a third file is a `module` value.
 */
export function exportedValues(
  source: SourceCode,
  path: readonly string[],
  hasExport: HasExport,
): readonly Value[] {
  return linked(localExports(source, path), path, () =>
    wholesale(source).find((module) => hasExport(module, path[0]!)),
  );
}

/** The same as far as the file's own text tells. */
export function localExports(source: SourceCode, path: readonly string[]): LocalExports<Value> {
  const [name, ...rest] = path;
  const named =
    name === undefined || name === RESULT || name === INSTANCE
      ? undefined
      : namedExports(source, name);
  return named && named.length > 0
    ? { values: follow(source, named, rest), mayBeReexported: false }
    : { values: follow(source, wholeExports(source), path), mayBeReexported: named !== undefined };
}

/** With what a module exports of which all is exported again. @param reexporting the first that exports the name */
export function linked<V>(
  { values, mayBeReexported }: LocalExports<V>,
  path: readonly string[],
  reexporting: () => string | undefined,
): readonly (V | Extract<Value, { kind: 'module' }>)[] {
  const module = mayBeReexported ? reexporting() : undefined;
  return module === undefined ? values : [{ kind: 'module', module, path }];
}

/** What other files can import by name from a file: for those that re-export all of it. */
export function isNamedExport(source: SourceCode, name: string, hasExport: HasExport): boolean {
  return (
    namedExports(source, name).length > 0 ||
    wholesale(source).some((module) => hasExport(module, name))
  );
}

/** What a file that is required, or imported by default, gives. */
function wholeExports(source: SourceCode): Value[] {
  const values: Value[] = [];
  for (const statement of source.ast.body) {
    if (statement.type === AST_NODE_TYPES.ExportDefaultDeclaration)
      values.push(...declared(source, statement.declaration));
    else if (statement.type === AST_NODE_TYPES.TSExportAssignment)
      values.push(...valuesOf(source, statement.expression));
    else if (statement.type === AST_NODE_TYPES.ExportNamedDeclaration) {
      for (const specifier of statement.specifiers)
        if (textOf(specifier.exported) === 'default')
          values.push(...specified(source, statement, specifier));
    }
  }
  for (const { right, left } of memberAssignments(source, 'exports'))
    if (isGlobal(source, left.object, 'module')) values.push(...valuesOf(source, right));
  for (const { right, left } of memberAssignments(source, 'default'))
    if (isExportsObject(source, left.object)) values.push(...valuesOf(source, right));
  return values;
}

function namedExports(source: SourceCode, name: string): Value[] {
  const values = (exportsByName(source).get(name) ?? []).flatMap((found) => found());
  for (const { left, right } of memberAssignments(source, name))
    if (isExportsObject(source, left.object)) values.push(...valuesOf(source, right));
  return values;
}

/** Gives the values of an export. */
type Found = () => readonly Value[];

const indexes = new WeakMap<SourceCode, ReadonlyMap<string, readonly Found[]>>();

/** What `export` gives a name, by that: a file that all others import is asked for each of its names. */
function exportsByName(source: SourceCode): ReadonlyMap<string, readonly Found[]> {
  let index = indexes.get(source);
  if (!index) indexes.set(source, (index = indexExports(source)));
  return index;
}

function indexExports(source: SourceCode): ReadonlyMap<string, readonly Found[]> {
  const index = new Map<string, Found[]>();
  const add = (name: string | undefined, found: Found) => {
    if (name === undefined) return;
    const known = index.get(name);
    if (known) known.push(found);
    else index.set(name, [found]);
  };
  for (const statement of source.ast.body) {
    if (statement.type === AST_NODE_TYPES.ExportNamedDeclaration) {
      for (const identifier of firstOfEachName(source, statement))
        add(identifier.name, () => valuesOf(source, identifier));
      for (const specifier of statement.specifiers)
        add(textOf(specifier.exported), () => specified(source, statement, specifier));
    } else if (statement.type === AST_NODE_TYPES.ExportAllDeclaration)
      add(textOf(statement.exported), () => [
        { kind: 'module', module: statement.source.value, path: [] },
      ]);
  }
  return index;
}

function firstOfEachName(
  source: SourceCode,
  { declaration }: TSESTree.ExportNamedDeclaration,
): TSESTree.Identifier[] {
  const identifiers = declaration ? declaredNames(source, declaration) : [];
  const first = new Map<string, TSESTree.Identifier>();
  for (const identifier of identifiers)
    if (!first.has(identifier.name)) first.set(identifier.name, identifier);
  return [...first.values()];
}

function specified(
  source: SourceCode,
  { source: from }: TSESTree.ExportNamedDeclaration,
  { local }: TSESTree.ExportSpecifier,
): Value[] {
  const name = textOf(local)!;
  if (from) return [{ kind: 'module', module: from.value, path: name === 'default' ? [] : [name] }];
  return local.type === AST_NODE_TYPES.Identifier ? [...valuesOf(source, local)] : [];
}

function declared(
  source: SourceCode,
  node: TSESTree.ExportDefaultDeclaration['declaration'],
): readonly Value[] {
  return isFunction(node) || isClass(node) ? [{ kind: 'node', node }] : valuesOf(source, node);
}

function declaredNames(
  source: SourceCode,
  declaration: TSESTree.NamedExportDeclarations,
): TSESTree.Identifier[] {
  const nodes: Node[] =
    declaration.type === AST_NODE_TYPES.VariableDeclaration
      ? declaration.declarations
      : [declaration];
  return nodes.flatMap((node) =>
    source.getDeclaredVariables(node).flatMap(({ identifiers }) => identifiers),
  );
}

/** The modules that are re-exported without naming what: `export * from`, and what compilers make of it. */
export function wholesale(source: SourceCode): string[] {
  const stars = source.ast.body.flatMap((statement) =>
    statement.type === AST_NODE_TYPES.ExportAllDeclaration && !statement.exported
      ? [statement.source.value]
      : [],
  );
  const compiled = nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap(
    ({ callee, arguments: [loaded] }) => {
      const called = calledName(source, callee);
      if (
        called !== '__exportStar' ||
        loaded?.type !== AST_NODE_TYPES.CallExpression ||
        !loaded.arguments[0]
      )
        return [];
      return literalString(loaded.arguments[0]) ?? [];
    },
  );
  return [...stars, ...compiled];
}

function textOf(name: TSESTree.Identifier | TSESTree.StringLiteral | null): string | undefined {
  return name?.type === AST_NODE_TYPES.Identifier ? name.name : name?.value;
}

function follow(
  source: SourceCode,
  values: readonly Value[],
  path: readonly string[],
): readonly Value[] {
  const [name, ...rest] = path;
  if (name === undefined) return values;
  return follow(
    source,
    values.flatMap((value) => next(source, value, name)),
    rest,
  );
}

function next(source: SourceCode, value: Value, name: string): readonly Value[] {
  if (value.kind === 'module') return [{ ...value, path: [...value.path, name] }];
  if (name !== RESULT && name !== INSTANCE)
    return propertyOf(source, value, name).flatMap((found) =>
      found.kind === 'member' ? elsewhere(source, found) : [found],
    );
  if (value.kind === 'node' && name === RESULT && isFunction(value.node))
    return value.node.generator ? [] : resultsOf(source, value.node);
  if (value.kind === 'node' && name === INSTANCE && isClass(value.node))
    return [{ kind: 'instance', class: value.node }];
  return elsewhere(source, value).map((found) => ({ ...found, path: [...found.path, name] }));
}

/** A value that comes from a third file, as one of that file. */
function elsewhere(source: SourceCode, value: Value): Extract<Value, { kind: 'module' }>[] {
  return accessPaths(source, value).map(({ module, path }) => ({ kind: 'module', module, path }));
}
