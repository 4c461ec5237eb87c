/**
 * Calls that send a request, by the shapes of axios's API and the places that people write them in.
 */
import fc from 'fast-check';
import { inBody, joined, list, template, text, type Fragment } from './fragments.ts';

const property = text(
  'timeout: 5000',
  "'timeout': 1",
  "headers: { accept: '*/*' }",
  '...config',
  'params: { id }',
  "responseType: 'json'",
  'httpAgent',
  'httpsAgent: undefined',
  "['timeout']: 3",
  'validateStatus() { return true; }',
);

/** What a config is given as; at most one property of a kind. */
const config = fc.oneof(
  { weight: 4, arbitrary: list('{', fc.uniqueArray(property, { maxLength: 3 }), '}') },
  {
    weight: 3,
    arbitrary: text(
      'config',
      '⟨config⟩',
      'config⟦!⟧',
      '⟨config ?? {}⟩',
      'id ? { timeout: 1 } : config',
      '{ ...config }',
      'Object.assign({}, config)',
      '⟨{ timeout: 9 }⟩',
      '{ timeout: 1 }⟦ as object⟧',
      'undefined',
      'null',
      '...[config]',
      'shared',
    ),
  },
);

const address = text('url', '⟨url⟩', '`${url}/${id}`', "'/path'", 'url⟦ as string⟧', 'url + id');
const data = text('{ id }', 'id', 'undefined', '⟨{ id }⟩', 'JSON.stringify({ id })', '[id]');

/** Arguments with a gap in each place where there can be one. */
const args = (...positions: readonly fc.Arbitrary<string>[]) =>
  list('(', fc.tuple(...positions), ')');

const withoutData = fc
  .tuple(text('get', 'delete', 'head', 'options'), fc.oneof(args(address), args(address, config)))
  .map((parts) => parts.join('·'));
const withData = fc
  .tuple(
    text('post', 'put', 'patch', 'postForm'),
    fc.oneof(args(address), args(address, data), args(address, data, config)),
  )
  .map((parts) => parts.join('·'));
const wholeConfig = list('{', fc.tuple(text('url', 'url: url'), property), '}');

const client = text(
  'axios',
  'axios',
  'axios',
  'api',
  'holder.client',
  'axios.create({ baseURL: url })',
  'axios⟦!⟧',
);

/** A call, without what is done with its result. */
const call = fc.oneof(
  template`${client}·.·${withoutData}`,
  template`${client}·.·${withData}`,
  template`${client}.request·${fc.oneof(args(wholeConfig), args(text('config')))}`,
  template`axios·${fc.oneof(args(wholeConfig), args(address, config), args(address), args(text('config')))}`,
  template`axios.get${text('', '⟦<string>⟧')}·${args(address)}`,
  text(
    'axios?.get(url)',
    "axios['get'](url)",
    'axios[id](url)',
    '⟨axios.get⟩(url)',
    '[url].map(axios.get)',
    'axios.get(...[url])',
  ),
);

/** A call in its place. */
const statement = fc.oneof(
  template`await ·${call};`,
  template`if (id) await ${call};`,
  template`if (id) {\n    return ⟨await ·${call}⟩;\n  }`,
  template`await Promise.all([·${call}·, ·${call}·§]);`,
  template`${call}·.then((r) => r.data)·.catch(() => null);`,
  template`const send = async (given = ${call}) => given;`,
  template`for (const each of id) await ·${call};`,
  template`const later = () => ·${call};`,
  template`await save(id, ·(await ${call}).data);`,
);

const MODULE = [
  "const api = axios.create(·{ baseURL: '/api'·§ }·);",
  'const holder = {·client: axios.create()·§ };',
  'const shared = { timeout: 1 };',
];

/** Requests in the body of a function, with the clients that they go through. */
export const requests: fc.Arbitrary<Fragment> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) =>
    joined([
      { module: MODULE, body: [] },
      ...statements.map((code) => inBody(`{\n  ${code.replaceAll('\n', '\n  ')}\n}`)),
    ]),
  );
