/**
 * A table of code and of what each call of it holds, a test a row.
 */
import { describe, expect, it, vi } from 'vitest';
import { held, type Held } from './held.ts';
import { measure } from './measure.ts';
import { useServer, type Body } from './server.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

interface Setting {
  readonly body: Body;
  /** Statements of the module, before `call`. */
  readonly state?: string;
  /** Statements with which every row begins. */
  readonly start?: string;
}

type Row = readonly [holds: Held, code: string];

/** The rows' code is the body of `call(url, index)`. It has `axios`, and `keep(value)`, which stores a value for good. */
export function leakTable(
  title: string,
  { body, state = '', start = '' }: Setting,
  rows: readonly Row[],
): void {
  describe(title, () => {
    const urlOf = useServer();
    it.concurrent.each(rows)('%s: %s', async (holds, code) => {
      const source = `
        import axios from 'axios';
        const kept = [];
        const keep = (value) => void kept.push(value);
        ${state}
        export async function call(url, index) { ${start} ${code} }`;
      expect(held(await measure(source, urlOf(body)))).toBe(holds);
    });
  });
}
