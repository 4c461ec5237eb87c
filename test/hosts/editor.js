/**
 * Takes the suggestions of the ESLint in the working directory, one after the other, rule by rule in the order of the
 * codemods: `node editor.js a.js b.vue`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const RULES = [
  'require-axios-agents',
  'no-per-call-agent',
  'require-bounded-agent',
  'no-retained-response',
  'no-unbounded-collection',
];
const MOST_ROUNDS = 100;

const { loadESLint } = createRequire(join(process.cwd(), 'package.json'))('eslint');
const eslint = new (await loadESLint())();

for (const file of process.argv.slice(2)) {
  for (const rule of RULES) await takeAll(file, `leakproof/${rule}`);
}

async function takeAll(file, rule) {
  for (let round = 0; ; round++) {
    const [{ messages }] = await eslint.lintFiles([file]);
    const fix = messages
      .filter(({ ruleId }) => ruleId === rule)
      .flatMap(({ suggestions }) => suggestions ?? [])[0]?.fix;
    if (!fix) return;
    if (round === MOST_ROUNDS)
      throw new Error(`${file}: the suggestions of ${rule} come to no end`);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]));
  }
}
