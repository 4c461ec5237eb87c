/**
 * The answers that changed when the lists of what takes a function, and of events, became tables.
 */
import { runsOnce } from '../../../analysis/lifetime/module-load.ts';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { callbackRole } from '../../../analysis/lifetime/callback-roles.ts';
import { retainedClosures } from '../../../analysis/lifetime/retained-closures.ts';
import { isFunction } from '../../../analysis/syntax/nodes.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { responseFlow } from '../../../analysis/responses/response-flow.ts';
import { callStarting, facts, forEachHost } from '../../harness/hosts.ts';

describe('runs once', () => {
  it.each([
    ['a timeout of the module', `setTimeout(() => make(), 1000);`, true],
    ['the next tick', `process.nextTick(() => make());`, true],
    ['an event that comes once', `server.once('listening', () => make());`, true],
    ['an interval', `setInterval(() => make(), 1000);`, false],
    ['an event', `server.on('request', () => make());`, false],
  ])('%s: %#', (_, code, expected) => {
    forEachHost(code, (source, host) => {
      expect(runsOnce(source, callStarting(source, 'make()')), host).toBe(expected);
    });
  });
});

describe('held closures', () => {
  it.each([
    {
      why: 'a subscriber of redis',
      code: `client.psubscribe('x*', () => r);`,
      holders: ['`client`'],
    },
    {
      why: 'the last event of a parameter, by other names',
      code: `socket.on('closed', () => r);\nsocket.on('ended', () => r);\nsocket.on('completed', () => r);`,
      holders: [],
    },
    {
      why: 'a timeout of a parameter is not its last event',
      code: `socket.on('timeout', () => r);`,
      holders: ['`socket`'],
    },
  ])('$why', ({ code, holders }) => {
    forEachHost(`const client = make();\nfunction run(socket, r) { ${code} }`, (source, host) => {
      expect(
        retainedClosures(source).map(({ holder }) => holder),
        host,
      ).toEqual(holders);
    });
  });
});

describe('what a call gives of what its function returns', () => {
  it.each([
    [
      '`finally` gives what was before it',
      `const d = await load().finally(() => axios.get(url));`,
      [],
    ],
    [
      '`reduceRight` gives what the last call of it returns',
      `const d = await urls.reduceRight(() => axios.get(url));`,
      ['d'],
    ],
    ['a test runner gives nothing', `const d = await afterAll(() => axios.get(url));`, []],
    ['a helper gives the response', `const d = await retry(() => axios.get(url));`, ['d']],
  ])('%s', (_, code, bound) => {
    forEachHost(
      `const axios = require('axios');\nasync function f(url, urls) { ${code} }`,
      (source, host) => {
        expect(
          responseFlow(source, facts()).bindings.map(({ identifier }) => identifier.name),
          host,
        ).toEqual(bound);
      },
    );
  });
});

describe('the role of a callback', () => {
  it.each([
    ['the comparison of a sort that copies', `list.toSorted(() => make());`, 'inline'],
    [
      'what `getOrInsertComputed` stores',
      `cache.getOrInsertComputed(key, () => make());`,
      'inline',
    ],
  ])('%s', (_, code, kind) => {
    forEachHost(code, (source, host) => {
      const call = nodesOf(source, AST_NODE_TYPES.CallExpression).find(({ arguments: given }) =>
        given.some((argument) => isFunction(argument)),
      )!;
      expect(callbackRole(source, call, call.arguments.at(-1)!).kind, host).toBe(kind);
    });
  });
});
