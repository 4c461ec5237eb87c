/**
 * Configs that are put together on several paths, and writes that come before or after the request.
 */
import { describe, expect, it } from 'vitest';
import { AgentConfigReader } from '../../../analysis/clients/agent-config.ts';
import type { AgentConfig, AgentState } from '../../../analysis/clients/agent-state.ts';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import type { ProjectFacts } from '../../../analysis/finders/project-queries.ts';
import { valuesOf } from '../../../analysis/flow/values.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { facts, forEachHost, subjectOf } from '../../harness/hosts.ts';

type Said = readonly [
  httpAgent: AgentState,
  httpsAgent: AgentState,
  other?: 'exempt' | 'unknownAdapter',
];

const ABSENT: Said = ['absent', 'absent'];
const SET: Said = ['set', 'set'];
const UNKNOWN: Said = ['unknown', 'unknown'];
const BOTH = '{ httpAgent: a, httpsAgent: b }';

const readerOf = (source: SourceCode, world: Partial<ProjectFacts> = {}) =>
  new AgentConfigReader(source, new ClientResolver(source, facts(world)), facts(world));

function saidOf({ httpAgent, httpsAgent, exempt, unknownAdapter }: AgentConfig): Said {
  if (exempt !== undefined) return [httpAgent, httpsAgent, 'exempt'];
  return unknownAdapter ? [httpAgent, httpsAgent, 'unknownAdapter'] : [httpAgent, httpsAgent];
}

describe('what a config argument says', () => {
  it.each<[why: string, code: string, said: Said]>([
    ['what is assigned where it stands', `let config;\nuse(config = ${BOTH});`, SET],
    ['what is assigned only where nothing was', `use(config ??= ${BOTH});`, UNKNOWN],
    ['a config on one path alone', `use(x && ${BOTH});`, ABSENT],
    ['a class of elsewhere', `use(new Config());`, UNKNOWN],
    ['no object at all', `use(() => ({}));`, UNKNOWN],
    ['a number is no config', `use(5);`, ABSENT],
    [
      'HTTP/1 leaves the adapter as it is',
      `use({ adapter: 'fetch', httpVersion: 1 });`,
      ['absent', 'absent', 'exempt'],
    ],
    ['a gap in a list of adapters', `use({ adapter: [, 'http'] });`, ABSENT],
    [
      'a gap in a list without http',
      `use({ adapter: [, 'fetch'] });`,
      ['absent', 'absent', 'unknownAdapter'],
    ],
  ])('%s', (_, code, said) => {
    forEachHost(code, (source, host) => {
      expect(saidOf(readerOf(source).ofConfig(subjectOf(source))), host).toEqual(said);
    });
  });
});

describe('what is taken out of a config', () => {
  it.each<[why: string, code: string, said: Said]>([
    [
      'before the request',
      `const config = ${BOTH};\ndelete config.httpAgent;\nuse(config);`,
      ['absent', 'set'],
    ],
    ['after it', `const config = ${BOTH};\nuse(config);\ndelete config.httpAgent;`, SET],
    [
      'on one path',
      `const config = ${BOTH};\nif (x) delete config.httpAgent;\nuse(config);`,
      ['conditional', 'set'],
    ],
    [
      'out of another object',
      `const config = ${BOTH};\ndelete cache[key];\ndelete other.httpAgent;\nuse(config);`,
      SET,
    ],
    ['another option', `const config = ${BOTH};\ndelete config.timeout;\nuse(config);`, SET],
    [
      'and given again',
      `const config = ${BOTH};\ndelete config.httpAgent;\nconfig.httpAgent = a;\nuse(config);`,
      SET,
    ],
    [
      'emptied by another object, and given again',
      `const config = {};\nObject.assign(config, { httpAgent: null, httpsAgent: null });\nconfig.httpAgent = a;\nconfig.httpsAgent = b;\nuse(config);`,
      SET,
    ],
    [
      'given by another object, and then emptied',
      `const config = {};\nObject.assign(config, ${BOTH});\nconfig.httpAgent = null;\nuse(config);`,
      ['null', 'set'],
    ],
    [
      'under a key that is not known',
      `const config = ${BOTH};\ndelete config[key];\nuse(config);`,
      UNKNOWN,
    ],
    [
      'under a key that is not known, on one path',
      `const config = ${BOTH};\nif (x) delete config[key];\nuse(config);`,
      ['conditional', 'conditional'],
    ],
    ['out of what had none', `const config = {};\ndelete config[key];\nuse(config);`, ABSENT],
    [
      'out of a config that nobody declares',
      `delete config.httpAgent;\nuse(config);`,
      ['absent', 'unknown'],
    ],
  ])('%s', (_, code, said) => {
    forEachHost(code, (source, host) => {
      expect(saidOf(readerOf(source).ofConfig(subjectOf(source))), host).toEqual(said);
    });
  });
});

describe('what is written under a key that is not known', () => {
  it.each<[why: string, code: string, said: Said]>([
    ['may be an agent', `const config = {};\nconfig[key] = a;\nuse(config);`, UNKNOWN],
    [
      'in a loop over names',
      `const config = {};\nfor (const key of keys) config[key] = a;\nuse(config);`,
      UNKNOWN,
    ],
    [
      'leaves an agent that is given an agent',
      `const config = ${BOTH};\nconfig[key] = a;\nuse(config);`,
      SET,
    ],
    ['after the request', `const config = {};\nuse(config);\nconfig[key] = a;`, ABSENT],
    [
      'into another object',
      `const config = { headers: {} };\nconfig.headers[key] = a;\nother[key] = a;\nuse(config);`,
      ABSENT,
    ],
    ['is only read', `const config = {};\nread(other[config[key]]);\nuse(config);`, ABSENT],
    [
      'a key that is a constant',
      `const KEY = 'timeout';\nconst config = {};\nconfig[KEY] = 1;\nuse(config);`,
      ABSENT,
    ],
  ])('%s', (_, code, said) => {
    forEachHost(code, (source, host) => {
      expect(saidOf(readerOf(source).ofConfig(subjectOf(source))), host).toEqual(said);
    });
  });
});

describe('who gets hold of a config and leaves it alone', () => {
  it.each<[why: string, code: string, said: Said]>([
    [
      'a global function of the language',
      `const config = {};\nBoolean(config);\nuse(config);`,
      ABSENT,
    ],
    ['a method of one', `const config = {};\nconsole.log(config);\nuse(config);`, ABSENT],
    [
      'a function of that name of one’s own does what it says',
      `const config = {};\nfunction String(o) { o.httpAgent = a; }\nString(config);\nuse(config);`,
      ['set', 'absent'],
    ],
  ])('%s', (_, code, said) => {
    forEachHost(code, (source, host) => {
      expect(saidOf(readerOf(source).ofConfig(subjectOf(source))), host).toEqual(said);
    });
  });
});

describe('a write below the request', () => {
  it.each<[why: string, code: string, said: Said]>([
    ['comes too late', `const config = {};\nuse(config);\nconfig.httpAgent = a;`, ABSENT],
    [
      'comes too late in a function',
      `function f() {\n  const config = {};\n  use(config);\n  config.httpAgent = a;\n}`,
      ABSENT,
    ],
    [
      'comes too late in a callback that a loop makes',
      `for (const x of list) run(() => {\n  const config = {};\n  use(config);\n  config.httpAgent = a;\n});`,
      ABSENT,
    ],
    [
      'is in time for the second round of a loop',
      `function f(config = {}) {\n  while (x) {\n    use(config);\n    config.httpAgent = a;\n  }\n}`,
      ['conditional', 'unknown'],
    ],
    [
      'is in time where the request waits in a function',
      `const config = {};\nsetTimeout(() => use(config), 5);\nconfig.httpAgent = a;`,
      ['set', 'absent'],
    ],
    [
      'is in time for the request in a function of a function',
      `function f() {\n  const config = {};\n  later(() => { use(config); });\n  config.httpsAgent = b;\n}`,
      ['absent', 'set'],
    ],
    [
      'may be in time in a function of its own',
      `const config = {};\nuse(config);\nfunction set() { config.httpAgent = a; }`,
      ['conditional', 'absent'],
    ],
  ])('%s', (_, code, said) => {
    forEachHost(code, (source, host) => {
      expect(saidOf(readerOf(source).ofConfig(subjectOf(source))), host).toEqual(said);
    });
  });
});

describe('what values say', () => {
  const imported: AgentConfig = { httpAgent: 'set', httpsAgent: 'absent' };

  it.each<[why: string, code: string, said: Said]>([
    ['a literal', `use(${BOTH});`, SET],
    ['a config of another file', `use(require('./config').http);`, ['set', 'absent']],
    ['one or the other', `use(x ? ${BOTH} : require('./config').http);`, ['set', 'conditional']],
    ['one that the other file does not show', `use(require('./other').http);`, UNKNOWN],
  ])('%s', (_, code, said) => {
    forEachHost(code, (source, host) => {
      const reader = readerOf(source, {
        importedConfig: (module, path) =>
          module === './config' && path.join() === 'http' ? imported : undefined,
      });
      expect(saidOf(reader.ofValues(valuesOf(source, subjectOf(source)))!), host).toEqual(said);
    });
  });

  it('none say nothing', () => {
    forEachHost(`use();`, (source, host) => {
      expect(readerOf(source).ofValues([]), host).toBeUndefined();
    });
  });
});
