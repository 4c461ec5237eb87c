/**
 * What the report says of an answer that `strict` alone reports, since it may be too small to keep a socket.
 */
import { expect, it } from 'vitest';
import { inspectUnreadResponses } from '../../../../analysis/finders/no-unread-response/finder.ts';
import { parseSource } from '../../../../analysis/source/parse-source.ts';
import { facts } from '../../../harness/hosts.ts';

const exists = (call: string) =>
  `export async function exists(id, method) {\n  const answer = await fetch(${call});\n  return answer.ok;\n}\n`;

it.each([
  [
    'one that nobody reads, of a host that the code names',
    exists('`https://files.example/labels/${id}`'),
    'cannot tell how long its answer is',
  ],
  [
    'the answer to a POST',
    exists("'https://files.example/labels', { method: 'POST' }"),
    'the answer to what is sent is short as a rule',
  ],
  [
    'a redirect',
    exists("'https://files.example/labels', { redirect: 'manual' }"),
    'a redirect is short as a rule',
  ],
  [
    'a sign of life',
    exists("'https://files.example/health'"),
    'the answer of a service that is asked whether it runs is short as a rule',
  ],
  [
    'a method that is given',
    exists('`https://files.example/labels/${id}`, { method }'),
    'the answer of an API, which is asked by a method',
  ],
  [
    'the error of an API',
    `export async function load() {\n  const answer = await fetch('https://files.example/labels');\n  if (!answer.ok) throw new Error('refused');\n  return answer.json();\n}\n`,
    'the error of an API is short as a rule',
  ],
  [
    'the error of a host that the code names',
    `export async function load() {\n  const answer = await fetch('https://files.example/label');\n  if (!answer.ok) throw new Error('refused');\n  return answer.text();\n}\n`,
    'the error of a host that no client names is short as a rule',
  ],
])('%s', (_, code, reason) => {
  const sites = inspectUnreadResponses(parseSource(code, 'input.mjs'), facts(), {
    pipes: 'answers',
    unverifiable: false,
  });
  expect(sites).toMatchObject([
    { verdict: 'unverifiable', reason: expect.stringContaining(reason) as string },
  ]);
});
