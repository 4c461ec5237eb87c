import { expect, it } from 'vitest';
import { shortLived } from '../../analysis/short-lived.ts';
import { forEachHost } from './sources.ts';

it.each([
  ['it ends where it fails', `try { serve(); } catch (error) { process.exit(1); }`],
  ['it ends under a condition', `if (!process.env.PORT) process.exit(1);`],
  ['it ends on one side of a choice', `isSound(config) ? serve() : process.exit(1);`],
  ['it ends when it is told to', `process.on('SIGTERM', () => process.exit(0));`],
  ['a module that drives a page', `import puppeteer from 'puppeteer';\nexport const title = (page) => page.evaluate(() => document.title);`],
  ['a module that puts a script into a page', `export const prepare = (page) => page.addInitScript(() => { window.ready = true; });`],
])('may live long: %s', (_, code) => {
  forEachHost(code, (source, host) => {
    expect(shortLived(source, 'src/a.js'), host).toBeUndefined();
  });
});

it.each([
  ['it ends with its work', `main().finally(() => process.exit());`, 'ends its process'],
  ['it ends at the end', `work();\nprocess.exit(0);`, 'ends its process'],
  ['a listener of a page', `button.on('click', () => { document.title = 'x'; });`, 'page'],
  ['a function of a page', `function show() { localStorage.setItem('a', '1'); }`, 'page'],
])('does not: %s', (_, code, why) => {
  forEachHost(code, (source, host) => {
    expect(shortLived(source, 'src/a.js'), host).toContain(why);
  });
});
