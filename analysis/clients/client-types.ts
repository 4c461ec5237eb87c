/**
 * Whether a parameter is a client by the type that is written for it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isClass } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { AXIOS } from './models/axios.ts';
import { HTTP_SERVICE } from './nest-http.ts';

/** Types that say that a value is a client. */
const CLIENT_TYPES: ReadonlySet<string> = new Set(Object.keys(AXIOS.types));

/** What types of clients are called: axios's own, `ReturnType<typeof axios.create>`, an interface that a project has for its clients. */
const MAY_TYPE_CLIENT = /axios|http|client|api|typeof/iu;

/** A parameter or a field, with the type that is written for it. */
export type TypedNode = TSESTree.Identifier | TSESTree.PropertyDefinition;

/** `@Inject(HttpService) private readonly http: HttpService;`: a field that somebody else gives its value. */
export function injectedField(
  source: SourceCode,
  node: Node,
): TSESTree.PropertyDefinition | undefined {
  if (
    node.type !== AST_NODE_TYPES.MemberExpression ||
    node.object.type !== AST_NODE_TYPES.ThisExpression
  )
    return undefined;
  const owner = ownerOfThis(node.object)?.node;
  if (!owner || !isClass(owner)) return undefined;
  return owner.body.body.find(
    (member): member is TSESTree.PropertyDefinition =>
      member.type === AST_NODE_TYPES.PropertyDefinition &&
      member.value === null &&
      propertyName(source, member) === propertyName(source, node),
  );
}

/**
 * `client: AxiosInstance`, `client: axios.AxiosInstance`
 * @param isAxios whether a name that qualifies a type stands for axios
 */
export function isTypedAsClient(
  source: SourceCode,
  parameter: TypedNode,
  isAxios: (name: Node) => boolean,
): boolean {
  const annotation = parameter.typeAnnotation?.typeAnnotation;
  if (annotation?.type !== AST_NODE_TYPES.TSTypeReference) return false;
  const name = annotation.typeName;
  if (name.type === AST_NODE_TYPES.Identifier) {
    const definition = variableOf(source, name)?.defs[0]?.node as Node | undefined;
    return (
      definition?.type === AST_NODE_TYPES.ImportSpecifier &&
      definition.imported.type === AST_NODE_TYPES.Identifier &&
      isClientType(
        (definition.parent as TSESTree.ImportDeclaration).source.value,
        definition.imported.name,
      )
    );
  }
  return (
    name.type === AST_NODE_TYPES.TSQualifiedName &&
    CLIENT_TYPES.has(name.right.name) &&
    isAxios(name.left)
  );
}

function isClientType(module: string, name: string): boolean {
  return module === AXIOS.module
    ? CLIENT_TYPES.has(name)
    : module === HTTP_SERVICE.module && name === HTTP_SERVICE.name;
}

/** `cache: NodeCache`, `url: string`: a type of its own says that it is no client. */
export function isTypedOtherwise(source: SourceCode, parameter: TSESTree.Identifier): boolean {
  const type = parameter.typeAnnotation?.typeAnnotation;
  if (
    !type ||
    type.type === AST_NODE_TYPES.TSAnyKeyword ||
    type.type === AST_NODE_TYPES.TSUnknownKeyword
  )
    return false;
  return !MAY_TYPE_CLIENT.test(source.getText(type));
}
