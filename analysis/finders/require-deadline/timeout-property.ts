/**
 * The `timeout` that a config names itself.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ConfigArgument } from '../../clients/requests.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { propertyName } from '../../syntax/references.ts';

/** The last property of that name in a config literal. */
export function timeoutIn(
  source: SourceCode,
  config: ConfigArgument,
): TSESTree.Property | undefined {
  if (config.kind !== 'literal') return undefined;
  return config.node.properties.findLast(
    (property): property is TSESTree.Property =>
      property.type === AST_NODE_TYPES.Property && propertyName(source, property) === 'timeout',
  );
}
