/**
 * The calls of clients that read the bodies of their responses by themselves, got the first of them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { ReadingModel } from './models/client-model.ts';
import { READING_CLIENTS } from './models/registry.ts';

export interface ReadingCall {
  readonly node: TSESTree.CallExpression;
  readonly model: ReadingModel;
  /** Whether its response may be a stream. */
  readonly mayStream: boolean;
}

export function readingCalls(source: SourceCode): ReadingCall[] {
  const models = READING_CLIENTS.filter(({ exports }) =>
    Object.keys(exports).some((module) => source.text.includes(module)),
  );
  if (models.length === 0) return [];
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((node) => {
    const called = calledReader(source, node.callee);
    if (!called) return [];
    const { exports, properties } = called.model.streams;
    const text = source.getText(node);
    const mayStream =
      exports.includes(called.name) || properties.some((property) => text.includes(property));
    return [{ node, model: called.model, mayStream }];
  });
}

/** Which client a callee is of, and its name there, if it is nothing else. */
export function calledReader(
  source: SourceCode,
  callee: Node,
): { readonly model: ReadingModel; readonly name: string } | undefined {
  const called = withoutWrappers(callee);
  if (called.type !== AST_NODE_TYPES.Identifier && called.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const [value, ...others] = valuesOf(source, called);
  if (value?.kind !== 'module' || others.length > 0) return undefined;
  const name = value.path.join('.');
  const model = READING_CLIENTS.find(({ exports }) => exports[value.module]?.includes(name));
  return model && { model, name };
}
