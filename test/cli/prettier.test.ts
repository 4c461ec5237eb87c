/**
 * The project's own Prettier lays out what it had laid out before. The one here is a stand-in with the calls of versions 2 and 3.
 */
import { describe, expect, it } from 'vitest';
import { Scratch } from './program.ts';

/** Breaks each `{ httpAgent, httpsAgent }` that a call is given; notes that it was asked. */
const FORMAT = `const format = (text) => text.replaceAll(/\\(url, \\{ httpAgent, httpsAgent \\}\\)/gu, '(url, {\\n  httpAgent,\\n  httpsAgent,\\n})');\n`;
const ASKED = `require('node:fs').writeFileSync(require('node:path').join(__dirname, 'asked'), '');\n`;

function prettier({
  isAsync = true,
  format = FORMAT,
  config = "'.prettierrc'",
  check = "!text.includes('  ;')",
  ignored = 'false',
} = {}): Record<string, string> {
  const said = isAsync ? 'async ' : '';
  return {
    'node_modules/prettier/package.json': '{ "name": "prettier", "main": "index.js" }',
    'node_modules/prettier/index.js': `${ASKED}${format}module.exports = {
  resolveConfigFile: async () => ${config},
  resolveConfig: async () => ({}),
  getFileInfo: async () => ({ ignored: ${ignored}, inferredParser: 'babel' }),
  check: ${said}(text) => ${check},
  format: ${said}(text) => format(text),
};
`,
  };
}

const CODE = `const axios = require('axios');\nexports.load = (url) => axios.get(url);\n`;
const IMPORT = `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('../http-agents');\n`;
const OWN = `${IMPORT}exports.load = (url) => axios.get(url, { httpAgent, httpsAgent });\n`;
const FORMATTED = `${IMPORT}exports.load = (url) => axios.get(url, {\n  httpAgent,\n  httpsAgent,\n});\n`;
const AGENTS = {
  'http-agents.js': `const http = require('http');\nconst https = require('https');\nexports.httpAgent = new http.Agent({ maxSockets: 50 });\nexports.httpsAgent = new https.Agent({ maxSockets: 50 });\n`,
};

function fixed(
  files: Record<string, string>,
  ...args: string[]
): { scratch: Scratch; text: string } {
  const scratch = new Scratch({ 'src/a.js': CODE, ...AGENTS, ...files });
  scratch.codemod('fix-agents', ...args, 'src');
  return { scratch, text: scratch.read('src/a.js') };
}

describe('a file that Prettier had laid out', () => {
  it.each([
    ['3', true],
    ['2', false],
  ])('is laid out by version %s after, and a second run changes nothing', (_, isAsync) => {
    const { scratch, text } = fixed(prettier({ isAsync }));
    expect(text).toBe(FORMATTED);
    expect(scratch.codemod('fix-agents', '--check', 'src').code).toBe(0);
    scratch.codemod('fix-agents', 'src');
    expect(scratch.read('src/a.js')).toBe(FORMATTED);
  });

  it('is shown so, too', () => {
    const scratch = new Scratch({ 'src/a.js': CODE, ...AGENTS, ...prettier() });
    expect(scratch.codemod('fix-agents', '--dry', 'src').stdout).toContain(
      '+exports.load = (url) => axios.get(url, {\n+  httpAgent,\n',
    );
  });

  it('is left to our own layout with --no-config, which runs none of the project’s code', () => {
    const { scratch, text } = fixed(prettier(), '--no-config');
    expect(text).toBe(OWN);
    expect(() => scratch.read('node_modules/prettier/asked')).toThrow('ENOENT');
  });
});

describe('our own layout stays', () => {
  it.each([
    { why: 'where none is installed', files: {} },
    { why: 'of a file that it had not laid out', files: prettier({ check: 'false' }) },
    { why: 'of a file that it ignores', files: prettier({ ignored: 'true' }) },
    { why: 'without a config', files: prettier({ config: 'null' }) },
    {
      why: 'where its config does not load',
      files: prettier({ config: "(() => { throw new Error('no such plugin'); })()" }),
    },
    {
      why: 'where it throws',
      files: prettier({
        format: `const format = () => { throw new SyntaxError('unexpected token'); };\n`,
      }),
    },
    {
      why: 'where it does not load',
      files: { ...prettier(), 'node_modules/prettier/index.js': 'throw new Error("broken");\n' },
    },
    {
      why: 'where it would change another statement',
      files: prettier({
        format: `const format = (text) => text.replace("require('axios')", 'require("axios")');\n`,
      }),
    },
    {
      why: 'where it would give the program another meaning',
      files: prettier({
        format: `const format = (text) => text.replace('axios.get(url', 'axios.post(url');\n`,
      }),
    },
    {
      why: 'where it would drop what is fixed',
      files: prettier({
        format: `const format = (text) => text.replace(', { httpAgent, httpsAgent }', '');\n`,
      }),
    },
  ])('$why', ({ files }) => {
    expect(fixed(files).text).toBe(OWN);
  });
});
