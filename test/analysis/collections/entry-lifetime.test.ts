import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import {
  endingFunction,
  holdsThings,
  ownedResource,
} from '../../../analysis/collections/entry-lifetime.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

const additionsIn = (source: SourceCode) =>
  [...nodesOf(source, AST_NODE_TYPES.CallExpression)].filter(
    ({ callee }) => source.getText(callee) === 'activeJobs.set',
  );

it.each([
  'jobs',
  'activeSessions',
  'Store.connections',
  'pendingRequests',
  'userSockets',
  'runningTasks',
  'listeners',
  'this.inFlight',
])('%s holds what ends', (name) => {
  expect(holdsThings(name)).toBe(true);
});

it.each([
  'cache',
  'userCache',
  'seenTasks',
  'publisherIndex',
  'names',
  'processedJobs',
  'sessionCounts',
  'lastJobs',
])('%s does not', (name) => {
  expect(holdsThings(name)).toBe(false);
});

describe('what ends them', () => {
  it.each([
    ['a function of the thing', `function completeJob(id) {}`, 'completeJob'],
    ['a method', `class A { stopJob() {} }`, 'stopJob'],
    ['a function that takes the key', `const cancel = (jobId) => {};`, 'cancel'],
    ['a listener', `socket.on('disconnect', () => {});`, `socket.on('disconnect')`],
    [
      'a listener where an entry is added',
      `io.on('connection', (socket) => { activeJobs.set(id, socket); socket.on('disconnect', () => {}); });`,
      `socket.on('disconnect')`,
    ],
    [
      'a listener of another function ends something else',
      `start = () => activeJobs.set(id, 1);
       io.on('connection', (socket) => { socket.on('disconnect', () => {}); });`,
      undefined,
    ],
    ['a listener for what goes wrong ends nothing', `socket.on('error', () => {});`, undefined],
    ['a listener for what comes in ends nothing', `socket.on('message', () => {});`, undefined],
    [
      'the signal of a call ends that call',
      `signal.addEventListener('abort', () => {});`,
      undefined,
    ],
    ['nothing', `function completeOrder(id) {}`, undefined],
  ])('%s', (_, code, expected) => {
    forEachHost(code, (source, host) => {
      expect(
        endingFunction(source, {
          name: 'activeJobs',
          key: 'jobId',
          additions: additionsIn(source),
        }),
        host,
      ).toBe(expected);
    });
  });
});

it.each([
  ['a timer', `use(setTimeout(f, 1))`, 'setTimeout'],
  ['a name for one', `const handle = setInterval(f, 1);\nuse({ at: 1, t: handle })`, 'handle'],
  ['a socket', `use(new WebSocket(url))`, 'new WebSocket'],
  ['a process', `use({ run: spawn('x') })`, 'spawn'],
  ['what waits for an answer', `use({ resolve, reject })`, 'resolve'],
  ['data', `use({ at: Date.now(), text })`, undefined],
] as const)('owns: %s', (_, code, expected) => {
  forEachHost(code, (source, host) => {
    expect(ownedResource(source, subjectOf(source)), host).toBe(expected);
  });
});
