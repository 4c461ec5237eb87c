/**
 * What `no-unread-response` does not report, and what does no harm.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import type { RuleClean } from '../leak-pair.ts';
import { AXIOS } from '../texts.ts';

const STREAM = `{ responseType: 'stream' }`;
const requests = { load: 'requests' } as const;

export const noUnreadResponseClean: RuleClean = {
  codemod: consumeResponses,
  programs: [
    {
      name: '`pipeline` to what goes away',
      body: 'binary',
      code: `${AXIOS}import { PassThrough, pipeline } from 'node:stream';\nexport async function call(url) {\n  const client = new PassThrough();\n  const { data } = await axios.get(url, ${STREAM});\n  pipeline(data, client, () => undefined);\n  client.destroy();\n}\n`,
      ...requests,
    },
    {
      name: '`for await` that is left early',
      body: 'binary',
      code: `${AXIOS}export async function call(url) {\n  const { data } = await axios.get(url, ${STREAM});\n  for await (const chunk of data) return chunk.length;\n}\n`,
      ...requests,
    },
    {
      name: 'a listener',
      code: `${AXIOS}import { once } from 'node:events';\nexport async function call(url) {\n  const { data } = await axios.get(url, ${STREAM});\n  data.on('data', () => undefined).on('error', () => undefined);\n  await once(data, 'end');\n}\n`,
      ...requests,
    },
    {
      name: 'destroyed',
      code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url, ${STREAM});\n  response.data.destroy();\n  return response.status;\n}\n`,
      ...requests,
    },
    {
      name: 'an error response that is read by a caller',
      body: 'error',
      code: `${AXIOS}const open = (url) => axios.get(url, ${STREAM});\nexport const call = (url) => open(url).catch((error) => error.response.data.resume());\n`,
      ...requests,
    },
    {
      name: 'an answer to `fetch` that is read on both paths',
      body: 'error',
      code: `export async function call(url) {\n  const response = await fetch(url);\n  if (!response.ok) return (await response.text()).length;\n  return response.json();\n}\n`,
      ...requests,
    },
    {
      name: 'an answer to `fetch` that is cancelled',
      body: 'binary',
      code: `export async function call(url) {\n  const response = await fetch(url);\n  await response.body?.cancel();\n  return response.ok;\n}\n`,
      ...requests,
    },
    {
      name: 'an answer to `fetch` whose signal ends it',
      body: 'binary',
      code: `export async function call(url) {\n  const controller = new AbortController();\n  const response = await fetch(url, { signal: controller.signal });\n  setTimeout(() => controller.abort(), 5);\n  return response.ok;\n}\n`,
      ...requests,
    },
    {
      name: 'a file that is written to its end',
      body: 'binary',
      inStrict: 'barePipe',
      code: `${AXIOS}import { once } from 'node:events';\nimport fs from 'node:fs';\nexport async function call(url) {\n  const response = await axios.get(url, ${STREAM});\n  const writer = fs.createWriteStream('/dev/null');\n  response.data.pipe(writer);\n  await once(writer, 'finish');\n}\n`,
      ...requests,
    },
  ],
};
