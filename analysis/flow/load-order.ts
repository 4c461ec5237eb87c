/**
 * Which files run while a file has yet to run its own statements, and whether they could call its functions.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { loadedModule } from '../syntax/calls.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { walk } from '../syntax/traversal.ts';
import { isExportsObject } from './exports.ts';

/**
 * The modules that are loaded before some statements of a file have run, and could call a function of the file by then: one
 * that is declared and exported, which is there from the start, or one that `exports` has been given.
 * @param statements the first statements of the file, up to the last that must have run
 * @returns what stands between the quotes; Node's own modules left out
 */
export function mayEnterEarly(
  source: SourceCode,
  statements: readonly TSESTree.ProgramStatement[],
): string[] {
  let isExported = source.ast.body.some((statement) => exportsFunction(source, statement));
  const loaded = isExported
    ? source.ast.body.flatMap((statement) => importedBy(statement) ?? [])
    : [];
  for (const statement of statements) {
    if (isExported) loaded.push(...loadedNow(source, statement));
    isExported ||= fillsExports(source, statement);
  }
  return loaded.filter(
    (specifier) => !isBuiltin(specifier) && !/\.(?:json|node|wasm|css)$/u.test(specifier),
  );
}

/** `export function load() {}`, `export { load }`, `export default load`: function declarations, which need no statement to run. */
function exportsFunction(source: SourceCode, statement: TSESTree.ProgramStatement): boolean {
  const isFunctionName = (name: Node) =>
    name.type === AST_NODE_TYPES.Identifier &&
    variableOf(source, name)?.defs[0]?.type === 'FunctionName';
  if (statement.type === AST_NODE_TYPES.ExportDefaultDeclaration)
    return (
      statement.declaration.type === AST_NODE_TYPES.FunctionDeclaration ||
      isFunctionName(statement.declaration)
    );
  if (statement.type !== AST_NODE_TYPES.ExportNamedDeclaration) return false;
  return (
    statement.declaration?.type === AST_NODE_TYPES.FunctionDeclaration ||
    (statement.source === null && statement.specifiers.some(({ local }) => isFunctionName(local)))
  );
}

/** What a statement has loaded before the first statement runs: wherever it stands. */
function importedBy(statement: TSESTree.ProgramStatement): string | undefined {
  switch (statement.type) {
    case AST_NODE_TYPES.ImportDeclaration: {
      const isOfTypes =
        statement.importKind === 'type' ||
        (statement.specifiers.length > 0 &&
          statement.specifiers.every(
            (specifier) =>
              specifier.type === AST_NODE_TYPES.ImportSpecifier && specifier.importKind === 'type',
          ));
      return isOfTypes ? undefined : statement.source.value;
    }
    case AST_NODE_TYPES.ExportNamedDeclaration:
    case AST_NODE_TYPES.ExportAllDeclaration:
      return statement.exportKind === 'type' ? undefined : statement.source?.value;
    default:
      return undefined;
  }
}

/** What a statement loads as it runs. */
function loadedNow(source: SourceCode, statement: Node): string[] {
  const loaded: string[] = [];
  walk(source, statement, (node) => {
    const module =
      node.type === AST_NODE_TYPES.TSExternalModuleReference
        ? node.expression.value
        : loadedModule(source, node);
    if (module !== undefined) loaded.push(module);
    return !isFunction(node);
  });
  return loaded;
}

/** Whether a statement puts something into the exports of a CommonJS module: not `exports.load = void 0;`, nor what compilers mark a module by. */
function fillsExports(source: SourceCode, statement: Node): boolean {
  let isFilled = false;
  walk(source, statement, (node) => {
    if (isFilled || isFunction(node)) return false;
    if (isExportsObject(source, node)) isFilled ||= !isMark(node) && !isEmptied(node);
    return true;
  });
  return isFilled;
}

/** `Object.defineProperty(exports, '__esModule', …)`, `__exportStar(require('./a'), exports)` */
function isMark({ parent }: Node): boolean {
  if (parent?.type !== AST_NODE_TYPES.CallExpression) return false;
  const [, second] = parent.arguments;
  const isStar =
    parent.callee.type === AST_NODE_TYPES.Identifier
      ? parent.callee.name === '__exportStar'
      : parent.callee.type === AST_NODE_TYPES.MemberExpression &&
        parent.callee.property.type === AST_NODE_TYPES.Identifier &&
        parent.callee.property.name === '__exportStar';
  return isStar || (second?.type === AST_NODE_TYPES.Literal && second.value === '__esModule');
}

/** `exports.a = exports.b = void 0;` */
function isEmptied(exportsObject: Node): boolean {
  const { parent: member } = exportsObject;
  let assignment = member?.parent;
  if (assignment?.type !== AST_NODE_TYPES.AssignmentExpression || assignment.left !== member)
    return false;
  while (assignment.right.type === AST_NODE_TYPES.AssignmentExpression)
    assignment = assignment.right;
  const value = withoutWrappers(assignment.right);
  return value.type === AST_NODE_TYPES.UnaryExpression && value.operator === 'void';
}
