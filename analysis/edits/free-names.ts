/**
 * Names for what is added to a file, which collide with nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';

/** Every name that some scope or some reference of the file uses. */
export function variableNames(source: SourceCode): ReadonlySet<string> {
  return new Set(
    nodesOf(source, AST_NODE_TYPES.Identifier)
      .filter(isVariableName)
      .map(({ name }) => name),
  );
}

/** `sharedHttpAgent` for `httpAgent` */
export function sharedName(name: string): string {
  return `shared${name[0]!.toUpperCase()}${name.slice(1)}`;
}

/** The name itself, or with a number behind it. */
export function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let suffix = 1; ; suffix++) {
    const candidate = suffix === 1 ? name : `${name}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Leaves out names of properties, which collide with nothing. */
function isVariableName(identifier: TSESTree.Identifier): boolean {
  const { parent } = identifier;
  if (parent.type === AST_NODE_TYPES.MemberExpression)
    return parent.computed || parent.object === identifier;
  if (parent.type === AST_NODE_TYPES.Property)
    return parent.computed || parent.shorthand || parent.value === identifier;
  return true;
}
