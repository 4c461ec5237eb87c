/**
 * The names that an argument of a call has in the functions of the file that are called.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { functionsIn } from '../../../collections/possible-callees.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';

/** @returns undefined if a function is not seen, or takes the argument apart */
export function argumentPatterns(
  source: SourceCode,
  call: TSESTree.CallExpression,
  argument: Node,
): readonly TSESTree.Identifier[] | undefined {
  const index = call.arguments.indexOf(argument as TSESTree.Expression);
  const functions = functionsIn(source, call.callee);
  const names = functions.flatMap(({ params }) => {
    const parameter = params[index];
    return parameter?.type === AST_NODE_TYPES.Identifier ? [parameter] : [];
  });
  return functions.length > 0 && names.length === functions.length ? names : undefined;
}
