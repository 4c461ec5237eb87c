/**
 * An outcome in the format that was asked for. Each format is loaded when it is needed.
 */
import type { Screen } from '../output.ts';
import type { Outcome } from './outcome.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github', 'html', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** Whether a format needs the code behind the sites. */
export function showsCode(format: Format): boolean {
  return format === 'sarif' || format === 'html';
}

/** @returns the text without the line end behind it */
export async function render(format: Format, outcome: Outcome, screen: Screen): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.ts')).textFormat(outcome, screen);
    case 'json':
      return JSON.stringify(outcome.report, undefined, 2);
    case 'sarif':
      return (await import('./sarif.ts')).sarifFormat(outcome);
    case 'github':
      return (await import('./github.ts')).githubFormat(outcome);
    case 'markdown':
      return (await import('./markdown.ts')).markdownFormat(outcome);
    case 'html':
      return (await import('./html.ts')).htmlFormat(outcome);
  }
}
