/**
 * Text that no one meant for a codemod: a clear error of that file, or a fix like any other; never a throw.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileJob, FileResult } from '../../codemods/cli/judge/file-result.ts';
import { lookAt, processFile } from '../../codemods/cli/judge/process-file.ts';
import { codemodsOfAll } from '../../codemods/registry.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakproof-hostile-'));
  writeFileSync(
    join(folder, 'package.json'),
    '{ "dependencies": { "axios": "1", "lru-cache": "11" } }',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(content: string | Buffer, name = 'input.js'): FileResult {
  const file = join(folder, name);
  writeFileSync(file, content);
  const job: FileJob = {
    file,
    root: folder,
    chain: true,
    checked: true,
    explain: false,
    detailed: false,
    typed: false,
    agentsModule: undefined,
    settings: {},
    codemods: codemodsOfAll.map((codemod) => ({ name: codemod.name, options: {} })),
  };
  const look = lookAt(job);
  return 'result' in look ? look.result : processFile(look.job);
}

const CALL =
  "const https = require('https');\nconst axios = require('axios');\nconst load = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });\nmodule.exports = { load };\n";
const deep = (open: string, core: string, close: string) =>
  `${CALL}const deep = ${open.repeat(10_000)}${core}${close.repeat(10_000)};\n`;

describe('is refused as a file, in words', () => {
  it.each([
    {
      name: 'a merge conflict',
      content: `<<<<<<< ours\n${CALL}=======\n${CALL}>>>>>>> theirs\n`,
      says: 'cannot be parsed: 1:1 Encountered diff marker',
    },
    {
      name: 'a template',
      content: `${CALL}const name = <%= name %>;\n`,
      says: 'cannot be parsed: 5:15 Unexpected token',
    },
    {
      name: 'Flow',
      content: `${CALL}const load2 = (x: ?{| a: string |}) => x;\n`,
      says: 'cannot be parsed: 5:17 Expected `,` or `)` but found `:`',
    },
    {
      name: 'bytes that are not UTF-8',
      content: Buffer.concat([Buffer.from(CALL), Buffer.from([0xff, 0xfe, 0xc3])]),
      says: 'is not UTF-8',
    },
    {
      name: 'a lone surrogate in bytes',
      content: Buffer.concat([Buffer.from(CALL), Buffer.from([0xed, 0xa0, 0x80])]),
      says: 'is not UTF-8',
    },
    { name: 'UTF-16', content: Buffer.from(`\uFEFF${CALL}`, 'utf16le'), says: 'is a binary file' },
  ])('$name: $says', ({ content, says }) => {
    const { error, change } = run(content);
    expect(error).toBe(says);
    expect(change).toBeUndefined();
  });
});

describe('is refused as a file of more than anybody writes', () => {
  it.each([
    {
      name: 'a bundle of 5 MB',
      content: `${CALL}${'function f(a,b){return a(b)}'.repeat(180_000)}`,
    },
    { name: 'lines', content: CALL + '\n'.repeat(5_000_000) },
  ])('$name', ({ content }) => {
    const { error, change } = run(content);
    expect(error).toMatch(
      /^has 5,\d{3},\d{3} characters, and files of more than 2,000,000 are not read: /u,
    );
    expect(change).toBeUndefined();
  });
});

describe('is looked through in the time that its length takes', () => {
  it.each([
    { name: 'imports that are none', content: `${CALL}const s = "${'from/*'.repeat(300_000)}";\n` },
    { name: 'types that are none', content: `${CALL}const s = "${'get<'.repeat(400_000)}";\n` },
    {
      name: 'a table of data',
      content: `${CALL}module.exports.table = [${'[1],'.repeat(200_000)}];\n`,
    },
  ])('$name', ({ content }) => {
    const { error, change } = run(content);
    expect(error).toBeUndefined();
    expect(change).toBeDefined();
  });

  it('calls on one line', () => {
    const { error, sites } = run(
      `const axios = require('axios');${'axios.get(url);'.repeat(8_000)}`,
    );
    expect(error).toBeUndefined();
    expect(sites).toHaveLength(8_000);
  });
});

describe('is fixed like any other', () => {
  it.each([
    { name: 'CR alone', content: CALL.replaceAll('\n', '\r') },
    { name: 'U+2028', content: CALL.replaceAll('\n', '\u2028') },
    { name: 'mixed line ends', content: CALL.replace('\n', '\r\n') },
    { name: 'a lone surrogate, escaped', content: `${CALL}const lone = '\\ud800';\n` },
    { name: 'JSX in a .js file', content: `${CALL}const view = <a b={c}>d</a>;\n` },
    { name: 'types in a .js file', content: `${CALL}const size: number = 1;\n` },
    { name: 'a NUL in a string', content: `${CALL}const nul = '\0';\n` },
  ])('$name', ({ content }) => {
    const { error, change, sites } = run(content);
    expect(error).toBeUndefined();
    expect(change).toBeDefined();
    // Several codemods fix it: the places are those of the file as it was.
    expect(sites.filter(({ remedy }) => remedy === 'fixed').map(({ line }) => line)).toEqual([
      3, 3,
    ]);
    expect(run(change!.after).change).toBeUndefined();
  });
});

it('is a chain of calls that the parser bears and the analysis does not, and said to be nested too deeply', () => {
  const chain = Array.from({ length: 8000 }, (_, index) => `.where('a${index}')`).join('');
  const { error } = run(`${CALL}module.exports.find = (id) => axios.get(id)${chain};\n`);
  expect(error).toBe('is nested too deeply to be read');
});

describe('is nested ten thousand deep, and said to be', () => {
  it.each([
    { name: 'parentheses', content: deep('(', '1', ')') },
    { name: 'arrays', content: deep('[', '1', ']') },
    { name: 'calls', content: deep('f(', '1', ')') },
    { name: 'binary chains', content: deep('1 + ', '1', '') },
  ])('$name', ({ content }) => {
    const { error, change } = run(content);
    expect(error).toMatch(/nested too deeply/u);
    expect(change).toBeUndefined();
  });
});
