/**
 * Whether a key is an object that ends: the request, connection or message that a handler is given, or what is made on the way.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../../../flow/access-paths.ts';
import { callersOf } from '../../../flow/call-graph.ts';
import { valuesOf } from '../../../flow/values.ts';
import { callbackRole } from '../../../lifetime/callback-roles.ts';
import type { FunctionNode, Node, SourceCode } from '../../../source/source-code.ts';
import { writesTo } from '../../../syntax/assignments.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../../../syntax/nodes.ts';
import { calledName } from '../../../syntax/references.ts';
import { functionAround } from '../../../syntax/traversal.ts';
import { isResourceClass } from '../../../vocabulary/resource-names.ts';
import { beginsObject, handlesObjects, isBeginning } from '../../../vocabulary/server-modules.ts';

/** How many functions one answer leads out through. */
const MAX_CALLERS = 3;

export function isObjectThatEnds(source: SourceCode, key: Node, callers = MAX_CALLERS): boolean {
  const node = withoutWrappers(key);
  if (MADE.has(node.type)) return functionAround(node) !== undefined;
  if (node.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = variableOf(source, node);
  const [definition] = variable?.defs ?? [];
  if (!variable || !definition || variable.defs.length > 1) return false;
  if (writesTo(variable).length > 0) return false;
  const declared = definition.node as Node;
  if (definition.type === 'Parameter' && isFunction(declared))
    return isEndingParameter(source, declared, definition.name, callers);
  return (
    declared.type === AST_NODE_TYPES.VariableDeclarator &&
    declared.id === definition.name &&
    declared.init !== null &&
    isObjectThatEnds(source, declared.init, callers)
  );
}

/** What makes an object. */
const MADE: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
]);

function isEndingParameter(
  source: SourceCode,
  fn: FunctionNode,
  name: Node,
  callers: number,
): boolean {
  const index = fn.params.findIndex((parameter) => parameter === name);
  if (index < 0) return false;
  const position = { index, parameters: fn.params.length };
  const type = (name as TSESTree.Identifier).typeAnnotation?.typeAnnotation;
  if (type) return isObjectType(source, type);
  const call = fn.parent;
  if (call.type === AST_NODE_TYPES.CallExpression && call.callee !== fn)
    return isOfHandler(source, call, fn, position);
  const { calls, values, isExported } = callersOf(source, fn);
  return (
    callers > 0 &&
    !isExported &&
    calls.length > 0 &&
    calls.every((one) => {
      const argument = one.arguments[index];
      return argument !== undefined && isObjectThatEnds(source, argument, callers - 1);
    }) &&
    values.every((value) => {
      const given = value.parent;
      return (
        given?.type === AST_NODE_TYPES.CallExpression &&
        given.callee !== value &&
        isOfHandler(source, given, value, position)
      );
    })
  );
}

/** `req: IncomingMessage`, `socket: net.Socket`; a type of another module than that of a server may be a text, whatever its name. */
function isObjectType(source: SourceCode, type: TSESTree.TypeNode, types = MAX_TYPES): boolean {
  if (type.type === AST_NODE_TYPES.TSTypeLiteral) return true;
  if (type.type !== AST_NODE_TYPES.TSTypeReference || types === 0) return false;
  const { typeName } = type;
  const root = rootOfName(typeName);
  if (root) {
    const [definition] = variableOf(source, root)?.defs ?? [];
    const declared = definition?.node as Node | undefined;
    switch (declared?.type) {
      case undefined:
      case AST_NODE_TYPES.ClassDeclaration:
      case AST_NODE_TYPES.TSInterfaceDeclaration:
        break;
      case AST_NODE_TYPES.TSTypeAliasDeclaration:
        return isObjectType(source, declared.typeAnnotation, types - 1);
      case AST_NODE_TYPES.ImportSpecifier:
      case AST_NODE_TYPES.ImportDefaultSpecifier:
      case AST_NODE_TYPES.ImportNamespaceSpecifier:
        if (!handlesObjects((declared.parent as TSESTree.ImportDeclaration).source.value))
          return false;
        break;
      default:
        return false;
    }
  }
  const name = lastNameOf(typeName);
  return isResourceClass(name) || /(?:Request|Response|Reply|Message|Context)$/u.test(name);
}

function rootOfName(name: TSESTree.EntityName): TSESTree.Identifier | undefined {
  if (name.type === AST_NODE_TYPES.TSQualifiedName) return rootOfName(name.left);
  return name.type === AST_NODE_TYPES.Identifier ? name : undefined;
}

function lastNameOf(name: TSESTree.EntityName): string {
  if (name.type === AST_NODE_TYPES.Identifier) return name.name;
  return name.type === AST_NODE_TYPES.TSQualifiedName ? name.right.name : '';
}

/** How many aliases of types one answer leads through. */
const MAX_TYPES = 5;

/** Whether a handler is given an object for each request or connection at a position. */
function isOfHandler(
  source: SourceCode,
  call: TSESTree.CallExpression,
  handler: Node,
  { index, parameters }: { readonly index: number; readonly parameters: number },
): boolean {
  const role = callbackRole(source, call, handler);
  if (role.kind !== 'handler') return false;
  const { event } = role;
  if (event !== undefined)
    return (
      index === 0 &&
      isBeginning(event) &&
      isOfServer(source, call, (module) => beginsObject(event, module))
    );
  // An error, which may be anything, comes first where there are four.
  const first = parameters === 4 ? 1 : 0;
  if (index < first || index > first + 1) return false;
  // `app.use((req, res, next) => …)`: whether requests or messages come by, each is an object.
  if (calledName(source, call.callee) === 'use') return isOfServer(source, call, handlesObjects);
  return (
    role.waitsFor === 'requests' &&
    (isOfServer(source, call, handlesObjects) || isOfRouterParameter(source, call))
  );
}

/** Whether a call is one of something that a module makes, as far as the file tells; a name that it does not declare tells nothing. */
function isOfServer(
  source: SourceCode,
  { callee }: TSESTree.CallExpression,
  isKnown: (module: string) => boolean,
): boolean {
  const server = serverIn(callee);
  if (server.type === AST_NODE_TYPES.Identifier && !variableOf(source, server)?.defs.length)
    return true;
  const values = valuesOf(source, server);
  return (
    values.length > 0 &&
    values.every((value) => {
      const ways = accessPaths(source, value);
      return ways.length > 0 && ways.every(({ module }) => isKnown(module));
    })
  );
}

/** `(app) => { app.get('/', (req, res) => …); }` */
function isOfRouterParameter(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  const server = serverIn(callee);
  return (
    server.type === AST_NODE_TYPES.Identifier &&
    /^(?:app|fastify|router|server)$/u.test(server.name) &&
    variableOf(source, server)?.defs[0]?.type === 'Parameter'
  );
}

/** `http` of `http.createServer`, `createServer` by itself */
function serverIn(callee: Node): Node {
  const node = withoutWrappers(callee);
  return node.type === AST_NODE_TYPES.MemberExpression ? withoutWrappers(node.object) : node;
}
