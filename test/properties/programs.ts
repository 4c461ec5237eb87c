/**
 * Whole programs: imports, what stands at module level, and a function that runs for each request.
 */
import fc from 'fast-check';
import { joined, text, type Fragment } from './fragments.ts';
import { hasJsx, isModule, isTypeScript, layout, print, type Layout } from './layout.ts';

export interface Program {
  /** A folder of test/fixtures/projects: what the world beside the file is like. */
  readonly project: string;
  readonly filename: string;
  readonly text: string;
}

type Frame = 'function' | 'arrow' | 'handler' | 'method' | 'decorated' | 'component';

interface Head {
  readonly opening: string;
  readonly axiosImport: number;
}

const head: fc.Arbitrary<Head> = fc.record({
  opening: text('', '', "'use strict';", '#!/usr/bin/env node', '/* license */', '// first\n'),
  axiosImport: fc.nat(3),
});

const ESM_AXIOS = [
  "import axios from 'axios';",
  "import axios, { isAxiosError } from 'axios';",
  "import { default as axios } ·from ·'axios';",
  "import * as axios from 'axios';",
];
const CJS_AXIOS = [
  "const axios = require('axios');",
  "const axios = require(·'axios'·).default;",
  "const { default: axios } = require('axios');",
  "var axios = require('axios'), other = 1;",
];

function importsOf({ axiosImport }: Head, style: Layout): string[] {
  if (isModule(style))
    return [
      ESM_AXIOS[axiosImport]!,
      "import http from 'node:http';",
      "import https from 'node:https';",
    ];
  return [
    CJS_AXIOS[axiosImport]!,
    "const http = require('http');",
    "const https = require('https');",
  ];
}

/** Puts statements into a function of some form, which others call. */
function framed(body: readonly string[], frame: Frame, style: Layout): string {
  const parameters = 'url⟦: any⟧, id⟦: any⟧, config⟦: any⟧';
  const indented = (levels: number) => body.join('\n').replaceAll(/^(?=.)/gmu, '  '.repeat(levels));
  switch (frame) {
    case 'function':
      return `⇑async function handle(${parameters}) {\n${indented(1)}\n}`;
    case 'arrow':
      return `⇑const handle = async (${parameters}) => {\n${indented(1)}\n};`;
    case 'handler':
      return `app.get('/:id', async (req⟦: any⟧, res⟦: any⟧) => {\n  const { url, id, config } = req.params;\n${indented(1)}\n});`;
    case 'method':
      return `⇑class Service {\n  #url = 1;\n  async handle(${parameters}) {\n${indented(2)}\n  }\n}`;
    case 'decorated':
      return isTypeScript(style)
        ? `@Injectable()\n⇑class Service {\n  constructor(private readonly url: string) {}\n  @Get('/') async handle(@Param() url: any, id?: any, config?: any): Promise<unknown> {\n${indented(2)}\n  }\n}`
        : framed(body, 'method', style);
    case 'component':
      return hasJsx(style)
        ? `⇑function View({ url, id, config }⟦: any⟧) {\n  const handle = async () => {\n${indented(2)}\n  };\n  return <a onClick={() => axios.get(url)} {...id}>don't {/* in */ axios.post(url)}</a>;\n}`
        : framed(body, 'arrow', style);
  }
}

/** How CommonJS gives away what the frame made. */
function exportsOf(frame: Frame, style: Layout): string[] {
  if (isModule(style) || frame === 'handler') return [];
  return [
    frame === 'method' || frame === 'decorated'
      ? 'module.exports = new Service();'
      : 'module.exports = { handle };',
  ];
}

const FRAMES: readonly Frame[] = [
  'function',
  'arrow',
  'handler',
  'method',
  'decorated',
  'component',
];

/** Programs made of some fragments, each written in some layout. */
export function programs(...fragments: readonly fc.Arbitrary<Fragment>[]): fc.Arbitrary<Program> {
  return fc
    .record({
      parts: fc.tuple(...fragments),
      head,
      frame: fc.constantFrom(...FRAMES),
      project: text('bare', 'defaults', 'cjs-agents', 'esm-agents'),
      layout,
    })
    .map(({ parts, head: given, frame, project, layout: style }) => {
      const { module, body } = joined(parts);
      const template = [
        given.opening,
        ...importsOf(given, style),
        '',
        ...module,
        '',
        framed(body, frame, style),
        ...exportsOf(frame, style),
      ]
        .filter((line, index) => index > 0 || line !== '')
        .join('\n');
      return { project, filename: `input.${style.language}`, text: print(template, style) };
    });
}
