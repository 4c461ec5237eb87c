/**
 * Responses: held across an await, stored, captured, taken apart.
 */
import fc from 'fast-check';
import { inBody, joined, template, text, type Fragment } from './fragments.ts';

const pause = text(
  'await sleep(1000);',
  'for (const each of id) await save(each);',
  'await save(id);',
  'for await (const chunk of id) log(chunk);',
  'await new Promise((done) => setTimeout(done, 50));',
);

const use = text(
  'log(·response·.·data·);',
  'log(response.data.items[0].name);',
  'log(response.status, response.statusText);',
  "log(response.headers['x-id']);",
  'if (response.status !== 200) throw new Error(`${response.status}`);',
  'const { data } = response;\n  log(data);',
  'const { data: body, status } = response;\n  log(body, status);',
  'const items = response.data⟦!⟧.items;\n  log(items);',
  '{\n    const data = 1;\n    log(data, response.data);\n  }',
  'log({ data: response.data, status: response.status });',
  'log(⟨response⟩.data, response?.status);',
  'log(() => response.data);',
  'log(response);',
  'response.data.seen = true;',
  'response.data = null;',
  'log(typeof response.data);',
  'log([...response.data], { ...response.data });',
  'log(response.data⟦ as string⟧);',
);

const binding = text(
  'const response ·= ·await ·axios.get(url, agents);',
  'const response⟦: any⟧ = await axios.get(url, agents);',
  'const response = ⟨await axios.post(url, { id }, agents)⟩;',
  'let response = await axios.get(url, agents);',
  'let response;\n  response = await axios.get(url, agents);',
  'let response;\n  try {\n    response = await axios.get(url, agents);\n  } catch (error) {\n    log(error);\n  }',
  'const response = (await axios.get(url, agents))⟦ as any⟧;',
  'const [response] = await Promise.all([axios.get(url, agents)]);',
  "const response = await axios.get(url, { ...agents, responseType: 'arraybuffer' });",
);

const block = (statements: readonly string[]) => `{\n  ${statements.join('·\n  ')}\n}`;

const held = fc
  .tuple(binding, fc.uniqueArray(use, { minLength: 1, maxLength: 4 }), pause, fc.nat(3))
  .map(([bound, uses, wait, at]) => block([bound, ...uses.slice(0, at), wait, ...uses.slice(at)]));
const stored = fc
  .tuple(
    binding,
    text(
      'cache[id] = response;',
      'store.push(response.data);',
      'store.push(·response·);',
      'store.push(response.data.slice(0, 100));',
      'setInterval(() => log(response.data), 1000);',
      'last = response;',
      'lastData = response.data;',
    ),
  )
  .map((statements) => block(statements));
const promised = template`cache[url] ??= ·axios.get(url, agents)${text('', '.then((r) => r.data)', '.then(({ data }) => data)')};`;
const failed = text(
  'try {\n  await axios.get(url, agents);\n} catch (error) {\n  store.push(·error·);\n}',
);

const asked = "await axios.get(url, { ...agents, responseType: 'stream' });";
const unread = text(
  `{\n  const { headers } = ${asked}\n  log(headers);\n}`,
  `{\n  const ·response· = ${asked}\n  if (response.status !== 200) {\n    throw new Error('no file');\n  }\n  for await (const chunk of response.data) log(chunk);\n}`,
  `{\n  const response = ${asked}\n  if (!response.headers['content-length']) {\n    return;\n  }\n  response.data.on('data', log).on('error', log);\n}`,
);

const AROUND = [
  'const agents = { httpAgent: undefined, httpsAgent: undefined };',
  'const cache⟦: Record<string, any>⟧ = {};',
  'const store⟦: any[]⟧ = [];',
  'let last, lastData;',
  'const sleep = (ms) => new Promise((done) => setTimeout(done, ms));',
  '⇑function lasts() {\n  return [last, lastData, cache, store];\n}',
];

/** Some ways to treat responses, with the places that they go to. */
export const responses: fc.Arbitrary<Fragment> = fc
  .array(fc.oneof({ weight: 3, arbitrary: held }, stored, promised, failed, unread), {
    minLength: 1,
    maxLength: 2,
  })
  .map((blocks) => joined([{ module: AROUND, body: [] }, ...blocks.map((code) => inBody(code))]));
