/**
 * What it takes to tell which files a `tsconfig.json` lists; what it tells, config-inputs.test.ts compares with TypeScript.
 */
import { afterEach, expect, it, vi } from 'vitest';
import { includes } from '../../../analysis/modules/config-files.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('compiles each pattern once, for however many files', () => {
  let compiled = 0;
  vi.stubGlobal(
    'RegExp',
    new Proxy(RegExp, {
      construct: (target, given: ConstructorParameters<typeof RegExp>) => {
        compiled++;
        return new target(...given);
      },
    }),
  );
  const config = (folder: string) => ({
    include: { folder, patterns: ['src', 'types/**/*.d.ts'] },
    exclude: { folder, patterns: ['src/**/*.spec.ts'] },
    folders: {},
  });
  const listed = (folder: string) =>
    Array.from({ length: 100 }, (_, index) => `${folder}/src/${index}.ts`)
      .concat(`${folder}/src/a.spec.ts`, `${folder}/other/a.ts`)
      .filter((file) => includes(config(folder), folder, file)).length;
  expect(listed('/one')).toBe(100);
  expect(compiled).toBe(3);
  expect(listed('/two')).toBe(100);
  expect(compiled).toBe(6);
});
