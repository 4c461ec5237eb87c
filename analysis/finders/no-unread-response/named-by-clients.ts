/**
 * Whether clients of a server name the host that it asks: such a host refuses with a page of any length, where the store of an
 * application or the API of a platform has some words.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../flow/call-graph.ts';
import { keyOrigin } from '../../keys/key-origin.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { nodeKeyOf } from '../../syntax/node-keys.ts';
import type { FetchFile } from './fetch-file.ts';

/**
 * @param data the expressions by which data names the host (request-host.ts)
 * @returns whether a request, a message or a command brings it, as far as the callers of all files are seen, or a function is
 * given it that nobody in the project calls
 */
export function isNamedByClients(file: FetchFile, data: readonly Node[]): boolean {
  const { source } = file;
  const loaded = data.find(({ type }) => type === AST_NODE_TYPES.AwaitExpression);
  if (data.some((node) => ATTACHED.test(source.getText(node)))) return false;
  if (loaded) return isOfRequest(file, loaded as TSESTree.AwaitExpression);
  return data.some(
    (node) => (isNamed(node) && isFromOutside(file, node)) || isOfUnseenCallers(file, node),
  );
}

/** `await req.json()`: the client's; not `await db.media.find(req.params.id)`. */
function isOfRequest(file: FetchFile, { argument }: TSESTree.AwaitExpression): boolean {
  const call = withoutWrappers(argument);
  return (
    call.type === AST_NODE_TYPES.CallExpression &&
    call.callee.type === AST_NODE_TYPES.MemberExpression &&
    isFromOutside(file, call.callee.object)
  );
}

function isFromOutside({ source, project }: FetchFile, node: Node): boolean {
  return keyOrigin(source, node, project).by === 'outside';
}

/** What is attached to a message lies in the store of whoever delivers it: `attachment.url`. */
const ATTACHED = /attachments?\b/iu;

function isNamed({ type }: Node): boolean {
  return type === AST_NODE_TYPES.Identifier || type === AST_NODE_TYPES.MemberExpression;
}

/** Whether it is a parameter of a function that a file exports which no other loads. */
function isOfUnseenCallers({ source, project }: FetchFile, node: Node): boolean {
  const fn = functionGiven(source, node);
  if (!fn || !callersOf(source, fn).isExported) return false;
  return project.runsElsewhere(nodeKeyOf(source, fn), []).loadedBy === 'nobody';
}

function functionGiven(source: SourceCode, node: Node): FunctionNode | undefined {
  if (node.type !== AST_NODE_TYPES.Identifier) return undefined;
  return variableOf(source, node)
    ?.defs.map((definition) => definition.node)
    .find(isFunction);
}
