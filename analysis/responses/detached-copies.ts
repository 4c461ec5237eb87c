/**
 * Functions that copy a string, so that it keeps nothing of the text that it was cut from.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, SourceCode } from '../source/source-code.ts';

const known = new WeakMap<FunctionNode, boolean>();

/** Whether a function of the file is such a helper, under whatever name. */
export function isDetacher(source: SourceCode, fn: FunctionNode): boolean {
  let answer = known.get(fn);
  if (answer === undefined) known.set(fn, (answer = copies(source, fn)));
  return answer;
}

function copies(source: SourceCode, fn: FunctionNode): boolean {
  const [parameter, ...others] = fn.params;
  if (parameter?.type !== AST_NODE_TYPES.Identifier || others.length > 0) return false;
  const isOneStatement =
    fn.body.type !== AST_NODE_TYPES.BlockStatement || fn.body.body.length === 1;
  const copied = /\((?:' '|" ") \+ (?<name>\w+)\)\.slice\(1\)/u.exec(source.getText(fn.body))
    ?.groups?.['name'];
  return isOneStatement && copied === parameter.name;
}
