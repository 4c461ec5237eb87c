import { describe, expect, it } from 'vitest';
import { accessPaths } from '../../../analysis/flow/access-paths.ts';
import { valuesOf } from '../../../analysis/flow/values.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

const LIB = `const lib = require('./lib');\n`;

describe('the way to a value of another file', () => {
  it.each<[why: string, code: string, ...paths: string[]]>([
    ['the module itself', `use(lib);`, './lib'],
    ['what it exports', `use(lib.http.client);`, './lib http client'],
    ['what its function returns', `use(lib.make());`, './lib make ()'],
    ['a property of that', `use(lib.make().client);`, './lib make () client'],
    [
      'its default is itself: interop blurs it',
      `use(lib.make().default.client);`,
      './lib make () client',
    ],
    ['an instance of its class', `use(new lib.Api().client);`, './lib Api new() client'],
    [
      'what a class of this file inherits',
      `class Api extends lib.Base {}\nuse(new Api().client);`,
      './lib Base new() client',
    ],
    [
      'what it inherits through another of this file',
      `class Middle extends lib.Base {}\nclass Api extends Middle {}\nuse(new Api().client);`,
      './lib Base new() client',
    ],
    [
      'a static property that it inherits',
      `class Api extends lib.Base {}\nuse(Api.client);`,
      './lib Base client',
    ],
    ['a class that extends nothing', `class Api {}\nuse(new Api().client);`],
    [
      'a class that extends what nobody knows',
      `class Api extends mixin {}\nuse(new Api().client);`,
    ],
    [
      'one that extends itself, as far as the file tells',
      `lib.Api = class extends lib.Api {};\nuse(new lib.Api().client);`,
      './lib Api new() client',
    ],
    ['either of two', `use((x ? lib.a : lib.b).client);`, './lib a client', './lib b client'],
    ['a value of this file', `use({}.client);`],
    ['a parameter', `function f(api) { use(api); }`],
    [
      'twelve steps are followed',
      `use(lib.make().a.b.c.d.e.f.g.h.i.j);`,
      './lib make () a b c d e f g h i j',
    ],
    ['more are nobody’s', `use(lib.make().a.b.c.d.e.f.g.h.i.j.k);`],
  ])('%s', (_, code, ...paths) => {
    forEachHost(LIB + code, (source, host) => {
      const found = valuesOf(source, subjectOf(source)).flatMap((value) =>
        accessPaths(source, value),
      );
      expect(
        [...new Set(found.map(({ module, path }) => [module, ...path].join(' ')))],
        host,
      ).toEqual(paths);
    });
  });
});
