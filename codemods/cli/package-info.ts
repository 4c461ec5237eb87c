import { createRequire } from 'node:module';

// By the package's own name: the same from the sources and from the build.
const content: unknown = createRequire(import.meta.url)('eslint-plugin-leakproof/package.json');

/** What this package's own `package.json` says of it. */
export const packageInfo = content as { readonly name: string; readonly version: string; readonly homepage: string };
