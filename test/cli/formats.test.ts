import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { PageData } from '../../codemods/cli/report/formats/page-data.ts';
import { FIXED, LEAKY, Scratch } from './program.ts';

const schema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve(
      '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
    ),
    'utf8',
  ),
) as object;
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
  const starts = [
    0,
    ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)].map((end) => end.index + end[0].length),
  ];
  return starts[line - 1]! + column - 1;
}

const REFUSED = `const axios = require('axios');\n\nmodule.exports = (urls) => urls.map(axios.get);\n`;
const SILENCED = `const axios = require('axios');\n// eslint-disable-next-line leakproof/require-axios-agents\naxios.get(url);\n`;
const HOLDING = {
  'http.js': `const axios = require('axios');\nconst http = require('http');\nmodule.exports = axios.create({ httpAgent: new http.Agent({ keepAlive: true, maxSockets: 5 }), httpsAgent: false });\n`,
  'node_modules/axios/package.json': '{ "name": "axios", "version": "1.21.1" }',
};
const FILES = {
  'a b/[x].js': LEAKY,
  'b.js': REFUSED,
  'c.js': SILENCED,
  'bad.js': `const axios = require('axios');\naxios.get(\n`,
};

describe('--format sarif', () => {
  it('is valid SARIF 2.1.0, with each finding, its fix, its suppression, and what could not be judged', () => {
    const scratch = new Scratch(FILES);
    const { code, stdout } = scratch.codemod('report', '--format', 'sarif');
    expect(code).toBe(2);
    const run = sarifOf(stdout);
    expect(
      run.results!.map(({ ruleId, locations, suppressions, fixes }) => [
        ruleId,
        locations![0]!.physicalLocation!.artifactLocation!.uri,
        suppressions?.[0]?.kind,
        fixes?.length,
      ]),
    ).toEqual([
      ['leakproof/require-axios-agents', 'a%20b/%5Bx%5D.js', undefined, 1],
      ['leakproof/require-axios-agents', 'b.js', undefined, undefined],
      ['leakproof/require-axios-agents', 'c.js', 'inSource', undefined],
    ]);
    expect(run.results![0]!.locations![0]!.physicalLocation).toMatchObject({
      artifactLocation: { uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 27, endLine: 3, endColumn: 41 },
    });
    expect(run.results![1]!.message.text).toMatch(/Not fixed: the code that calls it decides/u);
    for (const { ruleId, ruleIndex } of run.results!)
      expect(run.tool.driver.rules![ruleIndex!]).toMatchObject({
        id: ruleId,
        helpUri: expect.stringMatching(/docs\/rules\/require-axios-agents\.md$/u) as string,
      });
    expect(run.invocations![0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: 'error',
          locations: [{ physicalLocation: { artifactLocation: { uri: 'bad.js' } } }],
        },
      ],
    });
  });

  it.each([
    ['as it is', LEAKY, FIXED.replace('../', './')],
    [
      'with a BOM, CRLF and characters of two units',
      `\uFEFF${LEAKY.replace('\n\n', '\n\nconst a = "😀";').replaceAll('\n', '\r\n')}`,
      undefined,
    ],
    [
      'with line separators in a string',
      LEAKY.replace('\n\n', '\n\nconst a = "\u2028";'),
      undefined,
    ],
  ])(
    'its fix, applied by line and column, is the codemod’s own text: %s',
    (_, source, expected) => {
      const scratch = new Scratch({
        'a.js': source,
        'http-agents.js': 'exports.httpAgent = 1;\nexports.httpsAgent = 2;\n',
      });
      const run = sarifOf(
        scratch.codemod('fix-agents', '--check', '--format', 'sarif', 'a.js').stdout,
      );
      const body = source.replace('\uFEFF', '');
      const replacements = run.results![0]!.fixes![0]!.artifactChanges[0]!.replacements.map(
        ({ deletedRegion, insertedContent }) => {
          const { startLine, startColumn, endLine, endColumn } = deletedRegion as Record<
            'startLine' | 'startColumn' | 'endLine' | 'endColumn',
            number
          >;
          return {
            start: offsetOf(body, startLine, startColumn),
            end: offsetOf(body, endLine, endColumn),
            text: insertedContent!.text!,
          };
        },
      );
      const fixed = replacements
        .toSorted((a, b) => b.start - a.start)
        .reduce(
          (text, { start, end, text: inserted }) =>
            text.slice(0, start) + inserted + text.slice(end),
          body,
        );
      scratch.codemod('fix-agents', 'a.js');
      expect(scratch.read('a.js').replace('\uFEFF', '')).toBe(fixed);
      if (expected !== undefined) expect(fixed).toBe(expected);
    },
  );

  it('the fingerprint stays when the site moves, and tells sites that are alike apart', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\naxios.get(url);\naxios.get(url);\n`,
    });
    const fingerprints = () =>
      sarifOf(scratch.codemod('fix-agents', '--check', '--format', 'sarif').stdout).results!.map(
        ({ partialFingerprints }) => partialFingerprints!['leakproofSite/v1'],
      );
    const before = fingerprints();
    expect(new Set(before).size).toBe(2);
    scratch.write({ 'a.js': `// moved\n\n${scratch.read('a.js')}` });
    expect(fingerprints()).toEqual(before);
  });

  it('tells a file outside of the working directory by its whole address, which no root is a part of', () => {
    const scratch = new Scratch({
      'here/a.js': LEAKY,
      'b c.js': LEAKY,
      'bad.js': FILES['bad.js'],
      'binary.js': Buffer.from([0x00, 0xff]),
    });
    const { stdout } = scratch.codemodWith(
      { cwd: 'here' },
      'fix-agents',
      '--check',
      '--format',
      'sarif',
      '..',
    );
    const { results, invocations } = sarifOf(stdout);
    const addressOf = (name: string) =>
      pathToFileURL(join(realpathSync(scratch.folder), name)).href;
    expect(
      results!.map(({ level, locations }) => [
        level,
        locations![0]!.physicalLocation!.artifactLocation,
      ]),
    ).toEqual([
      ['error', { uri: addressOf('b c.js') }],
      ['error', { uri: 'a.js', uriBaseId: '%SRCROOT%' }],
    ]);
    expect(results![0]!.fixes![0]!.artifactChanges[0]!.artifactLocation).toEqual({
      uri: addressOf('b c.js'),
    });
    expect(invocations![0]!.toolExecutionNotifications).toMatchObject([
      {
        message: { text: expect.stringMatching(/^cannot be parsed: 3:1 /u) as string },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: addressOf('bad.js') },
              region: { startLine: 3, startColumn: 1 },
            },
          },
        ],
      },
      { message: { text: 'is a binary file' } },
    ]);
    expect(
      invocations![0]!.toolExecutionNotifications![1]!.locations![0]!.physicalLocation,
    ).toEqual({ artifactLocation: { uri: addressOf('binary.js') } });
  });

  it('warns in a report, which fails nothing, of findings, and of an axios that holds responses', () => {
    const { results, invocations } = sarifOf(
      new Scratch(HOLDING).codemod('report', '--format', 'sarif').stdout,
    );
    expect(results!.map(({ level }) => level)).toEqual(['warning']);
    expect(invocations![0]).toMatchObject({
      executionSuccessful: true,
      toolConfigurationNotifications: [
        {
          level: 'warning',
          locations: [
            { physicalLocation: { artifactLocation: { uri: 'node_modules/axios/package.json' } } },
          ],
        },
      ],
    });
  });

  it('says in its help what fixes, by the name of the program that no other package has', () => {
    const { tool } = sarifOf(
      new Scratch({ 'a.js': LEAKY }).codemod('report', '--format', 'sarif').stdout,
    );
    const { help } = tool.driver.rules!.find(({ id }) => id === 'leakproof/require-axios-agents')!;
    expect(help!.text).toContain('npx leakproof fix-agents fixes it');
    expect(help!.markdown).toContain('`npx leakproof fix-agents` fixes it');
  });

  it('lists what is left after a run that writes, and nothing where nothing is', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': REFUSED });
    const { results } = sarifOf(scratch.codemod('fix-agents', '--format', 'sarif').stdout);
    expect(
      results!.map(({ locations }) => locations![0]!.physicalLocation!.artifactLocation!.uri),
    ).toEqual(['b.js']);
    expect(
      sarifOf(scratch.codemod('fix-agents', '--check', '--format', 'sarif', 'a.js').stdout).results,
    ).toEqual([]);
  });
});

describe('--format github', () => {
  it('annotates each finding at its place, escaped as the runner reads it', () => {
    const scratch = new Scratch({
      ...FILES,
      'x,y:z%.js': `const axios = require('axios');\naxios.get(url, {\n  timeout,\n});\n`,
    });
    const { stdout } = scratch.codemod('fix-agents', '--check', '--format', 'github');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(0, line.indexOf('::', 2))),
    ).toEqual([
      '::error file=a b/[x].js,line=3,col=27,endLine=3,endColumn=41,title=leakproof/require-axios-agents',
      '::error file=x%2Cy%3Az%25.js,line=2,endLine=4,title=leakproof/require-axios-agents',
      '::error file=b.js,line=3,col=37,endLine=3,endColumn=46,title=leakproof/require-axios-agents',
      expect.stringMatching(/^::error file=bad\.js,line=3,col=1,title=leakproof$/u) as string,
    ]);
  });

  it('puts leaks before policy, and findings of a file that say the same into one annotation', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\naxios.get(url);\naxios.get(url);\naxios.get(url);\n`,
      'b.js': `const axios = require('axios');\nconst seen = new Map();\nmodule.exports = (userId) => {\n  seen.set(userId, 1);\n  return axios.get(url);\n};\n`,
    });
    const lines = scratch.codemod('report', '--format', 'github').stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('title=leakproof/no-unbounded-collection::');
    expect(lines[1]).toMatch(/^::warning file=a\.js,line=2,.*%0AThe same in lines 3, 4\.$/u);
    expect(lines[2]).toMatch(/^::warning file=b\.js,line=5,/u);
  });

  const headsOf = (stdout: string) =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/,(?:line|title)=.*$/u, ''));

  it('warns in a report, which fails nothing; what cannot be judged is an error all the same', () => {
    const { stdout } = new Scratch({ ...FILES, 'binary.js': Buffer.from([0x00, 0xff]) }).codemod(
      'report',
      '--format',
      'github',
    );
    expect(headsOf(stdout)).toEqual([
      '::warning file=a b/[x].js',
      '::warning file=b.js',
      '::error file=bad.js',
      '::error file=binary.js',
    ]);
    expect(stdout).toContain('::error file=binary.js,title=leakproof::is a binary file\n');
  });

  it.each([
    [
      'the workspace, which a step may work below of',
      '.',
      ['::error file=a.js', '::error file=here/b.js', '::error file=bad.js'],
    ],
    [
      'the working directory, where a file is outside of the workspace',
      'here',
      ['::error file=../a.js', '::error file=b.js', '::error file=../bad.js'],
    ],
    [
      'the working directory, where there is no workspace',
      undefined,
      ['::error file=../a.js', '::error file=b.js', '::error file=../bad.js'],
    ],
  ])('tells files from %s', (_, workspace, files) => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'here/b.js': LEAKY, 'bad.js': FILES['bad.js'] });
    const env = {
      GITHUB_WORKSPACE: workspace === undefined ? undefined : realpathSync(scratch.path(workspace)),
    };
    expect(
      headsOf(
        scratch.codemodWith(
          { env, cwd: 'here' },
          'fix-agents',
          '--check',
          '--format',
          'github',
          '..',
        ).stdout,
      ),
    ).toEqual(files);
  });
});

describe('--format markdown', () => {
  it('is a table of files and the sites with their reasons; what the code says stays code', () => {
    const scratch = new Scratch({ 'a|<b>.js': LEAKY, 'b`.js': REFUSED });
    expect(scratch.codemod('fix-agents', '--check', '--format', 'markdown').stdout)
      .toBe(`### leakproof: 1 fixable, 1 refused

| file | fixable | refused |
| :-- | --: | --: |
| \`a\\|<b>.js\` | 1 |  |
| \`\`b\`.js\`\` |  | 1 |
| **2 files** | **1** | **1** |

<details><summary>require-axios-agents (policy): 2</summary>

- This request has no explicit \`httpAgent\` or \`httpsAgent\`. It uses Node’s global agents, whose number of sockets is unlimited by default. Pass both: shared agents that have \`maxSockets\` and a \`timeout\` for idle sockets.
  - \`a|<b>.js:3\` \`axios.get\`
- \`axios.get\` is passed as a value, so no agents can be given to its requests here. Without agents they use Node’s global agents, whose number of sockets is unlimited by default. Not fixed: the code that calls it decides about its config: pass a function that calls it with agents.
  - \`\`b\`.js:3\`\` \`axios.get\`

</details>
`);
  });

  const markdownOf = (scratch: Scratch, ...args: string[]) =>
    scratch.codemod(...args, '--format', 'markdown').stdout;
  const numbered = (count: number, source: string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`${String(index + 10)}.js`, source]),
    );

  it('says what could not be judged, and that nothing else was there', () => {
    expect(markdownOf(new Scratch({ 'a*b*.js': Buffer.from([0x00, 0xff]) }), 'report'))
      .toBe(`### leakproof: 0 fixable, 0 refused, 1 file not judged

No findings.

<details><summary>Not judged: 1</summary>

- \`a*b*.js\` is a binary file

</details>
`);
    expect(
      markdownOf(
        new Scratch({ 'a.js': Buffer.from([0x00, 0xff]), 'b.js': Buffer.from([0xff]) }),
        'report',
      ),
    ).toMatch(/, 2 files not judged\n[^]*- `a\.js` is a binary file\n- `b\.js` is not UTF-8\n/u);
  });

  it('warns of an axios that holds responses', () => {
    const text = markdownOf(new Scratch(HOLDING), 'report');
    expect(text).toContain(
      '<details><summary>Warnings: 1</summary>\n\n- `node_modules/axios/package.json` axios 1.21.1 keeps the last response of each idle socket',
    );
    expect(text).toContain(
      'at http.js:3. Set limits (`npx leakproof bound-agents`), or use axios 1.15.0 or older, after a look at its security advisories\n',
    );
  });

  it('after a run that writes, counts what was fixed and lists what is left', () => {
    const text = markdownOf(new Scratch({ 'a.js': LEAKY, 'b.js': REFUSED }), 'fix-agents');
    expect(text).toContain('### leakproof: 1 fixed, 1 refused\n\n| file | fixed | refused |\n');
    expect(text).not.toContain('`a.js:3`');
    expect(text).toContain('\n  - `b.js:3` `axios.get`\n');
  });

  it('has fifty rows, what is open first, and says how many more files there are', () => {
    const rows = markdownOf(
      new Scratch({
        ...numbered(54, 'require("axios").get(url, { httpAgent, httpsAgent });\n'),
        'z.js': LEAKY,
      }),
      'report',
      '--verbose',
    )
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.slice(0, 4)).toEqual([
      '| file | fixable | ok |',
      '| :-- | --: | --: |',
      '| `z.js` | 1 |  |',
      '| `10.js` |  | 1 |',
    ]);
    expect(rows.slice(-3)).toEqual([
      '| `58.js` |  | 1 |',
      '| 5 more |  |  |',
      '| **55 files** | **1** | **54** |',
    ]);
  });

  it('lists sixty sites at most, and says how many more there are', () => {
    const text = markdownOf(
      new Scratch({ 'a.js': `const axios = require('axios');\n${'axios.get(url);\n'.repeat(64)}` }),
      'fix-agents',
      '--check',
    );
    const items = text.split('\n').filter((line) => /^ {0,2}- /u.test(line));
    expect(items).toHaveLength(62);
    expect(items[0]).toMatch(/^- This request has no explicit/u);
    expect(items.slice(-2)).toEqual([
      expect.stringMatching(/^ {2}- `a\.js:61` /u) as string,
      '- 4 more',
    ]);
    expect(text).toContain('<summary>require-axios-agents (policy): 64</summary>');
  });

  it('of a long path keeps the end, which tells it from its neighbours, and the line', () => {
    const folder =
      'services/orders-and-billing/src/infrastructure/adapters/http/clients/external/partners/v2/handlers/all';
    const text = markdownOf(
      new Scratch({ [`${folder}/first.js`]: LEAKY, [`${folder}/second.js`]: LEAKY }),
      'fix-agents',
      '--check',
    );
    for (const name of ['first', 'second']) {
      expect(text).toMatch(
        new RegExp(`^\\| \`…[^\`]*/handlers/all/${name}\\.js\` \\| 1 \\|$`, 'mu'),
      );
      expect(text).toMatch(new RegExp(`^  - \`…[^\`]*/handlers/all/${name}\\.js:3\` `, 'mu'));
    }
  });

  it('cuts what is long, and a name that is cut leaves no code span open', () => {
    const long = 'x'.repeat(600);
    const text = markdownOf(
      new Scratch({
        'a.js': `const ${long} = new Map();\n\nmodule.exports = (userId) => {\n  ${long}.set(userId, 1);\n};\n`,
      }),
      'bound-collections',
      '--check',
    );
    expect(text.split('\n').filter((line) => /^ {0,2}- /u.test(line))).toEqual([
      `- \\\`${'x'.repeat(498)}…`,
      `  - \`a.js:1\` \`${'x'.repeat(99)}…\``,
    ]);
  });

  it('fits a comment on GitHub, which has 65,536 characters at most, however much there is to tell', () => {
    const folder = 'deep-folder-with-a-long-name/'.repeat(4);
    const name = `entries${'OfTheThingThatIsHeldHere'.repeat(4)}`;
    const grows = `const axios = require('axios');\nconst ${name} = new Map();\nconst jobs${name} = new Map();\nmodule.exports = (userId) => {\n  ${name}.set(userId, 1);\n  jobs${name}.set(userId, axios.get(userId));\n};\nmodule.exports.all = (urls) => urls.map(axios.get);\n`;
    const files = Object.entries(numbered(70, grows)).map(([path, text]) => [
      `${folder}${path}`,
      text,
    ]);
    const broken = Object.entries(
      numbered(70, `const axios = require('axios');\naxios.get(\n`),
    ).map(([path, text]) => [`${folder}bad-${path}`, text]);
    const text = markdownOf(
      new Scratch(Object.fromEntries([...files, ...broken]) as Record<string, string>),
      'report',
    );
    expect(text.length).toBeLessThan(65_536);
    // Whatever was left out is counted.
    for (const [, count, list] of text.matchAll(
      /<summary>[\w ()-]+: (\d+)<\/summary>([^]*?)<\/details>/gu,
    )) {
      const more = Number(/^- (\d+) more$/mu.exec(list!)?.[1] ?? 0);
      expect(list!.match(/^(?: {2})?- `+…/gmu)!.length + more).toBe(Number(count));
    }
  });
});

describe('--format html', () => {
  const pageOf = (scratch: Scratch, ...args: string[]) => {
    const html = scratch.codemod(...args, '--format', 'html').stdout;
    return {
      html,
      data: JSON.parse(
        /<script id="data" type="application\/json">(.*)<\/script>/u.exec(html)![1]!,
      ) as PageData,
    };
  };

  it('names the folder in its title, whatever it is called', () => {
    const scratch = new Scratch({ 'R&D <"x">/a.js': LEAKY });
    const html = scratch.codemodWith({ cwd: 'R&D <"x">' }, 'report', '--format', 'html').stdout;
    expect(html).toContain('<title>Leaks in R&amp;D &lt;&quot;x&quot;&gt;</title>');
  });

  it('says without its script how much there is, fixed or to fix', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': REFUSED });
    expect(pageOf(scratch, 'report').html).toContain('<noscript><p>1 fixable, 1 refused. ');
    expect(pageOf(scratch, 'fix-agents').html).toContain('<noscript><p>1 fixed, 1 refused. ');
  });

  it('has beside the sites what could not be judged or used, what makes matters worse, and the tests at risk', () => {
    const scratch = new Scratch({
      ...HOLDING,
      'binary.js': Buffer.from([0x00, 0xff]),
      'test/a.test.js': `const { get } = require('./gone');\nget(require('axios'));\nexpect(axios.get).toHaveBeenCalledWith(url);\n`,
    });
    expect(pageOf(scratch, 'report').data.remarks).toEqual([
      { title: 'Not judged', lines: [{ path: 'binary.js', text: 'is a binary file' }] },
      {
        title: 'Warnings',
        lines: [
          {
            path: 'node_modules/axios/package.json',
            text: expect.stringContaining('http.js:3') as string,
          },
        ],
      },
      {
        title: 'Notes',
        lines: [
          {
            path: 'test/a.test.js',
            text: expect.stringContaining('imports `./gone`, which does not exist') as string,
          },
        ],
      },
      {
        title: 'Tests that an added argument can break',
        lines: [{ path: 'test/a.test.js', text: 'asserts on the arguments of calls in line 3' }],
      },
    ]);
    expect(pageOf(new Scratch({ 'a.js': LEAKY }), 'report').data.remarks).toEqual([]);
  });

  it('shows of a long site its start, of a long line its start, and counts the lines that it leaves out', () => {
    const data = Array.from({ length: 40 }, (_, index) => `  key${index}: 1,\n`).join('');
    const source = `const axios = require('axios');\n${'x'.repeat(401)};\n${'y'.repeat(399)};\naxios.post(url, {\n${data}});\nlast();\n`;
    const site = pageOf(new Scratch({ 'a.js': source }), 'report').data.files[0]!.sites[0]!;
    expect([site.start, site.end]).toEqual([
      { line: 4, column: 1 },
      { line: 45, column: 3 },
    ]);
    expect(site.code.slice(0, 4)).toEqual([
      { number: 1, text: `const axios = require('axios');` },
      { number: 2, text: `${'x'.repeat(400)}…` },
      { number: 3, text: `${'y'.repeat(399)};` },
      { number: 4, text: 'axios.post(url, {' },
    ]);
    expect(site.code.at(-1)).toEqual({ number: 27, text: '  key22: 1,' });
    expect(site.cut).toBe(18);
  });

  it.each([
    ['a file with no end of its last line', LEAKY.trimEnd()],
    ['a file with the line ends of Windows', LEAKY.replaceAll('\n', '\r\n')],
  ])('has the code and the diff of %s', (_, source) => {
    const site = pageOf(new Scratch({ 'lib/a.js': source }), 'report').data.files[0]!.sites[0]!;
    const [first, second, third] = LEAKY.split('\n');
    expect(site.code.slice(0, 3)).toEqual([
      { number: 1, text: first },
      { number: 2, text: second },
      { number: 3, text: third },
    ]);
    const [, imported, , call] = FIXED.split('\n');
    expect(
      site.hunks.flat().filter(({ text, change }) => change !== undefined || text !== ''),
    ).toEqual([
      { number: 1, text: first },
      { number: 2, text: imported, change: '+' },
      { number: 3, text: third, change: '-' },
      { number: 4, text: call, change: '+' },
    ]);
  });
});

describe('--format text', () => {
  const fixOf = (files: Readonly<Record<string, string>>) =>
    /^Fix (?:it|them): (.*)$/mu.exec(
      new Scratch(files).codemod('fix-agents', '--check').stdout,
    )?.[1];
  const named = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`f${String(index + 10)}.js`, LEAKY]),
    );

  it('of a check names the files of the command that fixes them as long as they fit a line, quoted where a shell would split them', () => {
    expect(fixOf({ 'a b.js': LEAKY, 'c/[d]-@e.js': LEAKY, 'right.js': 'other();\n' })).toBe(
      'npx leakproof fix-agents "a b.js" "c/[d]-@e.js"',
    );
    expect(fixOf(named(3))).toBe(`npx leakproof fix-agents ${Object.keys(named(3)).join(' ')}`);
    expect(fixOf(named(4))).toBe('npx leakproof fix-agents .');
    expect(fixOf({ 'b.js': REFUSED })).toBe(undefined);
  });
});
