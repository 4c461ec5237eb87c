/**
 * Variables, and parts of what they hold, of which a test in code tells something.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { walk } from '../syntax/traversal.ts';
import { givesItem } from '../vocabulary/collection-methods.ts';
import { cutsText } from '../vocabulary/key-functions.ts';
import { givesPartOfText } from '../vocabulary/string-methods.ts';

/** A variable, or a part of what it holds: `id`, `req.query.lang`. */
export interface Path {
  readonly variable: Variable;
  /** `.query.lang` */
  readonly members: string;
}

export function isPartOf(path: Path, whole: Path): boolean {
  return (
    path.variable === whole.variable &&
    (path.members === whole.members || path.members.startsWith(`${whole.members}.`))
  );
}

export function pathOf(source: SourceCode, expression: Node): Path | undefined {
  const node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, node);
    return variable && { variable, members: '' };
  }
  const object =
    node.type === AST_NODE_TYPES.MemberExpression ? pathOf(source, node.object) : undefined;
  return (
    object && {
      ...object,
      members: `${object.members}.${source.getText((node as TSESTree.MemberExpression).property)}`,
    }
  );
}

/** What makes a value of others that is another for each of them. */
const COMPOSES = new Set([AST_NODE_TYPES.TemplateLiteral, AST_NODE_TYPES.LogicalExpression]);

/** The paths that are finite if an expression is, through two definitions: `${script}:1280` is made of `script`. */
export function pathsIn(source: SourceCode, expression: Node, depth = 2): Path[] {
  const paths: Path[] = [];
  walk(source, expression, (node) => {
    if (node.type === AST_NODE_TYPES.CallExpression) return !isCut(source, node);
    if (node.type === AST_NODE_TYPES.MemberExpression && isMethod(node)) return true;
    if (node.type === AST_NODE_TYPES.BinaryExpression) return node.operator === '+';
    if (COMPOSES.has(node.type) || withoutWrappers(node) !== node) return true;
    const path =
      node.parent && isMethod(node.parent) && node.parent.property === node
        ? undefined
        : pathOf(source, node);
    if (!path) return false;
    const init = path.members === '' && depth > 0 ? initOf(path.variable) : undefined;
    paths.push(path, ...(init ? pathsIn(source, init, depth - 1) : []));
    return false;
  });
  return paths;
}

function isMethod(node: Node): node is TSESTree.MemberExpression {
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    node.parent.type === AST_NODE_TYPES.CallExpression &&
    node.parent.callee === node
  );
}

function isCut(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const method = propertyName(source, callee) ?? '';
  return cutsText(method) || givesPartOfText(method) || givesItem(method);
}

export function initOf(variable: Variable | undefined): Node | undefined {
  const definition = variable?.defs[0]?.node as Node | undefined;
  return definition?.type === AST_NODE_TYPES.VariableDeclarator &&
    definition.id.type === AST_NODE_TYPES.Identifier
    ? (definition.init ?? undefined)
    : undefined;
}
