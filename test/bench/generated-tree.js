/**
 * A tree of source files for the benchmark: the same files for the same numbers, of the size and shape of a service's.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files of one folder, as services have them. */
const FILES_PER_FOLDER = 40;

/** Of the files that send requests, one in so many makes a client that its folder shares. */
const SENDERS_PER_CLIENT = 15;

/**
 * @param {string} folder where to, made if it is not there
 * @param {{ files: number, axiosShare: number, extension?: string }} size `axiosShare` of the files, from 0 to 1, name axios
 */
export function writeTree(folder, { files, axiosShare, extension = 'js' }) {
  write(
    join(folder, 'package.json'),
    `${JSON.stringify({ name: 'generated', private: true, type: 'module', dependencies: { axios: '^1.13.0' } }, undefined, 2)}\n`,
  );
  let senders = 0;
  for (let index = 0; index < files; index++) {
    const isSender = Math.floor((index + 1) * axiosShare) > Math.floor(index * axiosShare);
    if (isSender) senders++;
    const body = !isSender
      ? plainModule(index)
      : senders % SENDERS_PER_CLIENT === 1
        ? clientModule(index)
        : senderModule(index);
    write(join(folder, `${pathOf(index)}.${extension}`), body);
  }
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function pathOf(index) {
  return join(
    'src',
    `area-${Math.floor(index / FILES_PER_FOLDER)}`,
    `unit-${index % FILES_PER_FOLDER}`,
  );
}

/** Imports of three files of the same folder that stand before: no circles. */
function imports(index) {
  const own = index % FILES_PER_FOLDER;
  return [own - 1, own - 7, own - 13]
    .filter((other) => other >= 0)
    .map(
      (other) =>
        `import { total as total${other}, Store as Store${other} } from './unit-${other}.js';\n`,
    )
    .join('');
}

/** What every file has: a class, functions with loops and branches, objects, some comments; about 4 KB. */
function commonCode(index) {
  const methods = Array.from(
    { length: 6 },
    (_, number) => `
  /** Entries of kind ${number}, the newest first. */
  async list${number}(filter, limit = ${10 + number}) {
    const entries = this.#entries.filter((entry) => entry.kind === 'kind-${number}' && (!filter || filter(entry)));
    const byOwner = new Map();
    for (const entry of entries) {
      const owned = byOwner.get(entry.owner) ?? [];
      owned.push({ ...entry, label: \`\${entry.owner}: \${entry.title ?? 'untitled ${index}'}\` });
      byOwner.set(entry.owner, owned);
    }
    return [...byOwner.values()].flat().toSorted((a, b) => b.at - a.at).slice(0, limit);
  }
`,
  ).join('');
  return `export class Store {
  #entries = [];
${methods}
  add(entry) {
    if (!entry || typeof entry.owner !== 'string') throw new TypeError('an entry needs an owner');
    this.#entries.push({ kind: 'kind-0', at: Date.now(), ...entry });
    return this.#entries.length;
  }
}

export function total(entries, options = {}) {
  const { weight = 1, round = Math.round, skip = [] } = options;
  let sum = 0;
  for (const [position, entry] of entries.entries()) {
    if (skip.includes(position)) continue;
    switch (entry.kind) {
      case 'kind-0':
        sum += entry.size * weight;
        break;
      case 'kind-1':
        sum += entry.size / Math.max(1, weight);
        break;
      default:
        // Everything else counts as one.
        sum += 1;
    }
  }
  return round(sum);
}

export const describe = (entry) => ({
  title: entry.title?.trim() || 'untitled',
  size: \`\${(entry.size / 1024).toFixed(1)} KiB\`,
  when: new Date(entry.at).toISOString(),
});
`;
}

function plainModule(index) {
  return `${imports(index)}
${commonCode(index)}`;
}

/** Seven requests of the forms that services have. */
function senderModule(index) {
  return `import axios from 'axios';
${imports(index)}
const BASE = process.env.SERVICE_${index % 7} ?? 'http://localhost:${3000 + (index % 7)}';

export async function load(id) {
  const response = await axios.get(\`\${BASE}/items/\${id}\`);
  return response.data;
}

export async function find(query, token) {
  const { data } = await axios.get(\`\${BASE}/search\`, {
    params: { query, limit: 50 },
    headers: { Authorization: \`Bearer \${token}\` },
  });
  return data.items.map((item) => item.id);
}

export async function save(item) {
  try {
    const response = await axios.post(\`\${BASE}/items\`, item);
    return response.status === 201;
  } catch (error) {
    if (axios.isAxiosError(error) && error.response?.status === 409) return false;
    throw error;
  }
}

export async function rename(id, title) {
  await axios.patch(\`\${BASE}/items/\${id}\`, { title }, { timeout: 5000 });
}

export async function audio(text) {
  const response = await axios.post(\`\${BASE}/speech\`, { text }, { responseType: 'arraybuffer', timeout: 30_000 });
  return Buffer.from(response.data);
}

export const remove = (id) => axios.delete(\`\${BASE}/items/\${id}\`);

export async function mirror(ids) {
  for (const id of ids) {
    const { data } = await axios({ method: 'get', url: \`\${BASE}/items/\${id}\` });
    await axios.put(\`\${BASE}/mirror/\${id}\`, data);
  }
}

${commonCode(index)}`;
}

function clientModule(index) {
  return `import axios from 'axios';
${imports(index)}
export const api = axios.create({ baseURL: 'http://localhost:${3000 + (index % 7)}', timeout: 10_000 });

export async function ping() {
  const response = await api.get('/ping');
  return response.status;
}

${commonCode(index)}`;
}
