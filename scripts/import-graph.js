/**
 * The imports between our files, and the layers that they go down. `test/layers.test.ts` holds the layers by it, `figures.js`
 * counts and `generate-docs.js` draws by it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** The folders of `analysis/`; what stands on nothing comes first. */
export const LAYERS = [
  'vocabulary',
  'source',
  'findings',
  'syntax',
  'flow',
  'modules',
  'lifetime',
  'keys',
  'edits',
  'clients',
  'agents',
  'collections',
  'responses',
  'finders',
  'project',
];

const IMPORT =
  /^(?:import|export) (?<type>type )?[^'"]*?from '(?<name>[^']+)'|\bimport\('(?<later>[^']+)'\)/gmu;

/** @type {typeof import("./import-graph.js").filesIn} */
export function filesIn(root) {
  return ['analysis', 'rules', 'codemods']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file.split(sep).join('/')}`,
      ),
    )
    .filter((file) => file.endsWith('.ts'));
}

/** @type {typeof import("./import-graph.js").importsOf} */
export function importsOf(root, files) {
  return files.flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(IMPORT)].map(({ groups }) => {
      const target = groups?.name ?? groups?.later ?? '';
      const to = target.startsWith('.') ? posix.join(posix.dirname(from), target) : target;
      return { from, to, isTypeOnly: groups?.type !== undefined };
    }),
  );
}

/** @type {typeof import("./import-graph.js").layerOf} */
export const layerOf = (file) => /^analysis\/(?<layer>[^/]+)\//u.exec(file)?.groups?.layer;

/** @type {typeof import("./import-graph.js").upwardOf} */
export function upwardOf(imports) {
  const rank = (/** @type {string} */ file) => LAYERS.indexOf(layerOf(file) ?? '');
  return imports.filter(({ from, to }) => rank(from) >= 0 && rank(to) > rank(from));
}

/** @type {typeof import("./import-graph.js").graphOf} */
export function graphOf(imports, nodeOf) {
  /** @type {Map<string, Set<string>>} */
  const edges = new Map();
  for (const { from, to } of imports) {
    const [one, other] = [nodeOf(from), nodeOf(to)];
    if (one === undefined || other === undefined || one === other) continue;
    edges.set(one, (edges.get(one) ?? new Set()).add(other));
  }
  return edges;
}

/** @type {typeof import("./import-graph.js").circlesOf} */
export function circlesOf(edges) {
  /** @type {string[]} */
  const circles = [];
  const done = new Set();
  const visit = (/** @type {string} */ node, /** @type {readonly string[]} */ path) => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(' > '));
    if (path.includes(node) || done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return circles;
}
