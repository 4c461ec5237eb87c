/**
 * An outcome in the format that was asked for. Each format is loaded when it is needed.
 */
import type { Colors } from 'picocolors/types.js';
import type { Outcome } from './outcome.ts';

export const FORMATS = ['text', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** @returns the text without the line end behind it */
export async function render(format: Format, outcome: Outcome, colors: Colors): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.ts')).textFormat(outcome, colors);
    case 'json':
      return JSON.stringify(outcome.report, undefined, 2);
  }
}
