/**
 * Each block of code in the README and in docs/ is run: here, or by the test that is named for its kind or its page.
 */
import { ESLint, Linter } from 'eslint';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import plugin from '../rules/index.ts';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** test/docs.test.ts runs these. */
const RULE_AND_CODEMOD_EXAMPLES = new Set(['js incorrect', 'js correct', 'js before', 'js after']);

/** Pages whose blocks belong together, and the test that runs them. */
const PAGES_RUN_AS_A_WHOLE: Readonly<Record<string, string>> = {
  'docs/adoption.md': 'test/recipes/adoption.test.ts',
  'docs/hosts.md': 'test/hosts/parsers.test.ts',
};

interface Block {
  readonly page: string;
  readonly kind: string;
  readonly code: string;
}

const pages = [
  'README.md',
  ...readdirSync(join(REPOSITORY, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
];
const blocks = pages.flatMap((page): Block[] => {
  const text = readFileSync(join(REPOSITORY, page), 'utf8');
  return [...text.matchAll(/^```(?<kind>[^\n]+)\n(?<code>.*?)^```$/gmsu)].map(({ groups }) => ({
    page,
    kind: groups!['kind']!,
    code: groups!['code']!,
  }));
});
const ofKind = (kind: string) =>
  blocks.filter((block) => block.kind === kind && !(block.page in PAGES_RUN_AS_A_WHOLE));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const LEAKY = `const axios = require('axios');\n\nmodule.exports = (url) => axios.get(url);\n`;
const LEAKY_TYPESCRIPT = `import axios from 'axios';\n\nexport const load = (url: string) => axios.get(url);\n`;

/** A service in which the packages are installed that the pages name. */
function service(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'leakproof-doc-'));
  folders.push(folder);
  const files = {
    'package.json': '{ "name": "service", "private": true }\n',
    'tsconfig.json': '{}\n',
    'eslint.config.mjs': config,
    'helpers/a.js': LEAKY,
    'src/a.js': LEAKY,
    'server/a.js': LEAKY,
    'server/a.ts': LEAKY_TYPESCRIPT,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(REPOSITORY, join(folder, 'node_modules/eslint-plugin-leakproof'));
  symlinkSync(
    join(REPOSITORY, 'node_modules/typescript-eslint'),
    join(folder, 'node_modules/typescript-eslint'),
  );
  return folder;
}

const runProgram = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(REPOSITORY, 'dist/codemods/cli/main.js'), ...args], {
    cwd,
    encoding: 'utf8',
  });

it('there is no block that no test runs', () => {
  // `npm run docs` writes what is `mermaid`, and `npm test` checks it.
  const known = [
    ...RULE_AND_CODEMOD_EXAMPLES,
    ...['js before lru', 'js after lru'],
    'js http-agents.js',
    'js options',
    'js eslint.config.mjs',
    'js walk',
    'json',
    'json package.json',
    'mermaid',
    'sh',
  ];
  expect(
    blocks
      .filter(({ page, kind }) => !(page in PAGES_RUN_AS_A_WHOLE) && !known.includes(kind))
      .map(({ page, kind }) => `${page}: ${kind}`),
  ).toEqual([]);
});

describe.each(ofKind('js eslint.config.mjs'))('a config of $page', ({ code }) => {
  it(`makes ESLint report a leak:\n${code}`, async () => {
    const cwd = service(code);
    const results = await new ESLint({ cwd }).lintFiles(['.']);
    const messages = results.flatMap((result) => result.messages);
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
    expect(messages.map(({ ruleId }) => ruleId)).toContain('leakproof/require-axios-agents');
  });
});

describe('a rule is turned off, as docs/adoption.md says', () => {
  const page = readFileSync(join(REPOSITORY, 'docs/adoption.md'), 'utf8');
  const config = [...page.matchAll(/^```js\n(?<code>.*?)^```/gmsu)]
    .map(({ groups }) => groups!['code']!)
    .find((code) => code.includes("'off'"))!;
  const reportedWith = async (code: string) => {
    const cwd = service(code);
    rmSync(join(cwd, 'server/a.ts'));
    writeFileSync(
      join(cwd, 'server/a.js'),
      `${LEAKY}const seen = new Map();\napp.get('/', (req) => seen.set(req.query.id, 1));\n`,
    );
    const results = await new ESLint({ cwd }).lintFiles(['.']);
    return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  };

  it('by an entry behind the preset, which leaves the other rules on', async () => {
    expect(await reportedWith(config)).toEqual(['leakproof/no-unbounded-collection']);
  });

  it('not by `rules` in the entry of the preset, which replace all of them', async () => {
    const spread = config
      .replace(/^ +\{ files, rules.*\n/mu, '')
      .replace('files },', "files, rules: { 'leakproof/require-axios-agents': 'off' } },");
    expect(await reportedWith(spread)).toEqual([]);
  });
});

describe.each(ofKind('js options'))('the options on $page', ({ page, code }) => {
  it('are taken by the rule, and all that it has', () => {
    const rules = runInThisContext(`(${code})`) as Record<string, ['error', object]>;
    const [[name, [, options]]] = Object.entries(rules) as [[string, ['error', object]]];
    expect(page).toBe(`docs/rules/${name.replace('leakproof/', '')}.md`);
    new Linter().verify('', { plugins: { leakproof: plugin }, rules });
    const { schema, defaultOptions } = plugin.rules[
      name.replace('leakproof/', '') as keyof typeof plugin.rules
    ].meta as unknown as { schema: [{ properties: object }]; defaultOptions: [object] };
    expect(Object.keys(options)).toEqual(Object.keys(schema[0].properties));
    expect(options).toMatchObject(defaultOptions[0]);
  });
});

describe.each(ofKind('js walk'))('the name on $page', ({ code }) => {
  const reported = (text: string) =>
    new Linter({ configType: 'flat' })
      .verify(text, [plugin.configs.recommended, { languageOptions: { sourceType: 'commonjs' } }])
      .map(({ messageId }) => messageId);

  it('is not known yet, and is reported under a name that is', () => {
    expect(reported(code)).toEqual([]);
    expect(reported(code.replace('onSnapshot', 'subscribe'))).toEqual(['unbounded']);
  });
});

describe.each(ofKind('js http-agents.js'))('the module on $page', ({ code }) => {
  it('is the one that the codemod writes', () => {
    const cwd = service('');
    rmSync(join(cwd, 'tsconfig.json'));
    rmSync(join(cwd, 'server'), { recursive: true });
    runProgram(cwd, 'fix-agents', '--no-config', 'helpers');
    const [written] = readdirSync(cwd).filter((file) => file.startsWith('http-agents.'));
    expect(readFileSync(join(cwd, String(written)), 'utf8').trim()).toBe(code.trim());
  });
});

describe.each(ofKind('json package.json'))('the settings on $page', ({ code }) => {
  it('are read by the program', () => {
    const cwd = service('');
    const { leakproof } = JSON.parse(code) as { leakproof: { modules: [string] } };
    writeFileSync(join(cwd, 'package.json'), code);
    writeFileSync(join(cwd, 'helpers/a.js'), LEAKY.replace(`'axios'`, `'${leakproof.modules[0]}'`));
    const { stdout } = runProgram(cwd, 'report', '--no-config', '--format', 'json', 'helpers');
    expect((JSON.parse(stdout) as ReportExample).files[0]?.sites).toHaveLength(1);
  });
});

interface ReportExample {
  readonly totals: object;
  readonly files: readonly {
    readonly sites: readonly object[];
    readonly mentions: readonly object[];
  }[];
}

const keysOf = ({ files: [file, ...more], ...report }: ReportExample) => ({
  more,
  keys: [report, report.totals, file!, file!.sites[0]!, file!.mentions[0]!].map(Object.keys),
});

describe.each(ofKind('json'))('the report on $page', ({ code }) => {
  it('has the fields that the program writes, in their order', () => {
    const cwd = service('');
    writeFileSync(join(cwd, 'helpers/a.js'), `// axios.get(url)\n${LEAKY}`);
    expect(keysOf(JSON.parse(code) as ReportExample)).toEqual(
      keysOf(
        JSON.parse(
          runProgram(cwd, 'report', '--format', 'json', 'helpers').stdout,
        ) as ReportExample,
      ),
    );
  });
});

const commands = ofKind('sh').flatMap(({ page, code }) =>
  code
    .trim()
    .split('\n')
    .flatMap((line) => line.replace(/#.*/u, '').split('&&'))
    .map((command) => ({ page, command: command.trim() })),
);

describe('the commands', () => {
  let cwd: string;
  beforeAll(() => {
    cwd = service(ofKind('js eslint.config.mjs')[0]!.code);
  });

  it.each(commands)('$page: $command', ({ command }) => {
    const [program, name, ...args] = command.split(/\s+/u) as [string, string, ...string[]];
    if (program === 'npm' && name === 'run') expect(Object.keys(scripts)).toContain(args[0]);
    else if (program === 'npm' && name === 'install')
      expect(args).toEqual(['--save-dev', 'eslint-plugin-leakproof']);
    else if (program === 'npm') expect(['ci', 'test']).toContain(name);
    else {
      expect(program).toBe('npx');
      if (name === 'jscodeshift') {
        const { stdout, stderr } = spawnSync(
          process.execPath,
          [join(REPOSITORY, 'node_modules/jscodeshift/bin/jscodeshift.js'), ...args],
          // It colours its lines where CI is set.
          { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined } },
        );
        expect(stderr).toBe('');
        // One file of JavaScript; its exit code says nothing.
        expect(stdout).toMatch(/^0 errors\n0 unmodified\n(?:1 skipped\n0 ok|0 skipped\n1 ok)$/mu);
        return;
      }
      expect(['codemod', 'leakproof']).toContain(name);
      // What it installs, test/cli/bound-collections.test.ts holds.
      const { status, stderr } = runProgram(cwd, ...args.filter((arg) => arg !== '--install'));
      expect(stderr).not.toMatch(/^error/mu);
      expect([0, 1]).toContain(status);
    }
  });
});
