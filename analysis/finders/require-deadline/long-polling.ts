/**
 * Requests that ask their server to wait before it answers.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { InstanceCreation } from '../../clients/client-identity.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { walk } from '../../syntax/traversal.ts';
import { asksToWait, asksToWaitIn } from '../../vocabulary/wait-parameters.ts';

/** `get(url, { params: { timeout: 50 } })`, `` get(`${url}?wait=5m`) ``, `{ headers: { Prefer: 'wait=10' } }`: where it is written in the call. */
export function isLongPoll(source: SourceCode, call: InstanceCreation): boolean {
  return call.arguments.some((argument) => {
    let found = false;
    walk(source, argument, (node) => {
      found ||= isWait(source, node);
      return !isFunction(node);
    });
    return found;
  });
}

function isWait(source: SourceCode, node: Node): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
      return typeof node.value === 'string' && asksToWaitIn(node.value);
    case AST_NODE_TYPES.TemplateElement:
      return asksToWaitIn(node.value.cooked ?? '');
    case AST_NODE_TYPES.Property:
      return asksToWait(propertyName(source, node) ?? '') && isOfParams(source, node);
    default:
      return false;
  }
}

/** `params: { timeout: 50 }` */
function isOfParams(source: SourceCode, { parent }: TSESTree.Property): boolean {
  const owner = parent.parent;
  return owner.type === AST_NODE_TYPES.Property && propertyName(source, owner) === 'params';
}
