/**
 * Whether a value has something in it: as a part, behind names, or put into it by a call or an assignment.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { isCall } from '../syntax/nodes.ts';
import { childrenOf } from '../syntax/traversal.ts';

/** How many nodes one value leads through; beyond, it may have anything. */
const MAX_NODES = 5000;

/** @param isSought whether a node is what is looked for, such as a function */
export function leadsTo(
  source: SourceCode,
  start: Node,
  isSought: (node: Node) => boolean,
): boolean {
  const seen = new Set<Node>([start]);
  for (const node of seen) {
    if (seen.size > MAX_NODES || isSought(node)) return true;
    const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
    const given = variable ? givenTo(variable) : [];
    // Who calls it has no more than its results.
    const isCalled = isCall(node.parent) && node.parent.callee === node;
    if (isCalled && variable?.defs.some((definition) => isSought(valueIn(definition.node))))
      continue;
    for (const next of [...childrenOf(source, node), ...given]) seen.add(next);
  }
  return false;
}

function valueIn(declaration: Node): Node {
  return declaration.type === AST_NODE_TYPES.VariableDeclarator && declaration.init
    ? declaration.init
    : declaration;
}

/** What a name is declared as, what it is given, and what is put into that. */
function givenTo({ defs, references }: Variable): Node[] {
  return [
    ...defs.flatMap(({ node, type }) => (type === 'Parameter' ? [] : [node as Node])),
    ...references.flatMap(({ writeExpr, identifier }) => [
      ...(writeExpr ? [writeExpr] : []),
      ...putInto(identifier),
    ]),
  ];
}

/** `load` of `service.load = load`, `Service.prototype.load = load`, `Object.assign(service, { load })` */
function putInto(name: Node): readonly Node[] {
  let target = name;
  while (target.parent?.type === AST_NODE_TYPES.MemberExpression && target.parent.object === target)
    target = target.parent;
  const { parent } = target;
  if (target !== name && parent?.type === AST_NODE_TYPES.AssignmentExpression)
    return parent.left === target ? [parent.right] : [];
  return isCall(parent) ? parent.arguments : [];
}
