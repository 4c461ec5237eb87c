import { expect, it } from 'vitest';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import { creationFrequency } from '../../../analysis/lifetime/creation-frequency.ts';
import { callStarting, facts, forEachHost } from '../../harness/hosts.ts';

it.each([
  ['a field of a class that nobody makes', 'class A { a = make(); }', 'once: nobody'],
  [
    'a field of a class that the module makes',
    'class A { a = make(); }\nconst a = new A();',
    'once: the making of a singleton',
  ],
  [
    'a field of a class that another class extends, which a handler makes by a name',
    'class A { a = make(); }\nconst B = class extends A {};\napp.get("/", () => { new B().send(); });',
    `often: the handler of \`app.get('/')\``,
  ],
  [
    'a field of a class, where a handler makes another',
    'class A { a = make(); }\nclass B {}\napp.get("/", () => { new B().send(); });',
    'once: nobody',
  ],
  [
    'a function that is handed on',
    'const f = () => make();\nregister(f);',
    'unknown: the code that has this function',
  ],
  [
    'a function that a handler hands on',
    'const f = () => make();\napp.get("/", () => { register(f); });',
    `often: the handler of \`app.get('/')\``,
  ],
  [
    'a function that a handler hands on, and that the module calls',
    'const f = () => make();\nconst first = f();\nregister(f);',
    'unknown: the code that has this function',
  ],
])('%s', (_, code, expected) => {
  forEachHost(code, (source, host) => {
    const project = facts();
    const { kind, by } = creationFrequency(
      { source, project, resolver: new ClientResolver(source, project) },
      callStarting(source, 'make()'),
    );
    expect(`${kind}: ${by}`, host).toBe(expected);
  });
});
