/**
 * Transports of the Model Context Protocol over Streamable HTTP: they close when the client sends DELETE, and a client
 * that vanishes sends none (@modelcontextprotocol/sdk 1.x, `server/streamableHttp.js`).
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { calledName, propertyName } from '../../syntax/references.ts';

/** Whether what registers the handler of an end does so with a transport over Streamable HTTP. */
export function isStreamableTransport(source: SourceCode, by: Node): boolean {
  if (!source.text.includes('StreamableHTTP')) return false;
  if (by.type === AST_NODE_TYPES.Property) return propertyName(source, by) === 'onsessionclosed';
  const object =
    by.type === AST_NODE_TYPES.AssignmentExpression
      ? by.left
      : by.type === AST_NODE_TYPES.CallExpression
        ? by.callee
        : undefined;
  if (object?.type !== AST_NODE_TYPES.MemberExpression) return false;
  const made = valuesOf(source, object.object).flatMap((value) =>
    value.kind === 'node' && value.node.type === AST_NODE_TYPES.NewExpression
      ? [calledName(source, value.node.callee)]
      : [],
  );
  return made.length > 0
    ? made.some((name) => name.includes('StreamableHTTP'))
    : /transport|server$/iu.test(source.getText(object.object)) &&
        !source.text.includes('SSEServerTransport');
}
