/**
 * Files that a minifier has written: what is found there is fixed in the source that it read.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { basename } from 'node:path';
import type { SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';

/** In UTF-16 units: nobody writes functions into a longer line; a table of data may stand in one. */
const LONG_LINE = 500;
/** A page that inlines a helper has one or two. */
const MIN_FUNCTIONS = 3;

const FUNCTIONS = [
  AST_NODE_TYPES.FunctionDeclaration,
  AST_NODE_TYPES.FunctionExpression,
  AST_NODE_TYPES.ArrowFunctionExpression,
] as const;

/** Why nothing is reported of a file that a minifier has written, for people; undefined if people write it. */
export function ofMinifier(source: SourceCode, file: string): string | undefined {
  const isMinified = /[.-]min\.[cm]?js$/iu.test(basename(file)) || standsInLongLines(source);
  return isMinified ? 'a minified file: look at the source that it is made of' : undefined;
}

/** Whether most functions of a file begin in lines that nobody writes. */
function standsInLongLines(source: SourceCode): boolean {
  const lines = source.text.split('\n');
  if (lines.every(({ length }) => length <= LONG_LINE)) return false;
  const lengths = FUNCTIONS.flatMap((type) =>
    nodesOf(source, type).map(({ loc }) => lines[loc.start.line - 1]?.length ?? 0),
  );
  const long = lengths.filter((length) => length > LONG_LINE);
  return long.length >= MIN_FUNCTIONS && long.length * 2 > lengths.length;
}
