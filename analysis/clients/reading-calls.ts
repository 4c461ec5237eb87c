/**
 * The calls of clients that read the bodies of their responses by themselves, got the first of them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { moduleOfInstance } from './made-instances.ts';
import type { ReadingModel } from './models/client-model.ts';
import { namesModule } from './named-modules.ts';
import { READING_CLIENTS } from './models/registry.ts';

export interface ReadingCall {
  readonly node: TSESTree.CallExpression;
  readonly model: ReadingModel;
  /** Whether its response may be a stream. */
  readonly mayStream: boolean;
  /** Whether its value is a stream. */
  readonly isStream: boolean;
}

/** Whether a text can call one of them. */
export function mayCallReader(text: string): boolean {
  return READING_CLIENTS.some(({ exports }) =>
    Object.keys(exports).some((module) => namesModule(text, module)),
  );
}

export function readingCalls(source: SourceCode): ReadingCall[] {
  if (!mayCallReader(source.text)) return [];
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((node) => {
    const called = calledReader(source, node.callee);
    if (!called) return [];
    const { exports, properties, only } = called.model.streams;
    const text = source.getText(node);
    const mayStream =
      exports.includes(called.name) || properties.some((property) => text.includes(property));
    return [{ node, model: called.model, mayStream, isStream: called.name === only }];
  });
}

interface CalledReader {
  readonly model: ReadingModel;
  readonly name: string;
}

/** Which client a callee is of, and its name there, if it is nothing else. */
export function calledReader(source: SourceCode, callee: Node): CalledReader | undefined {
  const called = withoutWrappers(callee);
  if (called.type !== AST_NODE_TYPES.Identifier && called.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const found = valuesOf(source, called).map((value) => readerOf(source, value));
  const [first] = found;
  return first && found.every((other) => other?.model === first.model && other.name === first.name)
    ? first
    : undefined;
}

function readerOf(source: SourceCode, value: Value): CalledReader | undefined {
  for (const model of READING_CLIENTS) {
    const name =
      value.kind === 'module'
        ? value.path.join('.')
        : value.kind === 'member'
          ? value.property
          : '';
    const isOne =
      value.kind === 'module'
        ? model.exports[value.module]?.includes(name)
        : Object.hasOwn(model.instances.functions, name) &&
          moduleOfInstance(source, value.kind === 'member' ? value.object : value, model) !==
            undefined;
    if (isOne) return { model, name };
  }
  return undefined;
}
