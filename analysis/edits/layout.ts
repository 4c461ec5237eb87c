/**
 * What decides how a literal is laid out: the file with its style, and the places that a literal takes.
 */
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import type { TextStyle } from './file-style.ts';
import { lineEnd } from './insertion.ts';

export interface Layout {
  readonly source: SourceCode;
  readonly style: TextStyle;
  readonly eol: string;
}

export function layoutOf(source: SourceCode, style: TextStyle): Layout {
  return { source, style, eol: lineEnd(source.text) };
}

/** A literal, or what becomes one, with the edits that each layout takes. */
export interface Slot {
  readonly node: Node;
  /** With the parentheses around it. */
  readonly range: readonly [start: number, end: number];
  /** How much longer the line gets. */
  readonly growth: number;
  readonly inline: Edit[];
  /** @param base the indentation of the line that it begins in */
  readonly broken: (base: string) => Edit[];
}
