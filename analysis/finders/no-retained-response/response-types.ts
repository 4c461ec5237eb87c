/**
 * What the type that a file writes for a response allows. Written types alone: no checker runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ResponseBinding } from '../../responses/response-flow.ts';
import {
  declarationOf,
  isAssignedTo,
  type MemberUse,
  type ResponseUse,
} from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed, variableOf } from '../../syntax/bindings.ts';
import { isIdentifierNamed, withoutWrappers } from '../../syntax/nodes.ts';

/** How many types one response may lead through; beyond, it may be anything. */
const MAX_TYPES = 200;

/** The names of the types of a response. */
type TypeNames = readonly string[];

interface Shape {
  /** Whether it has parts that a test tells from each other. */
  readonly isUnion: boolean;
  /** Whether every part has all the members of a response. */
  readonly isResponse: boolean;
  /** Whether it may be something else: a part is none, or another file says what it is. */
  readonly isOpen: boolean;
}

const RESPONSE: Shape = { isUnion: false, isResponse: true, isOpen: false };
const OPEN: Shape = { isUnion: false, isResponse: false, isOpen: true };

/** Why the types that a response is given would not fit a pattern of its members. */
export function whyNotTyped(
  source: SourceCode,
  binding: ResponseBinding,
  uses: readonly ResponseUse[],
): string | undefined {
  const { name } = binding.identifier;
  const types = new WrittenTypes(source, binding.held.model.response.types);
  const shapes = [
    ...typesOf(binding).map((type) => types.shapeOf(type)),
    ...(clientTypeOf(source, binding) ? [OPEN] : []),
  ];
  if (!shapes.some(({ isUnion, isOpen }) => isUnion || isOpen)) return undefined;
  const reads = uses.filter((use): use is MemberUse => use.kind === 'member');
  const isTested =
    uses.some(({ kind }) => kind === 'guard') ||
    reads.some(
      ({ access, reference }) =>
        access.optional || reference.parent.type === AST_NODE_TYPES.TSNonNullExpression,
    );
  if (isTested && shapes.some(({ isOpen }) => isOpen))
    return `\`${name}\` may be \`undefined\` by its type: correct the type, or take the parts that are needed in its place, as in \`const data = (await …)?.data\``;
  if (new Set(reads.map(({ member }) => member)).size < 2) return undefined;
  if (shapes.some(({ isUnion, isOpen }) => isUnion && isOpen))
    return `\`${name}\` may be something else than a response by its type: correct the type, or test it and destructure it there`;
  // TypeScript narrows one name of a pattern by another since 4.6, if nothing assigns to them: with `const`, and as parameters.
  const kind = declarationOf(binding.identifier)?.kind;
  const isConstant =
    (kind === undefined || kind === 'const') && !reads.some(({ access }) => isAssignedTo(access));
  return isConstant
    ? undefined
    : `\`${name}\` may be of several types, and TypeScript narrows the names of a pattern only with \`const\`: declare it with \`const\`, and assign its parts to other variables`;
}

/** Whether the body may be set to `null` by the types: they are `any`, or there are none. */
export function mayBeNull(binding: ResponseBinding): boolean {
  const body = binding.held.request?.typeArguments?.params[0];
  return (
    (!body || body.type === AST_NODE_TYPES.TSAnyKeyword) &&
    typesOf(binding).every((type) => isOfAny(type, binding.held.model.response.types))
  );
}

function isOfAny(type: TSESTree.TypeNode, names: TypeNames): boolean {
  if (type.type === AST_NODE_TYPES.TSAnyKeyword) return true;
  if (type.type !== AST_NODE_TYPES.TSTypeReference || !isResponse(type, names)) return false;
  const body = type.typeArguments?.params[0];
  return !body || body.type === AST_NODE_TYPES.TSAnyKeyword;
}

/** The types that are written for a response: beside its name, on the way to it, and as the second argument of the request. */
function typesOf({ identifier, held }: ResponseBinding): TSESTree.TypeNode[] {
  const asked = held.request?.typeArguments?.params[1];
  const { parent } = identifier;
  // `const [first, second]: [Res, Res] = …`: the type of a list is not taken apart, and may say anything of its elements.
  const target = parent.type === AST_NODE_TYPES.ArrayPattern ? parent : identifier;
  const declarator = target.parent;
  const asserted =
    declarator.type === AST_NODE_TYPES.VariableDeclarator && declarator.init
      ? assertionsIn(declarator.init)
      : [];
  return [
    ...(target.typeAnnotation ? [target.typeAnnotation.typeAnnotation] : []),
    ...asserted,
    ...(asked ? [asked] : []),
  ];
}

/** The type that a file writes for the client of a request, if it is not one of axios. */
function clientTypeOf(
  source: SourceCode,
  { held }: ResponseBinding,
): TSESTree.TypeNode | undefined {
  const callee = held.request && withoutWrappers(held.request.callee);
  const client =
    callee?.type === AST_NODE_TYPES.MemberExpression ? withoutWrappers(callee.object) : callee;
  const declared =
    client?.type === AST_NODE_TYPES.Identifier
      ? variableOf(source, client)?.identifiers[0]
      : undefined;
  const type =
    declared?.type === AST_NODE_TYPES.Identifier
      ? declared.typeAnnotation?.typeAnnotation
      : undefined;
  return type && !/^(?:\w+\.)?Axios(?:Instance|Static)?$/u.test(source.getText(type))
    ? type
    : undefined;
}

/** `(await axios.get(url)) as Res`, `await (axios.get(url) as Promise<Res>)` */
function assertionsIn(init: Node): TSESTree.TypeNode[] {
  switch (init.type) {
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
      return [init.typeAnnotation, ...assertionsIn(init.expression)];
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
      return assertionsIn(init.expression);
    case AST_NODE_TYPES.AwaitExpression:
      return assertionsIn(init.argument);
    default:
      return [];
  }
}

function isResponse({ typeName }: TSESTree.TSTypeReference, names: TypeNames): boolean {
  const name = typeName.type === AST_NODE_TYPES.TSQualifiedName ? typeName.right : typeName;
  return name.type === AST_NODE_TYPES.Identifier && names.includes(name.name);
}

/** The types that a file writes for responses of one client. */
class WrittenTypes {
  readonly #source: SourceCode;
  readonly #names: TypeNames;
  readonly #known = new Map<Node, Shape>();

  constructor(source: SourceCode, names: TypeNames) {
    this.#source = source;
    this.#names = names;
  }

  shapeOf(type: TSESTree.TypeNode): Shape {
    let shape = this.#known.get(type);
    if (!shape && this.#known.size > MAX_TYPES) return OPEN;
    if (!shape) {
      // A type that leads back to itself is none that we know.
      this.#known.set(type, OPEN);
      this.#known.set(type, (shape = this.#find(type)));
    }
    return shape;
  }

  #find(type: TSESTree.TypeNode): Shape {
    switch (type.type) {
      case AST_NODE_TYPES.TSAnyKeyword:
        return RESPONSE;
      case AST_NODE_TYPES.TSTypeLiteral:
        return { ...RESPONSE, isResponse: false };
      case AST_NODE_TYPES.TSUnionType: {
        const parts = type.types.map((part) => this.shapeOf(part));
        return {
          isUnion: true,
          isResponse: parts.every(({ isResponse }) => isResponse),
          isOpen: parts.some(({ isOpen, isResponse }) => isOpen || !isResponse),
        };
      }
      case AST_NODE_TYPES.TSIntersectionType: {
        const parts = type.types.map((part) => this.shapeOf(part));
        return {
          isUnion: parts.some(({ isUnion }) => isUnion),
          isResponse: parts.some(({ isResponse }) => isResponse),
          isOpen: parts.some(({ isOpen }) => isOpen),
        };
      }
      case AST_NODE_TYPES.TSTypeReference:
        return this.#ofReference(type);
      default:
        return OPEN;
    }
  }

  #ofReference(type: TSESTree.TSTypeReference): Shape {
    if (isResponse(type, this.#names)) return RESPONSE;
    const { typeName } = type;
    if (typeName.type !== AST_NODE_TYPES.Identifier) return OPEN;
    const promised = typeName.name === 'Promise' ? type.typeArguments?.params[0] : undefined;
    if (promised) return this.shapeOf(promised);
    const definition: Node | undefined = variableNamed(this.#source, typeName.name, typeName)
      ?.defs[0]?.node;
    if (definition?.type === AST_NODE_TYPES.TSInterfaceDeclaration)
      return {
        ...RESPONSE,
        isResponse: definition.extends.some(({ expression }) =>
          this.#names.some((name) => isIdentifierNamed(expression, name)),
        ),
      };
    return definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration
      ? this.shapeOf(definition.typeAnnotation)
      : OPEN;
  }
}
