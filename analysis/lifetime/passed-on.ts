/**
 * Where an argument goes that a call passes to a function of another file.
 */
import { isCall } from '../syntax/nodes.ts';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { propertyName } from '../syntax/references.ts';
import type { PassedOn } from './lifetime-queries.ts';

/** @returns undefined if the function is of this file, or nobody knows which it is */
export function passedOn(
  source: SourceCode,
  call: Node | undefined,
  argument: Node,
): PassedOn | undefined {
  if (!isCall(call)) return undefined;
  const [way] = valuesOf(source, call.callee).flatMap((value) => accessPaths(source, value));
  const position = call.arguments.findIndex((given) => given === argument);
  const isBehindSpread = call.arguments
    .slice(0, position)
    .some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
  return way && position >= 0 && !isBehindSpread ? { ...way, position } : undefined;
}

/** The same of what an object literal has that is an argument: `createServer({ jobs })`. */
export function passedInObject(source: SourceCode, value: Node): PassedOn | undefined {
  const { parent } = value;
  if (parent?.type !== AST_NODE_TYPES.Property || parent.value !== value) return undefined;
  const within = propertyName(source, parent);
  const given = passedOn(source, parent.parent.parent, parent.parent);
  return given && within !== undefined ? { ...given, within } : undefined;
}
