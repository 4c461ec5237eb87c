/**
 * Calls that write a log, and keep nothing of what they are given.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from './nodes.ts';
import { propertyName } from './references.ts';

const LOGS = /^(?:console|log|logger|debug)$/iu;

/** `console.warn`, `req.log.info`, `this.logger.debug` */
export function isLog(source: SourceCode, callee: Node): boolean {
  for (
    let node = callee;
    node.type === AST_NODE_TYPES.MemberExpression;
    node = withoutWrappers(node.object)
  ) {
    const { object } = node;
    const name =
      object.type === AST_NODE_TYPES.Identifier
        ? object.name
        : object.type === AST_NODE_TYPES.MemberExpression
          ? propertyName(source, object)
          : undefined;
    if (name !== undefined && LOGS.test(name)) return true;
  }
  return false;
}
