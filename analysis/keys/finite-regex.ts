/**
 * Whether a pattern lets few texts through: `/^(a|b|c)$/`, but not `/^\w+$/` or `/^[0-9a-f]{24}$/`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isModuleLevel, variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';

/** Whether an expression is a pattern, or a constant of the module that is one, that only few texts match as a whole. */
export function isFinitePattern(source: SourceCode, node: Node): boolean {
  const inner = withoutWrappers(node);
  if (inner.type === AST_NODE_TYPES.Literal)
    return 'regex' in inner && !inner.regex.flags.includes('m') && matchesFew(inner.regex.pattern);
  const variable = inner.type === AST_NODE_TYPES.Identifier ? variableOf(source, inner) : undefined;
  const definition = variable?.defs[0]?.node as Node | undefined;
  if (
    !variable ||
    !isModuleLevel(variable) ||
    definition?.type !== AST_NODE_TYPES.VariableDeclarator ||
    definition.parent.kind !== 'const'
  )
    return false;
  return (
    definition.init?.type === AST_NODE_TYPES.Literal && isFinitePattern(source, definition.init)
  );
}

function matchesFew(pattern: string): boolean {
  // A letter each for what stands for one character, so that what is left are groups, alternatives and repetitions.
  const characters = pattern
    .replaceAll(/\\[^bBkpP1-9]/gu, 'x')
    .replaceAll(/\[[^^[\]][^[\]]*\]/gu, 'x');
  const isOpen = /[*+.\\[]|\)\{|\{(?:\d\d|[4-9]|\d,(?:\}|\d\d|[4-9]))/u.test(characters);
  const alternatives = withoutGroups(characters).split('|');
  return (
    !isOpen &&
    alternatives.every((alternative) => alternative.startsWith('^') && alternative.endsWith('$'))
  );
}

function withoutGroups(pattern: string): string {
  const outer = pattern.replaceAll(/\([^()]*\)/gu, '');
  return outer === pattern ? pattern : withoutGroups(outer);
}
