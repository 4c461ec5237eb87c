import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Over how many files a run is killed, and how often. */
    readonly crash: { readonly files: number; readonly kills: number };
  }
}
