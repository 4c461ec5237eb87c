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
import { goesOn } from './control-flow.ts';

/** `unknown`: a name of another file, or a form of type that is not followed. */
export type Nothingness = 'never' | 'maybe' | 'unknown';

/** How many names one type may lead through. */
const MAX_STEPS = 20;

/** Timers of the language's hosts: what they give back is there. */
const TIMERS = /^set(?:Timeout|Interval|Immediate)$/u;

/** Names of other files' types that are made to be nothing at times, or that JSON's `null` is one of. */
const NOTHING_BY_NAME =
  /^(?:Maybe|Option|Optional|Nullable|Nullish|Undefinable|ReactNode|InputMaybe|Json\w*|JSON\w*)$|Or(?:Null|Undefined|Nothing)$/u;

/** What is known of a type that another module exports. */
export type TypeElsewhere = (module: string, name: string) => Nothingness;

/** By its name alone: a package seldom exports an alias that lets a value be nothing. */
export function nothingnessByName(name: string): Nothingness {
  return NOTHING_BY_NAME.test(name) ? 'maybe' : 'never';
}

export function nothingness(
  source: SourceCode,
  type: TSESTree.TypeNode,
  elsewhere: TypeElsewhere,
): Nothingness {
  return new TypeReader(source, elsewhere).of(type, new Map(), 0);
}

/** The same of what a file exports by a name, whatever the parameters of an alias stand for. */
export function nothingnessOfExport(
  source: SourceCode,
  name: string,
  elsewhere: TypeElsewhere,
): Nothingness {
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
      ? new TypeReader(source, elsewhere).ofAlias(declared)
      : 'never';
  }
  return 'unknown';
}

/** What the parameters of an alias stand for. */
type Arguments = ReadonlyMap<string, Nothingness>;

class TypeReader {
  readonly #source: SourceCode;
  readonly #elsewhere: TypeElsewhere;

  constructor(source: SourceCode, elsewhere: TypeElsewhere) {
    this.#source = source;
    this.#elsewhere = elsewhere;
  }

  ofAlias({ typeAnnotation, typeParameters }: TSESTree.TSTypeAliasDeclaration): Nothingness {
    return this.of(
      typeAnnotation,
      new Map(typeParameters?.params.map(({ name }) => [name.name, 'never'])),
      0,
    );
  }

  of(type: TSESTree.TypeNode, given: Arguments, steps: number): Nothingness {
    if (steps > MAX_STEPS) return 'unknown';
    const inner = (other: TSESTree.TypeNode) => this.of(other, given, steps + 1);
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
        return this.#ofMember(type.objectType, type.indexType, given, steps);
      case AST_NODE_TYPES.TSTypeReference:
        return this.#ofReference(type, given, steps);
      case AST_NODE_TYPES.TSTypeQuery:
        return this.#ofValue(type.exprName, given, steps);
      case AST_NODE_TYPES.TSImportType:
      case AST_NODE_TYPES.TSInferType:
        return 'unknown';
      default:
        return 'never';
    }
  }

  #ofReference(
    { typeName, typeArguments }: TSESTree.TSTypeReference,
    given: Arguments,
    steps: number,
  ): Nothingness {
    // `Enum.Member`, `http.Server`, `NodeJS.Timeout`
    if (typeName.type !== AST_NODE_TYPES.Identifier) return 'never';
    const { name } = typeName;
    const definition = this.#definitionOf(typeName);
    const [first] = typeArguments?.params ?? [];
    switch (definition?.type) {
      case AST_NODE_TYPES.TSTypeAliasDeclaration: {
        const parameters = definition.typeParameters?.params ?? [];
        const passed = parameters.map(
          ({ name: parameter, default: fallback }, index): [string, Nothingness] => {
            const argument = typeArguments?.params[index];
            return [
              parameter.name,
              argument
                ? this.of(argument, given, steps + 1)
                : fallback
                  ? this.of(fallback, new Map(), steps + 1)
                  : 'unknown',
            ];
          },
        );
        return this.of(definition.typeAnnotation, new Map(passed), steps + 1);
      }
      case AST_NODE_TYPES.TSTypeParameter:
        return (
          given.get(name) ??
          (definition.constraint ? this.of(definition.constraint, given, steps + 1) : 'maybe')
        );
      case AST_NODE_TYPES.ImportSpecifier: {
        const { parent, imported } = definition;
        const found =
          parent.type === AST_NODE_TYPES.ImportDeclaration &&
          imported.type === AST_NODE_TYPES.Identifier
            ? this.#elsewhere(parent.source.value, imported.name)
            : 'unknown';
        const mayBeGivenNothing =
          typeArguments?.params.some(
            (argument) => this.of(argument, given, steps + 1) !== 'never',
          ) ?? false;
        return found === 'never' && mayBeGivenNothing ? 'unknown' : found;
      }
      case AST_NODE_TYPES.ImportDefaultSpecifier:
        return this.#elsewhere(definition.parent.source.value, 'default') === 'maybe'
          ? 'maybe'
          : nothingnessByName(name);
      case undefined:
        break;
      default:
        // A class, an interface, an enum.
        return 'never';
    }
    if (first && (name === 'Awaited' || name === 'ReturnType'))
      return name === 'Awaited'
        ? this.#ofAwaited(first, given, steps)
        : this.#ofReturn(first, given, steps, false);
    if (first && name === 'Readonly') return this.of(first, given, steps + 1);
    if (first && (name === 'Exclude' || name === 'Extract'))
      return this.#ofParts(first, typeArguments?.params[1], name, given, steps);
    return nothingnessByName(name);
  }

  /** `Exclude<T, undefined>`, `Extract<T, object>` */
  #ofParts(
    type: TSESTree.TypeNode,
    by: TSESTree.TypeNode | undefined,
    name: 'Exclude' | 'Extract',
    given: Arguments,
    steps: number,
  ): Nothingness {
    const all = this.of(type, given, steps + 1);
    if (!by || all === 'never') return all;
    if (name === 'Extract') return this.of(by, given, steps + 1) === 'never' ? 'never' : all;
    const excluded = new Set(
      (by.type === AST_NODE_TYPES.TSUnionType ? by.types : [by]).map((part) => part.type),
    );
    if (type.type === AST_NODE_TYPES.TSUnionType)
      return worst(
        type.types
          .filter((part) => !excluded.has(part.type))
          .map((part) => this.of(part, given, steps + 1)),
      );
    return excluded.has(AST_NODE_TYPES.TSUndefinedKeyword) &&
      excluded.has(AST_NODE_TYPES.TSNullKeyword)
      ? 'never'
      : 'unknown';
  }

  /** `Item['bar']`, `Partial<Item>['bar']`, `Record<string, Item>[string]`, `Item[]`[number] */
  #ofMember(
    object: TSESTree.TypeNode,
    index: TSESTree.TypeNode,
    given: Arguments,
    steps: number,
  ): Nothingness {
    if (steps > MAX_STEPS) return 'unknown';
    if (object.type === AST_NODE_TYPES.TSArrayType)
      return this.of(object.elementType, given, steps + 1);
    if (object.type === AST_NODE_TYPES.TSTypeOperator && object.typeAnnotation)
      return this.#ofMember(object.typeAnnotation, index, given, steps + 1);
    if (object.type === AST_NODE_TYPES.TSTypeLiteral)
      return this.#ofKey(object.members, index, given, steps);
    if (
      object.type !== AST_NODE_TYPES.TSTypeReference ||
      object.typeName.type !== AST_NODE_TYPES.Identifier
    )
      return 'unknown';
    const { name } = object.typeName;
    const definition = this.#definitionOf(object.typeName);
    if (definition?.type === AST_NODE_TYPES.TSInterfaceDeclaration)
      return this.#ofKey(definition.body.body, index, given, steps);
    if (definition?.type === AST_NODE_TYPES.ClassDeclaration)
      return this.#ofKey(definition.body.body, index, given, steps);
    if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration && !definition.typeParameters)
      return this.#ofMember(definition.typeAnnotation, index, given, steps + 1);
    const [first, second] = object.typeArguments?.params ?? [];
    if (definition || !first) return 'unknown';
    if (name === 'Partial') return 'maybe';
    if (name === 'Readonly' || name === 'Pick' || name === 'Omit')
      return this.#ofMember(first, index, given, steps + 1);
    if (name === 'Record' && second) return this.of(second, given, steps + 1);
    return name === 'Array' || name === 'ReadonlyArray'
      ? this.of(first, given, steps + 1)
      : 'unknown';
  }

  #ofKey(
    members: readonly Node[],
    index: TSESTree.TypeNode,
    given: Arguments,
    steps: number,
  ): Nothingness {
    const key =
      index.type === AST_NODE_TYPES.TSLiteralType ? literalString(index.literal) : undefined;
    if (key === undefined) {
      const signature = members.find((member) => member.type === AST_NODE_TYPES.TSIndexSignature);
      return signature?.typeAnnotation
        ? this.of(signature.typeAnnotation.typeAnnotation, given, steps + 1)
        : 'unknown';
    }
    const member = members.find(
      (candidate) => 'key' in candidate && propertyName(this.#source, candidate as never) === key,
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
      ? this.of(member.typeAnnotation.typeAnnotation, given, steps + 1)
      : 'unknown';
  }

  /** `Awaited<ReturnType<typeof load>>`, `Awaited<Promise<T>>` */
  #ofAwaited(type: TSESTree.TypeNode, given: Arguments, steps: number): Nothingness {
    if (steps > MAX_STEPS) return 'unknown';
    if (
      type.type === AST_NODE_TYPES.TSTypeReference &&
      type.typeName.type === AST_NODE_TYPES.Identifier &&
      !this.#definitionOf(type.typeName)
    ) {
      const [first] = type.typeArguments?.params ?? [];
      if (first && /^Promise(?:Like)?$/u.test(type.typeName.name))
        return this.#ofAwaited(first, given, steps + 1);
      if (first && type.typeName.name === 'ReturnType')
        return this.#ofReturn(first, given, steps + 1, true);
    }
    const definition =
      type.type === AST_NODE_TYPES.TSTypeReference ? this.#definitionOf(type.typeName) : undefined;
    if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration)
      return definition.typeParameters
        ? 'unknown'
        : this.#ofAwaited(definition.typeAnnotation, given, steps + 1);
    const found = this.of(type, given, steps + 1);
    // What another file exports may be a promise.
    return found === 'never' && definition?.type === AST_NODE_TYPES.ImportSpecifier
      ? 'unknown'
      : found;
  }

  /** What a function gives: by its written type, or by what it returns. */
  #ofReturn(
    type: TSESTree.TypeNode,
    given: Arguments,
    steps: number,
    isAwaited: boolean,
  ): Nothingness {
    if (type.type === AST_NODE_TYPES.TSFunctionType && type.returnType)
      return isAwaited
        ? this.#ofAwaited(type.returnType.typeAnnotation, given, steps + 1)
        : this.of(type.returnType.typeAnnotation, given, steps + 1);
    if (
      type.type !== AST_NODE_TYPES.TSTypeQuery ||
      type.exprName.type !== AST_NODE_TYPES.Identifier
    )
      return 'unknown';
    const { name } = type.exprName;
    const definition = this.#definitionOf(type.exprName);
    if (!definition) return TIMERS.test(name) ? 'never' : 'unknown';
    const made =
      definition.type === AST_NODE_TYPES.VariableDeclarator && definition.init
        ? withoutWrappers(definition.init)
        : definition;
    if (!isFunction(made)) return 'unknown';
    if (made.async && !isAwaited) return 'never';
    const written = made.returnType?.typeAnnotation;
    if (written)
      return isAwaited
        ? this.#ofAwaited(written, given, steps + 1)
        : this.of(written, given, steps + 1);
    return made.generator ? 'never' : this.#ofBody(made);
  }

  /** Whether a function is seen to return something on every path. */
  #ofBody(fn: FunctionNode): Nothingness {
    if (fn.body.type === AST_NODE_TYPES.BlockStatement && goesOn(fn.body)) return 'maybe';
    const returned = returnedBy(this.#source, fn);
    return returned.length > 0 && returned.every(isSomething) ? 'never' : 'unknown';
  }

  /** `typeof DEFAULTS` */
  #ofValue(name: Node, given: Arguments, steps: number): Nothingness {
    const definition =
      name.type === AST_NODE_TYPES.Identifier ? this.#definitionOf(name) : undefined;
    if (definition?.type !== AST_NODE_TYPES.VariableDeclarator)
      return definition && definition.type !== AST_NODE_TYPES.ImportSpecifier ? 'never' : 'unknown';
    const written = definition.id.typeAnnotation?.typeAnnotation;
    if (written) return this.of(written, given, steps + 1);
    return definition.init && isSomething(definition.init) ? 'never' : 'unknown';
  }

  #definitionOf(name: Node): Node | undefined {
    if (name.type !== AST_NODE_TYPES.Identifier) return undefined;
    return variableNamed(this.#source, name.name, name)?.defs[0]?.node;
  }
}

function worst(parts: readonly Nothingness[]): Nothingness {
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
