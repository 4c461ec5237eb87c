/**
 * A generated SDK for the benchmark: operations that call those before and behind them, so that nearly all files import
 * each other in chains, and few of which send a request. The same files for the same numbers.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param {string} folder where to, made if it is not there
 * @param {{ files: number, sites: number }} size `sites` requests, spread evenly over the `files`
 */
export function writeSdk(folder, { files, sites }) {
  write(
    folder,
    'package.json',
    `${JSON.stringify({ name: 'generated-sdk', private: true, type: 'module', dependencies: { axios: '^1.13.0' } }, undefined, 2)}\n`,
  );
  write(
    folder,
    'src/client.ts',
    "import axios from 'axios';\n\nexport const client = axios.create({ baseURL: 'https://api.example' });\n",
  );
  for (let index = 0; index < files; index++) {
    const isSender =
      Math.floor(((index + 1) * sites) / files) > Math.floor((index * sites) / files);
    write(
      folder,
      `src/operation-${index}.ts`,
      isSender ? sender(index) : caller(index, (index + files - 1) % files, (index + 1) % files),
    );
  }
  write(
    folder,
    'src/index.ts',
    Array.from({ length: files }, (_, index) => `export * from './operation-${index}.ts';\n`).join(
      '',
    ),
  );
}

function write(folder, path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function sender(index) {
  return `import { client } from './client.ts';

export async function run${index}(input: Record<string, unknown>) {
  const response = await client.post('/operations/${index}', input);
  return response.data;
}
`;
}

function caller(index, before, behind) {
  return `import { run${before} } from './operation-${before}.ts';
import { run${behind} } from './operation-${behind}.ts';

/** What operation ${index} sends. */
export async function run${index}(input: Record<string, unknown>) {
  const first = await run${behind}({ ...input, step: ${index} });
  const second = await run${before}(input);
  return second.get(first);
}
`;
}
