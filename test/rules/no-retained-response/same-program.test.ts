/**
 * What a release must not change: what a name means, what throws and when, what the types allow.
 */
import { describe, expect, it } from 'vitest';
import { mend } from '../../../codemods/adapter/apply.ts';
import type { TransformOptions } from '../../../codemods/adapter/transform-types.ts';
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { dedentCase } from '../../harness/dedent.ts';
import { facts } from '../../harness/hosts.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');\n`;
const SLEEP = 'await sleep(1000);';
const RESPONSE = 'const response = await axios.get(url);';
const inside = (...statements: readonly string[]) => `${AXIOS}async function run(url, context) {\n${statements.map((line) => `  ${line}\n`).join('')}}\n`;
const handler = (list: string, ...statements: readonly string[]) => `${AXIOS}exports.watch = (url) => axios.get(url).then(function ${list} {\n${statements.map((line) => `  ${line}\n`).join('')}});\n`;
const REPORTS = 'setInterval(() => report(response.data.id), 1000);';

const any = { options: { awaits: 'any' } } as const;
const clone = { options: { strategy: 'clone', awaits: 'any' } } as const;
const ts = { filename: 'src/input.ts', ...any } as const;

const held = (line: number, refused?: string) => ({ messageId: 'heldAcrossAwait', line, ...(refused === undefined ? {} : { refused }) });
const captured = (line: number, refused?: string) => ({ messageId: 'capturedResponse', line, ...(refused === undefined ? {} : { refused }) });

const parameters: InvalidCase[] = [
  { name: 'a function with a directive of its own', code: handler('(response)', `'use strict';`, REPORTS), findings: [captured(4, `a function with a \`'use strict'\` of its own takes no pattern`)] },
  { name: 'an arrow with a directive of its own', code: `${AXIOS}exports.watch = (url) => axios.get(url).then((response) => {\n  'use strict';\n  ${REPORTS}\n});\n`, findings: [captured(4, `a function with a \`'use strict'\` of its own takes no pattern`)] },
  { name: 'another directive is none of the parameters', code: handler('(response)', `'use client';`, REPORTS), output: handler('({ data })', `'use client';`, 'setInterval(() => report(data.id), 1000);'), findings: [captured(4)] },
  { name: 'arguments holds the response', code: handler('(response)', 'log(...arguments);', REPORTS), findings: [captured(4, '`arguments` holds `response`, too')] },
  { name: 'arguments is written through to the parameter', code: handler('(response)', 'arguments[0] = other;', REPORTS), findings: [captured(4, '`arguments` holds `response`, too')] },
  { name: 'arguments of an arrow inside are those of the function', code: handler('(response)', 'later(() => arguments[0]);', REPORTS), findings: [captured(4, '`arguments` holds `response`, too')] },
  { name: 'arguments of a function inside are its own', code: handler('(response)', 'later(function () { return arguments; });', REPORTS), output: handler('({ data })', 'later(function () { return arguments; });', 'setInterval(() => report(data.id), 1000);'), findings: [captured(4)] },
  { name: 'a function that calls itself by its name', code: `${AXIOS}exports.watch = (url) => axios.get(url).then(function watch(response) {\n  if (isOver) watch();\n  ${REPORTS}\n});\n`, findings: [captured(4, '`watch` is also used by its name, and `response` may be none then')] },
];

const names: InvalidCase[] = [
  { name: 'a with statement around a read', code: inside(RESPONSE, 'with (context) { out = response.data; }', SLEEP, 'return response.status;'), findings: [held(3, 'a `with` statement may give the names on line 4 another meaning')] },
  { name: 'a with statement around the binding', code: inside('with (context) {', RESPONSE, SLEEP, 'log(response.data);', '}'), findings: [held(4, 'a `with` statement may give the names on line 4 another meaning')] },
  { name: 'a with statement that reads nothing of the response', code: inside(RESPONSE, 'with (context) { log(data); }', SLEEP, 'return response.data;'), output: inside('const { data: responseData } = await axios.get(url);', 'with (context) { log(data); }', SLEEP, 'return responseData;'), ...any, findings: [held(3)] },
  { name: 'a with statement around what is copied', code: `${AXIOS}const cache = new Map();\nasync function run(url, context) {\n  const { data } = await axios.get(url, { responseType: 'text' });\n  with (context) cache.set(url, data.slice(0, 20));\n}\n`, findings: [{ messageId: 'storedView', line: 5, refused: 'a `with` statement may give the name of what copies it another meaning' }] },
  { name: 'escapes in the name', code: inside('const r\\u0065sponse = await axios.get(url);', SLEEP, 'return response.data;'), output: inside('const { data } = await axios.get(url);', SLEEP, 'return data;'), findings: [held(3)] },
  { name: 'escapes in a parameter', code: handler('(r\\u{65}sponse)', REPORTS), output: handler('({ data })', 'setInterval(() => report(data.id), 1000);'), findings: [captured(3)] },
  { name: 'a function takes its name from what it is assigned to', code: inside(RESPONSE, 'response.data = () => {};', SLEEP, 'return response.data.name;'), findings: [held(3, '`response.data` is given a function on line 4, which would take its name')] },
];

const VAR = 'var response = await axios.get(url);';
const EARLY = (line: number) => [held(4, `\`response\` may be read on line ${line} before its \`var\` is given a value`)];
const paths: InvalidCase[] = [
  { name: 'a var that is read above', code: inside('try { log(response.data); } catch { log(0); }', VAR, SLEEP, 'return response.data;'), findings: EARLY(3) },
  { name: 'a var that is asked for above', code: inside('log(response?.status === 200);', VAR, SLEEP, 'return response.data;'), findings: EARLY(3) },
  { name: 'a var that a function reads which may be called above', code: inside('log(read());', VAR, SLEEP, 'return read();', 'function read() { return response.data; }'), findings: EARLY(7) },
  { name: 'a var that the first round of a loop has not assigned', code: inside('for (const each of url) { log(response && response.status);', 'var response = await axios.get(each);', SLEEP, 'log(response.data); }'), findings: EARLY(3) },
  { name: 'a var that is read below alone', code: inside('log(1);', VAR, SLEEP, 'return later(() => response.data);'), output: inside('log(1);', 'var { data } = await axios.get(url);', SLEEP, 'return later(() => data);'), findings: [held(4)] },
  { name: 'an alias that a function reads which may be called before it', code: inside(RESPONSE, 'try { log(read()); } catch { log(0); }', 'const body = response.data;', SLEEP, 'return read();', 'function read() { return body; }'), output: inside('const { data } = await axios.get(url);', 'try { log(read()); } catch { log(0); }', 'const body = data;', SLEEP, 'return read();', 'function read() { return body; }'), findings: [held(3)] },
  { name: 'a client that may be none', code: `${AXIOS}const client = axios.create();\nasync function run(url) {\n  const response = await client?.get(url);\n  ${SLEEP}\n  return response?.data;\n}\n`, findings: [held(4, '`response` is tested on line 6: there may be none')] },
  { name: 'a client that may be none, in a list', code: `${AXIOS}const client = axios.create();\nasync function run(url) {\n  const [response] = await Promise.all([client?.get(url)]);\n  ${SLEEP}\n  return response?.data;\n}\n`, findings: [held(4, '`response` is tested on line 6: there may be none')] },
  { name: 'a getter runs before the read that would throw', code: inside('const response = await axios.get(url).catch(() => null);', 'log(context.state, response.data);', SLEEP, 'return response.status;'), findings: [held(3, '`response` may be none where nothing of it is read')] },
  { name: 'a text is made before the read that would throw', code: inside('const response = await axios.get(url).catch(() => null);', 'log(`${context} ${response.data}`);', SLEEP, 'return response.status;'), findings: [held(3, '`response` may be none where nothing of it is read')] },
  { name: 'another declarator runs before the read that would throw', code: inside('const response = await axios.get(url).catch(() => null), state = load();', 'log(response.data);', SLEEP, 'return response.status;'), findings: [held(3, '`response` may be none where nothing of it is read')] },
];

const IMPORT = `import axios, { type AxiosResponse } from 'axios';\ntype Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };\ntype Bad = AxiosResponse<{ error: string }> & { status: 400 };\ntype Res = Ok | Bad;\n`;
const typed = (...statements: readonly string[]) => `${IMPORT}export async function run(url: string) {\n${statements.map((line) => `  ${line}\n`).join('')}}\n`;
const NARROWED = 'return response.status === 200 ? response.data.ids : response.data.error;';
const NOT_NARROWED = '`response` may be of several types, and TypeScript narrows the names of a pattern only with `const`';
const types: InvalidCase[] = [
  { name: 'a union that is narrowed, with const', code: typed('const response: Res = await axios.get(url);', SLEEP, NARROWED), output: typed('const { status, data }: Res = await axios.get(url);', SLEEP, 'return status === 200 ? data.ids : data.error;'), findings: [held(6)] },
  { name: 'a union that is narrowed, with let', code: typed('let response: Res = await axios.get(url);', SLEEP, NARROWED), findings: [held(6, NOT_NARROWED)] },
  { name: 'a union by a cast', code: typed('let response = (await axios.get(url)) as Res;', SLEEP, NARROWED), findings: [held(6, NOT_NARROWED)] },
  { name: 'a union by a cast of the promise', code: typed('let response = await (axios.get(url) as Promise<Res>);', SLEEP, NARROWED), findings: [held(6, NOT_NARROWED)] },
  { name: 'a union by the second type argument', code: typed('let response = await axios.get<unknown, Res>(url);', SLEEP, NARROWED), findings: [held(6, NOT_NARROWED)] },
  { name: 'a union by the type of a client', code: typed('const client: { get(url: string): Promise<Res> } = axios.create();', 'let response = await client.get(url);', SLEEP, NARROWED), findings: [held(7, NOT_NARROWED)] },
  { name: 'a const that would become a let', code: typed('const response: Res = await axios.get(url);', 'if (response.status === 200) response.data = { ids: [] };', SLEEP, NARROWED), findings: [held(6, NOT_NARROWED)] },
  { name: 'one member of a let', code: typed('let response: Res = await axios.get(url);', SLEEP, 'return response.data;'), output: typed('let { data }: Res = await axios.get(url);', SLEEP, 'return data;'), findings: [held(6)] },
  { name: 'a let of one type', code: typed('let response: AxiosResponse<string> = await axios.get(url);', SLEEP, 'return response.data + response.status;'), output: typed('let { data, status }: AxiosResponse<string> = await axios.get(url);', SLEEP, 'return data + status;'), findings: [held(6)] },
  { name: 'none by an alias', code: `${IMPORT}type Maybe = Res | undefined;\nexport async function run(url: string) {\n  const response: Maybe = await axios.get(url);\n  ${SLEEP}\n  return response?.data;\n}\n`, findings: [held(7, '`response` may be none by its type')] },
  { name: 'a type of another file that is tested', code: `${IMPORT}import type { Maybe } from './maybe.ts';\nexport async function run(url: string) {\n  const response = (await axios.get(url)) as Maybe;\n  ${SLEEP}\n  return response!.data;\n}\n`, findings: [held(7, '`response` may be none by its type')] },
  { name: 'a part of a union without the member', code: `${IMPORT}type Odd = { status: 200; data: string } | { status: 400; headers: string };\nexport async function run(url: string) {\n  const response = (await axios.get(url)) as Odd;\n  ${SLEEP}\n  return response.status === 200 ? response.data : response.headers;\n}\n`, findings: [held(7, '`response` may be something else by its type')] },
].map((testCase) => ({ ...testCase, ...ts }));

const PARTED = (line: number) => [held(3, `something else may hold \`response.data\`, or a part of it, since line ${line}, and a clone would part them`)];
const clones: InvalidCase[] = [
  { name: 'a list has the body', code: inside(RESPONSE, 'list.push(response.data);', 'const body = response.data;', SLEEP, 'return body;'), findings: PARTED(4) },
  { name: 'a loop takes elements out', code: inside(RESPONSE, 'for (const item of response.data.items) list.push(item);', 'const body = response.data;', SLEEP, 'return body;'), findings: PARTED(4) },
  { name: 'a method gives elements', code: inside(RESPONSE, 'const first = response.data.items.find(Boolean);', 'const body = response.data;', SLEEP, 'return [body, first];'), findings: PARTED(4) },
  { name: 'an object spreads the body', code: inside(RESPONSE, 'log({ ...response.data });', 'const body = response.data;', SLEEP, 'return body;'), findings: PARTED(4) },
  {
    name: 'looks that take nothing',
    code: inside(RESPONSE, 'if (response.data.items.includes(1) && response.data.total > 1) console.log(response.data, `${response.data.id}`);', 'const body = response.data;', SLEEP, 'return body;'),
    output: inside(RESPONSE, 'if (response.data.items.includes(1) && response.data.total > 1) console.log(response.data, `${response.data.id}`);', 'const body = JSON.parse(JSON.stringify(response.data));', 'response.data = null;', SLEEP, 'return body;'),
    findings: [held(3)],
  },
  { name: 'a field of a class reads the body later', code: inside(RESPONSE, 'class Item { body = response.data; }', SLEEP, 'return new Item();'), findings: [held(3, '`response.data` is read in a function of its own on line 4, which may run later')] },
  { name: 'a transform makes something else of the body', code: inside('const response = await axios.get(url, { transformResponse: [toDates] });', 'const body = response.data;', SLEEP, 'return body;'), findings: [held(3, '`transformResponse` may make of a body what JSON cannot hold')] },
  { name: 'an interceptor works on the body', code: `${AXIOS}axios.interceptors.response.use((response) => { toDates(response.data); return response; });\nasync function run(url) {\n  ${RESPONSE}\n  const body = response.data;\n  ${SLEEP}\n  return body;\n}\n`, findings: [held(4, '`interceptors.response` may make of a body what JSON cannot hold')] },
].map((testCase) => ({ ...testCase, ...clone }));
const typedClones: InvalidCase[] = [
  { name: 'a body with a type of its own', code: typed('const response = await axios.get<{ id: number }>(url);', 'const body = response.data;', SLEEP, 'return body;'), findings: [held(6, 'by its type, `response.data` may not be `null`')] },
  { name: 'a response with a type of its own', code: typed('const response: AxiosResponse<string> = await axios.get(url);', 'const body = response.data;', SLEEP, 'return body;'), findings: [held(6, 'by its type, `response.data` may not be `null`')] },
  { name: 'a body of any type', code: typed('const response: AxiosResponse = await axios.get(url);', 'const body = response.data;', SLEEP, 'return body;'), output: typed('const response: AxiosResponse = await axios.get(url);', 'const body = JSON.parse(JSON.stringify(response.data));', 'response.data = null;', SLEEP, 'return body;'), findings: [held(6)] },
].map((testCase) => ({ ...testCase, ...clone, filename: 'src/input.ts' }));

const BYTES = `const { data } = await axios.get(url, { responseType: 'arraybuffer' });`;
const TEXT = `const { data } = await axios.get(url, { responseType: 'text' });`;
const storing = (...statements: readonly string[]) => `${AXIOS}const cache = new Map();\nasync function run(url) {\n${statements.map((line) => `  ${line}\n`).join('')}}\n`;
const copies: InvalidCase[] = [
  { name: 'something copies into the view', code: storing(BYTES, 'const view = data.subarray(0, 4);', 'cache.set(url, view);', 'header.copy(view);'), findings: [{ messageId: 'storedView', line: 6, refused: 'the view is written through' }] },
  { name: 'a sum that adds before it joins', code: storing(TEXT, 'cache.set(url, url.length + 1 + data.slice(0, 20));'), output: storing(TEXT, `cache.set(url, (' ' + (url.length + 1 + data.slice(0, 20))).slice(1));`), options: { detach: 'inline' }, findings: [{ messageId: 'storedView', line: 5 }] },
];

/** Why each site of a script is refused; undefined for one that is not. */
function refusalsOf(code: string, options: TransformOptions = {}): (string | undefined)[] {
  return mend(releaseResponses, code, facts({ file: '/project/input.cjs' }), options).sites.map(({ site: { finding } }) => (finding && 'refusal' in finding.remedy ? finding.remedy.refusal : undefined));
}

describe('release-responses', () => {
  const invalid = [...parameters, ...names.map((one) => ({ ...any, ...one })), ...paths.map((one) => ({ ...any, ...one })), ...types, ...clones, ...typedClones, ...copies];
  runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid: [{ name: 'what the codemod would write', code: handler('({ data })', 'setInterval(() => report(data.id), 1000);') }], invalid: invalid.filter(({ code }) => !/\bwith \(/u.test(code)) });

  // Modules, which the suite reads, have no `with`.
  it.each(invalid.filter(({ code }) => /\bwith \(/u.test(code)).map(dedentCase))('in a script: $name', ({ code, output = code, options = {}, findings }) => {
    expect(mend(releaseResponses, code, facts({ file: '/project/input.cjs' }), options).output).toBe(output);
    expect(refusalsOf(code, options)).toEqual(findings.map(({ refused }) => refused));
  });

  it('refuses a parameter that stands twice in the list', () => {
    const code = handler('(response, next, next)', REPORTS);
    expect(refusalsOf(code)).toEqual(['the parameter `next` stands twice in the list, which a list with a pattern must not']);
  });
});
