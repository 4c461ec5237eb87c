/**
 * The place of a further import in a file that sorts its imports: by their paths, in kinds (`node:`, packages, relative ones),
 * in paragraphs with blank lines between. The orders are those of import/order with `alphabetize`, simple-import-sort, and
 * TypeScript's "organize imports".
 *
 * A module runs what it does when it is loaded, in the order of the imports: nothing is put before one that is there for that.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import type { Node, SourceCode } from '../source/source-code.ts';
import { loadedModule } from '../syntax/calls.ts';
import { topStatements } from '../syntax/components.ts';
import { literalString, withoutWrappers } from '../syntax/nodes.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { endWithComments, isDirective } from './statement-ends.ts';

export interface SortedPlace {
  /** The statement behind which it goes, or before which. */
  readonly behind?: Node;
  readonly before?: Node;
  /** Whether a blank line separates it from what it goes behind. */
  readonly isApart?: boolean;
}

interface Import {
  readonly statement: Node;
  readonly module: string;
  readonly isType: boolean;
}

/** Kinds of modules, in the order of import/order. */
type Kind = 'node' | 'builtin' | 'package' | 'alias' | 'parent' | 'sibling' | 'index';

/**
 * @param last the statement behind which an import goes in any order
 * @param module what is to be imported, as it is written
 * @returns undefined if the imports are not sorted, or too few to tell
 */
export function sortedPlace(
  source: SourceCode,
  last: Node,
  syntax: 'esm' | 'cjs',
  module: string,
): SortedPlace | undefined {
  const paragraphs = paragraphsOf(source, last, syntax);
  // With types among the others, or with types apart from them.
  for (const considered of [
    paragraphs,
    paragraphs
      .map((imports) => imports.filter(({ isType }) => !isType))
      .filter((imports) => imports.length > 0),
  ]) {
    const order = orderOf(considered);
    const place = order && placeIn(source, considered, module, order);
    if (place) return place;
  }
  return undefined;
}

/** The imports behind the last statement that must run first, by the blank lines between them. */
function paragraphsOf(source: SourceCode, last: Node, syntax: 'esm' | 'cjs'): Import[][] {
  let paragraphs: Import[][] = [];
  let before: Node | undefined;
  for (const statement of topStatements(source)) {
    const found = importOf(source, statement, syntax);
    const isOnOwnLine = before === undefined || before.loc.end.line < statement.loc.start.line;
    if (found && !mayActOnLoad(found.module) && isOnOwnLine) {
      if (
        before === undefined ||
        paragraphs.length === 0 ||
        hasBlankLine(source, before, statement)
      )
        paragraphs.push([]);
      paragraphs.at(-1)!.push(found);
    } else if (!isDirective(statement) || !isOnOwnLine) paragraphs = [];
    before = statement;
    if (statement === last) break;
  }
  return paragraphs;
}

function hasBlankLine(source: SourceCode, before: Node, statement: Node): boolean {
  return /\n[^\S\n]*\n/u.test(
    source.text.slice(endWithComments(source, before), statement.range[0]).replaceAll('\r', ''),
  );
}

/** What a statement imports, if it is for its names alone. */
function importOf(source: SourceCode, statement: Node, syntax: 'esm' | 'cjs'): Import | undefined {
  if (syntax === 'esm') {
    if (statement.type === AST_NODE_TYPES.ImportDeclaration && statement.specifiers.length > 0)
      return { statement, module: statement.source.value, isType: statement.importKind === 'type' };
    if (
      statement.type !== AST_NODE_TYPES.TSImportEqualsDeclaration ||
      statement.moduleReference.type !== AST_NODE_TYPES.TSExternalModuleReference
    )
      return undefined;
    const module = literalString(statement.moduleReference.expression);
    return module === undefined
      ? undefined
      : { statement, module, isType: statement.importKind === 'type' };
  }
  if (statement.type !== AST_NODE_TYPES.VariableDeclaration || statement.declarations.length !== 1)
    return undefined;
  const [{ init }] = statement.declarations;
  let required = init && withoutWrappers(init);
  // `require('a').b`
  while (required?.type === AST_NODE_TYPES.MemberExpression && !required.computed)
    required = required.object;
  const module =
    required?.type === AST_NODE_TYPES.CallExpression ? loadedModule(source, required) : undefined;
  return module === undefined ? undefined : { statement, module, isType: false };
}

/** Packages that change others, or the process, when they are loaded, or that want to be loaded first. */
const ACTING_PACKAGES =
  /^(?:@opentelemetry|@sentry|@datadog|@newrelic|@elastic|@honeycombio|@appsignal|@instana|@splunk|@azure\/monitor-opentelemetry|@google-cloud\/(?:trace|debug|profiler)[\w-]*|applicationinsights|appdynamics|dd-trace|newrelic|elastic-apm-node|dotenv[\w-]*|env-cmd|reflect-metadata|core-js|regenerator-runtime|source-map-support|global-agent|global-tunnel-ng|ssl-root-cas|syswide-cas|win-ca|mac-ca|module-alias|tsconfig-paths|app-module-path|graceful-fs|cls-hooked|nock|zone\.js)(?:\/|$)/u;

/** Words in the path of a file that may do as much. */
const ACTING_WORDS = new Set(
  'instrument instrumentation trace tracer tracing telemetry opentelemetry otel apm sentry datadog newrelic monitoring polyfill polyfills shim shims env environment dotenv bootstrap proxy setup register init initialize preload global globals patch patches certs'.split(
    ' ',
  ),
);

function mayActOnLoad(module: string): boolean {
  if (ACTING_PACKAGES.test(module)) return true;
  return /^[./~#]|^@\//u.test(module) && wordsOf(module).some((word) => ACTING_WORDS.has(word));
}

function kindOf(module: string): Kind {
  if (/^\.(?:\/(?:index(?:\.\w+)?)?)?$/u.test(module)) return 'index';
  if (module.startsWith('./')) return 'sibling';
  if (/^\.\.(?:\/|$)/u.test(module)) return 'parent';
  if (module.startsWith('node:')) return 'node';
  if (isBuiltin(module)) return 'builtin';
  return /^(?:[~#/]|@\/)/u.test(module) ? 'alias' : 'package';
}

type Order = (a: string, b: string) => number;

/** Which kinds stand together, in their order. */
const RANKINGS: readonly Readonly<Record<Kind, number>>[] = [
  // import/order: node and builtin are one kind.
  { node: 0, builtin: 0, package: 1, alias: 2, parent: 3, sibling: 4, index: 5 },
  // simple-import-sort
  { node: 0, builtin: 1, package: 1, alias: 2, parent: 3, sibling: 3, index: 3 },
  // TypeScript
  { node: 0, builtin: 0, package: 0, alias: 0, parent: 1, sibling: 1, index: 1 },
  { node: 0, builtin: 0, package: 0, alias: 0, parent: 0, sibling: 0, index: 0 },
];

/** Paths by their letters, or folder by folder; capitals first, or as if they were none. */
const SPELLINGS: readonly ((module: string) => string)[] = [
  (module) => module.toLowerCase(),
  (module) => module,
  (module) => byFolder(module.toLowerCase()),
  byFolder,
];

const ORDERS: readonly Order[] = RANKINGS.flatMap((ranks) =>
  SPELLINGS.map(
    (spelled): Order =>
      (a, b) =>
        ranks[kindOf(a)] - ranks[kindOf(b)] || compare(spelled(a), spelled(b)),
  ),
);

function byFolder(module: string): string {
  return module.replaceAll('/', '\0');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** So many imports show that they are sorted: of three, one time in six by chance. */
const TELLING_IMPORTS = 4;

function orderOf(paragraphs: readonly (readonly Import[])[]): Order | undefined {
  const pairs = paragraphs.flatMap((imports) =>
    imports.slice(1).map((next, index) => [imports[index]!.module, next.module] as const),
  );
  if (pairs.length < TELLING_IMPORTS - 1) return undefined;
  return ORDERS.find((order) => pairs.every(([a, b]) => order(a, b) <= 0));
}

function placeIn(
  source: SourceCode,
  paragraphs: readonly (readonly Import[])[],
  module: string,
  order: Order,
): SortedPlace | undefined {
  const kind = kindOf(module);
  const paragraph =
    paragraphs.findLast((imports) => imports.some((each) => kindOf(each.module) === kind)) ??
    paragraphs.findLast((imports) => imports.some((each) => isNear(kind, kindOf(each.module))));
  if (paragraph === undefined) return betweenParagraphs(source, paragraphs, module, order);
  const behind = paragraph.findLast((each) => order(each.module, module) <= 0);
  return behind ? { behind: behind.statement } : beforeStatement(source, paragraph[0]!.statement);
}

/** Whether imports of two kinds stand in one paragraph, by most conventions. */
function isNear(a: Kind, b: Kind): boolean {
  const isRelative = (kind: Kind) => ['parent', 'sibling', 'index'].includes(kind);
  return isRelative(a) === isRelative(b) && (isRelative(a) || (a === 'package' && b === 'builtin'));
}

/** For the first import of its kind: by the order where all stand in one paragraph, else in a paragraph of its own. */
function betweenParagraphs(
  source: SourceCode,
  paragraphs: readonly (readonly Import[])[],
  module: string,
  order: Order,
): SortedPlace | undefined {
  const behind = paragraphs.flat().findLast((each) => order(each.module, module) <= 0);
  if (!behind) return beforeStatement(source, paragraphs[0]![0]!.statement);
  const isGrouped =
    paragraphs.length > 1 &&
    paragraphs.every((imports) => new Set(imports.map((each) => kindOf(each.module))).size === 1);
  const isAtEnd = paragraphs.some((imports) => imports.at(-1) === behind);
  return { behind: behind.statement, ...(isGrouped && isAtEnd ? { isApart: true } : {}) };
}

/** A comment above the first import may be for the file, and must stay at its top. */
function beforeStatement(source: SourceCode, statement: Node): SortedPlace | undefined {
  return source.getCommentsBefore(statement).length > 0 ? undefined : { before: statement };
}
