/**
 * What a variable was given last before a use, where one block shows it: `let p = m.get(id); if (!p) { p = load(id); m.set(id, p); }`
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { ancestorsOf, functionAround } from '../syntax/traversal.ts';

/** @returns the value of the last statement of the block around the name that assigns to it; undefined if anything else may */
export function assignedBefore(source: SourceCode, name: TSESTree.Identifier): Node | undefined {
  const variable = variableOf(source, name);
  const fn = functionAround(name);
  const writes = variable?.references.filter((reference) => reference.isWrite() && !reference.init);
  if (!variable || !writes?.length) return undefined;
  const declared = variable.defs[0]?.name as Node | undefined;
  if (!declared || functionAround(declared) !== fn) return undefined;
  if (writes.some(({ identifier }) => functionAround(identifier) !== fn)) return undefined;
  let statement: Node = name;
  for (const block of ancestorsOf(name)) {
    if (block === fn) break;
    if (block.type === AST_NODE_TYPES.BlockStatement) {
      const before = block.body.slice(0, block.body.indexOf(statement as TSESTree.Statement));
      const given = before.map((other) => valueGiven(other, variable.name)).findLast(Boolean);
      if (given)
        return writes.some(
          ({ identifier: { range } }) => range[0] > given.range[1] && range[0] < statement.range[1],
        )
          ? undefined
          : given;
    }
    statement = block;
  }
  return undefined;
}

/** `name = value;` */
function valueGiven(statement: TSESTree.Statement, name: string): Node | undefined {
  if (statement.type !== AST_NODE_TYPES.ExpressionStatement) return undefined;
  const { expression } = statement;
  return expression.type === AST_NODE_TYPES.AssignmentExpression &&
    expression.operator === '=' &&
    expression.left.type === AST_NODE_TYPES.Identifier &&
    expression.left.name === name
    ? expression.right
    : undefined;
}
