import { expect, it } from 'vitest';
import { shortLived, type FilePlace } from '../../../analysis/lifetime/process-lifetime.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { forEachHost } from '../../harness/hosts.ts';

const placeOf = (path: string): FilePlace => ({ inPackage: path, inProject: path });
const reasonFor = (source: SourceCode, path: string, loaders?: readonly string[]) =>
  shortLived(source, placeOf(path), () => loaders?.map(placeOf));

it.each([
  ['a test by its name', 'src/a.test.js', `f();`, 'a test'],
  ['a test by its folder', 'test/a.js', `f();`, 'a test'],
  ['a test of Jasmine', 'spec/util/a.js', `f();`, 'a test'],
  ['the support of tests of Cucumber', 'features/support/api/a.js', `f();`, 'a test'],
  ['steps of Cucumber', 'features-legacy/step_definitions/a.js', `f();`, 'a test'],
  ['an end-to-end test', 'e2e/a.js', `f();`, 'a test'],
  ['an end-to-end test beside the code', 'src/__e2e__/api.servertest.js', `f();`, 'a test'],
  ['a test that starts a server', 'test/a.js', `http.createServer(f).listen(1);`, 'a test'],
  ['the set-up of a test runner', 'vitest.setup.js', `f();`, 'a test'],
  ['a mock', 'src/mock-api.js', `f();`, 'a mock'],
  ['a mock by the end of its name', 'src/api.mock.js', `f();`, 'a mock'],
  ['a package of mocks', 'packages/mock-accounts/src/a.js', `app.listen(1);`, 'a mock'],
  ['a folder of mocks', 'src/mocks/a.js', `f();`, 'a mock'],
  ['an example, even of a server', 'examples/server.js', `app.listen(1);`, 'an example'],
  ['the config of a builder', 'rollup.config.js', `f();`, 'build'],
  ['a script', 'scripts/a.js', `f();`, 'a script'],
  ['a script of the CI', '.github/scripts/a.js', `f();`, 'a script'],
  [
    'a script with a loop that ends',
    'scripts/a.js',
    `while (true) { const page = next(); if (!page) break; }`,
    'a script',
  ],
  [
    'a script that writes to a queue',
    'scripts/a.js',
    `const { Queue } = require('bullmq');\nnew Queue('a').add('b');`,
    'a script',
  ],
  ['a script that launches a browser', 'scripts/a.js', `puppeteer.launch();`, 'a script'],
  ['an end-to-end test of Nest', 'src/app.e2e-spec.js', `f();`, 'a test'],
  ['a migration', 'src/migrations/a.js', `f();`, 'a migration'],
  ['a script that fills a database', 'prisma/seed.ts', `f();`, 'a script'],
  ['a tool beside the sources', 'tools/a.js', `f();`, 'a script'],
  ['a hashbang', 'a.js', `#!/usr/bin/env node\nf();`, 'shell'],
  [
    'it ends when its work is done',
    'a.js',
    `main().then(() => process.exit(0));`,
    'ends its process',
  ],
  ['it ends with its work', 'a.js', `main().finally(() => process.exit());`, 'ends its process'],
  ['it ends at the end', 'a.js', `work();\nprocess.exit(0);`, 'ends its process'],
  [
    'it reads its arguments',
    'a.js',
    `async function main() { await work(process.argv[2]); }\nvoid main();`,
    'reads its arguments',
  ],
  [
    'it has a parser of arguments',
    'a.js',
    `import { parseArgs } from 'node:util';\nconst main = async () => work(parseArgs());\nmain().catch(console.error);`,
    'reads its arguments',
  ],
  [
    'it is a function that runs at once',
    'a.js',
    `const yargs = require('yargs');\n(async () => { await work(yargs.argv); })();`,
    'reads its arguments',
  ],
])('ends: %s', (_, path, code, why) => {
  forEachHost(code, (source, host) => {
    expect(reasonFor(source, path), host).toContain(why);
  });
});

it.each([
  ['a module', 'src/a.js', `f();`],
  ['what a server offers to a language model', 'src/tools/a.js', `exports.run = f;`],
  ['a file whose name has a word of tests in it', 'src/latest/contest.js', `f();`],
  [
    'a server that is run from a shell',
    'bin/a.js',
    `#!/usr/bin/env node\nhttp.createServer(f).listen(1);`,
  ],
  ['a test of speed, which the service offers', 'src/modules/tests/tests.service.js', `f();`],
  ['a module named for the stories that it fetches', 'src/top-stories.js', `f();`],
  ['a file that draws', 'src/mockups/mockup.js', `f();`],
  ['the config of the clients', 'src/config/axios.config.js', `f();`],
  ['a job that rolls up', 'src/jobs/rollup.js', `f();`],
  ['a service that drives a browser', 'src/services/playwright.service.js', `f();`],
  ['scripts that the service stores', 'src/modules/scripts/scripts.service.js', `f();`],
  [
    'a module with a hashbang, which others load',
    'src/a.js',
    `#!/usr/bin/env node\nexports.load = f;`,
  ],
  [
    'a server of the model context protocol',
    'src/a.js',
    `#!/usr/bin/env node\nserver.connect(new StdioServerTransport());`,
  ],
  ['a bot that is run from a shell', 'a.js', `#!/usr/bin/env node\nclient.login(token);`],
  ['a worker of a queue', 'bin/worker.js', `queue.process(f);`],
  ['a worker of another queue', 'bin/worker.js', `new Worker('mails', f);`],
  ['a scheduler among the scripts', 'scripts/start.js', `cron.schedule('* * * * *', f);`],
  [
    'a consumer that listens to signals',
    'scripts/start.js',
    `process.on('SIGTERM', stop);\nconsumer.run(f);`,
  ],
  [
    'a timer that sets itself again',
    'scripts/start.js',
    `async function tick() { await f(); setTimeout(tick, 1000); }\ntick();`,
  ],
  [
    'a loop without an end, which ends its process when it fails',
    'a.js',
    `async function main() { for (;;) await f(); }\nmain().finally(() => process.exit(1));`,
  ],
  [
    'it ends where a setting is missing',
    'a.js',
    `const token = process.env.TOKEN ?? process.exit(1);`,
  ],
  ['it ends in a case', 'a.js', `switch (mode) { default: process.exit(1); }`],
  [
    'an application that is started with the arguments',
    'a.js',
    `async function main() { await app.start(process.argv[2]); }\nmain();`,
  ],
  [
    'a loop while it runs',
    'a.js',
    `async function main() { while (running) await f(process.argv[2]); }\nmain();`,
  ],
  ['a script with a timer', 'scripts/a.js', `setInterval(f, 1000);`],
  ['a server that may fail to start', 'a.js', `main().catch(() => process.exit(1));`],
  ['it ends where it fails', 'a.js', `try { serve(); } catch (error) { process.exit(1); }`],
  ['it ends under a condition', 'a.js', `if (!process.env.PORT) process.exit(1);`],
  ['it ends on one side of a choice', 'a.js', `isSound(config) ? start() : process.exit(1);`],
  ['it ends when it is told to', 'a.js', `process.on('SIGTERM', () => process.exit(0));`],
  [
    'a server that reads its arguments',
    'a.js',
    `function main() { http.createServer(f).listen(process.argv[2]); }\nmain();`,
  ],
  [
    'a server of another file that is given the arguments',
    'a.js',
    `const { start } = require('./server');\nstart(process.argv[2]);`,
  ],
  [
    'a bot that reads its arguments',
    'a.js',
    `function main() { bot.launch(process.argv[2]); }\nmain();`,
  ],
  [
    'a loop that reads its arguments',
    'a.js',
    `async function main() { while (true) await work(process.argv[2]); }\nmain();`,
  ],
  [
    'a module that reads the arguments',
    'a.js',
    `exports.verbose = process.argv.includes('-v');\nf();`,
  ],
])('may live long: %s', (_, path, code) => {
  forEachHost(code, (source, host) => {
    expect(reasonFor(source, path), host).toBeUndefined();
  });
});

it.each([
  ['run by itself, imported by nobody', [], 'run by itself'],
  ['imported by its test alone', ['test/check.js'], 'run by itself'],
  ['imported by another file', ['src/a.js'], undefined],
  ['nobody can tell', undefined, undefined],
])('a file that is run directly: %s', (_, loaders, why) => {
  forEachHost(
    `async function main() { await f(); }\nif (require.main === module) {\n  main().catch(console.error);\n}\nmodule.exports = { main };`,
    (source, host) => {
      const reason = reasonFor(source, 'check.js', loaders);
      if (why === undefined) expect(reason, host).toBeUndefined();
      else expect(reason, host).toContain(why);
    },
  );
});

it('a server of another file that is started where a file is run directly goes on', () => {
  forEachHost(
    `const { start } = require('./server');\nif (require.main === module) start();`,
    (source, host) => {
      expect(reasonFor(source, 'check.js', []), host).toBeUndefined();
    },
  );
});

it('a package that is itself an example', () => {
  forEachHost(`f();`, (source, host) => {
    expect(
      shortLived(
        source,
        { inPackage: 'src/a.js', inProject: 'examples/shop/src/a.js' },
        () => undefined,
      ),
      host,
    ).toBe('an example');
  });
});

it.each([
  ['that serves tests', 'app.js', 'test/webhook/app.js', 'a test'],
  ['that stands for code of any kind', 'app.js', 'test/fixtures/shop/app.js', undefined],
  ['of the sources, about tests', 'src/app.js', 'packages/tests/src/app.js', undefined],
])('a package %s', (_, inPackage, inProject, why) => {
  forEachHost(`f();`, (source, host) => {
    const reason = shortLived(source, { inPackage, inProject }, () => undefined);
    if (why === undefined) expect(reason, host).toBeUndefined();
    else expect(reason, host).toContain(why);
  });
});

it.each([
  ['the fixtures of a football service', 'fixtures/api.js', ['src/routes.js'], undefined],
  ['a command that the service calls', 'bin/run.js', ['src/server.js'], undefined],
  ['fixtures of tests', 'fixtures/api.js', ['test/a.js'], 'a test'],
  ['a helper of scripts', 'scripts/shared.js', ['scripts/a.js'], 'a script'],
  ['a script that nobody imports', 'scripts/a.js', [], 'a script'],
  ['a migration that the service runs', 'src/migrations/2.js', ['src/server.js'], 'a migration'],
  ['a script of which nobody can tell', 'scripts/a.js', undefined, 'a script'],
])('what other code imports runs where that code runs: %s', (_, path, loaders, why) => {
  forEachHost(`exports.run = f;`, (source, host) => {
    const reason = reasonFor(source, path, loaders);
    if (why === undefined) expect(reason, host).toBeUndefined();
    else expect(reason, host).toContain(why);
  });
});
