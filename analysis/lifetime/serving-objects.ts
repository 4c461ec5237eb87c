/**
 * Objects that serve as long as what they start or are plugged into: servers, bots, plugins, and not what stands for one
 * connection.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { patternOf } from '../flow/call-sites.ts';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { constructorOf, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { contains, functionAround } from '../syntax/traversal.ts';
import { servesWithPort } from '../vocabulary/lasting-work.ts';
import { isRequestLike } from './callback-roles.ts';
import { isStartup } from './function-forms.ts';
import type { Keepers } from './keepers.ts';
import type { Lifetime, LifetimeQueries } from './lifetime-queries.ts';
import { startsWork } from './service-start.ts';

interface MadeElsewhere {
  readonly owner: ClassNode;
  readonly keepers: Keepers;
  readonly elsewhere: Lifetime;
}

/** An instance that starts what goes on, a server or a timer, lives as long as that, unless it is of one connection. */
export function startedElsewhere(
  source: SourceCode,
  { owner, keepers, elsewhere }: MadeElsewhere,
  project: LifetimeQueries,
): Lifetime | undefined {
  if (elsewhere.kind === 'lasting' || isOfConnection(owner)) return undefined;
  const isKept =
    keepers.registrations.length > 0 || keepers.loops || startsWork(source, owner.body);
  if (!isKept && keepers.handed.length === 0) return undefined;
  const made = project.callsElsewhere(nodeKeyOf(source, constructorOf(owner) ?? owner));
  if (made?.kind === 'often') return undefined;
  if (isKept && made?.kind === 'once')
    return { kind: 'lasting', why: `${made.by} makes it, and it starts what goes on` };
  if (startsWork(source, owner.body) && made)
    return { kind: 'lasting', why: 'it starts what goes on' };
  return elsewhere.kind === 'short'
    ? { kind: 'unknown', why: 'it hands functions of its own to code that is not seen' }
    : undefined;
}

/** Parameters and names of what lives as long as one connection, one request or one piece of work. */
const OF_CONNECTION =
  /(?:socket|conn(?:ection)?|^ws|client|peer|session|stream|req(?:uest)?|res(?:ponse)?|transport|channel|job|task|message|ctx|context)$/iu;

/** Whether instances of a class stand for a connection each, by its name or by what its constructor takes. */
export function isOfConnection(owner: ClassNode): boolean {
  const parameters = constructorOf(owner)?.params ?? [];
  return (
    OF_CONNECTION.test(owner.id?.name ?? '') ||
    parameters.some((parameter) => {
      const name = patternOf(parameter);
      return name.type === AST_NODE_TYPES.Identifier && OF_CONNECTION.test(name.name);
    })
  );
}

/** `export default function (host) { host.on('message', () => …); }`: what a plugin gives its host stays. */
export function isOfHost(source: SourceCode, { callee }: Call, made: readonly Node[]): boolean {
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const host = withoutWrappers(callee.object);
  const variable = host.type === AST_NODE_TYPES.Identifier ? variableOf(source, host) : undefined;
  const [definition] = variable?.defs ?? [];
  return (
    host.type === AST_NODE_TYPES.Identifier &&
    definition?.type === 'Parameter' &&
    !OF_CONNECTION.test(host.name) &&
    !isRequestLike(source, definition.name as TSESTree.Identifier) &&
    made.some((site) => functionAround(site) === (definition.node as Node)) &&
    callersOf(source, definition.node as FunctionNode).isExported
  );
}

/** `exports.initialize = (env) => { env.find = (id) => …; }`: what a start-up function is given stays, with all that it has. */
export function isOfStart(
  source: SourceCode,
  holder: TSESTree.Identifier,
  made: readonly Node[],
): boolean {
  const [definition] = variableOf(source, holder)?.defs ?? [];
  if (definition?.type !== 'Parameter') return false;
  const fn = definition.node as FunctionNode;
  const { isExported, name } = callersOf(source, fn);
  return (
    isExported &&
    name !== undefined &&
    isStartup(fn, name) &&
    !OF_CONNECTION.test(holder.name) &&
    !isRequestLike(source, definition.name as TSESTree.Identifier) &&
    made.some((site) => contains(fn, site))
  );
}

/** `new Bridge(config).run(port)`, `const server = new Server(); await server.start({ port })`: it serves from there on. */
export function isStartedWithPort(source: SourceCode, made: Node): boolean {
  const { parent } = made;
  const variable =
    parent?.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.id.type === AST_NODE_TYPES.Identifier
      ? variableOf(source, parent.id)
      : undefined;
  const names = variable?.references.map(({ identifier }) => identifier) ?? [made];
  return names.some((name) => isStartWithPort(source, name.parent));
}

function isStartWithPort(source: SourceCode, member: Node | undefined): boolean {
  if (
    member?.type !== AST_NODE_TYPES.MemberExpression ||
    member.parent.type !== AST_NODE_TYPES.CallExpression ||
    member.parent.callee !== member ||
    !servesWithPort(propertyName(source, member) ?? '')
  )
    return false;
  return member.parent.arguments.some((argument) =>
    /(?:^|\W|_)port\b|Port\b|PORT\b/u.test(source.getText(argument)),
  );
}
