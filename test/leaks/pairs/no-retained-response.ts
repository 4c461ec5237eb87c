/**
 * What is held of a response: its body in V8's heap, and the raw one, which is external. Where the codemod leaves the body,
 * the row says so; what leaves nothing is a hand's work.
 */
import type { RetainedResponseMessageId } from '../../../analysis/finders/no-retained-response/messages.ts';
import { releaseResponses } from '../../../codemods/release-responses.ts';
import type { RulePairs } from '../leak-pair.ts';
import { alsoOverHttps } from '../over-https.ts';
import { AXIOS } from '../texts.ts';
import { RETAINED_BY_OTHERS } from '../retained-by-others.ts';

const responses = { metric: 'responses', load: 'requests' } as const;
const text = { metric: 'heap', load: 'requests', body: 'text' } as const;
const binary = { metric: 'external', load: 'requests', body: 'binary' } as const;

const ofAxios = alsoOverHttps<RetainedResponseMessageId>({
  storedResponse: [
    {
      name: 'in a Map',
      code: `${AXIOS}const seen = new Map();\nexport async function call(url, userId) {\n  const response = await axios.get(url);\n  seen.set(userId, response);\n}\n`,
      byHand: {
        refusal: 'may expect a whole response',
        cure: `${AXIOS}const seen = new Map();\nexport async function call(url, userId) {\n  const response = await axios.get(url);\n  seen.set(userId, response.data.id);\n}\n`,
      },
      ...responses,
    },
    {
      name: 'a promise of it',
      code: `${AXIOS}const cache = new Map();\nexport function call(url, userId) {\n  cache.set(userId, axios.get(url));\n  return cache.get(userId);\n}\n`,
      byHand: {
        refusal: 'awaits it later may expect a whole response',
        cure: `${AXIOS}const cache = new Map();\nexport function call(url, userId) {\n  cache.set(userId, axios.get(url).finally(() => cache.delete(userId)));\n  return cache.get(userId);\n}\n`,
      },
      ...responses,
    },
    {
      name: 'with data that is nulled, the body as received stays',
      code: `${AXIOS}const seen = new Map();\nexport async function call(url, userId) {\n  const response = await axios.get(url);\n  seen.set(userId, response);\n  response.data = null;\n}\n`,
      byHand: {
        refusal: 'may expect a whole response',
        cure: `${AXIOS}const seen = new Map();\nexport async function call(url, userId) {\n  const { status } = await axios.get(url);\n  seen.set(userId, status);\n}\n`,
      },
      metric: 'external',
      load: 'requests',
    },
  ],
  storedData: [
    {
      name: 'in a Map',
      code: `${AXIOS}const bodies = new Map();\nexport async function call(url, userId) {\n  const { data } = await axios.get(url);\n  bodies.set(userId, data);\n}\n`,
      byHand: {
        refusal: 'how many entries',
        cure: `${AXIOS}import { LRUCache } from 'lru-cache';\nconst bodies = new LRUCache({ max: 8 });\nexport async function call(url, userId) {\n  const { data } = await axios.get(url);\n  bodies.set(userId, data);\n}\n`,
      },
      metric: 'heap',
      load: 'requests',
    },
  ],
  storedView: [
    {
      name: 'a piece of a text',
      code: `${AXIOS}const kept = [];\nexport async function call(url) {\n  const { data } = await axios.get(url, { responseType: 'text' });\n  kept.push(data.slice(0, 36));\n}\n`,
      ...text,
    },
    {
      name: 'a piece of a text, copied in place',
      code: `${AXIOS}const seen = new Set();\nexport async function call(url) {\n  const { data } = await axios.get(url, { responseType: 'text' });\n  seen.add(data.trim().slice(0, 36));\n}\n`,
      options: { detach: 'inline' },
      ...text,
    },
    {
      name: 'a sum with a piece of a text',
      code: `${AXIOS}const kept = [];\nexport async function call(url) {\n  const { data } = await axios.get(url, { responseType: 'text' });\n  kept.push('link: ' + data.slice(0, 36));\n}\n`,
      ...text,
    },
    {
      name: 'a view of a buffer',
      code: `${AXIOS}const kept = [];\nexport async function call(url) {\n  const { data } = await axios.get(url, { responseType: 'arraybuffer' });\n  kept.push(data.subarray(0, 12));\n}\n`,
      ...binary,
    },
  ],
  capturedResponse: [
    {
      name: 'a timer keeps a number',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  setInterval(() => response.status, 3_600_000);\n}\n`,
      ...responses,
    },
    {
      name: 'a timer beside a closure that reads the body: the body stays',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  const first = response.data.items.find((item) => item.id === response.data.id);\n  setInterval(() => first, 3_600_000);\n}\n`,
      leaves: ['heap'],
      ...responses,
    },
  ],
  heldAcrossAwait: [
    {
      name: 'a body that is not read any more: it stays',
      body: 'text',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url, { responseType: 'text' });\n  if (response.data.length === 0) return;\n  for (;;) await pending();\n}\n`,
      leaves: ['heap'],
      ...responses,
    },
    {
      name: 'a loop of awaits: the body stays',
      config: 'strict',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  for (const item of response.data.items) await pending(item);\n}\n`,
      leaves: ['heap'],
      ...responses,
    },
    {
      name: 'any await: the next round of a loop',
      config: 'strict',
      code: `${AXIOS}export async function call(url) {\n  for (const each of [url, undefined]) {\n    const response = await (each ? axios.get(each) : pending());\n    if (response.status > 299) return;\n  }\n}\n`,
      ...responses,
    },
    {
      name: 'any await: the body stays',
      config: 'strict',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  const { id } = response.data;\n  await pending();\n  return id;\n}\n`,
      leaves: ['heap'],
      ...responses,
    },
    {
      name: 'any await: of what is no body nothing stays',
      config: 'strict',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  if (response.status === 200) await pending();\n}\n`,
      ...responses,
    },
    {
      name: 'any await: nothing is read',
      config: 'strict',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  await pending();\n}\n`,
      ...responses,
    },
    {
      name: 'any await, by the clone: the body as received stays',
      config: 'strict',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  if (response.data && response.data.id) {\n    const id = response.data.id;\n    await pending();\n    return id;\n  }\n}\n`,
      options: { strategy: 'clone' },
      metric: 'heap',
      load: 'requests',
      leaves: ['external', 'responses'],
    },
    {
      name: 'a response that is tested as a whole',
      config: 'strict',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url);\n  if (!response) return;\n  await pending(response.data.id);\n}\n`,
      byHand: {
        refusal: 'as a whole',
        cure: `${AXIOS}export async function call(url) {\n  const { data: { id } } = await axios.get(url);\n  await pending(id);\n}\n`,
      },
      ...responses,
    },
  ],
  storedError: [
    {
      name: 'in a list',
      code: `${AXIOS}const failures = [];\nexport async function call(url) {\n  try {\n    await axios.get(url);\n  } catch (error) {\n    failures.push(error);\n  }\n}\n`,
      byHand: {
        refusal: 'store only what that needs',
        cure: `${AXIOS}const failures = [];\nexport async function call(url) {\n  try {\n    await axios.get(url);\n  } catch ({ message, code, status }) {\n    failures.push({ message, code, status });\n  }\n}\n`,
      },
      body: 'error',
      ...responses,
    },
    {
      name: 'without its response, the body as received stays',
      code: `${AXIOS}const failures = [];\nexport async function call(url) {\n  try {\n    await axios.get(url);\n  } catch (error) {\n    error.response = null;\n    failures.push(error);\n  }\n}\n`,
      byHand: {
        refusal: 'store only what that needs',
        cure: `${AXIOS}const failures = [];\nexport async function call(url) {\n  try {\n    await axios.get(url);\n  } catch (error) {\n    failures.push({ message: error.message, code: error.code });\n  }\n}\n`,
      },
      body: 'error',
      metric: 'external',
      load: 'requests',
    },
  ],
});

export const noRetainedResponsePairs: RulePairs<RetainedResponseMessageId> = {
  codemod: releaseResponses,
  pairs: Object.fromEntries(
    Object.entries(ofAxios).map(([messageId, pairs]) => [
      messageId,
      [...pairs, ...RETAINED_BY_OTHERS[messageId as RetainedResponseMessageId]],
    ]),
  ) as unknown as typeof ofAxios,
};
