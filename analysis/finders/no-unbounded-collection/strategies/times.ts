/**
 * How expressions move with the time of day.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isClock } from '../../../collections/repeatable-code.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { writesTo } from '../../../syntax/assignments.ts';
import { isGlobal, variableOf } from '../../../syntax/bindings.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { someNode } from '../../../syntax/traversal.ts';

/** How many names one answer leads through. */
const MAX_NAMES = 3;

/** - 1: grows with the time; -1: falls; 0: does not move; undefined: moves in a way that is not seen. */
export type Slope = -1 | 0 | 1 | undefined;

/** How an expression moves with the time, or moved when it was given to a name. */
export function slopeOf(source: SourceCode, expression: Node, names = MAX_NAMES): Slope {
  const node = withoutWrappers(expression);
  if (isClock(source, node)) return 1;
  switch (node.type) {
    case AST_NODE_TYPES.Identifier: {
      const given = names > 0 ? givenOnce(source, node) : undefined;
      return given ? slopeOf(source, given, names - 1) : 0;
    }
    case AST_NODE_TYPES.BinaryExpression:
      return slopeOfBinary(node.operator, [
        slopeOf(source, node.left, names),
        slopeOf(source, node.right, names),
      ]);
    case AST_NODE_TYPES.UnaryExpression: {
      const slope = slopeOf(source, node.argument, names);
      if (node.operator === '+') return slope;
      return node.operator === '-' ? negated(slope) : slope === 0 ? 0 : undefined;
    }
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return slopeOfCall(source, node, names);
    default:
      return someNode(source, node, (inner) => isClock(source, inner)) ? undefined : 0;
  }
}

/** What a name was given where it is declared, if it keeps that. */
export function givenOnce(source: SourceCode, name: Node): Node | undefined {
  if (name.type !== AST_NODE_TYPES.Identifier) return undefined;
  const variable = variableOf(source, name);
  const [definition] = variable?.defs ?? [];
  const node = definition?.node as Node | undefined;
  if (variable && writesTo(variable).length > 0) return undefined;
  if (node?.type === AST_NODE_TYPES.VariableDeclarator)
    return node.id.type === AST_NODE_TYPES.Identifier ? (node.init ?? undefined) : undefined;
  return undefined;
}

function negated(slope: Slope): Slope {
  return slope === undefined || slope === 0 ? slope : slope === 1 ? -1 : 1;
}

function slopeOfBinary(operator: string, [left, right]: readonly [Slope, Slope]): Slope {
  if (left === 0 && right === 0) return 0;
  switch (operator) {
    case '+':
      return sum(left, right);
    case '-':
      return sum(left, negated(right));
    case '*':
    case '/':
      return right === 0 ? left : undefined;
    default:
      return undefined;
  }
}

function sum(a: Slope, b: Slope): Slope {
  if (a === 0) return b;
  return b === 0 || a === b ? a : undefined;
}

/** `new Date(at)`, `started.getTime()`, `Math.floor(Date.now() / 1000)`, `Number(at)` */
function slopeOfCall(
  source: SourceCode,
  node: Extract<Node, { type: AST_NODE_TYPES.CallExpression | AST_NODE_TYPES.NewExpression }>,
  names: number,
): Slope {
  const { callee } = node;
  const [first] = node.arguments;
  const isSame =
    callee.type === AST_NODE_TYPES.MemberExpression
      ? isGlobal(source, callee.object, 'Math') &&
        ['floor', 'ceil', 'round', 'trunc'].includes(propertyName(source, callee) ?? '')
      : isGlobal(source, callee, 'Date') || isGlobal(source, callee, 'Number');
  if (isSame && node.arguments.length === 1 && first) return slopeOf(source, first, names);
  if (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    ['getTime', 'valueOf'].includes(propertyName(source, callee) ?? '')
  )
    return slopeOf(source, callee.object, names);
  return someNode(source, node, (inner) => isClock(source, inner)) ? undefined : 0;
}
