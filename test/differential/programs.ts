/**
 * Whole programs that can be executed: parts, imports around them, and a handler that runs for each request.
 */
import fc from 'fast-check';
import { text } from '../properties/fragments.ts';
import { isModule, layout, print, type Layout } from '../properties/layout.ts';
import { parts, type Part } from './parts.ts';

export interface ExecutableProgram {
  readonly language: 'js' | 'cjs' | 'mjs' | 'ts';
  readonly text: string;
}

const OPENINGS = text(
  '',
  '',
  "'use strict';",
  "/* license */\n'use strict';",
  '// first',
  '#!/usr/bin/env node',
);

/** What stands between the last import and the parts. */
const BETWEEN = text(
  '',
  '',
  ";(() => log('loaded'))();",
  ";[1, 2].forEach((n) => log('loaded', n));",
  "log('loaded');",
);

const CJS_IMPORTS = [
  [
    "const axios = require('axios');",
    "const http = require('http');",
    "const https = require('https');",
  ],
  ["const http = require(·'http'·), https = require('https');", "const axios = require('axios');"],
  [
    "var axios = require('axios');",
    "var http = require('node:http');",
    "var https = require('node:https');",
  ],
];
const ESM_IMPORTS = [
  [
    "import axios from 'axios';",
    "import http from 'node:http';",
    "import https from 'node:https';",
  ],
  ["import http from 'http';", "import https from 'https';", "import axios ·from ·'axios';"],
];

const FRAMES = ['async function', 'arrow', 'app.get', 'createServer', 'class'] as const;

function framed(frame: (typeof FRAMES)[number], body: string): string {
  const taken = '  const { id, url } = req;\n';
  switch (frame) {
    case 'async function':
      return `async function handle(req⟦: any⟧) {\n${taken}${body}\n}\nserve(handle);`;
    case 'arrow':
      return `const handle = async (req⟦: any⟧) => {\n${taken}${body}\n};\nserve(handle);`;
    case 'app.get':
      return `app.get('/:id', async (req⟦: any⟧, res⟦: any⟧) => {\n  const { id, url } = req.params;\n${body}\n});`;
    case 'createServer':
      return `http.createServer(async (req⟦: any⟧, res⟦: any⟧) => {\n  const url = req.url;\n  const id = req.headers.id;\n${body}\n});`;
    case 'class':
      return `class Service {\n  async handle(req⟦: any⟧) {\n    const { id, url } = req;\n${body.replaceAll(/^(?=.)/gmu, '  ')}\n  }\n}\nconst service = new Service();\nserve((req⟦: any⟧) => service.handle(req));`;
  }
}

function assembled(
  given: readonly Part[],
  opening: string,
  between: string,
  frame: (typeof FRAMES)[number],
  imports: number,
  style: Layout,
): ExecutableProgram {
  const isEsm = isModule(style);
  const isStrict = isEsm || opening.includes('use strict') || frame === 'class';
  const used = given.filter(({ isSloppy }) => !isSloppy || !isStrict);
  const numbered = used.map((part, index) => ({
    module: part.module?.replaceAll('$', String(index)),
    body: part.body?.replaceAll(/\$(?!\{)/gu, String(index)),
    exports: (part.exports ?? []).map((name) => name.replaceAll('$', String(index))),
  }));
  const lines = isEsm
    ? ESM_IMPORTS[imports % ESM_IMPORTS.length]!
    : CJS_IMPORTS[imports % CJS_IMPORTS.length]!;
  const body = numbered
    .flatMap(({ body: code }) =>
      code === undefined ? [] : [`  {\n  ${code.replaceAll('\n', '\n  ')}\n  }`],
    )
    .join('\n');
  const exported = numbered.flatMap(({ exports: names }) => names);
  const exporting =
    exported.length === 0
      ? []
      : [
          isEsm
            ? `export { ${exported.join(', ')} };`
            : `module.exports = { ${exported.join(', ')} };`,
        ];
  const all = [
    opening,
    ...lines,
    between,
    ...numbered.flatMap(({ module }) => module ?? []),
    framed(frame, body),
    ...exporting,
  ];
  const marked = all.filter((line, index) => line !== '' || index > 0).join('\n');
  const language =
    style.language === 'jsx' || style.language === 'tsx'
      ? style.language === 'tsx'
        ? 'ts'
        : 'mjs'
      : style.language;
  return {
    language,
    text: print(marked, { ...style, hasBom: style.hasBom && !marked.startsWith('#!') }),
  };
}

export const executablePrograms: fc.Arbitrary<ExecutableProgram> = fc
  .record({
    given: parts,
    opening: OPENINGS,
    between: BETWEEN,
    frame: fc.constantFrom(...FRAMES),
    imports: fc.nat(5),
    style: layout,
  })
  .map(({ given, opening, between, frame, imports, style }) =>
    assembled(given, opening, between, frame, imports, style),
  );
