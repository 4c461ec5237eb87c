/**
 * What else keeps the body of a response, or what was made of all of it: a copy, a page that was parsed, a list that was mapped.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { RespondingModel } from '../../clients/models/client-model.ts';
import { callOf } from '../../flow/call-around.ts';
import { namesAt } from '../../flow/names.ts';
import type { Await } from '../../lifetime/suspension-points.ts';
import { isLargeBinding, isLargePart } from '../../responses/body-size.ts';
import { isBody, type ResponsePart } from '../../responses/response-part.ts';
import type { ResponseUse } from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { functionFor, type ByNodeType } from '../../syntax/by-node-type.ts';
import { BRANCHES, isFunction, withoutWrappers, withWrappers } from '../../syntax/nodes.ts';
import { calledName, propertyName } from '../../syntax/references.ts';
import { ancestorsOf, contains } from '../../syntax/traversal.ts';
import { consumesBody } from '../../vocabulary/body-names.ts';
import { givesNoElement, looksUpElement, storingOf } from '../../vocabulary/collection-methods.ts';
import { givesNoText } from '../../vocabulary/string-methods.ts';

/** What is held, since when, and how its name is used. */
interface Holding {
  readonly from: Node;
  readonly held: Pick<ResponsePart, 'model'>;
  readonly uses: readonly ResponseUse[];
}

/** Whether what is made of a whole body is under a name of its own, whichever way control comes from the response to an await. */
export function isKeptBesides(
  source: SourceCode,
  { from, held: { model }, uses }: Holding,
  later: Await,
): boolean {
  const isAlwaysBefore = (node: Node) =>
    node.range[0] < later.range[0] && isOnEachWay(node, [from, later]);
  return uses.some(
    (use) =>
      (use.kind === 'pattern' &&
        isAlwaysBefore(use.declarator) &&
        bodiesIn(source, use.pattern, model).length > 0) ||
      (use.kind === 'member' &&
        isBody(model, use.member) &&
        keepersOf(source, use.access).some(isAlwaysBefore)),
  );
}

/** Every place that reads the body, whatever name it has there. */
export function bodyReads(
  source: SourceCode,
  { from, held: { model }, uses }: Holding,
): Iterable<Node> {
  const reads = new Set<Node>();
  if (from.type === AST_NODE_TYPES.ObjectPattern)
    for (const name of bodiesIn(source, from, model)) addReadsOf(source, name, reads);
  for (const use of uses) {
    if (use.kind === 'member' && isBody(model, use.member)) addRead(source, use.access, reads);
    if (use.kind === 'pattern')
      for (const name of bodiesIn(source, use.pattern, model)) addReadsOf(source, name, reads);
  }
  return reads;
}

/** What `{ data }` and `{ data: body }` bind the body to. */
function bodiesIn(
  source: SourceCode,
  pattern: TSESTree.ObjectPattern,
  model: RespondingModel,
): Node[] {
  return pattern.properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property && isBody(model, propertyName(source, property) ?? '')
      ? property.value
      : [],
  );
}

/** Adds a read of a body, and those of what is made of it. */
function addRead(source: SourceCode, read: Node, reads: Set<Node>): void {
  if (reads.has(read)) return;
  reads.add(read);
  for (const keeper of keepersOf(source, read)) {
    const target = targetOf(keeper);
    if (target) addReadsOf(source, target, reads);
  }
}

function addReadsOf(source: SourceCode, target: Node, reads: Set<Node>): void {
  if (target.type === AST_NODE_TYPES.ObjectPattern)
    for (const property of target.properties)
      if (property.type === AST_NODE_TYPES.Property) addReadsOf(source, property.value, reads);
  const pattern = target.type === AST_NODE_TYPES.AssignmentPattern ? target.left : target;
  for (const name of namesAt(source, pattern))
    for (const read of name.reads) addRead(source, read, reads);
}

function targetOf(keeper: Node): Node | undefined {
  if (keeper.type === AST_NODE_TYPES.VariableDeclarator) return keeper.id;
  return keeper.type === AST_NODE_TYPES.AssignmentExpression ? keeper.left : undefined;
}

/** Whether nothing around a node runs it on some ways alone, but for what has one of the others in it, too. */
function isOnEachWay(node: Node, others: readonly Node[]): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (others.some((other) => contains(ancestor, other))) return true;
    if (BRANCHES.has(ancestor.type) || isFunction(ancestor)) return false;
  }
  return true;
}

/** What keeps the value of an expression, or something as large that is made of it: a declaration, an assignment, a call. */
function keepersOf(source: SourceCode, expression: Node): Node[] {
  const node = withWrappers(expression);
  const { parent } = node;
  return (parent && functionFor(KEEPERS, parent)?.(parent, node, source)) ?? [];
}

const onwards = (parent: Node, _: Node, source: SourceCode): Node[] => keepersOf(source, parent);
const given = (
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  node: Node,
  source: SourceCode,
): Node[] => {
  if (call.callee === node) return [];
  const name = calledName(source, withoutWrappers(call.callee));
  // `form.append('file', body)`
  if (storingOf(name) && call.callee.type === AST_NODE_TYPES.MemberExpression) return [call];
  return consumesBody(name) ? [] : keepersOf(source, call);
};

/** By what stands around an expression. */
const KEEPERS: ByNodeType<[Node, SourceCode], Node[]> = {
  [AST_NODE_TYPES.ArrayExpression]: onwards,
  [AST_NODE_TYPES.AwaitExpression]: onwards,
  [AST_NODE_TYPES.BinaryExpression]: (parent, node, source) =>
    parent.operator === '+' ? onwards(parent, node, source) : [],
  [AST_NODE_TYPES.CallExpression]: given,
  [AST_NODE_TYPES.ConditionalExpression]: (parent, node, source) =>
    parent.test === node ? [] : onwards(parent, node, source),
  [AST_NODE_TYPES.LogicalExpression]: (parent, node, source) =>
    parent.operator === '&&' && parent.left === node ? [] : onwards(parent, node, source),
  [AST_NODE_TYPES.MemberExpression]: (parent, node, source) =>
    parent.object === node ? ofMember(parent, source) : [],
  [AST_NODE_TYPES.NewExpression]: given,
  [AST_NODE_TYPES.Property]: (parent, node, source) =>
    parent.value === node ? onwards(parent.parent, node, source) : [],
  [AST_NODE_TYPES.SpreadElement]: (parent, node, source) => onwards(parent, node, source),
  [AST_NODE_TYPES.TemplateLiteral]: onwards,
  [AST_NODE_TYPES.VariableDeclarator]: (parent, node, source) => {
    const { id, init } = parent;
    const isKept = id.type !== AST_NODE_TYPES.ObjectPattern || isLargeBinding(source, id);
    return init === node && isKept ? [parent] : [];
  },
  [AST_NODE_TYPES.AssignmentExpression]: (parent, node) => (parent.right === node ? [parent] : []),
};

/** `data.items.map(…)`, `data.toString()`; not `data.length`, not `data.find(…)`. */
function ofMember(member: TSESTree.MemberExpression, source: SourceCode): Node[] {
  const name = propertyName(source, member);
  if (name === undefined) return [];
  const call = callOf(member);
  if (!call) return isLargePart(source, member) ? keepersOf(source, member) : [];
  const isSmall = givesNoElement(name) || looksUpElement(name) || givesNoText(name);
  return isSmall ? [] : keepersOf(source, call);
}
