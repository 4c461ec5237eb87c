/**
 * A monorepo of TypeScript and CommonJS packages that import each other by name: one instance, one inherited client, one
 * Map that another package empties and one that nobody does.
 */
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { Scratch } from './program.ts';

const MONOREPO = fileURLToPath(new URL('../fixtures/monorepo', import.meta.url));

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
  cpSync(MONOREPO, scratch.folder, { recursive: true });
});

/** `path:line:column kind verdict`, with the message, or where the client is made, or the reason. */
function sitesOf(...args: string[]): string[] {
  const report = JSON.parse(
    scratch.codemod('report', '--format', 'json', ...args).stdout,
  ) as Report;
  return report.files.flatMap(({ path, sites }) =>
    sites.map(
      ({ line, column, kind, verdict, messageId, client, reason }) =>
        `${path}:${line}:${column} ${kind} ${verdict} ${messageId ?? client ?? reason}`,
    ),
  );
}

function texts(): Record<string, string> {
  const files = readdirSync(scratch.folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.[jt]s$/u.test(file),
  );
  return Object.fromEntries(
    files.toSorted().map((file) => [file, readFileSync(join(scratch.folder, file), 'utf8')]),
  );
}

describe('a monorepo', () => {
  it('is one project', () => {
    expect(sitesOf()).toEqual([
      'packages/gateway/server.js:10:26 request covered packages/http/src/client.ts:4:23',
      'packages/http/src/client.ts:4:23 client flagged missingAgents',
      'packages/orders/src/orders.ts:5:28 request covered packages/http/src/client.ts:4:23',
      'packages/sessions/store.js:3:7 collection ok line 16 of packages/gateway/server.js removes entries: setInterval runs it',
      'packages/sessions/store.js:4:7 collection flagged unbounded',
    ]);
  });

  it('is many files that know nothing of each other with --no-project', () => {
    expect(sitesOf('--no-project').filter((site) => !site.includes(' response '))).toEqual([
      'packages/http/src/client.ts:4:23 client flagged missingAgents',
      'packages/sessions/store.js:3:7 collection unverifiable cannot tell whether `id` takes few or many values',
      'packages/sessions/store.js:4:7 collection unverifiable other files have it, and may remove entries',
    ]);
  });

  it('is judged the same from one of its packages', () => {
    expect(sitesOf('packages/orders', 'packages/sessions')).toEqual([
      'packages/orders/src/orders.ts:5:28 request covered packages/http/src/client.ts:4:23',
      'packages/sessions/store.js:3:7 collection ok line 16 of packages/gateway/server.js removes entries: setInterval runs it',
      'packages/sessions/store.js:4:7 collection flagged unbounded',
    ]);
  });

  it('is fixed where its causes are, once', () => {
    const before = texts();
    const { code, stdout } = scratch.codemod('all', '--allow-dirty', '.');
    expect(stdout).toContain('Fixed 2 findings');
    expect(code).toBe(0);
    const after = texts();
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    expect(changed).toEqual([
      'packages/http/src/client.ts',
      'packages/http/src/http-agents.ts',
      'packages/sessions/store.js',
    ]);
    expect(after['packages/http/src/client.ts']).toBe(
      before['packages/http/src/client.ts']!.replace(
        `import axios from 'axios';\n`,
        `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\n`,
      ).replace('{ timeout: 5000 }', '{ timeout: 5000, httpAgent, httpsAgent }'),
    );
    expect(after['packages/sessions/store.js']).toBe(
      before['packages/sessions/store.js']!.replace(
        /^(?<line> *visits\.set\(.*\n)/mu,
        '$<line>  if (visits.size > 1000) visits.delete(visits.keys().next().value);\n',
      ),
    );
    expect(scratch.codemod('all', '--check', '.').code).toBe(0);
    scratch.codemod('all', '--allow-dirty', '.');
    expect(texts()).toEqual(after);
  });
});

describe('what cannot be used of other files', () => {
  it('is said, and stops nothing', () => {
    scratch.write({ 'packages/orders/tsconfig.json': '{ "extends": "./nowhere.json" }' });
    const { code, stdout, stderr } = scratch.codemod(
      'report',
      '--format',
      'json',
      'packages/orders',
    );
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report.notes.map(({ path }) => path)).toEqual(['packages/orders/tsconfig.json']);
    expect(report.notes[0]!.reason).toContain('its paths are not followed');
    expect(stderr).toContain('packages/orders/tsconfig.json: ');
    expect(report.files[0]!.sites).toMatchObject([{ verdict: 'covered' }]);
  });

  it('is said of an import that leads nowhere, but not of data', () => {
    scratch.write({
      'packages/gateway/more.js': `const { api } = require('./gone');\nconst { name } = require('./package.json');\nconst { version } = require('./package');\nmodule.exports = () => api.get(name.get('axios') + version.get('axios'));\n`,
    });
    const report = JSON.parse(
      scratch.codemod('report', '--format', 'json', 'packages/gateway/more.js').stdout,
    ) as Report;
    expect(report.notes).toEqual([
      {
        path: 'packages/gateway/more.js',
        reason: 'imports `./gone`, which does not exist: values from it are unknown',
      },
    ]);
  });

  it('is wrong use where it is named', () => {
    expect(scratch.codemod('report', '--tsconfig', 'nowhere.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere.json: no such file') as string,
    });
    expect(scratch.codemod('report', '--tsconfig', 'package.json', '--no-project')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('one or the other') as string,
    });
  });
});
