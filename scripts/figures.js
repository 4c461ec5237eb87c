/**
 * `npm run figures [FOLDER]`: how large the code is, in the figures by which a layout can be compared before and after:
 * files a folder, lines by width, functions by branches and parameters, files by length, imports between folders, up the layers and in circles.
 *
 * A branch is an `if`, a conditional, a `case`, a loop, a `catch`, or one of `&&`, `||`, `??` and their assignments: the
 * decision points of cyclomatic complexity, as ESLint's rule `complexity` counts them, without optional chains. A
 * nested function counts for itself alone. Output: a JSON array with one object for each of `analysis`, `codemods` and
 * `rules`; `test/figures.test.ts` holds the limits by it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync, visitorKeys } from 'oxc-parser';
import { circlesOf, graphOf, importsOf, upwardOf } from './import-graph.js';

const ROOT = process.argv[2] ?? '.';
const SIDES = ['analysis', 'codemods', 'rules'];

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const BRANCHES = new Set([
  'IfStatement',
  'ConditionalExpression',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'CatchClause',
  'LogicalExpression',
]);
const LOGICAL_ASSIGNMENTS = new Set(['&&=', '||=', '??=']);

/** @param {any} node */
function isBranch(node) {
  if (node.type === 'SwitchCase') return node.test !== null;
  if (node.type === 'AssignmentExpression') return LOGICAL_ASSIGNMENTS.has(node.operator);
  return BRANCHES.has(node.type);
}

/**
 * @param {any} program
 * @returns {{ name: string, offset: number, branches: number, parameters: number }[]}
 */
function functionsOf(program) {
  /** @type {{ name: string, offset: number, branches: number, parameters: number }[]} */
  const found = [];
  /** @param {any} node @param {{ branches: number } | undefined} inside @param {string} name */
  const visit = (node, inside, name) => {
    let scope = inside;
    let own = node.id?.name ?? node.key?.name ?? name;
    if (FUNCTIONS.has(node.type)) {
      scope = { name: own, offset: node.start, branches: 0, parameters: node.params.length };
      found.push(/** @type {any} */ (scope));
    } else if (scope !== undefined && isBranch(node)) scope.branches++;
    for (const key of visitorKeys[node.type] ?? []) {
      for (const child of [node[key]].flat())
        if (child?.type !== undefined) visit(child, scope, own);
    }
  };
  visit(program, undefined, '(anonymous)');
  return found;
}

/** @param {string} side */
function filesOf(side) {
  const folder = join(ROOT, side);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${side}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const { program } = parseSync(path, text);
      return {
        path,
        lines: text.split('\n').slice(0, -1),
        functions: functionsOf(program),
      };
    });
}

/** @param {readonly number[]} values */
const median = (values) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** How many files stand in each folder. @param {readonly { path: string }[]} files */
function folderSizes(files) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const { path } of files) sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
  return [...sizes.values()];
}

/** @param {string} side */
function figuresOf(side) {
  const files = filesOf(side);
  const lines = files.flatMap((file) => file.lines);
  const functions = files.flatMap((file) =>
    file.functions.map((fn) => ({ ...fn, path: file.path })),
  );
  const folders = folderSizes(files);
  const paths = new Set(files.map(({ path }) => path));
  const imports = importsOf(ROOT, [...paths]);
  const folderOf = (/** @type {string} */ path) =>
    path.startsWith(`${side}/`) ? (path.split('/')[1] ?? '') : undefined;
  const between = [...graphOf(imports, folderOf).values()].flatMap((targets) => [...targets]);
  const circles = circlesOf(
    graphOf(imports, (/** @type {string} */ path) => (paths.has(path) ? path : undefined)),
  );
  const wide = (/** @type {number} */ width) => lines.filter((line) => line.length > width).length;
  const branching = (/** @type {number} */ least) =>
    functions.filter(({ branches }) => branches >= least);
  const long = files.filter((file) => file.lines.length > 300);
  const greedy = functions.filter(({ parameters }) => parameters > 4);
  return {
    side,
    files: files.length,
    lines: lines.length,
    filesAFolder: { median: median(folders), most: Math.max(...folders) },
    linesOver100: wide(100),
    linesOver140: wide(140),
    linesAFile: {
      median: median(files.map((file) => file.lines.length)),
      most: Math.max(...files.map((file) => file.lines.length)),
      over300: long.length,
    },
    functions: {
      all: functions.length,
      branches15: branching(15).length,
      branches20: branching(20).length,
      parameters5: greedy.length,
    },
    arrowsBetweenFolders: between.length,
    upwardImports: upwardOf(imports).length,
    circlesOfFiles: circles.length,
    ...(process.argv.includes('--names') && {
      over300: long.map((file) => `${file.path} ${file.lines.length}`),
      branches15: branching(15).map(({ path, name, branches }) => `${path} ${name} ${branches}`),
      parameters5: greedy.map(({ path, name, parameters }) => `${path} ${name} ${parameters}`),
    }),
  };
}

console.log(JSON.stringify(SIDES.map(figuresOf), undefined, 2));
