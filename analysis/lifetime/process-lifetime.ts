/**
 * Code whose process does not live long: a test, an example, a script, a program that ends. What it keeps cannot pile up.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import { isProcessExit } from '../flow/process-exit.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { loadedModule } from '../syntax/calls.ts';
import { topStatements } from '../syntax/components.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { ancestorsOf, nodesOf } from '../syntax/traversal.ts';
import { keepsRunning, mayStartService } from './service-start.ts';
import { isPromiseMethod } from '../vocabulary/callback-takers.ts';
import { parsesArguments } from '../vocabulary/lasting-work.ts';

/** Where a file is. Both paths are relative, with either kind of separator. */
export interface FilePlace {
  /** From the folder of the nearest `package.json`. */
  readonly inPackage: string;
  /** From the topmost folder of the project: a package may itself be an example. */
  readonly inProject: string;
}

/**
 * Folders and names of test files, by the conventions of Vitest, Jest, Mocha, Jasmine, Cucumber, Playwright, Cypress and Storybook. `tests` deep
 * in the sources may be what the service is about: examinations, speed tests.
 */
const TEST_PATH =
  /(?:^|[/\\])(?:__tests__|__mocks__|__fixtures__|__e2e__|e2e|cypress)[/\\]|^(?:[^/\\]+[/\\])?(?:tests?|specs?|fixtures)[/\\]|^features[^/\\]*[/\\](?:.*[/\\])?(?:support|step[-_]?definitions)[/\\]|[._](?:test|spec|e2e-spec|bench|stories|cy)\.[^./\\]*$|(?:^|[/\\])(?:vitest|jest|karma|playwright|cypress)[.-](?:config|conf|setup|workspace|global-?setup)\.[^/\\]*$/iu;
/** A package that serves the tests of another; fixtures stand for code of any kind. */
const TEST_PACKAGE = /^(?:tests?|__tests__|e2e|cypress)[/\\](?!fixtures[/\\])/iu;
/** Folders and files of what stands for something else while a developer works. */
const MOCK_PATH =
  /(?:^|[/\\])(?:[^/\\]+-)?mocks?(?:-[^/\\]+)?[/\\]|(?:^|[/\\])mock-[^/\\]+$|[.-]mocks?\.[^./\\]*$/iu;
const EXAMPLE_PATH = /(?:^|[/\\])examples?[/\\]/iu;
/** Folders and names of programs that do their work and end. Deep in the sources, `scripts` and `tools` may be what a server offers. */
const SCRIPT_PATH =
  /^(?:(?:src|server|backend)[/\\])?scripts?[/\\]|^\.github[/\\]|^(?:tools?|bench(?:mark)?s?)[/\\]|(?:^|[/\\])(?:bin|cli|seed(?:er)?s?)[/\\]|(?:^|[/\\])seed(?:er)?s?\.[cm]?[jt]s$/iu;
/** What changes the data of one version into those of the next runs once, also if a service loads it as it starts. */
const MIGRATION_PATH = /(?:^|[/\\])migrations?[/\\]/iu;
/** `axios.config.js` is no step of a build: tools are named. */
const BUILD_PATH =
  /(?:^|[/\\])(?:(?:webpack|rollup|rolldown|vite|esbuild|tsup|tsdown|babel|next|nuxt|vue|svelte|astro|tailwind|postcss|eslint|prettier|stylelint|commitlint|lint-staged|release|metro|drizzle|wdio|craco)\.config|gulpfile|gruntfile)\.[^/\\]*$/iu;

/**
 * Why a file's process does not live long, or undefined if it may.
 * @param loaders where the files are that lead to it by imports; undefined if nobody can tell
 */
export function shortLived(
  source: SourceCode,
  place: FilePlace,
  loaders: () => readonly FilePlace[] | undefined,
): string | undefined {
  // `fixtures/` of a football service: what other code of the service imports runs where that code runs.
  const isOfService = () =>
    loaders()?.some((loader) => ofNoService(loader) === undefined && !isScript(loader)) ?? false;
  const kind = ofNoService(place);
  if (kind !== undefined) return isOfService() ? undefined : kind;
  if (keepsRunning(source)) return undefined;
  if (MIGRATION_PATH.test(place.inPackage)) return 'a migration, which runs once';
  const script = ofScript(source, place);
  if (script !== undefined && !isOfService()) return script;
  if (endsProcess(source)) return 'a program that ends its process when its work is done';
  if (mayStartService(source)) return undefined;
  if (readsArguments(source) && runsItself(source))
    return 'a program that reads its arguments, does its work and ends';
  return isRunDirectly(source) && loaders()?.every(isTest) === true
    ? 'a program that is run by itself, and ends'
    : undefined;
}

/** What the path or the first line of a file says that people run by hand. */
function ofScript(source: SourceCode, place: FilePlace): string | undefined {
  if (isScript(place)) return 'a script, whose process ends';
  const isRunFromShell =
    source.text.startsWith('#!') && (!exportsAnything(source) || isRunDirectly(source));
  return isRunFromShell ? 'a program that is run from a shell, and ends' : undefined;
}

/** What a path says that no service starts with, even if the file listens. */
export function ofNoService(place: FilePlace): string | undefined {
  if (isTest(place)) return 'a test, whose process ends';
  if (MOCK_PATH.test(place.inProject)) return 'a mock, for tests';
  if (EXAMPLE_PATH.test(place.inPackage) || EXAMPLE_PATH.test(place.inProject)) return 'an example';
  return BUILD_PATH.test(place.inPackage) ? 'a step of the build' : undefined;
}

function isTest({ inPackage, inProject }: FilePlace): boolean {
  return TEST_PATH.test(inPackage) || TEST_PACKAGE.test(inProject);
}

function isScript({ inPackage }: FilePlace): boolean {
  return SCRIPT_PATH.test(inPackage);
}

/** `main().then(() => process.exit())`, and `process.exit()` at the end of a module. */
function endsProcess(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(
    (call) =>
      isProcessExit(source, call) &&
      [...ancestorsOf(call)].every((ancestor) => runsInAnyCase(source, ancestor)),
  );
}

const CONDITIONAL: ReadonlySet<string> = new Set([
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.CatchClause,
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.SwitchCase,
]);

/** Whether what stands in a node runs at the end in any case; `.catch(() => process.exit(1))` ends a server that cannot start. */
function runsInAnyCase(source: SourceCode, node: Node): boolean {
  if (CONDITIONAL.has(node.type)) return false;
  if (!isFunction(node)) return true;
  return (
    node.parent.type === AST_NODE_TYPES.CallExpression &&
    /^(?:then|finally)$/u.test(calledName(source, node.parent.callee))
  );
}

/** Whether a file reads the arguments of a command line. */
function readsArguments(source: SourceCode): boolean {
  const isImport = source.ast.body.some(
    (statement) =>
      statement.type === AST_NODE_TYPES.ImportDeclaration &&
      (parsesArguments(statement.source.value) || importsName(statement, 'parseArgs')),
  );
  const isArgv = nodesOf(source, AST_NODE_TYPES.MemberExpression).some(
    (member) => isGlobal(source, member.object, 'process') && calledName(source, member) === 'argv',
  );
  return (
    isImport ||
    isArgv ||
    nodesOf(source, AST_NODE_TYPES.CallExpression).some(
      (call) =>
        parsesArguments(loadedModule(source, call) ?? '') ||
        calledName(source, call.callee) === 'parseArgs',
    )
  );
}

function importsName({ specifiers }: TSESTree.ImportDeclaration, name: string): boolean {
  return specifiers.some(
    (specifier) =>
      specifier.type === AST_NODE_TYPES.ImportSpecifier &&
      specifier.imported.type === AST_NODE_TYPES.Identifier &&
      specifier.imported.name === name,
  );
}

/** Whether a file that exports nothing calls a function of its own as it is loaded: `main();`, `void main()`, `main().catch(…)`, `(async () => { … })()`. */
function runsItself(source: SourceCode): boolean {
  return (
    !exportsAnything(source) &&
    topStatements(source).some(
      (statement) =>
        statement.type === AST_NODE_TYPES.ExpressionStatement &&
        callsOwnFunction(source, statement.expression),
    )
  );
}

function exportsAnything(source: SourceCode): boolean {
  if (source.ast.body.some(({ type }) => /^Export/u.test(type))) return true;
  return nodesOf(source, AST_NODE_TYPES.AssignmentExpression).some(
    ({ left }) =>
      left.type === AST_NODE_TYPES.MemberExpression &&
      /^(?:module\s*\.\s*exports|exports)\b/u.test(source.getText(left)),
  );
}

function callsOwnFunction(source: SourceCode, expression: Node): boolean {
  const node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.UnaryExpression || node.type === AST_NODE_TYPES.AwaitExpression)
    return callsOwnFunction(source, node.argument);
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  const callee = withoutWrappers(node.callee);
  if (callee.type === AST_NODE_TYPES.MemberExpression)
    return isPromiseMethod(calledName(source, callee)) && callsOwnFunction(source, callee.object);
  return (
    isFunction(callee) ||
    (callee.type === AST_NODE_TYPES.Identifier &&
      valuesOf(source, callee).some((value) => value.kind === 'node' && isFunction(value.node)))
  );
}

/** `if (require.main === module) main();` */
function isRunDirectly(source: SourceCode): boolean {
  return topStatements(source).some((statement) => {
    if (
      statement.type !== AST_NODE_TYPES.IfStatement ||
      !/^\s*(?:require\s*\.\s*main\s*===\s*module|module\s*===\s*require\s*\.\s*main|import\s*\.\s*meta\s*\.\s*main)\s*$/u.test(
        source.getText(statement.test),
      )
    )
      return false;
    const inside =
      statement.consequent.type === AST_NODE_TYPES.BlockStatement
        ? statement.consequent.body
        : [statement.consequent];
    return inside.some(
      (inner) =>
        inner.type === AST_NODE_TYPES.ExpressionStatement &&
        callsOwnFunction(source, inner.expression),
    );
  });
}
