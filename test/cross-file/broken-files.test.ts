import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { mend } from '../../codemods/adapter/apply.ts';
import { boundMaps } from '../../codemods/bound-maps.ts';
import { writeProject } from '../harness/project-tester.ts';

const STORE = `const seen = new Map();\nfunction add(id, value) {\n  seen.set(id, value);\n}\nmodule.exports = { add };\n`;
const FILL = `const { add } = require('./store');\nfor (const name of names()) add(name, 1);\n`;

it.each([
  ['no file is broken', `const { add } = require('./store');\nadd('a', 1);\n`, 'ok'],
  ['a broken file calls the function', `const { add } = require('./store');\nadd('a', ;\n`, 'unverifiable'],
  ['a broken file has the module, and calls who knows what', `const all = require('./store');\nall[name]('a', ;\n`, 'unverifiable'],
  ['a broken file has nothing of it', `const { other } = require('./other');\nother('a', ;\n`, 'ok'],
])('a collection that files fill as they are loaded: %s', (_, more, verdict) => {
  const root = writeProject({ 'store.js': STORE, 'fill.js': FILL, 'more.js': more });
  try {
    const { sites } = mend(boundMaps, STORE, projectFacts(join(root, 'store.js'), { settings: {} }), { unverifiable: true });
    expect(sites.map(({ site }) => site.verdict)).toEqual([verdict]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
