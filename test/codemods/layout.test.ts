/**
 * What is inserted stands as the file, or its package, is written.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { moduleText } from '../../analysis/edits/restyled.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import { boundAgents } from '../../codemods/bound-agents.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { dedent } from '../harness/dedent.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const AGENTS = dedent(`
  const http = require('http');
  const https = require('https');
  exports.httpAgent = new http.Agent({ maxSockets: 50 });
  exports.httpsAgent = new https.Agent({ maxSockets: 50 });
`);

function projectOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'leakproof-layout-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ 'package.json': '{}', '.git/HEAD': '', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The text after a codemod, which a second run leaves as it is. */
function fixed(codemod: Codemod, code: string, files: Readonly<Record<string, string>>): string {
  const facts = projectFacts(join(projectOf({ 'http-agents.js': AGENTS, ...files }), 'input.js'));
  const { output } = fixText(codemod, code, facts, { unverifiable: true });
  expect(fixText(codemod, output, facts, { unverifiable: true }).output).toBe(output);
  return output;
}

const PRETTIER = { '.prettierrc': '{ "singleQuote": true }' };
const HEAD = dedent(`
  const axios = require('axios');
  const { httpAgent, httpsAgent } = require('./http-agents');
`);

interface Case {
  readonly why: string;
  readonly code: string;
  readonly output: string;
  readonly files?: Readonly<Record<string, string>>;
}

describe('fix-agents lays out a config', () => {
  it.each<Case>([
    {
      why: 'a literal that is too long then for the line, with the comma that the file’s own literals have',
      code: dedent(`
        const image = await axios.get(message.advertisement.thumbnail.address, { responseType: 'arraybuffer', timeout: 5 });
        module.exports = {
          image,
        };
      `),
      output: dedent(`
        const image = await axios.get(message.advertisement.thumbnail.address, {
          responseType: 'arraybuffer',
          timeout: 5,
          httpAgent,
          httpsAgent,
        });
        module.exports = {
          image,
        };
      `),
    },
    {
      why: 'a call whose line bears it, as wide as the file’s lines are',
      code: `await axios.post(config.hooks.messageUpdated.address, message.withoutInternalFields());\n`,
      output: `await axios.post(config.hooks.messageUpdated.address, message.withoutInternalFields(), { httpAgent, httpsAgent });\n`,
    },
    {
      why: 'the width of an .editorconfig, whatever stands before the call on its line',
      files: {
        '.editorconfig': dedent(`
          root = true
          [*.{js,ts}]
          max_line_length = 60
        `),
      },
      code: `const { data } = await axios.get(url.address);\n`,
      output: dedent(`
        const { data } = await axios.get(url.address, {
          httpAgent,
          httpsAgent
        });
      `),
    },
    {
      why: 'a comment at the end of a line, which may be as long as it is',
      files: PRETTIER,
      code: `axios.get(url); // the first of many requests that this service sends in the course of a day\n`,
      output: `axios.get(url, { httpAgent, httpsAgent }); // the first of many requests that this service sends in the course of a day\n`,
    },
    {
      why: 'Prettier’s default comma behind the last property',
      files: PRETTIER,
      code: `const response = await axios.post(endpoint.address, notificationPayload);\n`,
      output: dedent(`
        const response = await axios.post(endpoint.address, notificationPayload, {
          httpAgent,
          httpsAgent,
        });
      `),
    },
    {
      why: 'no comma, as its config wants',
      files: { 'package.json': '{ "prettier": { "singleQuote": true, "trailingComma": "none" } }' },
      code: `const response = await axios.post(endpoint.address, notificationPayload);\n`,
      output: dedent(`
        const response = await axios.post(endpoint.address, notificationPayload, {
          httpAgent,
          httpsAgent
        });
      `),
    },
    {
      why: 'one argument a line where one before the config goes over lines, templates left as they are',
      files: PRETTIER,
      code: dedent(`
        await axios.post(endpoint, {
          text: \`one
        two\`,
          token,
        });
      `),
      output: dedent(`
        await axios.post(
          endpoint,
          {
            text: \`one
        two\`,
            token,
          },
          { httpAgent, httpsAgent },
        );
      `),
    },
    {
      why: 'without Prettier, a config behind a literal over lines takes no line of its own',
      code: dedent(`
        await axios.post(endpoint, {
          token
        });
      `),
      output: dedent(`
        await axios.post(endpoint, {
          token
        }, { httpAgent, httpsAgent });
      `),
    },
    {
      why: 'one argument a line where a literal stands before the config',
      files: {
        '.prettierrc': dedent(`
          singleQuote: true
          trailingComma: es5
        `),
      },
      code: `const response = await axios.post('batch', { requests: all }, { timeout });\n`,
      output: dedent(`
        const response = await axios.post(
          'batch',
          { requests: all },
          { timeout, httpAgent, httpsAgent }
        );
      `),
    },
    {
      why: 'a spread config',
      files: PRETTIER,
      code: `const response = await axios.get(endpoint.address.toString(), config());\n`,
      output: dedent(`
        const response = await axios.get(endpoint.address.toString(), {
          httpAgent,
          httpsAgent,
          ...config(),
        });
      `),
    },
    {
      why: 'a spread config on a line of its own, over lines',
      files: PRETTIER,
      code: dedent(`
        await axios.get(
          endpoint,
          headers.length > 0
            ? { headers }
            : {},
        );
      `),
      output: dedent(`
        await axios.get(
          endpoint,
          {
            httpAgent,
            httpsAgent,
            ...(headers.length > 0
              ? { headers }
              : {}),
          },
        );
      `),
    },
    {
      why: 'a chain of calls on lines of their own',
      files: PRETTIER,
      code: dedent(`
        await axios
          .patch(address, [
            { op: 'add' },
          ])
          .then(use);
      `),
      output: dedent(`
        await axios
          .patch(
            address,
            [
              { op: 'add' },
            ],
            { httpAgent, httpsAgent },
          )
          .then(use);
      `),
    },
    {
      why: 'tabs, as wide as the config says',
      files: {
        '.prettierrc': dedent(`
          useTabs: true
          tabWidth: 8
          printWidth: 60
          singleQuote: true
        `),
      },
      code: dedent(`
        function load() {
        \treturn axios.get(address);
        }
        load;
      `),
      output: dedent(`
        function load() {
        \treturn axios.get(address, {
        \t\thttpAgent,
        \t\thttpsAgent,
        \t});
        }
        load;
      `),
    },
  ])('$why', ({ code, output, files = {} }) => {
    expect(fixed(fixAgents, `const axios = require('axios');\n${code}`, files)).toBe(HEAD + output);
  });

  it('without spaces in braces, as most files of the package where the file itself has none', () => {
    const files = { 'a.js': `use({a: 1});\n`, 'b.js': `use({b: 2});\n` };
    expect(fixed(fixAgents, `const axios = require('axios');\naxios.get(url);\n`, files)).toBe(
      `const axios = require('axios');\nconst {httpAgent, httpsAgent} = require('./http-agents');\naxios.get(url, {httpAgent, httpsAgent});\n`,
    );
  });

  it('without spaces in the braces of the import, as in those of the file', () => {
    expect(
      fixed(
        fixAgents,
        `const axios = require('axios');\nuse({a: 1}, {b: 2});\naxios.get(url);\n`,
        {},
      ),
    ).toBe(
      `const axios = require('axios');\nconst {httpAgent, httpsAgent} = require('./http-agents');\nuse({a: 1}, {b: 2});\naxios.get(url, {httpAgent, httpsAgent});\n`,
    );
  });
});

it('bound-agents breaks the literal around an agent before the agent’s own', () => {
  const head = `const axios = require('axios');\nconst https = require('https');\n`;
  expect(
    fixed(
      boundAgents,
      `${head}const client = axios.create({ baseURL, httpsAgent: new https.Agent({ keepAlive: true }) });\n`,
      { '.prettierrc': 'singleQuote: true\nprintWidth: 110\n' },
    ),
  ).toBe(`${head}const client = axios.create({
  baseURL,
  httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 }),
});
`);
});

describe('a module for all files of a package is written as the package is', () => {
  const TEXT = `import * as http from 'node:http';\n\n// The agents' options.\nconst options = {\n  keepAlive: true,\n  timeout: 4000,\n};\n\nexport { options };\n`;

  it.each([
    { why: 'where nothing says how', files: {}, text: TEXT },
    {
      why: 'by Prettier’s config',
      files: {
        '.prettierrc.yaml': dedent(`
          semi: false
          tabWidth: 4
          trailingComma: none
          bracketSpacing: false
        `),
      },
      text: dedent(`
        import * as http from "node:http"

        // The agents' options.
        const options = {
            keepAlive: true,
            timeout: 4000
        }

        export {options}
      `),
    },
    {
      why: 'by most of its first files',
      files: {
        'src/a.js': dedent(`
          const fs = require("fs")
          const a = {
          \tone: 1
          }
        `),
        'src/b.js': dedent(`
          const fs = require("path")
          const b = {
          \ttwo: 2
          }
        `),
        'src/c.js': `const fs = require('node:fs');\n`,
      },
      text: dedent(`
        import * as http from "http"

        // The agents' options.
        const options = {
        \tkeepAlive: true,
        \ttimeout: 4000
        }

        export { options }
      `),
    },
    {
      why: 'by its own files, not by those of a package in it',
      files: {
        'web/package.json': '{}',
        'web/a.js': `import fs from "fs"\nimport path from "path"\n`,
        'web/b.js': `import fs from "fs"\nimport path from "path"\n`,
        'z.js': `import fs from 'node:fs';\n`,
      },
      text: TEXT,
    },
  ])('$why', ({ files, text }) => {
    expect(moduleText(join(projectOf(files), 'src/http-agents.js'), TEXT)).toBe(text);
  });

  it('without spaces in the braces around empty ones', () => {
    const folder = projectOf({ '.prettierrc.yaml': 'bracketSpacing: false\nsingleQuote: true\n' });
    expect(moduleText(join(folder, 'http-agents.js'), `set({ value: () => {} });\n`)).toBe(
      `set({value: () => {}});\n`,
    );
  });
});
