import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** How much of test/leaks a run measures: one pair for each message or all, and how often. */
    readonly leaks: { readonly extent: 'some' | 'all'; readonly repeats: number };
  }
}
