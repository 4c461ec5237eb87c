/**
 * docs/evidence.md and its plots are what test/evidence makes of the figures in docs/evidence: `npm run evidence` writes
 * them, by `vitest --update`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { evidencePage } from './evidence/page.ts';
import { plotsOf } from './evidence/plots.ts';
import { readRun } from './evidence/run.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const run = readRun();
const page = evidencePage(run);

it('the page has the figures of the run', async () => {
  await expect(page).toMatchFileSnapshot('../docs/evidence.md');
});

it.each(Object.entries(plotsOf(run)))('the plot %s shows them', async (name, svg) => {
  await expect(svg).toMatchFileSnapshot(`../docs/evidence/${name}.svg`);
});

it('the page shows every plot', () => {
  expect(
    [...page.matchAll(/\(evidence\/([\w-]+)\.svg\)/gu)].map(([, name]) => name).toSorted(),
  ).toEqual(Object.keys(plotsOf(run)).toSorted());
});

describe('links', () => {
  const anchors = [...page.matchAll(/^#+ (.*)$/gmu)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\w -]/gu, '')
      .replaceAll(' ', '-'),
  );
  const pages = [
    'README.md',
    ...readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file}`),
  ];
  const links = pages.flatMap((file) =>
    [
      ...readFileSync(`${ROOT}${file}`, 'utf8').matchAll(
        /\(([\w./]*evidence\.md)(?:#([\w-]+))?\)/gu,
      ),
    ].map(([, , anchor]) => ({ file, anchor })),
  );

  it('lead to the page from the README and from each rule', () => {
    expect([...new Set(links.map(({ file }) => file))]).toEqual(
      expect.arrayContaining([
        'README.md',
        ...pages.filter((file) => file.includes('docs/rules/')),
      ]),
    );
  });

  it.each(links)('$file: $anchor', ({ anchor }) => {
    if (anchor !== undefined) expect(anchors).toContain(anchor);
  });
});
