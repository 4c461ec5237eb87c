/**
 * The oldest and the newest jscodeshift of each major version that our peer range names: npm installs it beside our package,
 * and its program, without a flag, writes what ours writes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codemods } from '../../codemods/registry.ts';
import { Host } from './host.ts';

const INPUTS = fileURLToPath(new URL('../fixtures/jscodeshift/__testfixtures__/', import.meta.url));
const SOURCES = Object.fromEntries(
  readdirSync(INPUTS)
    .filter((name) => name.includes('.input.'))
    .map((name) => [`src/${name}`, readFileSync(INPUTS + name, 'utf8')]),
);

describe.each(['0.15.2', '0.16.0', '0.16', '17.0.0', '17'])('jscodeshift %s', (version) => {
  it('writes the bytes of our own program', () => {
    const host = new Host(SOURCES);
    onTestFinished(() => {
      host.remove();
    });
    host.install('eslint@10', `jscodeshift@${version}`);
    const textsAfter = (command: string, ...args: readonly string[]) => {
      host.write(SOURCES);
      const { stdout } = host.run('npx', ['--no-install', command, ...args]);
      return { stdout, texts: Object.keys(SOURCES).map((path) => host.read(path)) };
    };
    for (const { name } of codemods) {
      const transform = `node_modules/eslint-plugin-leakproof/dist/codemods/${name}.js`;
      const { stdout, texts } = textsAfter('jscodeshift', '-t', transform, 'src/');
      expect(stdout, name).toContain('\n0 errors\n');
      expect(texts, name).toEqual(textsAfter('leakproof', name, '--no-config', 'src/').texts);
      expect(texts, name).not.toEqual(Object.values(SOURCES));
    }
  });
});
