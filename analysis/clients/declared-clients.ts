/**
 * The types under which a file calls its clients: one of its own may take no config where axios does (TS2554, TS2353).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { variableNamed, variableOf } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { constructorOf, isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, someNode } from '../syntax/traversal.ts';

/** Types that take a config wherever axios does. */
const CLIENTS = /^Axios(?:\w*(?:Instance|Static|Client))?$/u;

/** The type of a parameter that takes a config. */
const CONFIGS = /^(?:Internal|Raw)?Axios(?:Request|Xhr)Config$/u;

/** How many names and aliases one type may lead through. */
const MAX_STEPS = 10;

/** The type that is written for the client of a call, or for its method, unless it is one that takes a config; undefined if none is seen. */
export function typeWithoutConfig(source: SourceCode, callee: Node): Node | undefined {
  const called = withoutWrappers(callee);
  const method =
    called.type === AST_NODE_TYPES.MemberExpression ? propertyName(source, called) : undefined;
  const type = writtenType(
    source,
    called.type === AST_NODE_TYPES.MemberExpression ? called.object : callee,
    0,
  );
  return type && !takesConfig(source, type, method, 0) ? type : undefined;
}

/** The type that is written where an expression comes from. */
function writtenType(source: SourceCode, expression: Node, steps: number): Node | undefined {
  if (steps > MAX_STEPS) return undefined;
  const inner = (node: Node) => writtenType(source, node, steps + 1);
  const typeOf = functionFor(WRITTEN_TYPES, expression);
  if (typeOf) return typeOf(expression, source, inner);
  const unwrapped = withoutWrappers(expression);
  return unwrapped === expression ? undefined : inner(unwrapped);
}

type InnerType = (node: Node) => Node | undefined;

const WRITTEN_TYPES: ByNodeType<[source: SourceCode, inner: InnerType], Node | undefined> = {
  [AST_NODE_TYPES.TSAsExpression]: ({ typeAnnotation }) => typeAnnotation,
  [AST_NODE_TYPES.TSTypeAssertion]: ({ typeAnnotation }) => typeAnnotation,
  [AST_NODE_TYPES.MemberExpression]: (member, source, inner) => {
    const field =
      member.object.type === AST_NODE_TYPES.ThisExpression ? fieldOf(source, member) : undefined;
    if (!field) return inner(member.object);
    const annotation = annotationOf(field);
    if (annotation) return annotation;
    return field.type === AST_NODE_TYPES.PropertyDefinition && field.value
      ? inner(field.value)
      : undefined;
  },
  [AST_NODE_TYPES.Identifier]: (name, source, inner) => {
    const variable = variableOf(source, name);
    const definition = variable?.defs[0]?.node as Node | undefined;
    if (definition?.type === AST_NODE_TYPES.VariableDeclarator)
      return annotationOf(definition.id) ?? (definition.init ? inner(definition.init) : undefined);
    return variable?.identifiers.map(annotationOf).find((annotation) => annotation !== undefined);
  },
  [AST_NODE_TYPES.CallExpression]: ({ callee }, source) => {
    const called = withoutWrappers(callee);
    const definition =
      called.type === AST_NODE_TYPES.Identifier
        ? (variableOf(source, called)?.defs[0]?.node as Node | undefined)
        : undefined;
    const made =
      definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
        ? withoutWrappers(definition.init)
        : definition;
    return made && isFunction(made) ? made.returnType?.typeAnnotation : undefined;
  },
};

/** The type of a name, a pattern or a field. espree's nodes have none. */
function annotationOf(node: Node): Node | undefined {
  const annotated: { readonly typeAnnotation?: { readonly typeAnnotation: Node } | null } =
    node as never;
  return annotated.typeAnnotation?.typeAnnotation;
}

/** What declares `this.http`: a field, or a parameter of the constructor. */
function fieldOf(source: SourceCode, member: TSESTree.MemberExpression): Node | undefined {
  const name = propertyName(source, member);
  const owner = [...ancestorsOf(member)].find((ancestor): ancestor is ClassNode =>
    isClass(ancestor),
  );
  if (!owner || name === undefined) return undefined;
  const field = owner.body.body.find(
    (candidate) =>
      candidate.type === AST_NODE_TYPES.PropertyDefinition &&
      propertyName(source, candidate) === name,
  );
  if (field) return field;
  const parameters = (constructorOf(owner)?.params ?? []).flatMap((parameter) =>
    parameter.type === AST_NODE_TYPES.TSParameterProperty ? [nameIn(parameter)] : [],
  );
  return parameters.find(
    (parameter) => parameter.type === AST_NODE_TYPES.Identifier && parameter.name === name,
  );
}

function nameIn({ parameter }: TSESTree.TSParameterProperty): Node {
  return parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
}

/** @param method undefined for what is called itself */
function takesConfig(
  source: SourceCode,
  type: Node,
  method: string | undefined,
  steps: number,
): boolean {
  if (steps > MAX_STEPS) return false;
  const takes = (other: Node) => takesConfig(source, other, method, steps + 1);
  switch (type.type) {
    case AST_NODE_TYPES.TSAnyKeyword:
    case AST_NODE_TYPES.TSTypeQuery:
      return true;
    case AST_NODE_TYPES.TSUnionType:
      return type.types.every((part) => isNullishType(part) || takes(part));
    case AST_NODE_TYPES.TSIntersectionType:
      return type.types.some(takes);
    case AST_NODE_TYPES.TSTypeLiteral:
      return areIn(source, type.members, method);
    case AST_NODE_TYPES.TSFunctionType:
      return type.params.some((parameter) => namesAny(source, parameter, CONFIGS));
    case AST_NODE_TYPES.TSTypeReference:
      return isOfConfigTaker(source, type, method, takes);
    default:
      return namesAny(source, type, CLIENTS);
  }
}

/** @param takes whether another type takes a config */
function isOfConfigTaker(
  source: SourceCode,
  { typeName, typeArguments }: TSESTree.TSTypeReference,
  method: string | undefined,
  takes: (type: Node) => boolean,
): boolean {
  const last = typeName.type === AST_NODE_TYPES.TSQualifiedName ? typeName.right : typeName;
  const definition =
    typeName.type === AST_NODE_TYPES.Identifier
      ? (variableNamed(source, typeName.name, typeName)?.defs[0]?.node as Node | undefined)
      : undefined;
  if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration)
    return takes(definition.typeAnnotation);
  if (definition?.type === AST_NODE_TYPES.TSInterfaceDeclaration)
    return (
      areIn(source, definition.body.body, method) ||
      definition.extends.some((parent) => namesAny(source, parent, CLIENTS))
    );
  return (
    (last.type === AST_NODE_TYPES.Identifier && CLIENTS.test(last.name)) ||
    (typeArguments?.params.some(
      (argument) => argument.type === AST_NODE_TYPES.TSTypeQuery || takes(argument),
    ) ??
      false)
  );
}

function isNullishType({ type }: Node): boolean {
  return type === AST_NODE_TYPES.TSUndefinedKeyword || type === AST_NODE_TYPES.TSNullKeyword;
}

/** Whether members say of a method that it takes a config, or hold a client. */
function areIn(
  source: SourceCode,
  members: readonly TSESTree.TypeElement[],
  method: string | undefined,
): boolean {
  const own = members.filter((member) =>
    method === undefined
      ? member.type === AST_NODE_TYPES.TSCallSignatureDeclaration
      : 'key' in member && propertyName(source, member as never) === method,
  );
  return own.length > 0
    ? own.some((member) => namesAny(source, member, CONFIGS))
    : members.some((member) => namesAny(source, member, CLIENTS));
}

function namesAny(source: SourceCode, root: Node, pattern: RegExp): boolean {
  return someNode(
    source,
    root,
    (node) =>
      (node.type === AST_NODE_TYPES.Identifier && pattern.test(node.name)) ||
      node.type === AST_NODE_TYPES.TSTypeQuery,
  );
}
