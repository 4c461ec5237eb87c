/**
 * Whether the body of a response can be large, by what is asked for and by what is made of it: a list that is gone through, a
 * text, a file. A token, an id and a state are small, and what nobody reads tells nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { RespondingModel } from '../clients/models/client-model.ts';
import { namesAt } from '../flow/names.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { callOf } from '../flow/call-around.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { elementParameter } from '../vocabulary/collection-methods.ts';
import { namesLargeBody, takesLargeBody } from '../vocabulary/body-names.ts';
import { isBody, type ResponsePart } from './response-part.ts';
import type { ResponseUse } from './response-uses.ts';

/** How many names a body may go by, one for the other. */
const MAX_ALIASES = 4;

export function mayBeLarge(
  source: SourceCode,
  { body, model }: Pick<ResponsePart, 'body' | 'model'>,
  uses: readonly ResponseUse[],
): boolean {
  if (body === 'text' || body === 'buffer') return true;
  return uses.some((use) => {
    if (use.kind === 'member') return isBody(model, use.member) && isLargeAt(source, use.access, 0);
    return use.kind === 'pattern' && isLargeInPattern(source, use.pattern, model);
  });
}

/** Of a response that a pattern takes apart where it is bound. */
export function isLargeInPattern(
  source: SourceCode,
  pattern: TSESTree.ObjectPattern,
  model: RespondingModel,
): boolean {
  return pattern.properties.some(
    (property) =>
      property.type === AST_NODE_TYPES.Property &&
      isBody(model, propertyName(source, property) ?? '') &&
      isLargeIn(source, property.value, 0),
  );
}

/** Whether a part of a body is large, by its name or by what is made of it. */
export function isLargePart(source: SourceCode, part: TSESTree.MemberExpression): boolean {
  return isLargeMember(source, part, 0);
}

/** Whether a name or a pattern that a body is given to has something large of it. */
export function isLargeBinding(source: SourceCode, pattern: Node): boolean {
  return isLargeIn(source, pattern, 0);
}

/** Whether what is made of an expression shows that it is large. */
function isLargeAt(source: SourceCode, node: Node, aliases: number): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (isSameValue(parent, node)) return isLargeAt(source, parent, aliases);
  return functionFor(USES, parent)?.(parent, node, source, aliases) ?? false;
}

/** Whether an expression is what a part of it is. */
function isSameValue(parent: Node, node: Node): boolean {
  switch (parent.type) {
    case AST_NODE_TYPES.LogicalExpression:
      return parent.operator !== '&&' || parent.right === node;
    case AST_NODE_TYPES.ConditionalExpression:
      return parent.test !== node;
    case AST_NODE_TYPES.AwaitExpression:
      return true;
    default:
      return withoutWrappers(parent) === withoutWrappers(node);
  }
}

/** What an expression around a body shows of it. */
const USES: ByNodeType<[Node, SourceCode, number], boolean> = {
  [AST_NODE_TYPES.MemberExpression]: (parent, node, source, aliases) =>
    parent.object === node && isLargeMember(source, parent, aliases),
  [AST_NODE_TYPES.ForOfStatement]: (parent, node) => parent.right === node,
  [AST_NODE_TYPES.ForInStatement]: (parent, node) => parent.right === node,
  [AST_NODE_TYPES.SpreadElement]: ({ parent }) => parent.type !== AST_NODE_TYPES.ObjectExpression,
  [AST_NODE_TYPES.CallExpression]: (parent, node, source, aliases) =>
    parent.callee !== node && isGivenWhole(source, parent, aliases),
  [AST_NODE_TYPES.NewExpression]: (parent, node, source, aliases) =>
    parent.callee !== node && isGivenWhole(source, parent, aliases),
  [AST_NODE_TYPES.VariableDeclarator]: (parent, node, source, aliases) =>
    parent.init === node && isLargeIn(source, parent.id, aliases),
  [AST_NODE_TYPES.AssignmentExpression]: (parent, node, source, aliases) =>
    parent.right === node && isLargeIn(source, parent.left, aliases),
};

/** `data.items.map(…)`, `data.html` */
function isLargeMember(
  source: SourceCode,
  member: TSESTree.MemberExpression,
  aliases: number,
): boolean {
  const name = propertyName(source, member);
  if (name === undefined) return false;
  if (callOf(member)) return elementParameter(name) !== undefined;
  return namesLargeBody(name) || isLargeAt(source, member, aliases);
}

/** `Object.entries(data)`, `cheerio.load(data)`, `fs.writeFile(path, data)` */
function isGivenWhole(
  source: SourceCode,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  aliases: number,
): boolean {
  const { callee } = call;
  const name =
    callee.type === AST_NODE_TYPES.MemberExpression
      ? propertyName(source, callee)
      : callee.type === AST_NODE_TYPES.Identifier
        ? callee.name
        : undefined;
  if (name === undefined) return false;
  if (isJsonParse(source, callee)) return isLargeAt(source, call, aliases);
  const isListing =
    callee.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, callee.object, 'Object') &&
    ['entries', 'keys', 'values'].includes(name);
  if (isListing) return isLargeAt(source, call, aliases);
  return takesLargeBody(name);
}

/** Whether a name or a pattern that a body is given to shows that it is large. */
function isLargeIn(source: SourceCode, pattern: Node, aliases: number): boolean {
  switch (pattern.type) {
    case AST_NODE_TYPES.AssignmentPattern:
      return isLargeIn(source, pattern.left, aliases);
    case AST_NODE_TYPES.ObjectPattern:
      return pattern.properties.some((property) => {
        if (property.type !== AST_NODE_TYPES.Property) return false;
        const name = propertyName(source, property);
        return (
          (name !== undefined && namesLargeBody(name)) || isLargeIn(source, property.value, aliases)
        );
      });
    case AST_NODE_TYPES.Identifier:
      return (
        aliases < MAX_ALIASES &&
        namesAt(source, pattern).some(({ reads }) =>
          reads.some((read) => isLargeAt(source, read, aliases + 1)),
        )
      );
    default:
      return false;
  }
}

/** `JSON.parse(response.body)` */
function isJsonParse(source: SourceCode, callee: Node): boolean {
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, callee.object, 'JSON') &&
    propertyName(source, callee) === 'parse'
  );
}
