/**
 * What is looked up in a configuration, by names: `options.prefixes[prefix]`, `getServiceConfig(name)`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { configures } from '../vocabulary/slow-keys.ts';
import { wordsOf } from '../vocabulary/words.ts';

/** Whether an expression leads through what is configured: `options.prefixes`, `this.config`. */
export function isConfigured(source: SourceCode, expression: Node): boolean {
  const node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.Identifier) return saysConfiguration(node.name);
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    (saysConfiguration(propertyName(source, node) ?? '') || isConfigured(source, node.object))
  );
}

/** `getServiceConfig(name)`, `findSettings(name)`: nothing for a name that is not configured. */
export function looksUpConfiguration(
  source: SourceCode,
  { callee, arguments: { length } }: TSESTree.CallExpression,
): boolean {
  const name = calledName(source, withoutWrappers(callee));
  return length === 1 && /^(?:get|find|lookup)(?=[A-Z])/u.test(name) && saysConfiguration(name);
}

function saysConfiguration(name: string): boolean {
  return configures(wordsOf(name).at(-1) ?? '');
}
