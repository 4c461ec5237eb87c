/**
 * The source of a node as messages show it.
 */
import type { Node, SourceCode } from '../source/source-code.ts';

/** The source of a node on one line, cut to a length that fits a table. */
export function oneLine(source: SourceCode, node: Node, maxLength = 60): string {
  const text = source.getText(node).replaceAll(/\s+/gu, ' ').replaceAll(' .', '.');
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
