/**
 * Options that are read when the agent is made: each of these programs would get other options, or another effect, from an
 * agent that is made as the module loads.
 */
import { describe, expect, it } from 'vitest';
import { moduleConstant } from '../../../../analysis/finders/no-per-call-agent/hoistable.ts';
import { callStarting, forEachHost, type Language } from '../../../harness/hosts.ts';

function answersTo(code: string, language: Language): string[] {
  const answers = new Set<string>();
  forEachHost(
    code,
    (source) => {
      const answer = moduleConstant(source, callStarting(source, 'new https.Agent('), 0);
      answers.add(
        'needs' in answer ? 'constant' : `${answer.obstacle.kind} ${answer.obstacle.text}`,
      );
    },
    language,
  );
  return [...answers];
}

const REQUIRED = `const https = require('https');\n`;
const IMPORTED = `import https from 'https';\n`;
const OPTS = 'const OPTS = { keepAlive: true, ca: [CA], tls: { a: 1 } };\n';
const LIMITS = 'const LIMITS = { max: 5, time: 30 * 1000 };\n';
const made = (options: string) => `exports.make = () => new https.Agent(${options});`;

describe('an object of the module that something changes', () => {
  it.each([
    'const settings = OPTS;\nexports.configure = (ca) => { settings.ca = ca; };',
    'let settings;\nsettings = OPTS;',
    'exports.harden = () => { delete OPTS.rejectUnauthorized; };',
    'exports.harden = () => { OPTS.rejectUnauthorized ||= true; };',
    'exports.count = () => { OPTS.maxSockets++; };',
    'exports.configure = (cfg) => { ({ ca: OPTS.ca } = cfg); };',
    'exports.configure = (cfg) => { ({ ca: OPTS.ca = 1 } = cfg); };',
    'exports.configure = (list) => { [OPTS.ca] = list; };',
    'exports.configure = (list) => { [...OPTS.ca] = list; };',
    'exports.configure = (list) => { ({ ...OPTS.tls } = list); };',
    'exports.configure = (list) => { for (OPTS.ca of list); };',
    'exports.configure = (list) => { for (OPTS.ca in list); };',
    'exports.configure = (name, value) => { OPTS[name] = value; };',
    'exports.configure = (value) => { OPTS.tls.a = value; };',
    'exports.trust = (ca) => { OPTS.ca.push(ca); };',
    'exports.trust = (ca) => { const { ca: list } = OPTS; list.push(ca); };',
    'exports.trust = (ca) => { const copy = { ...OPTS }; copy.ca.push(ca); };',
    'exports.trust = (ca) => { for (const list of [OPTS.ca]) list.push(ca); };',
    'exports.configure = (given) => { Object.assign(OPTS, given); };',
    `exports.configure = (ca) => { Object.defineProperty(OPTS, 'ca', { value: ca }); };`,
    'exports.configure = (ca) => { Reflect.set(OPTS, "ca", ca); };',
    'configure(OPTS);',
    'configure({ options: OPTS });',
    'exports.options = () => OPTS;',
    'exports.OPTS = OPTS;',
    'module.exports = { OPTS };',
    'module.exports.list = [OPTS];',
    'const ALL = { first: OPTS };\nconfigure(ALL);',
    'globalThis.options = OPTS;',
    'OPTS.hasOwnProperty("ca");',
    'module.exports = class { options = OPTS; };',
    'exports.configure = (options = OPTS) => { options.ca = 1; };',
    'function* options() { yield OPTS; }',
    'exports.fail = () => { throw OPTS; };',
    'exports.tag = () => OPTS.tls`a`;',
    'exports.either = (a) => { (a ? OPTS : {}).ca = 1; };',
    'exports.either = (a) => { (a || OPTS).ca = 1; };',
  ])('%s', (change) => {
    expect(answersTo(`${REQUIRED}${OPTS}${change}\n${made('OPTS')}`, 'js')).toEqual([
      'moment OPTS',
    ]);
    expect(
      answersTo(`${REQUIRED}${OPTS}${change}\n${made('{ ...OPTS, maxSockets: 5 }')}`, 'js'),
    ).toEqual(['moment OPTS']);
  });

  it.each([
    'LIMITS.max++;',
    'LIMITS.max += 1;',
    'const also = LIMITS;',
    'delete LIMITS.max;',
    '({ max: LIMITS.max } = other);',
    'exports.LIMITS = LIMITS;',
    'tune(LIMITS);',
  ])('%s, of which a property is read', (change) => {
    expect(
      answersTo(
        `${REQUIRED}${LIMITS}${change}\n${made('{ keepAlive: true, maxSockets: LIMITS.max }')}`,
        'js',
      ),
    ).toEqual(['moment LIMITS.max']);
  });

  it.each([
    [
      'an alias of it',
      `${OPTS}const ALIAS = OPTS;\nexports.configure = (ca) => { OPTS.ca = ca; };\n`,
      'ALIAS',
    ],
    ['a getter', 'let uses = 0;\nconst OPTS = { get maxSockets() { return uses++; } };\n', 'OPTS'],
    [
      'a list that is filled',
      'const CAS = [];\nexports.trust = (ca) => { CAS.push(ca); };\n',
      '{ ca: CAS }',
    ],
    [
      'a list that it holds, filled by its name',
      'const CAS = [];\nexports.trust = (ca) => { CAS.push(ca); };\nconst OPTS = { ca: CAS };\n',
      'OPTS',
    ],
    [
      'what it spreads, changed by its name',
      'const BASE = { headers: {} };\nBASE.headers.a = 1;\nconst OPTS = { ...BASE };\n',
      'OPTS',
    ],
    [
      'a field of a class',
      'class Limits { static max = 5; }\nexports.Limits = Limits;\n',
      '{ maxSockets: Limits.max }',
    ],
    ['declared twice', 'var MAX = 5;\nvar MAX = load();\n', '{ maxSockets: MAX }'],
    ['declared in a loop', 'for (var MAX of [1, 2]) note(MAX);\n', '{ maxSockets: MAX }'],
    ['declared on one path', 'if (IS_BIG) var MAX = 5;\n', '{ maxSockets: MAX }'],
    ['counted', 'let max = 5;\nexports.more = () => { max++; };\n', '{ maxSockets: max }'],
    [
      'written by a pattern',
      'let max = 5;\nexports.set = (given) => { ({ max } = given); };\n',
      '{ maxSockets: max }',
    ],
  ])('%s', (_, before, options) => {
    expect(answersTo(`${REQUIRED}${before}${made(options)}`, 'js')).toEqual([
      expect.stringMatching(/^moment /u),
    ]);
  });

  it('a constant that is exported, which another file may write to', () => {
    expect(
      answersTo(
        `${IMPORTED}export const OPTS = { keepAlive: true };\nexport const make = () => new https.Agent(OPTS);`,
        'js',
      ),
    ).toEqual(['moment OPTS']);
    expect(
      answersTo(
        `${IMPORTED}const OPTS = { keepAlive: true };\nexport { OPTS as options };\nexport const make = () => new https.Agent(OPTS);`,
        'js',
      ),
    ).toEqual(['moment OPTS']);
    expect(
      answersTo(
        `${IMPORTED}export const LIMITS = { max: 5 };\nexport const make = () => new https.Agent({ maxSockets: LIMITS.max });`,
        'js',
      ),
    ).toEqual(['moment LIMITS.max']);
  });
});

describe('what is worked out when the agent is made', () => {
  it.each([
    [
      'the environment, by its module',
      `const { env } = require('process');\n`,
      '{ ca: env.CA }',
      'env.CA',
    ],
    [
      'and by the whole of its module',
      `const process = require('node:process');\n`,
      '{ ca: process.env.CA }',
      'process.env.CA',
    ],
    [
      'a default of Node that programs set',
      `const tls = require('tls');\n`,
      '{ minVersion: tls.DEFAULT_MIN_VERSION }',
      'tls.DEFAULT_MIN_VERSION',
    ],
    ['arguments', '', '{ localAddress: process.argv[2] }', 'process.argv[2]'],
    ['the time', '', '{ timeout: Date.now() }', 'Date.now()'],
    ['chance', '', '{ maxSockets: Math.random() }', 'Math.random()'],
    [
      'a file',
      `const fs = require('fs');\n`,
      `{ ca: fs.readFileSync('ca.pem') }`,
      `fs.readFileSync('ca.pem')`,
    ],
    [
      'a key that is made by a conversion',
      'const KEY = { toString: () => next() };\n',
      '{ [KEY]: 1 }',
      'KEY',
    ],
    [
      'a text that is made by one',
      'const HOST = { toString: () => next() };\n',
      '{ servername: `${HOST}` }',
      'HOST',
    ],
    [
      'a sum that is made by one',
      'const MAX = { valueOf: () => next() };\n',
      '{ maxSockets: MAX + 1 }',
      'MAX',
    ],
    ['a property that goes', 'const T = { a: 1 };\n', '{ a: delete T.a }', 'delete T.a'],
    [
      'a getter among the options',
      '',
      '{ get ca() { return load(); } }',
      'get ca() { return load(); }',
    ],
    [
      'the arguments of the function around',
      '',
      '{ checkServerIdentity: () => arguments[0] }',
      'arguments',
    ],
    [
      'what the function around was called with',
      '',
      '{ checkServerIdentity: () => new.target }',
      'new.target',
    ],
    ['an import in a function', '', `{ ca: require('./ca.json') }`, `require('./ca.json')`],
  ])('%s', (_, before, options, text) => {
    expect(
      answersTo(
        `${REQUIRED}${before}exports.make = function () { return new https.Agent(${options}); };`,
        'js',
      ),
    ).toEqual([`moment ${text}`]);
  });

  it.each([
    [`import { MAX } from './limits.js';\n`, '{ maxSockets: MAX }', 'MAX'],
    [`import * as limits from './limits.js';\n`, '{ maxSockets: limits.MAX }', 'limits.MAX'],
    [`import limits from './limits.json';\n`, '{ maxSockets: limits.max }', 'limits.max'],
    [`import { OPTS } from './options.js';\n`, 'OPTS', 'OPTS'],
    [`import { env } from 'node:process';\n`, '{ ca: env.CA }', 'env.CA'],
  ])('what another file exports: %s', (before, options, text) => {
    expect(
      answersTo(`${IMPORTED}${before}export const make = () => new https.Agent(${options});`, 'js'),
    ).toEqual([`moment ${text}`]);
  });

  it('a class that the file replaces', () => {
    expect(
      answersTo(
        `${REQUIRED}exports.trace = (Traced) => { https.Agent = Traced; };\n${made('{ keepAlive: true }')}`,
        'js',
      ),
    ).toEqual(['moment https.Agent']);
  });

  it('a package that is loaded with the first call', () => {
    const code = `exports.make = () => new (require('agentkeepalive').HttpsAgent)();`;
    forEachHost(code, (source) => {
      expect(moduleConstant(source, callStarting(source, 'new (require'), 0)).toEqual({
        obstacle: { kind: 'moment', text: `require('agentkeepalive')` },
      });
    });
  });

  it.each([
    [
      'a type of the function',
      'export function make<T>() { return new https.Agent({ keepAlive: true as T }); }',
      'T',
    ],
    [
      'a type that it declares',
      'export function make() { type Options = https.AgentOptions; return new https.Agent({ keepAlive: true } as Options); }',
      'Options',
    ],
    [
      'and one that a function among the options names',
      'export function make<T>() { return new https.Agent({ checkServerIdentity: (host: T) => undefined }); }',
      'T',
    ],
  ])('%s', (_, code, text) => {
    expect(answersTo(`${IMPORTED}${code}`, 'ts')).toEqual([`call ${text}`]);
  });
});

describe('what stays the same', () => {
  it.each([
    [
      'its uses only read',
      `${OPTS}if (OPTS.tls.a > 1) note(OPTS.keepAlive, typeof OPTS, JSON.stringify(OPTS), Object.keys(OPTS));\nfor (const name in OPTS) note(name);\n`,
      'OPTS',
    ],
    [
      'copies of what holds no objects',
      `${LIMITS}const copy = { ...LIMITS };\nconst { max } = LIMITS;\n`,
      '{ maxSockets: LIMITS.max, timeout: LIMITS.time }',
    ],
    [
      'frozen, and exported',
      'const LIMITS = Object.freeze({ max: 5 });\nexports.LIMITS = LIMITS;\n',
      '{ maxSockets: LIMITS.max }',
    ],
    [
      'frozen, and exported as the options',
      'const OPTS = Object.freeze({ keepAlive: true });\nmodule.exports = { OPTS };\n',
      'OPTS',
    ],
    [
      'a constant of another file, which is one from the start',
      `const { MAX } = require('./limits');\n`,
      '{ maxSockets: MAX }',
    ],
    [
      'a file that is read once',
      `const CA = require('fs').readFileSync('ca.pem');\nnote(CA);\n`,
      '{ ca: CA }',
    ],
    [
      'constants that hold each other’s',
      'const CAS = [1];\nconst BASE = { ca: CAS };\nconst OPTS = { ...BASE, keepAlive: true };\n',
      'OPTS',
    ],
    [
      'a text of the environment that was read once',
      'const CA = process.env.CA;\nlog(CA);\n',
      '{ ca: `${CA}` }',
    ],
    [
      'a part that may be left out',
      'const IS_STRICT = false;\n',
      '{ keepAlive: true, ...(IS_STRICT && { minVersion: "TLSv1.3" }) }',
    ],
    [
      'constants of Node',
      `const tls = require('tls');\nconst { constants } = require('crypto');\n`,
      '{ ca: tls.rootCertificates, secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT }',
    ],
    [
      'a function of the file',
      'function verify() { return undefined; }\n',
      '{ checkServerIdentity: verify }',
    ],
  ])('%s', (_, before, options) => {
    expect(answersTo(`${REQUIRED}${before}${made(options)}`, 'js')).toEqual(['constant']);
  });

  it('a number that is exported', () => {
    expect(
      answersTo(
        `${IMPORTED}export const MAX = 5;\nexport const make = () => new https.Agent({ maxSockets: MAX });`,
        'js',
      ),
    ).toEqual(['constant']);
  });

  it('the type of the options', () => {
    expect(
      answersTo(
        `${IMPORTED}const OPTS = { keepAlive: true } as const;\nexport type Options = typeof OPTS;\nexport const make = () => new https.Agent(OPTS as Options);`,
        'ts',
      ),
    ).toEqual(['constant']);
  });
});
