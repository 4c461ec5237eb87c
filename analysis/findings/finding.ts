/**
 * The contracts that rules and codemods share. Types only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Location } from './location.ts';

/** Replaces `text.slice(range[0], range[1])`, offsets in UTF-16 units of the text without BOM. */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** What the codemod does about a finding: edits that fix it, or the reason why it keeps its hands off. */
export type Remedy =
  | {
      /** May be worked out as they are asked for: `whenAsked` (remedies.ts). */
      readonly edits: readonly Edit[];
      /** The module that the edits import, where that is known without them. */
      readonly imports?: string;
      /** Whether requests then share an agent that opens so many sockets only, which had none such: those beyond wait. */
      readonly isCapping?: boolean;
      /** For people: what the edits write, where one rule has several fixes. */
      readonly how?: string;
    }
  | { readonly refusal: string };

export interface Finding {
  readonly node: TSESTree.Node;
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly remedy: Remedy;
}

/** One place that an inspection looked at, whatever it found there: a row of `codemod report`. */
export interface Site {
  readonly kind: 'request' | 'client' | 'agent' | 'response' | 'collection';
  readonly node: TSESTree.Node;
  /** The source of the callee, on one line. */
  readonly callee: string;
  readonly verdict: Verdict;
  /** The `create` call behind a request on an instance: in this file, or in another. */
  readonly client?: TSESTree.Node | Location;
  /** The variable or field that holds the value, if it has a name. */
  readonly name?: string;
  readonly finding?: Finding;
  /** Of a request that has no agents of its own: whether a deadline ends it on every path. */
  readonly hasDeadline?: boolean;
  /** Why the verdict is what it is, where that needs saying. */
  readonly reason?: string;
}

/**
 * - `ok`: nothing to do.
 * - `flagged`: has a finding that every config reports.
 * - `covered`: the cause is another site, which is flagged: a call on an instance whose `create` lacks agents.
 * - `unverifiable`: cannot be told from what is visible.
 * - `exempt`: the rule does not apply: another adapter, a mock, a wrapper that makes its own agents.
 */
export type Verdict = 'ok' | 'flagged' | 'covered' | 'unverifiable' | 'exempt';
