/**
 * What a file gives to other files.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isGlobal, isModuleLevel, propertyName, type Variable } from './bindings.ts';
import type { SourceCode } from './source-code.ts';
import type { Node } from './syntax.ts';

/** How far one export may lead to the next: an object of objects of functions. */
const MAX_STEPS = 8;

/** Whether other files can reach a variable of this one: by its name, or as a part of what is exported. */
export function isExportedVariable(source: SourceCode, variable: Variable, steps = 0): boolean {
  if (!isModuleLevel(variable) || steps > MAX_STEPS) return false;
  const isDeclared = variable.defs.some(({ node }) => isExportedDeclaration(node));
  return isDeclared || variable.references.some(({ identifier }) => isExportedExpression(source, identifier, steps + 1));
}

function isExportedDeclaration(node: Node): boolean {
  const declaration = node.type === AST_NODE_TYPES.VariableDeclarator ? node.parent : node;
  return declaration.parent?.type === AST_NODE_TYPES.ExportNamedDeclaration || declaration.parent?.type === AST_NODE_TYPES.ExportDefaultDeclaration;
}

/** Whether the value of an expression is exported where it stands: `export default x`, `module.exports = { x }`. */
export function isExportedExpression(source: SourceCode, node: Node, steps = 0): boolean {
  const { parent } = node;
  if (!parent || steps > MAX_STEPS) return false;
  switch (parent.type) {
    case AST_NODE_TYPES.ExportSpecifier:
    case AST_NODE_TYPES.ExportDefaultDeclaration:
    case AST_NODE_TYPES.TSExportAssignment:
      return true;
    case AST_NODE_TYPES.Property:
      return parent.value === node && isExportedExpression(source, parent.parent, steps + 1);
    case AST_NODE_TYPES.SpreadElement:
    case AST_NODE_TYPES.ObjectExpression:
    case AST_NODE_TYPES.ArrayExpression:
      return isExportedExpression(source, parent, steps + 1);
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.init === node && parent.id.type === AST_NODE_TYPES.Identifier && isExportedName(source, parent, steps);
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === node && (isExportsTarget(source, parent.left) || isExportedExpression(source, parent, steps + 1));
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      // `module.exports = router(routes)`, `Object.freeze({ add })`: the call gives it on.
      return parent.callee !== node && isExportedExpression(source, parent, steps + 1);
    default:
      return false;
  }
}

function isExportedName(source: SourceCode, declarator: TSESTree.VariableDeclarator, steps: number): boolean {
  return source.getDeclaredVariables(declarator).some((variable) => isExportedVariable(source, variable, steps + 1));
}

/** `module.exports`, `exports.name`, `module.exports.name` */
function isExportsTarget(source: SourceCode, left: Node): boolean {
  if (left.type !== AST_NODE_TYPES.MemberExpression) return false;
  const { object } = left;
  if (isGlobal(source, object, 'exports')) return true;
  if (isGlobal(source, object, 'module')) return propertyName(source, left) === 'exports';
  return object.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, object.object, 'module') && propertyName(source, object) === 'exports';
}
