/**
 * Which values of a module are the same whenever they are read.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import { isUnwritten } from '../../agents/constant-uses.ts';
import { constantInit } from '../../agents/constant-values.ts';
import { isFixed } from '../../agents/fixed-objects.ts';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { writesTo } from '../../syntax/assignments.ts';
import { isModuleLevel, variableOf, type Variable } from '../../syntax/bindings.ts';
import { childrenOf } from '../../syntax/traversal.ts';

/** Whether a variable of the module has one value from its declaration on, and what that holds is the same, too. */
export function staysTheSame(source: SourceCode, variable: Variable, isCallee: boolean): boolean {
  const [definition] = variable.defs;
  if (variable.defs.length !== 1 || writesTo(variable).length > 0) return false;
  // A file of the project may assign to what it exports, and need not have run yet.
  if (definition?.type === 'ImportBinding') return isCallee || isOfNode(source, definition.name);
  if (definition?.type === 'FunctionName' || definition?.type === 'ClassName') return true;
  if (
    definition?.node.type !== AST_NODE_TYPES.VariableDeclarator ||
    !isDeclaredAtTop(definition.node)
  )
    return false;
  if (isCallee) return true;
  const init = constantInit(variable);
  const isLiteral =
    init !== undefined &&
    valuesOf(source, init).some(
      (value) =>
        value.kind === 'node' &&
        (value.node.type === AST_NODE_TYPES.ObjectExpression ||
          value.node.type === AST_NODE_TYPES.ArrayExpression),
    );
  return isLiteral ? isFixed(source, variable) : isUnwritten(variable);
}

/** Whether a variable is made as an object literal. */
export function holdsObject(source: SourceCode, variable: Variable): boolean {
  const [value] = valuesOf(source, constantInit(variable) ?? variable.identifiers[0]!);
  return value?.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression;
}

/** `crypto.constants.SSL_OP_LEGACY_SERVER_CONNECT`, `tls.rootCertificates`; but not `tls.DEFAULT_MIN_VERSION`, nor `env` of `node:process`. */
export function isConstantOfNode(source: SourceCode, node: Node): boolean {
  return valuesOf(source, node).every(
    (value) =>
      value.kind === 'module' &&
      isBuiltin(value.module) &&
      (value.path.includes('constants') || value.path.join('.') === 'rootCertificates'),
  );
}

/** Whether a name stands for what a module of Node.js exports. */
function isOfNode(source: SourceCode, name: Node): boolean {
  return valuesOf(source, name).every(
    (value) => value.kind === 'module' && isBuiltin(value.module),
  );
}

/** Whether an expression reads `this` or a variable of a function. */
export function hangsOnFunction(source: SourceCode, node: Node): boolean {
  if (node.type === AST_NODE_TYPES.ThisExpression) return true;
  if (node.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, node);
    return variable !== undefined && !isModuleLevel(variable);
  }
  if (node.type === AST_NODE_TYPES.MemberExpression && !node.computed)
    return hangsOnFunction(source, node.object);
  return childrenOf(source, node).some((child) => hangsOnFunction(source, child));
}

/** Whether all that an expression can be is of another module, or a literal. */
export function isSteady(source: SourceCode, node: Node): boolean {
  const values = valuesOf(source, node);
  return values.every(
    (value) =>
      value.kind === 'module' ||
      (value.kind === 'node' && value.node.type === AST_NODE_TYPES.Literal),
  );
}

/** Whether a declaration is a statement of the module, and runs once: not one in a loop, a condition or a block. */
function isDeclaredAtTop({ parent: declaration }: TSESTree.VariableDeclarator): boolean {
  return (
    declaration.parent.type === AST_NODE_TYPES.Program ||
    declaration.parent.type === AST_NODE_TYPES.ExportNamedDeclaration
  );
}
