/**
 * Whether a written type lets a value be `undefined` or `null`: `LRUCache<K extends {}, V extends {}>` takes no such type
 * (TS2344).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableNamed } from '../syntax/bindings.ts';
import { isFunction, isIdentifierNamed, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { returnedBy } from '../syntax/traversal.ts';
import { canCompleteNormally } from './control-flow.ts';

/** `unknown`: a name of another file, or a form of type that is not followed. */
export type Nullability = 'never' | 'maybe' | 'unknown';

/** How many names one type may lead through. */
const MAX_STEPS = 20;

/** Timers of the language's hosts: what they give back is there. */
const TIMERS = /^set(?:Timeout|Interval|Immediate)$/u;

/** Names of other files' types that are made to be nothing at times, or that JSON's `null` is one of. */
const NULLISH_BY_NAME =
  /^(?:Maybe|Option|Optional|Nullable|Nullish|Undefinable|ReactNode|InputMaybe|Json\w*|JSON\w*)$|Or(?:Null|Undefined|Nothing)$/u;

/** What is known of a type that another module exports. */
export type TypeElsewhere = (module: string, name: string) => Nullability;

/** By its name alone: a package seldom exports an alias that lets a value be nothing. */
export function nullabilityByName(name: string): Nullability {
  return NULLISH_BY_NAME.test(name) ? 'maybe' : 'never';
}

export function nullability(
  source: SourceCode,
  type: TSESTree.TypeNode,
  elsewhere: TypeElsewhere,
): Nullability {
  return ofType(type, { source, elsewhere, given: new Map(), steps: 0 });
}

/** The same of what a file exports by a name, whatever the parameters of an alias stand for. */
export function nullabilityOfExport(
  source: SourceCode,
  name: string,
  elsewhere: TypeElsewhere,
): Nullability {
  for (const statement of source.ast.body) {
    const declared =
      statement.type === AST_NODE_TYPES.ExportNamedDeclaration ? statement.declaration : statement;
    if (statement.type === AST_NODE_TYPES.ExportNamedDeclaration && statement.source) {
      const again = statement.specifiers.find(({ exported }) => isIdentifierNamed(exported, name));
      if (again?.local.type === AST_NODE_TYPES.Identifier)
        return elsewhere(statement.source.value, again.local.name);
    }
    if (!declared || !('id' in declared) || !declared.id || !isIdentifierNamed(declared.id, name))
      continue;
    return declared.type === AST_NODE_TYPES.TSTypeAliasDeclaration
      ? ofAlias(declared, { source, elsewhere })
      : 'never';
  }
  return 'unknown';
}

/** What a type is read with. */
interface Reading {
  readonly source: SourceCode;
  readonly elsewhere: TypeElsewhere;
  /** What the parameters of an alias stand for. */
  readonly given: ReadonlyMap<string, Nullability>;
  /** How many names have led here. */
  readonly steps: number;
}

function deeper(at: Reading): Reading {
  return { ...at, steps: at.steps + 1 };
}

function ofAlias(
  { typeAnnotation, typeParameters }: TSESTree.TSTypeAliasDeclaration,
  file: Pick<Reading, 'source' | 'elsewhere'>,
): Nullability {
  const given = new Map(
    typeParameters?.params.map(({ name }): [string, Nullability] => [name.name, 'never']),
  );
  return ofType(typeAnnotation, { ...file, given, steps: 0 });
}

function ofType(type: TSESTree.TypeNode, at: Reading): Nullability {
  if (at.steps > MAX_STEPS) return 'unknown';
  const inner = (other: TSESTree.TypeNode) => ofType(other, deeper(at));
  switch (type.type) {
    case AST_NODE_TYPES.TSUndefinedKeyword:
    case AST_NODE_TYPES.TSNullKeyword:
    case AST_NODE_TYPES.TSVoidKeyword:
    case AST_NODE_TYPES.TSUnknownKeyword:
      return 'maybe';
    case AST_NODE_TYPES.TSUnionType:
      return worst(type.types.map(inner));
    case AST_NODE_TYPES.TSIntersectionType:
      return type.types.map(inner).includes('never') ? 'never' : worst(type.types.map(inner));
    case AST_NODE_TYPES.TSConditionalType:
      return worst([inner(type.trueType), inner(type.falseType)]);
    case AST_NODE_TYPES.TSIndexedAccessType:
      return ofMember(type.objectType, type.indexType, at);
    case AST_NODE_TYPES.TSTypeReference:
      return ofReference(type, at);
    case AST_NODE_TYPES.TSTypeQuery:
      return ofValue(type.exprName, at);
    case AST_NODE_TYPES.TSImportType:
    case AST_NODE_TYPES.TSInferType:
      return 'unknown';
    default:
      return 'never';
  }
}

function ofReference(reference: TSESTree.TSTypeReference, at: Reading): Nullability {
  const { typeName } = reference;
  // `Enum.Member`, `http.Server`, `NodeJS.Timeout`
  if (typeName.type !== AST_NODE_TYPES.Identifier) return 'never';
  const definition = definitionOf(typeName, at);
  switch (definition?.type) {
    case AST_NODE_TYPES.TSTypeAliasDeclaration:
      return ofAppliedAlias(definition, reference, at);
    case AST_NODE_TYPES.TSTypeParameter:
      return (
        at.given.get(typeName.name) ??
        (definition.constraint ? ofType(definition.constraint, deeper(at)) : 'maybe')
      );
    case AST_NODE_TYPES.ImportSpecifier:
      return ofImport(definition, reference, at);
    case AST_NODE_TYPES.ImportDefaultSpecifier:
      return at.elsewhere(definition.parent.source.value, 'default') === 'maybe'
        ? 'maybe'
        : nullabilityByName(typeName.name);
    case undefined:
      return ofUtilityType(typeName.name, reference.typeArguments?.params ?? [], at);
    default:
      // A class, an interface, an enum.
      return 'never';
  }
}

/** `Page<User>` of `type Page<T> = …` */
function ofAppliedAlias(
  { typeAnnotation, typeParameters }: TSESTree.TSTypeAliasDeclaration,
  { typeArguments }: TSESTree.TSTypeReference,
  at: Reading,
): Nullability {
  const given = (typeParameters?.params ?? []).map(
    ({ name, default: fallback }, index): [string, Nullability] => {
      const argument = typeArguments?.params[index];
      if (argument) return [name.name, ofType(argument, deeper(at))];
      const withoutNames = { ...deeper(at), given: new Map<string, Nullability>() };
      return [name.name, fallback ? ofType(fallback, withoutNames) : 'unknown'];
    },
  );
  return ofType(typeAnnotation, { ...deeper(at), given: new Map(given) });
}

function ofImport(
  { parent, imported }: TSESTree.ImportSpecifier,
  { typeArguments }: TSESTree.TSTypeReference,
  at: Reading,
): Nullability {
  const found =
    parent.type === AST_NODE_TYPES.ImportDeclaration && imported.type === AST_NODE_TYPES.Identifier
      ? at.elsewhere(parent.source.value, imported.name)
      : 'unknown';
  const mayBeGivenNothing =
    typeArguments?.params.some((argument) => ofType(argument, deeper(at)) !== 'never') ?? false;
  return found === 'never' && mayBeGivenNothing ? 'unknown' : found;
}

/** A type that the file does not declare: one of the language's own, or what its name says. */
function ofUtilityType(
  name: string,
  [first, second]: readonly TSESTree.TypeNode[],
  at: Reading,
): Nullability {
  if (first === undefined) return nullabilityByName(name);
  switch (name) {
    case 'Awaited':
      return ofAwaited(first, at);
    case 'ReturnType':
      return ofReturn(first, at, { isAwaited: false });
    case 'Readonly':
      return ofType(first, deeper(at));
    case 'Exclude':
      return ofExclude(first, second, at);
    case 'Extract': {
      const all = ofType(first, deeper(at));
      if (!second || all === 'never') return all;
      return ofType(second, deeper(at)) === 'never' ? 'never' : all;
    }
    default:
      return nullabilityByName(name);
  }
}

/** `Exclude<T, undefined>` */
function ofExclude(
  type: TSESTree.TypeNode,
  by: TSESTree.TypeNode | undefined,
  at: Reading,
): Nullability {
  const all = ofType(type, deeper(at));
  if (!by || all === 'never') return all;
  const excluded = new Set(
    (by.type === AST_NODE_TYPES.TSUnionType ? by.types : [by]).map((part) => part.type),
  );
  if (type.type === AST_NODE_TYPES.TSUnionType)
    return worst(
      type.types.filter((part) => !excluded.has(part.type)).map((part) => ofType(part, deeper(at))),
    );
  return excluded.has(AST_NODE_TYPES.TSUndefinedKeyword) &&
    excluded.has(AST_NODE_TYPES.TSNullKeyword)
    ? 'never'
    : 'unknown';
}

/** `Item['bar']`, `Partial<Item>['bar']`, `Record<string, Item>[string]`, `Item[]`[number] */
function ofMember(object: TSESTree.TypeNode, index: TSESTree.TypeNode, at: Reading): Nullability {
  if (at.steps > MAX_STEPS) return 'unknown';
  switch (object.type) {
    case AST_NODE_TYPES.TSArrayType:
      return ofType(object.elementType, deeper(at));
    case AST_NODE_TYPES.TSTypeOperator:
      return object.typeAnnotation ? ofMember(object.typeAnnotation, index, deeper(at)) : 'unknown';
    case AST_NODE_TYPES.TSTypeLiteral:
      return ofKey(object.members, index, at);
    case AST_NODE_TYPES.TSTypeReference:
      return ofMemberOfNamed(object, index, at);
    default:
      return 'unknown';
  }
}

function ofMemberOfNamed(
  { typeName, typeArguments }: TSESTree.TSTypeReference,
  index: TSESTree.TypeNode,
  at: Reading,
): Nullability {
  if (typeName.type !== AST_NODE_TYPES.Identifier) return 'unknown';
  const definition = definitionOf(typeName, at);
  switch (definition?.type) {
    case AST_NODE_TYPES.TSInterfaceDeclaration:
    case AST_NODE_TYPES.ClassDeclaration:
      return ofKey(definition.body.body, index, at);
    case AST_NODE_TYPES.TSTypeAliasDeclaration:
      return definition.typeParameters
        ? 'unknown'
        : ofMember(definition.typeAnnotation, index, deeper(at));
    case undefined:
      return ofMemberOfUtilityType(typeName.name, typeArguments?.params ?? [], index, at);
    default:
      return 'unknown';
  }
}

function ofMemberOfUtilityType(
  name: string,
  [first, second]: readonly TSESTree.TypeNode[],
  index: TSESTree.TypeNode,
  at: Reading,
): Nullability {
  if (!first) return 'unknown';
  switch (name) {
    case 'Partial':
      return 'maybe';
    case 'Readonly':
    case 'Pick':
    case 'Omit':
      return ofMember(first, index, deeper(at));
    case 'Record':
      return second ? ofType(second, deeper(at)) : 'unknown';
    case 'Array':
    case 'ReadonlyArray':
      return ofType(first, deeper(at));
    default:
      return 'unknown';
  }
}

function ofKey(members: readonly Node[], index: TSESTree.TypeNode, at: Reading): Nullability {
  const key =
    index.type === AST_NODE_TYPES.TSLiteralType ? literalString(index.literal) : undefined;
  if (key === undefined) {
    const signature = members.find((member) => member.type === AST_NODE_TYPES.TSIndexSignature);
    return signature?.typeAnnotation
      ? ofType(signature.typeAnnotation.typeAnnotation, deeper(at))
      : 'unknown';
  }
  const member = members.find(
    (candidate) => 'key' in candidate && propertyName(at.source, candidate as never) === key,
  );
  if (
    member?.type === AST_NODE_TYPES.TSMethodSignature ||
    member?.type === AST_NODE_TYPES.MethodDefinition
  )
    return 'optional' in member && member.optional ? 'maybe' : 'never';
  if (
    member?.type !== AST_NODE_TYPES.TSPropertySignature &&
    member?.type !== AST_NODE_TYPES.PropertyDefinition
  )
    return 'unknown';
  if (member.optional) return 'maybe';
  return member.typeAnnotation
    ? ofType(member.typeAnnotation.typeAnnotation, deeper(at))
    : 'unknown';
}

/** `Awaited<ReturnType<typeof load>>`, `Awaited<Promise<T>>` */
function ofAwaited(type: TSESTree.TypeNode, at: Reading): Nullability {
  if (at.steps > MAX_STEPS) return 'unknown';
  if (
    type.type === AST_NODE_TYPES.TSTypeReference &&
    type.typeName.type === AST_NODE_TYPES.Identifier &&
    !definitionOf(type.typeName, at)
  ) {
    const [first] = type.typeArguments?.params ?? [];
    if (first && /^Promise(?:Like)?$/u.test(type.typeName.name))
      return ofAwaited(first, deeper(at));
    if (first && type.typeName.name === 'ReturnType')
      return ofReturn(first, deeper(at), { isAwaited: true });
  }
  const definition =
    type.type === AST_NODE_TYPES.TSTypeReference ? definitionOf(type.typeName, at) : undefined;
  if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration)
    return definition.typeParameters ? 'unknown' : ofAwaited(definition.typeAnnotation, deeper(at));
  const found = ofType(type, deeper(at));
  // What another file exports may be a promise.
  return found === 'never' && definition?.type === AST_NODE_TYPES.ImportSpecifier
    ? 'unknown'
    : found;
}

/** What a function gives: by its written type, or by what it returns. */
function ofReturn(
  type: TSESTree.TypeNode,
  at: Reading,
  { isAwaited }: { readonly isAwaited: boolean },
): Nullability {
  const of = isAwaited ? ofAwaited : ofType;
  if (type.type === AST_NODE_TYPES.TSFunctionType && type.returnType)
    return of(type.returnType.typeAnnotation, deeper(at));
  if (type.type !== AST_NODE_TYPES.TSTypeQuery || type.exprName.type !== AST_NODE_TYPES.Identifier)
    return 'unknown';
  const definition = definitionOf(type.exprName, at);
  if (!definition) return TIMERS.test(type.exprName.name) ? 'never' : 'unknown';
  const made =
    definition.type === AST_NODE_TYPES.VariableDeclarator && definition.init
      ? withoutWrappers(definition.init)
      : definition;
  if (!isFunction(made)) return 'unknown';
  if (made.async && !isAwaited) return 'never';
  const written = made.returnType?.typeAnnotation;
  if (written) return of(written, deeper(at));
  return made.generator ? 'never' : ofBody(made, at);
}

/** Whether a function is seen to return something on every path. */
function ofBody(fn: FunctionNode, { source }: Reading): Nullability {
  if (fn.body.type === AST_NODE_TYPES.BlockStatement && canCompleteNormally(fn.body))
    return 'maybe';
  const returned = returnedBy(source, fn);
  return returned.length > 0 && returned.every(isSomething) ? 'never' : 'unknown';
}

/** `typeof DEFAULTS` */
function ofValue(name: Node, at: Reading): Nullability {
  const definition = name.type === AST_NODE_TYPES.Identifier ? definitionOf(name, at) : undefined;
  if (definition?.type !== AST_NODE_TYPES.VariableDeclarator)
    return definition && definition.type !== AST_NODE_TYPES.ImportSpecifier ? 'never' : 'unknown';
  const written = definition.id.typeAnnotation?.typeAnnotation;
  if (written) return ofType(written, deeper(at));
  return definition.init && isSomething(definition.init) ? 'never' : 'unknown';
}

function definitionOf(name: Node, { source }: Reading): Node | undefined {
  if (name.type !== AST_NODE_TYPES.Identifier) return undefined;
  return variableNamed(source, name.name, name)?.defs[0]?.node;
}

function worst(parts: readonly Nullability[]): Nullability {
  return (
    parts.find((part) => part === 'maybe') ?? parts.find((part) => part === 'unknown') ?? 'never'
  );
}

/** An expression whose form says that it is neither `undefined` nor `null`. */
function isSomething(expression: Node): boolean {
  const node = withoutWrappers(expression);
  switch (node.type) {
    case AST_NODE_TYPES.ObjectExpression:
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.TemplateLiteral:
    case AST_NODE_TYPES.ArrowFunctionExpression:
    case AST_NODE_TYPES.FunctionExpression:
    case AST_NODE_TYPES.BinaryExpression:
      return true;
    case AST_NODE_TYPES.Literal:
      return node.raw !== 'null';
    default:
      return false;
  }
}
