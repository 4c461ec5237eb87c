import { describe, expect, it } from 'vitest';
import type { CrossFileFacts } from '../../../analysis/finders/project-queries.ts';
import { callFrequency } from '../../../analysis/lifetime/call-frequency.ts';
import type { CallFrequency } from '../../../analysis/lifetime/lifetime-queries.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { callStarting, forEachHost, type Language } from '../../harness/hosts.ts';

/** How often `grow()` runs, and who runs it, the same in every host. */
function expectFrequency(
  code: string,
  kind: CallFrequency['kind'],
  by: string,
  { language = 'js', project = NO_PROJECT }: { language?: Language; project?: CrossFileFacts } = {},
): void {
  forEachHost(
    code,
    (source, host) => {
      const frequency = callFrequency(source, callStarting(source, 'grow()'), project);
      expect(frequency.kind, `${host}: ${frequency.by}`).toBe(kind);
      expect(frequency.by, host).toContain(by);
    },
    language,
  );
}

const TICK = 'function tick() { grow(); }\n';
const CHAIN = Array.from(
  { length: 70 },
  (_, index) => `function f${index}() { ${index === 0 ? 'grow()' : `f${index - 1}()`}; }`,
).join('\n');

describe('a function as a value', () => {
  it.each([
    ['in an object for a server', `${TICK}Bun.serve({ fetch: tick });`, 'often', 'serve'],
    [
      'a method in an object for a server',
      'Bun.serve({ fetch() { return grow(); } });',
      'often',
      'serve',
    ],
    ['in a list that is spread', 'app.use(...[() => grow()]);', 'often', 'app.use'],
    ['in a list', 'app.use([() => grow()]);', 'often', 'app.use'],
    ['one of two', 'app.use(dev ? () => grow() : other);', 'often', 'app.use'],
    ['if there is no other', 'app.use(other ?? (() => grow()));', 'often', 'app.use'],
    [
      'that a promise brings',
      'async function limiter() { return () => { grow(); }; }\nasync function start() { app.use(await limiter()); }\nstart();',
      'often',
      'app.use',
    ],
    [
      'that a function returns to a server',
      'function limiter() { return () => { grow(); }; }\napp.use(limiter());',
      'often',
      'app.use',
    ],
    [
      'that an exported function gives by a function',
      'exports.limit = (store) => (next) => (action) => { grow(); };',
      'often',
      'the function that `limit` returns',
    ],
    [
      'that a function gives by a function to nobody',
      'const limit = (store) => (next) => (action) => { grow(); };',
      'unknown',
      'whoever has it',
    ],
    [
      'that a function returns to whoever has it',
      'function limiter() { return () => { grow(); }; }\nconst limit = limiter();',
      'once',
      'nothing',
    ],
    [
      'that a function returns to whoever calls it',
      'function limiter() { return () => { grow(); }; }\nconst limit = limiter();\nexports.f = () => limit();',
      'often',
      'the exported function `f`',
    ],
    [
      'that an arrow returns',
      'const limiter = () => () => { grow(); };\nmodule.exports = { limiter };',
      'often',
      '`limiter` returns',
    ],
    [
      'that an export without a name returns',
      'module.exports = () => () => { grow(); };',
      'often',
      'the exported function',
    ],
    ['called with another this', `${TICK}tick.call(app);`, 'once', 'loading'],
    [
      'called with another this, in a handler',
      `${TICK}app.get('/x', (req) => { tick.apply(req, []); });`,
      'often',
      `app.get('/x')`,
    ],
    [
      'in a list, one of which is taken',
      'const run = [() => grow(), other][mode];',
      'unknown',
      'whoever has it',
    ],
    [
      'a member of a table that is called by a name',
      'const table = { tick() { grow(); } };\nexports.run = (name) => table[name]();',
      'often',
      'the exported function `run`',
    ],
    ['that gets another name', `let run;\n${TICK}run = tick;`, 'once', 'nobody'],
    [
      'that is called by another name',
      `let run;\n${TICK}run = tick;\nexports.f = () => run();`,
      'often',
      'the exported function `f`',
    ],
    ['a property that is no handler', 'job.task = () => grow();', 'unknown', 'whoever has it'],
    [
      'a property whose name only begins like a handler’s',
      'config.online = () => grow();',
      'unknown',
      'whoever has it',
    ],
    ['another', 'lib.once = () => grow();', 'unknown', 'whoever has it'],
    [
      'a property that comes once in the life of a socket',
      'ws.onopen = () => grow();',
      'unknown',
      'whoever has it',
    ],
    [
      'a property whose name is not known',
      'ws[event] = () => grow();',
      'unknown',
      'whoever has it',
    ],
    [
      'whatever takes it, in a handler',
      `app.get('/x', () => { watch(() => grow()); });`,
      'often',
      `app.get('/x')`,
    ],
  ] as const)('%s', (_, code, kind, by) => {
    expectFrequency(code, kind, by);
  });

  it.each([
    ['by another type', `${TICK}app.use(tick as Handler);`],
    ['that satisfies a type', `${TICK}app.use(tick satisfies Handler);`],
  ])('%s', (_, code) => {
    expectFrequency(code, 'often', 'app.use', { language: 'ts' });
  });
});

describe('a place in a class or a loop', () => {
  it.each([
    [
      'an endless loop without a test',
      'async function poll() { for (;;) { grow(); await sleep(1); } }\npoll();',
      'often',
      'endless loop',
    ],
    ['a loop that counts', 'for (let i = 0; i < 3; i++) grow();', 'once', 'loading'],
    [
      'an endless loop with a test at its end',
      'async function poll() { do { grow(); await sleep(1); } while (true); }\npoll();',
      'often',
      'endless loop',
    ],
    ['a static field', 'class A { static a = grow(); }', 'once', 'loading'],
    [
      'a field of a singleton',
      'class A { a = grow(); }\nmodule.exports = new A();',
      'once',
      'singleton',
    ],
    [
      'a field of instances',
      'class A { a = grow(); }\nexports.A = A;',
      'unknown',
      'whoever makes an instance',
    ],
    [
      'a method without a name that is known, of a class that nobody makes',
      'class A { [key]() { grow(); } }',
      'once',
      'nothing',
    ],
    [
      'a method of a class that extends another',
      'class A extends Base { run() { grow(); } }',
      'unknown',
      'whoever has an instance',
    ],
    [
      'a private method that nobody calls',
      'class A { #run() { grow(); } }\nnew A();',
      'once',
      'never called',
    ],
    [
      'a helper of what tests call',
      'const put = () => grow();\nexports.resetForTests = () => put();',
      'test',
      '`resetForTests`',
    ],
    [
      'a stream of what tests call',
      `exports.resetForTests = () => { createReadStream('a').on('data', () => grow()); };`,
      'test',
      '`resetForTests`',
    ],
    [
      'a stream of a start-up routine',
      `exports.init = () => { createReadStream('a').on('data', () => grow()); };`,
      'unknown',
      '`init`',
    ],
    [
      'at the end of more functions than one answer leads through',
      `${CHAIN}\napp.get('/x', () => f69());`,
      'unknown',
      'too many functions',
    ],
  ] as const)('%s', (_, code, kind, by) => {
    expectFrequency(code, kind, by);
  });

  it('the constructor of a provider', () => {
    expectFrequency(
      '@Injectable()\nexport class A { constructor() { grow(); } }',
      'once',
      'singleton',
      { language: 'ts' },
    );
  });

  it('the constructor of a class that is exported, and of one that another file keeps', () => {
    const code = 'class A { constructor() { grow(); } }\nexports.A = A;';
    expectFrequency(code, 'unknown', 'whoever makes an instance');
    expectFrequency(code, 'once', 'singleton', {
      project: { ...NO_PROJECT, instancesElsewhere: () => ({ kind: 'lasting', why: '' }) },
    });
  });
});

describe('what other files tell', () => {
  const told = (...runs: CallFrequency[]): CrossFileFacts => ({
    ...NO_PROJECT,
    runsElsewhere: () => ({ runs, isComplete: true, loadedBy: 'project' }),
  });
  const [often, once, unknown] = (['often', 'once', 'unknown'] as const).map(
    (kind): CallFrequency => ({ kind, by: `${kind} by another file`, file: 'other.js' }),
  );

  it.each([
    [
      'one runs it often',
      'exports.add = () => grow();',
      [once!, often!],
      'often',
      'often by another file',
    ],
    ['all run it once', 'exports.add = () => grow();', [once!], 'once', 'once by another file'],
    [
      'tests alone run it',
      'exports.add = () => grow();',
      [{ kind: 'test', by: 'tests' }],
      'test',
      'tests',
    ],
    [
      'nobody is seen to run it: it may be found by its name',
      'exports.add = () => grow();',
      [],
      'often',
      '`add`',
    ],
    ['one is not seen', 'exports.add = () => grow();', [once!, unknown!], 'often', '`add`'],
    [
      'its own file hands it to whom nobody sees',
      'function add() { grow(); }\nwatch(add);\nexports.add = add;',
      [once!],
      'often',
      '`add`',
    ],
    [
      'a method may be called by ways that nobody sees',
      'class A { add() { grow(); } }\nexports.A = A;',
      [once!],
      'often',
      '`add`',
    ],
  ] as const)('%s', (_, code, runs, kind, by) => {
    expectFrequency(code, kind, by, { project: told(...runs) });
  });
});
