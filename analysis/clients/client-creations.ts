/**
 * The calls of a file that make clients, and where each takes its config.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';
import { ancestorsOf, nodesOf } from '../syntax/traversal.ts';
import type { InstanceCreation } from './client-identity.ts';
import type { ClientResolver } from './clients.ts';
import { configOfCreation } from './nest-http.ts';
import type { ConfigArgument } from './requests.ts';

/** `axios.create(…)`, `new Axios(…)`, `HttpModule.register(…)` */
export function creationsIn(source: SourceCode, resolver: ClientResolver): InstanceCreation[] {
  return [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ].filter((node) => resolver.creationOf(node) !== undefined);
}

/** What stands where a call that makes a client takes its config. */
export function configArgumentOfClient(source: SourceCode, node: InstanceCreation): ConfigArgument {
  const argument = configOfCreation(source, node);
  if (argument === 'hidden')
    return { kind: 'hidden', reason: 'a function makes the config: change it there' };
  if (!argument) return { kind: 'absent', missing: 0 };
  if (argument.type === AST_NODE_TYPES.SpreadElement)
    return { kind: 'hidden', reason: 'the arguments are spread: write them out' };
  const inner = withoutWrappers(argument);
  return inner.type === AST_NODE_TYPES.ObjectExpression
    ? { kind: 'literal', node: inner }
    : { kind: 'expression', node: argument };
}

/** The variable, field or property that a client is made for: `const client = rateLimit(axios.create())`. */
export function nameOfClient(source: SourceCode, node: Node): string | undefined {
  for (const around of ancestorsOf(node)) {
    switch (around.type) {
      case AST_NODE_TYPES.VariableDeclarator:
        return oneLine(source, around.id);
      case AST_NODE_TYPES.AssignmentExpression:
        return oneLine(source, around.left);
      case AST_NODE_TYPES.PropertyDefinition:
      case AST_NODE_TYPES.Property:
        return propertyName(source, around);
      default:
        if (!isTransparent(around)) return undefined;
    }
  }
  return undefined;
}

function isTransparent(node: Node): boolean {
  return (
    withoutWrappers(node) !== node ||
    node.type === AST_NODE_TYPES.AwaitExpression ||
    node.type === AST_NODE_TYPES.LogicalExpression ||
    node.type === AST_NODE_TYPES.CallExpression
  );
}
