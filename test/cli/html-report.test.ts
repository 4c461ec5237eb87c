/**
 * The HTML report in a real browser: what is hostile in code, names and reasons is shown and not run, nothing is fetched,
 * and the filters and keys do what the page says.
 */
import axe from 'axe-core';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAKY, Scratch } from './program.ts';

const BROWSER = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** The names of rules, verdicts and columns that stand on more than one line. */
const BROKEN_WORDS = `[...document.querySelectorAll('.site .rule, .badge, thead th, .chip')]
  .filter((element) => element.offsetParent !== null && !/[ /]/.test(element.textContent.trim()))
  .filter((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4))).size > 1;
  })
  .map((element) => element.textContent)`;

const HOSTILE = `</script><img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>`;
const FILES = {
  'plain.js': LEAKY,
  '<img src=x onerror=pwned=1>.js': `const axios = require('axios');\n// ${HOSTILE}\nconst a = axios.get('${HOSTILE}');\n`,
  'refused.js': `const axios = require('axios');\nmodule.exports = (urls) => urls.map(axios.get);\n`,
  'right.js': `const axios = require('axios');\naxios.get(url, { httpAgent: false, httpsAgent: false });\n`,
  'broken.js': `const axios = require('axios'); ${HOSTILE}\n`,
};

describe.skipIf(BROWSER === undefined)('the HTML report in Chromium (CHROMIUM_PATH)', () => {
  let browser: Browser;
  const requested: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: BROWSER!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(
    files: Readonly<Record<string, string>>,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<Page> {
    const scratch = new Scratch(files);
    scratch.codemod('report', '--format', 'html', '--output', 'report.html');
    const page = await browser.newPage({ colorScheme });
    page.on('request', (request) => requested.push(request.url()));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    [requested, faults].forEach((list) => list.splice(0));
    await page.goto(pathToFileURL(scratch.path('report.html')).href);
    return page;
  }

  const shownPlaces = (page: Page) => page.locator('.site:visible .label').allTextContents();

  it('shows hostile code, names and reasons, runs none of it, and fetches nothing', async () => {
    const page = await open(FILES);
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('main').textContent()).toContain(HOSTILE);
    expect(await page.locator('h3').allTextContents()).toContain('<img src=x onerror=pwned=1>.js');
    expect(requested).toEqual([page.url()]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows the first finding with its code and the diff of its fix', async () => {
    const page = await open({ 'plain.js': LEAKY });
    expect(await page.locator('.site mark').textContent()).toBe('axios.get(url)');
    expect(await page.locator('.line.removed .text').allTextContents()).toEqual([
      'module.exports = (url) => axios.get(url);',
    ]);
    expect((await page.locator('.line.added .text').allTextContents()).at(-1)).toBe(
      'module.exports = (url) => axios.get(url, { httpAgent, httpsAgent });',
    );
    await page.close();
  });

  const GROWS = `const seen = new Map();\nmodule.exports = (userId) => {\n  seen.set(userId, 1);\n};\n`;

  it('shows leaks first, three findings without a click, and counts by rule', async () => {
    const page = await open({ 'a.js': LEAKY, 'b.js': LEAKY, 'c.js': LEAKY, 'z.js': GROWS });
    expect(await page.locator('.file h3').allTextContents()).toEqual([
      'z.js',
      'a.js',
      'b.js',
      'c.js',
    ]);
    expect(await page.locator('.site .message:visible').count()).toBe(3);
    expect(
      await page.locator('section.files').first().locator('tbody tr').allTextContents(),
    ).toEqual(['no-unbounded-collection1', 'require-axios-agents3']);
    await page.getByRole('button', { name: 'no-unbounded-collection', exact: true }).click();
    expect(await page.locator('.file:visible h3').allTextContents()).toEqual(['z.js']);
    await page.close();
  });

  it('breaks no word of its own on a narrow screen, and scrolls to no side', async () => {
    const page = await open({
      'packages/orders/src/infrastructure/client.js': LEAKY,
      'z.js': GROWS,
    });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.evaluate(BROKEN_WORDS)).toEqual([]);
    await page.close();
  });

  it('filters by text, by verdict and by file', async () => {
    const page = await open(FILES);
    const all = await shownPlaces(page);
    expect(all).toHaveLength(3);
    await page.locator('#search').fill('passed as a value');
    expect(await page.locator('.file:visible h3').allTextContents()).toEqual(['refused.js']);
    await page.keyboard.press('Escape');
    expect(await shownPlaces(page)).toEqual(all);
    await page.locator('.chip[data-status="ok"]').click();
    expect(await page.locator('.file:visible h3').allTextContents()).toContain('right.js');
    await page.locator('.chip[data-status="fixed"]').click();
    expect(await page.locator('.file:visible h3').allTextContents()).not.toContain('plain.js');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'plain.js', exact: true }).click();
    expect(await page.locator('.file:visible h3').allTextContents()).toEqual(['plain.js']);
    await page.close();
  });

  it('is used by the keyboard alone', async () => {
    const page = await open(FILES);
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('j');
    const first = await focused();
    await page.keyboard.press('j');
    expect(await focused()).not.toBe(first);
    await page.keyboard.press('k');
    expect(await focused()).toBe(first);
    const opened = await page.locator('.site .body:visible').count();
    await page.keyboard.press('Enter');
    expect(await page.locator('.site .body:visible').count()).toBe(opened - 1);
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
    await page.close();
  });

  it('is dark where the reader likes it dark, and the other way at a click', async () => {
    const page = await open(FILES, 'dark');
    const background = () =>
      page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await background();
    await page.getByRole('button', { name: 'Light colours' }).click();
    expect(await background()).not.toBe(dark);
    await page.close();
  });

  it.each(['light', 'dark'] as const)(
    'breaks none of axe’s rules of accessibility, in %s colours',
    async (colours) => {
      const page = await open(FILES, colours);
      await page.getByRole('button', { name: 'Open all' }).click();
      expect(await page.locator('.site .body:visible').count()).toBeGreaterThan(0);
      await page.evaluate(axe.source);
      const { violations, passes } = await page.evaluate<axe.AxeResults>('axe.run()');
      expect(
        violations.map(({ id, nodes }) => ({
          id,
          places: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
        })),
      ).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
      await page.close();
    },
  );

  it('has a row for each of 2,000 sites', async () => {
    const many = Array.from({ length: 20 }, (_, index) => [
      `part-${index}.js`,
      `const axios = require('axios');\n${'axios.get(url);\n'.repeat(100)}`,
    ]);
    const page = await open(Object.fromEntries(many) as Record<string, string>);
    expect(await page.locator('.site').count()).toBe(2_000);
    await page.locator('#search').fill('part-7');
    expect(await page.locator('.site:visible').count()).toBe(100);
    await page.close();
  });
});
