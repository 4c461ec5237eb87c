import { describe, expect, it } from 'vitest';
import { runsOnce } from '../../../analysis/lifetime/module-load.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

describe('runsOnce', () => {
  it.each([
    {
      why: 'a function that the module calls in a loop',
      code: `function load() { use(1); }\nfor (const x of xs) load(x);`,
      answer: false,
    },
    { why: 'the module itself', code: `use(1);`, answer: true },
    { why: 'a loop of the module', code: `for (const x of xs) use(x);`, answer: false },
    {
      why: 'a function that is called where it stands',
      code: `(async () => { use(1); })();`,
      answer: true,
    },
    {
      why: 'a function that the module calls',
      code: `async function main() { use(1); }\nmain();`,
      answer: true,
    },
    {
      why: 'a constant that the module calls',
      code: `const main = async () => { use(1); };\nmain();`,
      answer: true,
    },
    {
      why: 'a function that it calls in a branch',
      code: `function main() { use(1); }\nif (require.main === module) main();`,
      answer: true,
    },
    {
      why: 'a loop in such a function',
      code: `async function main() { while (true) use(1); }\nmain();`,
      answer: false,
    },
    {
      why: 'a callback in a loop in such a function',
      code: `function main() { for (const x of xs) get().then(() => { use(x); }); }\nmain();`,
      answer: false,
    },
    { why: 'a then at module level', code: `get().then((x) => { use(x); });`, answer: true },
    {
      why: 'a then in a function that the module calls',
      code: `function main() { get().then((x) => { use(x); }); }\nmain();`,
      answer: true,
    },
    {
      why: 'a then in another function',
      code: `function load() { get().then((x) => { use(x); }); }`,
      answer: false,
    },
    {
      why: 'hooks of tests',
      code: `describe('x', () => { beforeAll(async () => { use(1); }); });`,
      answer: true,
    },
    { why: 'a function that nobody calls', code: `function load() { use(1); }`, answer: false },
    {
      why: 'a function that others call, too',
      code: `function load() { use(1); }\nload();\nfunction other() { load(); }`,
      answer: false,
    },
    {
      why: 'a function that is handed on',
      code: `function load() { use(1); }\nload();\nsetInterval(load, 1);`,
      answer: false,
    },
    {
      why: 'a function that is exported',
      code: `function load() { use(1); }\nload();\nmodule.exports = { load };`,
      answer: false,
    },
    {
      why: 'a function that calls itself',
      code: `function load() { use(1); load(); }\nload();`,
      answer: false,
    },
    {
      why: 'a callback of something that calls it again and again',
      code: `app.get('/', () => { use(1); });\nxs.forEach(() => use(1));`,
      answer: false,
    },
    { why: 'a method', code: `class A { load() { use(1); } }\nnew A().load();`, answer: false },
  ])('$why', ({ code, answer }) => {
    forEachHost(code, (source, host) => {
      expect(runsOnce(source, subjectOf(source)), host).toBe(answer);
    });
  });
});
