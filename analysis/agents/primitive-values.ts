/**
 * Whether an expression gives a primitive value, itself or by what a constant of the module holds.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
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

/** What gives a text, a number or a truth whatever it is made of. */
const ALWAYS_PRIMITIVE: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.UpdateExpression,
]);

/** Functions of the language that make a primitive value of anything. */
const CONVERTERS = ['Number', 'String', 'Boolean', 'parseInt', 'parseFloat'];

/** Whether an expression gives a primitive value, whatever its parts are. */
export function isPrimitive(source: SourceCode, wrapped: Node, depth = 0): boolean {
  const node = withoutWrappers(wrapped);
  const inner = (part: Node) => isPrimitive(source, part, depth + 1);
  if (depth > MAX_DEPTH) return false;
  if (ALWAYS_PRIMITIVE.has(node.type)) return true;
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
      return !('regex' in node);
    case AST_NODE_TYPES.LogicalExpression:
      return inner(node.left) && inner(node.right);
    case AST_NODE_TYPES.ConditionalExpression:
      return inner(node.consequent) && inner(node.alternate);
    case AST_NODE_TYPES.CallExpression:
      return CONVERTERS.some((name) => isGlobal(source, node.callee, name));
    case AST_NODE_TYPES.MemberExpression:
      return isGlobal(source, node.object, 'Number') || isEnvironment(source, node.object);
    case AST_NODE_TYPES.Identifier: {
      const variable = variableOf(source, node);
      if (!variable) return ['undefined', 'NaN', 'Infinity'].includes(node.name);
      const init = constantInit(variable);
      return init !== undefined && inner(init);
    }
    default:
      return false;
  }
}

/** `process.env` */
function isEnvironment(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, node.object, 'process') &&
    propertyName(source, node) === 'env'
  );
}
