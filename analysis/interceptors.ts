/**
 * What request interceptors set on every config that passes them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Client, ClientResolver } from './axios-clients.ts';
import { propertyName } from './bindings.ts';
import type { SourceCode } from './finding.ts';
import { isFunction, nodesOf, walk, withoutWrappers, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

export interface RequestInterceptor {
  readonly clients: readonly Client[];
  /** The properties that it sets, whatever the object. */
  readonly names: ReadonlySet<string>;
}

/** The functions of `client.interceptors.request.use(…)` calls, where they stand in this file. */
export function requestInterceptors(source: SourceCode, resolver: ClientResolver): RequestInterceptor[] {
  const found: RequestInterceptor[] = [];
  for (const call of nodesOf(source, AST_NODE_TYPES.CallExpression)) {
    const owner = ownerOfInterceptor(source, call);
    const [handler] = call.arguments;
    if (!owner || !handler || handler.type === AST_NODE_TYPES.SpreadElement) continue;
    const names = new Set<string>();
    for (const value of valuesOf(source, handler)) {
      if (value.kind === 'node' && isFunction(value.node)) for (const name of namesSetIn(source, value.node)) names.add(name);
    }
    found.push({ clients: resolver.clientsOf(owner).clients, names });
  }
  return found;
}

/** `X` of `X.interceptors.request.use(…)`. */
function ownerOfInterceptor(source: SourceCode, call: TSESTree.CallExpression): Node | undefined {
  let node: Node = withoutWrappers(call.callee);
  for (const name of ['use', 'request', 'interceptors']) {
    if (node.type !== AST_NODE_TYPES.MemberExpression || propertyName(source, node) !== name) return undefined;
    node = withoutWrappers(node.object);
  }
  return node;
}

/** The properties that a function assigns or writes in literals, whatever the object. */
function namesSetIn(source: SourceCode, fn: Node): Set<string> {
  const names = new Set<string>();
  walk(source, fn, (node) => {
    if (node.type === AST_NODE_TYPES.AssignmentExpression && node.left.type === AST_NODE_TYPES.MemberExpression) {
      names.add(propertyName(source, node.left) ?? '');
    } else if (node.type === AST_NODE_TYPES.Property) names.add(propertyName(source, node) ?? '');
  });
  return names;
}
