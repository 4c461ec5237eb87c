import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import {
  mentionsInCopy,
  textMatches,
  type TextMatches,
} from '../../../analysis/finders/text-matches.ts';
import type { Site } from '../../../analysis/findings/finding.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';

/** What the search finds in a text whose `axios.…(…)` calls are sites of a kind. */
function matchesIn(code: string, kind: Site['kind'] = 'request'): TextMatches {
  const source = parseSource(code, '/input.jsx');
  const calls = nodesOf(source, AST_NODE_TYPES.CallExpression).filter(({ callee }) =>
    source.getText(callee).startsWith('axios.'),
  );
  const sites = calls.map((node): Site => ({
    kind,
    node,
    callee: source.getText(node.callee),
    verdict: 'ok',
  }));
  return textMatches(source, sites);
}

it('a request that the search finds is no mention', () => {
  expect(matchesIn(`axios.get(url);\naxios.post(url, body);`)).toEqual({
    matchedSites: 2,
    mentions: [],
  });
});

it.each([
  ['a comment', `f(); // then axios.get(url)`, 'comment', 14, 1],
  ['a comment of several lines', `/*\n * axios.post(url)\n */\nf();`, 'comment', 4, 2],
  ['a string', `log('axios.get failed');`, 'string', 6, 1],
  ['a template', 'log(`axios.put of ${url}`);', 'string', 6, 1],
  ['text of a page', `const a = <b>axios.delete</b>;`, 'string', 14, 1],
  ['a method that is named, and not called', `const send = axios.request;`, 'no-request', 14, 1],
] as const)('a mention in %s', (_, code, why, column, line) => {
  const { matchedSites, mentions } = matchesIn(code);
  expect(matchedSites).toBe(0);
  expect(mentions).toEqual([{ line, column, text: code.split('\n')[line - 1]!.trim(), why }]);
});

it('a mention among the arguments of a request is one of its own', () => {
  expect(matchesIn(`axios.get(url, { label: 'axios.get' });`)).toEqual({
    matchedSites: 1,
    mentions: [
      { line: 1, column: 26, text: `axios.get(url, { label: 'axios.get' });`, why: 'string' },
    ],
  });
});

it('a site of another kind is no request', () => {
  expect(matchesIn(`axios.get(url);`, 'response')).toEqual({
    matchedSites: 0,
    mentions: [{ line: 1, column: 1, text: 'axios.get(url);', why: 'no-request' }],
  });
});

it('a request that has no callee counts over all of its text', () => {
  const source = parseSource(`send(axios.get);`, '/input.js');
  const [node] = nodesOf(source, AST_NODE_TYPES.MemberExpression);
  expect(
    textMatches(source, [{ kind: 'request', node: node!, callee: 'axios.get', verdict: 'ok' }]),
  ).toEqual({ matchedSites: 1, mentions: [] });
});

it('another word that ends or goes on like one is not found', () => {
  expect(matchesIn(`myaxios.get(url);\naxios.getUri(url);\naxios(url);`)).toEqual({
    matchedSites: 0,
    mentions: [],
  });
});

it('all in a copy that nothing loads are mentions, a long line cut', () => {
  const long = `axios.get('${'x'.repeat(200)}');`;
  expect(mentionsInCopy(`f();\r\n  axios.post(url);\r\n${long}`)).toEqual([
    { line: 2, column: 3, text: 'axios.post(url);', why: 'not-loaded' },
    { line: 3, column: 1, text: long.slice(0, 120), why: 'not-loaded' },
  ]);
});
