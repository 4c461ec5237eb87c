/**
 * Whether an expression gives a primitive value, itself or by what a constant of the module holds.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isPrimitiveValue } from '../flow/primitive-values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { writesTo } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';

/** How far one constant may lead to the next. */
const MAX_DEPTH = 8;

/** `const X = …;` at the top of the module, assigned nothing else: what it is given. */
export function constantInit(variable: Variable): Node | undefined {
  const [definition] = variable.defs;
  if (
    !isModuleLevel(variable) ||
    variable.defs.length !== 1 ||
    definition?.node.type !== AST_NODE_TYPES.VariableDeclarator
  )
    return undefined;
  const { id, init, parent: declaration } = definition.node;
  const isTopLevel =
    declaration.parent.type === AST_NODE_TYPES.Program ||
    declaration.parent.type === AST_NODE_TYPES.ExportNamedDeclaration;
  if (
    id.type !== AST_NODE_TYPES.Identifier ||
    !init ||
    !isTopLevel ||
    writesTo(variable).length > 0
  )
    return undefined;
  return withoutWrappers(init);
}

/** Names of the language that stand for primitive values. */
const PRIMITIVE_GLOBALS = ['undefined', 'NaN', 'Infinity'];

/** Whether an expression gives a primitive value, whatever its parts are. */
export function isPrimitive(source: SourceCode, expression: Node): boolean {
  const ofName = (name: TSESTree.Identifier, of: (value: Node) => boolean) => {
    const variable = variableOf(source, name);
    if (!variable) return PRIMITIVE_GLOBALS.includes(name.name);
    const init = constantInit(variable);
    return init !== undefined && of(init);
  };
  const ofMember = ({ object }: TSESTree.MemberExpression) =>
    isGlobal(source, object, 'Number') || isEnvironment(source, object);
  return isPrimitiveValue(source, expression, { ofName, ofMember }, MAX_DEPTH);
}

/** `process.env` */
function isEnvironment(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, node.object, 'process') &&
    propertyName(source, node) === 'env'
  );
}
