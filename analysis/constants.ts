/**
 * Values of a module that are there from the start, and do not grow.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isGlobal, isModuleLevel, propertyName, variableOf, type Variable } from './bindings.ts';
import type { SourceCode } from './source-code.ts';
import { functionAround, withoutWrappers, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

/** What `process` has from the start. */
const OF_PROCESS = new Set(['env', 'argv', 'versions', 'platform', 'arch']);

/** Whether an expression names a constant of the module, an import, an enum, the environment, or a part of one. */
export function isConstant(source: SourceCode, node: Node): boolean {
  const inner = withoutWrappers(node);
  if (inner.type === AST_NODE_TYPES.MemberExpression) return isConstantMember(source, inner);
  if (inner.type !== AST_NODE_TYPES.Identifier) return inner.type === AST_NODE_TYPES.ObjectExpression || inner.type === AST_NODE_TYPES.ArrayExpression || isPattern(inner);
  const variable = variableOf(source, inner);
  if (!variable || !isModuleLevel(variable)) return false;
  const [definition] = variable.defs;
  if (definition?.type !== 'Variable') return definition?.type === 'ImportBinding' || definition?.type === 'TSEnumName' || definition?.type === 'ClassName';
  const { init, parent } = definition.node;
  const made = init ? withoutWrappers(init) : undefined;
  return parent.kind === 'const' && made !== undefined && isFilled(made) && isMade(made) && !isFilledLater(source, variable);
}

function isConstantMember(source: SourceCode, node: TSESTree.MemberExpression): boolean {
  if (isGlobal(source, node.object, 'process')) return OF_PROCESS.has(propertyName(source, node) ?? '');
  if (!isConstant(source, node.object)) return false;
  // `state.seen`, which the module fills later, hangs on a constant, too.
  return valuesOf(source, node).every((value) => value.kind !== 'node' || isFilled(value.node));
}

function isPattern(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal && 'regex' in node;
}

/** Whether a value is a table of some kind: `new Set(NAMES)`, `Object.freeze({ … })`, `[…]`, `config.names`. */
function isMade(made: Node): boolean {
  return (
    made.type === AST_NODE_TYPES.ObjectExpression ||
    made.type === AST_NODE_TYPES.ArrayExpression ||
    made.type === AST_NODE_TYPES.NewExpression ||
    made.type === AST_NODE_TYPES.CallExpression ||
    made.type === AST_NODE_TYPES.MemberExpression ||
    isPattern(made)
  );
}

/** Whether a value is all there where it is made: no collection to be filled later. */
function isFilled(made: Node): boolean {
  if (made.type === AST_NODE_TYPES.NewExpression) return made.arguments.length > 0;
  if (made.type === AST_NODE_TYPES.ObjectExpression) return made.properties.length > 0;
  if (made.type === AST_NODE_TYPES.ArrayExpression) return made.elements.length > 0;
  return true;
}

/** Each use of a constant asks, and the answer goes through all of its uses. */
const filledLater = new WeakMap<Variable, boolean>();

/** Whether a function adds items to a list: `names.push(name)`, `names.add(name)`. */
function isFilledLater(source: SourceCode, variable: Variable): boolean {
  let isLater = filledLater.get(variable);
  if (isLater === undefined) {
    isLater = variable.references.some(({ identifier }) => {
      const { parent } = identifier;
      return parent.type === AST_NODE_TYPES.MemberExpression && parent.object === identifier && isAddition(source, parent) && functionAround(parent) !== undefined;
    });
    filledLater.set(variable, isLater);
  }
  return isLater;
}

function isAddition(source: SourceCode, method: TSESTree.MemberExpression): boolean {
  return method.parent.type === AST_NODE_TYPES.CallExpression && method.parent.callee === method && /^(?:push|unshift|add)$/u.test(propertyName(source, method) ?? '');
}
