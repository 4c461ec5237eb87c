import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { LEAKY, MENDED, Scratch } from './program.ts';

const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as object;
const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(schema);

function sarifOf(text: string): Log['runs'][number] {
  const log = JSON.parse(text) as Log;
  isSarif(log);
  expect(isSarif.errors ?? []).toEqual([]);
  return log.runs[0]!;
}

/** Where a place stands in a text, lines ended as the run declares. */
function offsetOf(text: string, line: number, column: number): number {
  const starts = [0, ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)].map((end) => end.index + end[0].length)];
  return starts[line - 1]! + column - 1;
}

const REFUSED = `const axios = require('axios');\n\nmodule.exports = (urls) => urls.map(axios.get);\n`;
const SILENCED = `const axios = require('axios');\n// eslint-disable-next-line leakproof/require-axios-agents\naxios.get(url);\n`;
const FILES = { 'a b/[x].js': LEAKY, 'b.js': REFUSED, 'c.js': SILENCED, 'bad.js': `const axios = require('axios');\naxios.get(\n` };

describe('--format sarif', () => {
  it('is valid SARIF 2.1.0, with each finding, its fix, its suppression, and what could not be judged', () => {
    const scratch = new Scratch(FILES);
    const { code, stdout } = scratch.codemod('report', '--format', 'sarif');
    expect(code).toBe(2);
    const run = sarifOf(stdout);
    expect(run.results!.map(({ ruleId, locations, suppressions, fixes }) => [ruleId, locations![0]!.physicalLocation!.artifactLocation!.uri, suppressions?.[0]?.kind, fixes?.length])).toEqual([
      ['leakproof/require-axios-agents', 'a%20b/%5Bx%5D.js', undefined, 1],
      ['leakproof/require-axios-agents', 'b.js', undefined, undefined],
      ['leakproof/require-axios-agents', 'c.js', 'inSource', undefined],
    ]);
    expect(run.results![0]!.locations![0]!.physicalLocation).toMatchObject({ artifactLocation: { uriBaseId: '%SRCROOT%' }, region: { startLine: 3, startColumn: 27, endLine: 3, endColumn: 41 } });
    expect(run.results![1]!.message.text).toMatch(/Not mended: the method is passed as a value/u);
    for (const { ruleId, ruleIndex } of run.results!) expect(run.tool.driver.rules![ruleIndex!]).toMatchObject({ id: ruleId, helpUri: expect.stringMatching(/docs\/rules\/require-axios-agents\.md$/u) as string });
    expect(run.invocations![0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', locations: [{ physicalLocation: { artifactLocation: { uri: 'bad.js' } } }] }] });
  });

  it.each([
    ['as it is', LEAKY, MENDED.replace('../', './')],
    ['with a BOM, CRLF and characters of two units', `\uFEFF${LEAKY.replace('\n\n', '\n\nconst a = "😀";').replaceAll('\n', '\r\n')}`, undefined],
    ['with line separators in a string', LEAKY.replace('\n\n', '\n\nconst a = "\u2028";'), undefined],
  ])('its fix, applied by line and column, is the codemod’s own text: %s', (_, source, expected) => {
    const scratch = new Scratch({ 'a.js': source, 'http-agents.js': 'exports.httpAgent = 1;\nexports.httpsAgent = 2;\n' });
    const run = sarifOf(scratch.codemod('fix-agents', '--check', '--format', 'sarif', 'a.js').stdout);
    const body = source.replace('\uFEFF', '');
    const replacements = run.results![0]!.fixes![0]!.artifactChanges[0]!.replacements.map(({ deletedRegion, insertedContent }) => {
      const { startLine, startColumn, endLine, endColumn } = deletedRegion as Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>;
      return { start: offsetOf(body, startLine, startColumn), end: offsetOf(body, endLine, endColumn), text: insertedContent!.text! };
    });
    const fixed = replacements.toSorted((a, b) => b.start - a.start).reduce((text, { start, end, text: inserted }) => text.slice(0, start) + inserted + text.slice(end), body);
    scratch.codemod('fix-agents', 'a.js');
    expect(scratch.read('a.js').replace('\uFEFF', '')).toBe(fixed);
    if (expected !== undefined) expect(fixed).toBe(expected);
  });

  it('the fingerprint stays when the site moves, and tells sites that are alike apart', () => {
    const scratch = new Scratch({ 'a.js': `const axios = require('axios');\naxios.get(url);\naxios.get(url);\n` });
    const fingerprints = () => sarifOf(scratch.codemod('fix-agents', '--check', '--format', 'sarif').stdout).results!.map(({ partialFingerprints }) => partialFingerprints!['leakproofSite/v1']);
    const before = fingerprints();
    expect(new Set(before).size).toBe(2);
    scratch.write({ 'a.js': `// moved\n\n${scratch.read('a.js')}` });
    expect(fingerprints()).toEqual(before);
  });

  it('lists what is left after a run that writes, and nothing where nothing is', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': REFUSED });
    const { results } = sarifOf(scratch.codemod('fix-agents', '--format', 'sarif').stdout);
    expect(results!.map(({ locations }) => locations![0]!.physicalLocation!.artifactLocation!.uri)).toEqual(['b.js']);
    expect(sarifOf(scratch.codemod('fix-agents', '--check', '--format', 'sarif', 'a.js').stdout).results).toEqual([]);
  });
});

describe('--format github', () => {
  it('annotates each finding at its place, escaped as the runner reads it', () => {
    const scratch = new Scratch({ ...FILES, 'x,y:z%.js': `const axios = require('axios');\naxios.get(url, {\n  timeout,\n});\n` });
    const { stdout } = scratch.codemod('fix-agents', '--check', '--format', 'github');
    expect(stdout.trimEnd().split('\n').map((line) => line.slice(0, line.indexOf('::', 2)))).toEqual([
      '::error file=a b/[x].js,line=3,col=27,endLine=3,endColumn=41,title=leakproof/require-axios-agents',
      '::error file=b.js,line=3,col=37,endLine=3,endColumn=46,title=leakproof/require-axios-agents',
      '::error file=x%2Cy%3Az%25.js,line=2,endLine=4,title=leakproof/require-axios-agents',
      expect.stringMatching(/^::error file=bad\.js,line=3,col=1,title=leakproof$/u) as string,
    ]);
  });
});

describe('--format markdown', () => {
  it('is a table of files and the sites with their reasons; what the code says stays code', () => {
    const scratch = new Scratch({ 'a|<b>.js': LEAKY, 'b`.js': REFUSED });
    expect(scratch.codemod('fix-agents', '--check', '--format', 'markdown').stdout).toBe(`### Leaks: 1 to mend, 1 refused

| file | to mend | refused |
| :-- | --: | --: |
| \`a\\|<b>.js\` | 1 |  |
| \`\`b\`.js\`\` |  | 1 |
| **2 files** | **1** | **1** |

<details><summary>To mend: 1</summary>

- \`a\\|<b>.js:3\` \`axios.get\` This request names no \`httpAgent\` and \`httpsAgent\`: nothing of its own bounds the number of its sockets, and which agent it uses is left to the process.

</details>

<details><summary>Refused: 1</summary>

- \`\`b\`.js:3\`\` \`axios.get\` \`axios.get\` is passed as a value: its requests have no agents, and no place to name them. Not mended: the method is passed as a value, so its config is whatever the caller gives.

</details>
`);
  });
});
