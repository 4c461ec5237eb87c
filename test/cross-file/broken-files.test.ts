import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';
import { dedent } from '../harness/dedent.ts';
import { writeProject } from '../harness/project-tester.ts';

const STORE = dedent(`
  const seen = new Map();
  function add(id, value) {
    seen.set(id, value);
  }
  module.exports = { add };
`);
const FILL = dedent(`
  const { add } = require('./store');
  for (const name of names()) add(name, 1);
`);

it.each([
  [
    'no file is broken',
    dedent(`
      const { add } = require('./store');
      add('a', 1);
    `),
    'ok',
  ],
  [
    'a broken file calls the function',
    dedent(`
      const { add } = require('./store');
      add('a', ;
    `),
    'unverifiable',
  ],
  [
    'a broken file has the module, and calls who knows what',
    dedent(`
      const all = require('./store');
      all[name]('a', ;
    `),
    'unverifiable',
  ],
  [
    'a broken file has nothing of it',
    dedent(`
      const { other } = require('./other');
      other('a', ;
    `),
    'ok',
  ],
])('a collection that files fill as they are loaded: %s', (_, more, verdict) => {
  const root = writeProject({ 'store.js': STORE, 'fill.js': FILL, 'more.js': more });
  try {
    const { sites } = fixText(
      boundCollections,
      STORE,
      projectFacts(join(root, 'store.js'), { settings: {} }),
      { unverifiable: true },
    );
    expect(sites.map(({ site }) => site.verdict)).toEqual([verdict]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
