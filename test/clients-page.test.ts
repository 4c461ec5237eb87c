/**
 * What the rules know of a client is data in analysis/clients/models. docs/clients.md is made of it: `npm run docs` writes it, by
 * `vitest --update`.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLIENT_NAMES } from '../analysis/clients/models/client-model.ts';
import { clientsPage } from './clients/page.ts';

it('the page has every client', async () => {
  for (const client of CLIENT_NAMES) expect(clientsPage).toContain(`\n## ${client}\n`);
  await expect(clientsPage).toMatchFileSnapshot('../docs/clients.md');
});

it('the settings lead to the page', () => {
  const settings = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8');
  expect(settings).toContain('(clients.md)');
});
