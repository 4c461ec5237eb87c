import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { callbackRole, isRequestLike } from '../../../analysis/lifetime/callback-roles.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { isFunction } from '../../../analysis/syntax/nodes.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';

/** What becomes of `cb`, with the name of what calls it. */
function roleOf(source: SourceCode): string {
  const calls = [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ];
  for (const call of calls) {
    const callback = call.arguments.find(
      (argument) => argument.type === AST_NODE_TYPES.Identifier && argument.name === 'cb',
    );
    if (!callback) continue;
    const role = callbackRole(source, call, callback);
    return 'name' in role ? `${role.kind} ${role.name}` : role.kind;
  }
  throw new Error('The case has no cb');
}

describe('what becomes of a callback', () => {
  it.each([
    ['what a call gives, called', 'make()(cb);', 'unknown'],
    ['a method whose name is not known', 'table[key](cb);', 'unknown'],
    ['a timer that runs again', 'setInterval(cb, 5);', 'timer setInterval'],
    ['a timer that runs once', 'setTimeout(cb, 5);', 'inline'],
    ['a timer of the global object', 'globalThis.setTimeout(cb, 5);', 'inline'],
    ['an interval of the global object', 'global.setInterval(cb, 5);', 'timer global.setInterval'],
    [
      'a method of another object by the name',
      'clock.setInterval(cb, 5);',
      'timer clock.setInterval',
    ],
    ['a promise', 'new Promise(cb);', 'inline'],
    ['an array', 'list.forEach(cb);', 'inline'],
    ['a function that nobody waits for', 'retry(cb);', 'unknown'],
    ['a function that is waited for', 'async function f() { await retry(cb); }', 'inline'],
    ['a function whose result is returned', 'function f() { return retry(cb); }', 'inline'],
    ['a function whose result an arrow gives back', 'const f = () => retry(cb);', 'inline'],
    ['a function in a parameter of an arrow', 'const f = (x = retry(cb)) => x;', 'unknown'],
    ['a route', `app.get('/x', cb);`, `handler app.get('/x')`],
    ['any route', `app.all('*', cb);`, `handler app.all('*')`],
    ['a route of many paths', `app.get(['/a', '/b'], cb);`, 'handler app.get'],
    ['a route of a pattern', 'app.get(/x/, cb);', 'handler app.get'],
    ['a route of a version', 'app.get(`/${version}/x`, cb);', 'handler app.get'],
    ['a cache that loads what it does not have', `cache.get('key', cb);`, 'unknown'],
    ['a cache under a name', 'cache.get(key, cb);', 'unknown'],
    ['a cache under a number', 'cache.get(1, cb);', 'unknown'],
    [
      'a cache that is waited for',
      'async function f() { return (await cache.get(key, cb)).value; }',
      'inline',
    ],
    ['a collection that has functions for keys', 'listeners.delete(cb);', 'unknown'],
    ['a method that nobody knows', 'thing.whatever(cb);', 'unknown'],
    ['a method that is waited for', 'async function f() { await thing.whatever(cb); }', 'inline'],
    ['a listener to everything', 'bot.on(cb);', 'handler bot.on'],
    ['a subscriber', 'source.subscribe(cb);', 'handler source.subscribe'],
    ['an event', `socket.on('message', cb);`, `handler socket.on('message')`],
    ['the end of a client', `socket.on('disconnect', cb);`, `ending socket.on('disconnect')`],
    ['a piece of a stream', `stream.on('data', cb);`, `stream stream.on('data')`],
    ['the start of a client', `client.on('ready', cb);`, `lifecycle client.on('ready')`],
    ['the end of the process', `process.on('SIGTERM', cb);`, `lifecycle process.on('SIGTERM')`],
    [
      'any event of the process',
      `process.on('disconnect', cb);`,
      `lifecycle process.on('disconnect')`,
    ],
    ['what the parent process says', `process.on('message', cb);`, `stream process.on('message')`],
    ['an event that comes once', `server.once('connection', cb);`, 'inline'],
    ['a server that listens', 'app.listen(80, cb);', 'lifecycle app.listen'],
    ['a plugin', 'app.register(cb);', 'lifecycle app.register'],
    ['the action of a command', 'program.action(cb);', 'lifecycle program.action'],
    ['the action of a button', `bot.action('buy', cb);`, 'handler bot.action'],
    ['a server', 'http.createServer(cb);', 'handler http.createServer'],
  ])('%s', (_, code, role) => {
    forEachHost(code, (source, host) => {
      expect(roleOf(source), host).toBe(role);
    });
  });
});

describe('a parameter that holds what comes from outside', () => {
  it.each([
    ['by its name', 'function f(req) {}', true],
    ['by no name', 'function f(id) {}', false],
    ['by its type', 'function f(m: Message) {}', true],
    ['by the end of its type', 'function f(x: UploadRequest) {}', true],
    ['by its name, whose type says more of another thing', 'function f(req: Options) {}', false],
    ['by its name, whose type has a namespace', 'function f(msg: discord.Message) {}', true],
    ['by its name, whose type is none of a class', 'function f(payload: string) {}', true],
    ['by neither', 'function f(id: string) {}', false],
  ])('%s', (_, code, answer) => {
    forEachHost(
      code,
      (source, host) => {
        const fn = nodesOf(source, AST_NODE_TYPES.FunctionDeclaration)[0]!;
        const parameter = fn.params[0]!;
        expect(
          isFunction(fn) &&
            parameter.type === AST_NODE_TYPES.Identifier &&
            isRequestLike(source, parameter),
          host,
        ).toBe(answer);
      },
      'ts',
    );
  });
});
