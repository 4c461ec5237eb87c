import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** How much of test/leaks a run measures: one pair for each message or all, how often, and how often the harness tests itself. */
    readonly leaks: {
      readonly extent: 'some' | 'all';
      readonly repeats: number;
      readonly selfTests: number;
    };
  }
}
