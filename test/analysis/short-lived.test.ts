import { expect, it } from 'vitest';
import { shortLived } from '../../analysis/short-lived.ts';
import { forEachHost } from './sources.ts';

it.each([
  ['a script', 'scripts/a.js', `f();`, 'script'],
  ['a test', 'src/a.test.js', `f();`, 'script'],
  ['the set-up of a test runner', 'vitest.setup.js', `f();`, 'script'],
  ['a hashbang', 'a.js', `#!/usr/bin/env node\nf();`, 'shell'],
  ['it ends', 'a.js', `main().then(() => process.exit(0));`, 'ends'],
  ['a page', 'a.js', `document.title = 'x';`, 'page'],
  ['a component', 'a.jsx', `const a = () => <b />;`, 'page'],
  ['a client component', 'a.js', `'use client';\nf();`, 'page'],
])('%s', (_, path, code, why) => {
  forEachHost(code, (source, host) => {
    expect(shortLived(source, path), host).toContain(why);
  });
});

it.each([
  ['a module', 'src/a.js', `f();`],
  ['a server that is run from a shell', 'bin/a.js', `#!/usr/bin/env node\nhttp.createServer(f).listen(1);`],
  ['a server that may fail to start', 'a.js', `main().catch(() => process.exit(1));`],
  ['a service that drives a page', 'a.js', `const p = require('puppeteer');\npage.evaluate(() => document.title);`],
])('may live long: %s', (_, path, code) => {
  forEachHost(code, (source, host) => {
    expect(shortLived(source, path), host).toBeUndefined();
  });
});
