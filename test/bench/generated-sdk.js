/**
 * A generated SDK for the benchmark: files that import each other in chains, few of which send a request. The same files
 * for the same numbers.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How far back the imports of a file reach: the one before it, and some further ones. */
const REACHES = [1, 2, 5, 11];

/**
 * @param {string} folder where to, made if it is not there
 * @param {{ files: number, sites: number }} size `sites` requests, spread evenly over the `files`
 */
export function writeSdk(folder, { files, sites }) {
  write(folder, 'package.json', `${JSON.stringify({ name: 'generated-sdk', private: true, type: 'module', dependencies: { axios: '^1.13.0' } }, undefined, 2)}\n`);
  write(folder, 'tsconfig.json', `${JSON.stringify({ compilerOptions: { module: 'esnext', paths: { '@sdk/*': ['./src/*'] } } }, undefined, 2)}\n`);
  write(folder, 'src/client.ts', "import axios from 'axios';\n\nexport const client = axios.create({ baseURL: 'https://api.example' });\n");
  for (let index = 0; index < files; index++) {
    const isSender = Math.floor(((index + 1) * sites) / files) > Math.floor((index * sites) / files);
    write(folder, `src/operations/operation-${index}.ts`, operation(index, isSender));
  }
  write(folder, 'src/index.ts', Array.from({ length: files }, (_, index) => `export * from './operations/operation-${index}.ts';\n`).join(''));
}

function write(folder, path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** An operation that goes through those before it: its input is built, checked and sent in other files. */
function operation(index, isSender) {
  const others = REACHES.map((reach) => index - reach).filter((other) => other >= 0);
  const imports = others.map((other, position) => `import { build${other}, run${other} } from '${position === 0 ? '.' : '@sdk/operations'}/operation-${other}.ts';\n`).join('');
  return `${isSender ? "import { client } from '../client.ts';\n" : ''}${imports}
export interface Input${index} {
  readonly id: string;
  readonly page?: number;
  readonly tags: readonly string[];
}

const known${index} = new Map<string, Input${index}>();

/** What operation ${index} sends. */
export function build${index}(input: Input${index}): Record<string, unknown> {
  const body: Record<string, unknown> = { id: input.id, page: input.page ?? ${index}, tags: [...input.tags] };
  known${index}.set(input.id, input);
  ${others.map((other) => `Object.assign(body, build${other}({ id: input.id, tags: [] }));`).join('\n  ')}
  return body;
}

export async function run${index}(input: Input${index}): Promise<unknown> {
  if (!input.id) throw new TypeError('operation ${index} needs an id');
  const body = build${index}(input);
  ${isSender ? `const response = await client.post('/operations/${index}', body);\n  return response.data;` : others.length > 0 ? `return run${others[0]}({ ...input, ...body });` : 'return body;'}
}
`;
}
