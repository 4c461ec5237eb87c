/**
 * The rules in files that are no JavaScript: they say nothing, and never throw.
 */
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { Linter } from 'eslint';
import * as espree from 'espree';
import { describe, expect, it } from 'vitest';
import plugin from '../../rules/index.ts';
import { dedent } from '../harness/dedent.ts';

/** Something for each rule, on its own terms. */
const LEAKY = dedent(`
  import axios from 'axios';
  import http from 'node:http';
  const cache = new Map();
  const agent = new http.Agent({ keepAlive: true });
  export const load = async (userId) => {
    const response = await axios.get('http://a.example', { httpAgent: new http.Agent({ keepAlive: true }) });
    await new Promise((done) => setTimeout(done, 60_000));
    cache.set(userId, response);
    return axios.get('http://a.example', { httpAgent: agent });
  };
  export const sizeOf = async (url) => {
    const { headers } = await axios.get(url, { responseType: 'stream' });
    return headers['content-length'];
  };
  export const trace = () => {
    axios.interceptors.request.use((config) => ({ ...config, at: Date.now() }));
  };
  export const race = (url) =>
    Promise.race([axios.get(url), new Promise((_, fail) => setTimeout(fail, 60_000))]);
  const stopping = new AbortController();
  export const listen = (job) => {
    stopping.signal.addEventListener('abort', () => job.stop());
  };
`);
const CONFIG = {
  ...plugin.configs.strict,
  settings: { leakproof: { environments: 'all', project: false } },
} as Linter.Config;

const program = () =>
  espree.parse(LEAKY, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    loc: true,
    range: true,
    tokens: true,
    comment: true,
  });

/** ESLint's language for files of one kind, whose source code is as bare as ESLint lets it be. */
function languageWith(ast: object, more: object = {}): object {
  return {
    fileType: 'text',
    lineStart: 1,
    columnStart: 0,
    nodeTypeKey: 'type',
    validateLanguageOptions: () => undefined,
    parse: () => ({ ok: true, ast }),
    createSourceCode: () => ({
      text: LEAKY,
      ast,
      getLoc: () => ({ start: { line: 1, column: 0 }, end: { line: 1, column: 0 } }),
      getRange: () => [0, 0],
      *traverse() {
        for (const phase of [1, 2])
          yield { type: 'visit', kind: 1, target: ast, phase, args: [ast] };
      },
      ...more,
    }),
  };
}

function messagesOf(language: object): string[] {
  const config = {
    files: ['**/*.page'],
    plugins: { pages: { languages: { page: language } } },
    language: 'pages/page',
  } as Linter.Config;
  return new Linter()
    .verify(LEAKY, [CONFIG, config], { filename: 'a.page' })
    .map(({ message }) => message);
}

describe('a language', () => {
  it.each([
    [
      'whose tree has ESTree’s root, and nothing else, as that of HTML',
      languageWith({ type: 'Program', body: [] }),
    ],
    [
      'whose program has what JavaScript has, but no scopes',
      languageWith(program(), { visitorKeys }),
    ],
    [
      'whose program has scopes, but no names of its nodes’ children',
      languageWith(program(), { scopeManager: { scopes: [] } }),
    ],
    [
      'whose root has another name',
      languageWith(
        { type: 'StyleSheet', children: [] },
        { visitorKeys: { StyleSheet: ['children'] } },
      ),
    ],
    [
      'whose tree is of a shape of its own',
      languageWith({ type: 'root', children: [{ type: 'paragraph' }] }),
    ],
  ])('%s: nothing is said', (_, language) => {
    expect(messagesOf(language)).toEqual([]);
  });
});

/** ESLint's own language, with a parser that gives another tree. */
function messagesWithParser(parsed: object): (string | null)[] {
  const parser = { meta: { name: 'test' }, parseForESLint: () => parsed } as Linter.Parser;
  return new Linter()
    .verify(LEAKY, [CONFIG, { languageOptions: { parser } }], { filename: 'a.js' })
    .map(({ ruleId }) => ruleId);
}

describe('a parser', () => {
  it('of JavaScript: each rule has something to say', () => {
    expect(new Set(messagesWithParser({ ast: program() }))).toEqual(
      new Set(Object.keys(plugin.rules).map((name) => `leakproof/${name}`)),
    );
  });

  it('whose program holds data, as those of YAML and TOML: nothing is said', () => {
    const ast = {
      ...program(),
      body: [
        {
          type: 'YAMLDocument',
          content: null,
          range: [0, 1],
          loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } },
        },
      ],
    };
    expect(
      messagesWithParser({ ast, visitorKeys: { Program: ['body'], YAMLDocument: ['content'] } }),
    ).toEqual([]);
  });

  it('of Astro, whose frontmatter runs for each request: nothing is said', () => {
    expect(messagesWithParser({ ast: program(), services: { isAstro: true } })).toEqual([]);
  });
});
