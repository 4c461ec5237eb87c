/**
 * What the HTML report's page is given: plain data, as JSON. Types only, for both sides.
 */

export type Status = 'fixed' | 'refused' | 'left' | 'unverifiable' | 'covered' | 'exempt' | 'ok';

export interface PageData {
  readonly project: string;
  readonly mode: 'report' | 'check' | 'dry' | 'write';
  readonly version: string;
  /** Those that have sites, what matters most first. */
  readonly rules: readonly string[];
  /** What matters most first. */
  readonly files: readonly PageFile[];
  /** What could not be judged, or makes matters worse: a heading with its lines. */
  readonly remarks: readonly {
    readonly title: string;
    readonly lines: readonly { readonly path: string; readonly text: string }[];
  }[];
}

export interface PageFile {
  readonly path: string;
  readonly sites: readonly PageSite[];
}

export interface PageSite {
  readonly status: Status;
  readonly rule: string;
  readonly kind: string;
  readonly label: string;
  /** 1-based, the end behind the last character. */
  readonly start: Place;
  readonly end: Place;
  readonly message: string | null;
  /** Why the codemod refuses the site, else why its verdict is what it is. */
  readonly reason: string | null;
  readonly client: string | null;
  readonly code: readonly Line[];
  /** How many lines of a long site are not shown. */
  readonly cut: number;
  /** The fix of this site alone. */
  readonly hunks: readonly (readonly Line[])[];
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A line of code with its number; in a diff, whether it goes or comes. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly change?: '+' | '-';
}
