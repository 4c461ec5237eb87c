/**
 * Runs first when a codemod is loaded from the build (scripts/bundle.js puts it there), and lets Node load the rest as it is.
 *
 * jscodeshift sends whatever is loaded after it through Babel, ES modules and node_modules included (`setup` in
 * jscodeshift 17.4.0, src/Worker.js). Our build needs none of that, and `import.meta` and TypeScript's nine megabytes do not
 * come through it. What Babel has been given by then is this file and the one that imports it.
 */
import { createRequire } from 'node:module';

const loaded = Object.entries(createRequire(process.execPath).cache);
const isLoaded = (file: RegExp) => loaded.some(([path]) => file.test(path));

if (isLoaded(/[/\\]jscodeshift[/\\](?:src|dist)[/\\]Worker\.js$/u)) {
  for (const [path, module] of loaded)
    if (/[/\\]@babel[/\\]register[/\\]lib[/\\]index\.c?js$/u.test(path))
      (module?.exports as { revert(): void }).revert();
}
