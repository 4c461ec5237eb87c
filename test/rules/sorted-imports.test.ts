/**
 * Where the import of the agents goes in a file that sorts its imports, and where it must not go.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { dedent } from '../harness/dedent.ts';
import { runSuite, type InvalidCase, type ProjectName } from '../harness/rule-tester.ts';

/** @param after the file afterwards: the lines that begin with `+` are added */
function sorted(
  name: string,
  after: string,
  {
    project = 'esm-agents',
    filename = 'input.js',
  }: { project?: ProjectName; filename?: string } = {},
): InvalidCase {
  const lines = `${after.trim()}\n\naxios.get(url);\n`.split('\n');
  const code = lines.filter((line) => !line.startsWith('+')).join('\n');
  const output = lines
    .map((line) => line.replace(/^\+/u, ''))
    .join('\n')
    .replace('get(url)', 'get(url, { httpAgent, httpsAgent })');
  return {
    name,
    project,
    filename,
    code,
    output,
    findings: [{ messageId: 'missingAgents', line: code.split('\n').length - 1 }],
  };
}

const CJS = { project: 'cjs-agents' } as const;

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [],
  invalid: [
    sorted(
      'among relative imports, by their paths',
      dedent(`

        import axios from 'axios';
        import { cache } from './cache.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
        import { render } from './render.js';
        import { url } from './url.js';
      `),
    ),
    sorted(
      'above a comment that speaks of the next one',
      dedent(`

        import axios from 'axios';
        import { cache } from './cache.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
        // @ts-expect-error it has no types
        import { render } from './render.js';
        import { url } from './url.js';
      `),
    ),
    sorted(
      'in the paragraph of its kind',
      dedent(`

        import { readFile } from 'node:fs/promises';
        import { join } from 'node:path';

        import axios from 'axios';
        import express from 'express';

        import { cache } from './cache.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
        import { url } from './url.js';
      `),
    ),
    sorted(
      'behind the imports of parents, before those of siblings',
      dedent(`

        import axios from 'axios';
        import { b } from '../../b.js';
        +import { httpAgent, httpsAgent } from '../../http-agents.js';
        import { a } from '../a.js';
        import { url } from './url.js';
      `),
      { filename: 'src/api/input.js' },
    ),
    sorted(
      'before siblings, where no parent is imported',
      dedent(`

        import axios from 'axios';
        import express from 'express';
        +import { httpAgent, httpsAgent } from '../http-agents.js';
        import { a } from './a.js';
        import { url } from './url.js';
      `),
      { filename: 'src/input.js' },
    ),
    sorted(
      'in a paragraph of its own, where each kind has one',
      dedent(`

        import { readFile } from 'node:fs/promises';
        import { join } from 'node:path';

        import axios from 'axios';
        import express from 'express';
        import { url } from 'urls';
        +
        +import { httpAgent, httpsAgent } from './http-agents.js';
      `),
    ),
    sorted(
      'capitals as if they were none',
      dedent(`

        import axios from 'axios';
        import { A } from './Api.js';
        import { C } from './config.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
        import { L } from './Logger.js';
        import { url } from './url.js';
      `),
    ),
    sorted(
      'before the comment of the next',
      dedent(`

        import axios from 'axios';
        import { b } from './b.js'; // first
        +import { httpAgent, httpsAgent } from './http-agents.js';
        // The address of the service.
        import { url } from './url.js';
        import { x } from './x.js';
      `),
    ),
    sorted(
      'types among the others',
      dedent(`

        import axios from 'axios';
        import type { G } from './g';
        +import { httpAgent, httpsAgent } from './http-agents';
        import type { R } from './r';
        import { url } from './url';
      `),
      { project: 'ts-agents', filename: 'src/input.ts' },
    ),
    sorted(
      'types apart from the others',
      dedent(`

        import type { Z } from './z';
        import type { A } from './a';
        import axios from 'axios';
        import { b } from './b';
        +import { httpAgent, httpsAgent } from './http-agents';
        import { r } from './r';
        import { url } from './url';
      `),
      { project: 'ts-agents', filename: 'src/input.ts' },
    ),
    sorted(
      'requires',
      dedent(`

        const axios = require('axios');
        const express = require('express');
        const { cache } = require('./cache');
        +const { httpAgent, httpsAgent } = require('./http-agents');
        const { url } = require('./url');
      `),
      CJS,
    ),
    sorted(
      'requires of properties',
      dedent(`

        'use strict';

        const axios = require('axios').default;
        const { cache } = require('./cache');
        +const { httpAgent, httpsAgent } = require('./http-agents');
        const render = require('./render').render;
        const { url } = require('./url');
      `),
      CJS,
    ),

    sorted(
      'behind all, where they are not sorted',
      dedent(`

        import { url } from './url.js';
        import express from 'express';
        import axios from 'axios';
        import { render } from './render.js';
        import { cache } from './cache.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
      `),
    ),
    sorted(
      'behind all, where they are too few to tell',
      dedent(`

        import axios from 'axios';
        import { render } from './render.js';
        import { url } from './url.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
      `),
    ),
    sorted(
      'not before an import for its effect',
      dedent(`

        import axios from 'axios';
        import { a } from './a.js';
        import { b } from './b.js';
        import { render } from './render.js';
        import './start.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
      `),
    ),
    sorted(
      'sorted behind an import for its effect',
      dedent(`

        import './start.js';
        import axios from 'axios';
        import { b } from './b.js';
        +import { httpAgent, httpsAgent } from './http-agents.js';
        import { render } from './render.js';
        import { url } from './url.js';
      `),
    ),
    ...[
      './instrumentation.js',
      './loadEnv.js',
      './lib/tracer.js',
      './polyfills/index.js',
      './setup-proxy.js',
    ].map((module) =>
      sorted(
        `not before ${module}, which may act when it is loaded`,
        `
import axios from 'axios';
import { a } from './a.js';
import { b } from './b.js';
import { c } from './c.js';
import { x } from '${module}';
+import { httpAgent, httpsAgent } from './http-agents.js';
`,
      ),
    ),
    ...['dd-trace', '@opentelemetry/api', 'newrelic', '@sentry/node', 'dotenv'].map((module) =>
      sorted(
        `not before ${module}`,
        `
const { a } = require('./a');
const { b } = require('./b');
const { c } = require('./c');
const { url } = require('./url');
const axios = require('axios');
const x = require('${module}');
+const { httpAgent, httpsAgent } = require('./http-agents');
`,
        CJS,
      ),
    ),
    sorted(
      'not before a require that is called',
      dedent(`

        const axios = require('axios');
        const { a } = require('./a');
        const { b } = require('./b');
        const log = require('./log')('api');
        const { url } = require('./url');
        +const { httpAgent, httpsAgent } = require('./http-agents');
      `),
      CJS,
    ),
    sorted(
      'not before a require for its effect',
      dedent(`

        const axios = require('axios');
        const { a } = require('./a');
        const { b } = require('./b');
        require('./start');
        const { url } = require('./url');
        +const { httpAgent, httpsAgent } = require('./http-agents');
      `),
      CJS,
    ),
    sorted(
      'behind all, where a comment above the first may be for the file',
      dedent(`

        // The client of the service.
        import { render } from './render.js';
        import { server } from './server.js';
        import { url } from './url.js';
        import { view } from './view.js';

        import axios from 'axios';
        +import { httpAgent, httpsAgent } from './http-agents.js';
      `),
    ),
    sorted(
      'too long for a line: broken as the file breaks its own',
      dedent(`

        import axios from 'axios';
        +import {
        +  httpAgent,
        +  httpsAgent,
        +} from '../../../../../../../../../../../../../../../../../../../../../../../../../../../http-agents.js';
        import {
          address,
          anotherName,
        } from '../../../../../../a-folder-with-a-long-name/addresses.js';
        import { b } from '../../../../../../b.js';
        import { url } from './url.js';
        import { view } from './view.js';
      `),
      { filename: 'a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/1/input.js' },
    ),
    sorted(
      'too long for a line, in a file that leaves such imports on one',
      dedent(`

        import axios from 'axios';
        +import { httpAgent, httpsAgent } from '../../../../../../../../../../../../../../../../../../../../../../../../../../../http-agents.js';
        import { aVeryLongName, anotherVeryLongName, athirdVeryLongName } from '../../../../../../a-folder-with-a-very-long-name/addresses.js';
        import { b } from '../../../../../../b.js';
        import { url } from './url.js';
        import { view } from './view.js';
      `),
      { filename: 'a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/1/input.js' },
    ),
  ],
});

const CACHE = dedent(`
  const seen = new Map();
  app.get('/:id', (req) => { seen.set(req.params.id, 1); });
`);
const lru = (name: string, before: string, after: string): InvalidCase => ({
  name,
  code: before + CACHE,
  output: after + CACHE.replace('new Map()', 'new LRUCache({ max: 1000 })'),
  findings: [{ messageId: 'unbounded', line: before.split('\n').length }],
});

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: [
    lru(
      'a package among packages',
      dedent(`
        import axios from 'axios';
        import express from 'express';
        import pino from 'pino';
        import { app } from './app.js';

      `),
      dedent(`
        import axios from 'axios';
        import express from 'express';
        import { LRUCache } from 'lru-cache';
        import pino from 'pino';
        import { app } from './app.js';

      `),
    ),
    lru(
      'a package before what is relative',
      dedent(`
        import { a } from './a.js';
        import { app } from './app.js';
        import { b } from './b.js';
        import { c } from './c.js';

      `),
      dedent(`
        import { LRUCache } from 'lru-cache';
        import { a } from './a.js';
        import { app } from './app.js';
        import { b } from './b.js';
        import { c } from './c.js';

      `),
    ),
  ],
});
