/**
 * The second half of `npm run docs`: writes the parts of the pages that follow from the code, each between its markers.
 * `--check` writes nothing, names what differs and exits 1. It reads the codemods of `dist/`: build first.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, graphOf, importsOf, layerOf, LAYERS } from './import-graph.js';

const ROOT = process.cwd();

/** @typedef {ReadonlyMap<string, ReadonlySet<string>>} Graph */

/** Whether one node leads to another by way of others. @param {Graph} graph @param {string} from @param {string} to */
function leadsTo(graph, from, to, seen = new Set()) {
  if (seen.has(from)) return false;
  seen.add(from);
  const next = [...(graph.get(from) ?? [])];
  return next.some((node) => node === to || leadsTo(graph, node, to, seen));
}

/** The layers and what stands on them. @param {string} file */
const roomOf = (file) => layerOf(file) ?? /^(?<side>rules|codemods)\//u.exec(file)?.groups?.side;

function layerGraph() {
  return graphOf(importsOf(ROOT, filesIn(ROOT)), roomOf);
}

/** A diagram in which an arrow that follows from others is left out. */
function picture() {
  const graph = layerGraph();
  const arrows = [...graph].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && leadsTo(graph, other, to)))
      .map((to) => `  ${from} --> ${to}`),
  );
  return ['```mermaid', 'flowchart TD', ...arrows.toSorted(), '```'].join('\n');
}

function importTable() {
  const graph = layerGraph();
  const rows = ['codemods', 'rules', ...LAYERS.toReversed()].map((room) => {
    const below = LAYERS.filter((layer) => graph.get(room)?.has(layer));
    return `| \`${room}\` | ${below.map((layer) => `\`${layer}\``).join(', ')} |`;
  });
  return ['| folder | imports |', '|---|---|', ...rows].join('\n');
}

async function codemodTable() {
  const folder = join(ROOT, 'dist/codemods');
  const modules = await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => import(new URL(`file://${join(folder, file)}`).href)),
  );
  const codemods = modules
    .flatMap((exported) => Object.values(exported))
    .filter((value) => typeof value.order === 'number')
    .toSorted((one, other) => one.order - other.order);
  const rows = codemods.map(
    ({ name, rule }) =>
      `| [${name}](docs/codemods/${name}.md) | [${rule}](docs/rules/${rule}.md) |`,
  );
  return ['| codemod | rule |', '|---|---|', ...rows].join('\n');
}

/** @param {string} page @param {string} part @param {string} text */
function written(page, part, text) {
  const [begin, end] = [`<!-- begin generated ${part} -->`, `<!-- end generated ${part} -->`];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`no place for the ${part}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

const parts = [
  { path: 'README.md', part: 'list of codemods', text: await codemodTable() },
  { path: 'docs/architecture.md', part: 'picture', text: picture() },
  { path: 'docs/architecture.md', part: 'imports', text: importTable() },
];
for (const { path, part, text } of parts) {
  const page = readFileSync(join(ROOT, path), 'utf8');
  const after = written(page, part, text);
  if (after === page) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path}: the ${part} does not follow from the code: run \`npm run docs\``);
    process.exitCode = 1;
  } else writeFileSync(join(ROOT, path), after);
}
