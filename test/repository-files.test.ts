/** The files that people who report a problem or contribute meet first. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FORMS = join(ROOT, '.github/ISSUE_TEMPLATE');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly {
    readonly id: string;
    readonly attributes: { readonly label: string };
  }[];
}

describe.each(readdirSync(FORMS).filter((name) => name !== 'config.yml'))(
  'the issue form %s',
  (name) => {
    it('is one that GitHub reads: a name, a description, and fields with an id and a label', () => {
      const form = parse(readFileSync(join(FORMS, name), 'utf8')) as Form;
      expect(form.name.length * form.description.length).toBeGreaterThan(0);
      const ids = form.body.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(form.body.every(({ attributes }) => attributes.label.length > 0)).toBe(true);
    });
  },
);

it.each(['CONTRIBUTING.md', 'SECURITY.md', 'README.md'])(
  'the links of %s to files lead somewhere',
  (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/gu)].map(([, path]) => path!);
    expect(links.filter((path) => !existsSync(join(ROOT, dirname(page), path)))).toEqual([]);
  },
);

it('the placeholder of the homepage is named as such, in one place', () => {
  const { homepage } = JSON.parse(read('package.json')) as { homepage: string };
  const address = homepage.replace('https://', '');
  expect(read('README.md')).toContain(
    `\`${address}\`, the homepage in \`package.json\`, is a placeholder`,
  );
  for (const page of ['CONTRIBUTING.md', 'SECURITY.md']) expect(read(page)).not.toContain(address);
});
