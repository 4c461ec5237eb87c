/**
 * What a leak pair is: code that a rule flags and that does harm, and the same code fixed, which does none. Types only.
 */
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import type { Limits, Load, Metric } from './judge.ts';
import type { Files } from './program-folder.ts';
import type { Body, Protocol } from './server.ts';

/** A program, and how it is called. */
export interface Program {
  /** One line: what it shows. */
  readonly name: string;
  /** The text of the file that the rule looks at. */
  readonly code: string;
  /** Its path, `call.js` by default. It exports `call(url, key)`, unless one of `files` is called `call.js`. */
  readonly file?: string;
  /** What lies beside it. */
  readonly files?: Files;
  readonly load: Load;
  /** `json` by default. */
  readonly body?: Body;
  /** `http` by default. */
  readonly protocol?: Protocol;
  /** The options of the rule and the codemod, beside those of the config. */
  readonly options?: TransformOptions;
  /** The limits of this program, where the judge's do not fit. */
  readonly limits?: Partial<Record<Metric, Limits>>;
}

export interface LeakPair extends Program {
  /** What tells best that it leaks. */
  readonly metric: Metric;
  /** What still grows when it is fixed: the page of the codemod says so. */
  readonly leaves?: readonly Metric[];
  /** Where the codemod refuses: a part of its reason, and the cure that the page advises. */
  readonly byHand?: { readonly refusal: string; readonly cure: string };
  /** For what cannot be told, and is reported in `strict` alone: other files with which the same code does no harm. */
  readonly harmless?: Files;
  /** The first config that reports it, `recommended` by default. */
  readonly config?: ConfigName;
}

export type ConfigName = 'recommended' | 'strict';

/** The pairs of one rule. */
export interface RulePairs<MessageId extends string = string> {
  readonly codemod: Codemod;
  /** At least one for each message; the first stands for it in `npm test`. */
  readonly pairs: Readonly<Record<MessageId, readonly [LeakPair, ...LeakPair[]]>>;
}

/** What a rule must not flag, and what does no harm. */
export interface CleanProgram extends Program {
  /** Why `strict` reports it nevertheless: its message. */
  readonly inStrict?: string;
}

export interface RuleClean {
  readonly codemod: Codemod;
  readonly programs: readonly CleanProgram[];
}
