/**
 * Paths as Windows has them: this file's modules take them apart with `path.win32`.
 */
import { win32 } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { commonFolder, depth, firstName, isBelow } from '../../analysis/agents/folders.ts';
import { relativeSpecifier, type SpecifierQuery } from '../../analysis/edits/specifier-style.ts';
import { locationName } from '../../analysis/findings/location.ts';
import { ofNoService } from '../../analysis/lifetime/process-lifetime.ts';
import { hasSourceExtension, isTestFile } from '../../analysis/modules/source-files.ts';
import { toReportPath } from '../../codemods/cli/program/report-path.ts';
import { isInside } from '../../codemods/cli/select/discover.ts';
import fixAgents from '../../codemods/fix-agents.ts';

vi.mock('node:path', async (original) => {
  const path = (await original<{ readonly win32: object }>()).win32;
  return { ...path, default: path };
});

it('is mocked', () => {
  expect(win32.sep).toBe('\\');
  expect(toReportPath('C:\\app', 'C:\\app\\src\\a.js')).toBe('src/a.js');
});

describe('what people and JSON read has slashes', () => {
  it.each([
    ['C:\\app', 'C:\\app\\src\\a.js', 'src/a.js'],
    ['c:\\app', 'C:\\App\\src\\a.js', 'src/a.js'],
    ['C:\\app\\packages\\api', 'C:\\app\\lib\\a.js', '../../lib/a.js'],
    ['\\\\server\\share\\app', '\\\\server\\share\\app\\src\\a.js', 'src/a.js'],
  ])('from %s: %s', (root, file, expected) => {
    expect(toReportPath(root, file)).toBe(expected);
    expect(locationName({ packageRoot: root }, { file, line: 3, column: 1 })).toBe(`${expected}:3`);
  });
});

describe('an import that is written has slashes', () => {
  const query = (importer: string): SpecifierQuery => ({
    importer,
    style: { syntax: 'esm', extensions: true },
    packageType: 'module',
    options: {} as SpecifierQuery['options'],
    habit: () => ({ extensions: true }),
  });

  it.each([
    ['C:\\app\\src\\routes\\a.js', 'C:\\app\\src\\http-agents.js', '../http-agents.js'],
    ['C:\\app\\a.js', 'C:\\app\\http-agents.js', './http-agents.js'],
    ['c:\\app\\a.js', 'C:\\app\\lib\\http-agents.js', './lib/http-agents.js'],
  ])('%s imports %s', (importer, file, expected) => {
    expect(relativeSpecifier(query(importer), file)).toBe(expected);
  });
});

describe('what is in a folder', () => {
  it.each([
    ['C:\\app', 'C:\\app', true],
    ['C:\\app', 'C:\\app\\src\\a.js', true],
    ['c:\\app', 'C:\\App\\src\\a.js', true],
    ['C:\\', 'C:\\app\\a.js', true],
    ['C:\\app', 'C:\\app2\\a.js', false],
    ['C:\\app', 'C:\\a.js', false],
    ['C:\\app', 'D:\\app\\a.js', false],
    ['\\\\server\\share', '\\\\server\\other\\a.js', false],
  ])('%s, %s: %s', (folder, file, expected) => {
    expect(isInside(folder, file)).toBe(expected);
  });

  it('that of a drive ends in a separator of its own', () => {
    expect(isBelow('C:\\', 'C:\\app\\a.js')).toBe(true);
    expect(isBelow('C:\\app', 'C:\\app2\\a.js')).toBe(false);
  });

  it('is told for the place of the agents module', () => {
    expect(commonFolder(['C:\\app\\src\\a\\a.js', 'C:\\app\\src\\b.js'])).toBe('C:\\app\\src');
    expect(commonFolder(['C:\\a.js', 'C:\\app\\b.js'])).toBe('C:\\');
    expect(firstName('C:\\app', 'C:\\app\\src\\a.js')).toBe('src');
    expect(firstName('C:\\app', 'C:\\app\\a.js')).toBe('');
    expect(depth('C:\\app\\src\\a.js')).toBeGreaterThan(depth('C:\\app\\a.js'));
  });
});

describe('what a path says of a file', () => {
  it.each([
    ['test\\load.js', 'a test, whose process ends'],
    ['src\\__tests__\\load.js', 'a test, whose process ends'],
    ['examples\\load.js', 'an example'],
    ['webpack.config.js', 'a step of the build'],
    ['src\\load.js', undefined],
    // Upper and lower case name the same folder.
    ['Test\\load.js', 'a test, whose process ends'],
  ])('%s: %s', (inPackage, expected) => {
    expect(ofNoService({ inPackage, inProject: `packages\\api\\${inPackage}` })).toBe(expected);
  });

  it('is a test or a source by its name', () => {
    expect(isTestFile('C:\\app\\tests\\load.js')).toBe(true);
    expect(isTestFile('C:\\app\\src\\load.js')).toBe(false);
    expect(isTestFile('C:\\app\\packages\\a\\spec\\manual\\load.js')).toBe(true);
    expect(isTestFile('C:\\app\\src\\spec\\load.js')).toBe(false);
    expect(hasSourceExtension('C:\\app\\src\\load.ts')).toBe(true);
    expect(hasSourceExtension('C:\\app\\.pnp.cjs')).toBe(false);
  });

  it('under jscodeshift, what is in node_modules is left alone', () => {
    const source = `const axios = require('axios');\naxios.get('http://a.example');\n`;
    expect(
      fixAgents(
        { path: 'C:\\app\\node_modules\\client\\a.js', source },
        { stats: () => undefined },
        { dry: true },
      ),
    ).toBeUndefined();
  });
});
