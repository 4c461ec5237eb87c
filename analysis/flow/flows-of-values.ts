/**
 * How what the language says of a function is written down: from where to where it takes values, by which steps.
 */
import type { Content, Step } from './contents.ts';

export type Position =
  | { readonly of: 'receiver' }
  | { readonly of: 'result' }
  | { readonly of: 'argument'; readonly index: number }
  /** All arguments from one on. */
  | { readonly of: 'arguments'; readonly from: number }
  /** A parameter of a function that is given as an argument, and what such a function returns. */
  | { readonly of: 'parameter'; readonly callback: number; readonly index: number }
  | { readonly of: 'returned'; readonly callback: number };

export interface BuiltInFlow {
  readonly from: Position;
  readonly to: Position;
  readonly steps: readonly Step[];
  /** It is written into the object that `to` has already. */
  readonly isWritten?: true;
}

export const RECEIVER: Position = { of: 'receiver' };
export const RESULT: Position = { of: 'result' };
export const argument = (index: number): Position => ({ of: 'argument', index });
export const argumentsFrom = (from: number): Position => ({ of: 'arguments', from });
export const parameter = (callback: number, index: number): Position => ({
  of: 'parameter',
  callback,
  index,
});
export const returned = (callback: number): Position => ({ of: 'returned', callback });

export const SAME: Step = { kind: 'same', by: 'return' };
export const ITERATE: Step = { kind: 'iterate' };
export const COPY: Step = { kind: 'copy' };
export const AWAIT: Step = { kind: 'await' };
export const PROMISE: Step = { kind: 'promise' };
export const DERIVE: Step = { kind: 'derive' };
export const FLATTEN: Step = { kind: 'flatten' };
export const store = (content: Content): Step => ({ kind: 'store', content });
export const load = (content: Content): Step => ({ kind: 'load', content });

export const flow = (from: Position, to: Position, ...steps: Step[]): BuiltInFlow => ({
  from,
  to,
  steps,
});
export const write = (from: Position, to: Position, ...steps: Step[]): BuiltInFlow => ({
  from,
  to,
  steps,
  isWritten: true,
});
