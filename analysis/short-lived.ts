/**
 * Code whose process does not live long: a test, an example, a script, a program that ends. What it keeps cannot pile up.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isGlobal, loadedModule } from './bindings.ts';
import { topStatements } from './components.ts';
import type { SourceCode } from './source-code.ts';
import { ancestorsOf, isFunction, nodesOf, withoutWrappers, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

/** Where a file is. Both paths are relative, with either kind of separator. */
export interface FilePlace {
  /** From the folder of the nearest `package.json`. */
  readonly inPackage: string;
  /** From the topmost folder of the project: a package may itself be an example. */
  readonly inProject: string;
}

/** Folders and names of test files, by the conventions of Vitest, Jest, Mocha, Playwright, Cypress and Storybook. */
const TEST_PATH =
  /(?:^|[/\\])(?:tests?|__tests__|__mocks__|__fixtures__|fixtures?|e2e|cypress)[/\\]|[._-](?:test|spec|bench|stories|cy)\.[^./\\]*$|(?:^|[/\\])(?:vitest|jest|karma|playwright|cypress)\b[^/\\]*$/iu;
const EXAMPLE_PATH = /(?:^|[/\\])examples?[/\\]/iu;
/**
 * Folders of programs that do their work and end. `tools` and `cli` count at the top of a package alone: below `src`, a
 * folder `tools` holds what a server offers to a language model as often as not.
 */
const SCRIPT_PATH = /(?:^|[/\\])(?:scripts?|bin|migrations?|seed(?:er)?s?|bench(?:mark)?s?)[/\\]|^(?:tools?|cli)[/\\]|[/\\]cli[/\\]/iu;
const BUILD_PATH = /\.config\.[^./\\]*$|(?:^|[/\\])(?:webpack|rollup|vite|babel|gulpfile|gruntfile)\b[^/\\]*$/iu;

/**
 * Why a file's process does not live long, or undefined if it may.
 * @param isImported whether another file imports it; undefined if nobody can tell
 */
export function shortLived(source: SourceCode, { inPackage, inProject }: FilePlace, isImported: () => boolean | undefined): string | undefined {
  if (TEST_PATH.test(inPackage) || /^(?:e2e|cypress)[/\\]/iu.test(inProject)) return 'a test, whose process ends';
  if (EXAMPLE_PATH.test(inPackage) || EXAMPLE_PATH.test(inProject)) return 'an example';
  if (BUILD_PATH.test(inPackage)) return 'a step of the build';
  if (isService(source)) return undefined;
  if (SCRIPT_PATH.test(inPackage)) return 'a script, whose process ends';
  if (source.text.startsWith('#!')) return 'a program that is run from a shell, and ends';
  if (endsProcess(source)) return 'a program that ends its process when its work is done';
  if (mayGoOn(source)) return undefined;
  if (readsArguments(source) && runsItself(source)) return 'a program that reads its arguments, does its work and ends';
  return isRunDirectly(source) && isImported() === false ? 'a program that is run by itself, and ends' : undefined;
}

const STARTS_SERVER = new Set(['createServer', 'createSecureServer', 'listen', 'serve']);

/** What may keep a process going, too: schedulers, bots, queues. Their names are common words, so they only weigh against weak signs. */
const MAY_GO_ON = new Set(['schedule', 'scheduleJob', 'launch', 'login', 'startPolling', 'consume', 'subscribe', 'process', 'watch']);
const MAY_GO_ON_CLASSES = new Set(['CronJob', 'Cron', 'Worker', 'WebSocketServer']);

/** Whether a file starts a server. */
export function startsServer(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(({ callee }) => STARTS_SERVER.has(calledName(callee)));
}

/** Whether a file starts a server or a timer that goes on. */
function isService(source: SourceCode): boolean {
  return startsServer(source) || nodesOf(source, AST_NODE_TYPES.CallExpression).some(({ callee }) => calledName(callee) === 'setInterval');
}

function mayGoOn(source: SourceCode): boolean {
  return (
    nodesOf(source, AST_NODE_TYPES.CallExpression).some(({ callee }) => MAY_GO_ON.has(calledName(callee)) || receiverName(callee) === 'NestFactory') ||
    nodesOf(source, AST_NODE_TYPES.NewExpression).some(({ callee }) => MAY_GO_ON_CLASSES.has(calledName(callee))) ||
    nodesOf(source, AST_NODE_TYPES.WhileStatement).some(({ test }) => test.type === AST_NODE_TYPES.Literal && test.value === true)
  );
}

function calledName(callee: Node): string {
  if (callee.type === AST_NODE_TYPES.Identifier) return callee.name;
  return callee.type === AST_NODE_TYPES.MemberExpression && callee.property.type === AST_NODE_TYPES.Identifier ? callee.property.name : '';
}

function receiverName(callee: Node): string {
  return callee.type === AST_NODE_TYPES.MemberExpression ? calledName(callee.object) : '';
}

/** `main().then(() => process.exit())`, and `process.exit()` at the end of a module. */
function endsProcess(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some((call) => isProcessExit(source, call) && [...ancestorsOf(call)].every(goesOn));
}

function isProcessExit(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  return callee.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, callee.object, 'process') && calledName(callee) === 'exit';
}

/** Whether what stands in a node runs at the end in any case; `.catch(() => process.exit(1))` ends a server that cannot start. */
function goesOn(node: Node): boolean {
  if (node.type === AST_NODE_TYPES.IfStatement || node.type === AST_NODE_TYPES.CatchClause || node.type === AST_NODE_TYPES.ConditionalExpression) return false;
  if (!isFunction(node)) return true;
  return node.parent.type === AST_NODE_TYPES.CallExpression && /^(?:then|finally)$/u.test(calledName(node.parent.callee));
}

const ARGUMENT_PARSERS = new Set(['commander', 'yargs', 'minimist', 'meow', 'cac', 'arg', '@oclif/core']);

/** Whether a file reads the arguments of a command line. */
function readsArguments(source: SourceCode): boolean {
  const isImport = source.ast.body.some((statement) => statement.type === AST_NODE_TYPES.ImportDeclaration && (ARGUMENT_PARSERS.has(statement.source.value) || importsName(statement, 'parseArgs')));
  const isArgv = nodesOf(source, AST_NODE_TYPES.MemberExpression).some((member) => isGlobal(source, member.object, 'process') && calledName(member) === 'argv');
  return isImport || isArgv || nodesOf(source, AST_NODE_TYPES.CallExpression).some((call) => ARGUMENT_PARSERS.has(loadedModule(source, call) ?? '') || calledName(call.callee) === 'parseArgs');
}

function importsName({ specifiers }: TSESTree.ImportDeclaration, name: string): boolean {
  return specifiers.some((specifier) => specifier.type === AST_NODE_TYPES.ImportSpecifier && specifier.imported.type === AST_NODE_TYPES.Identifier && specifier.imported.name === name);
}

/** Whether a file that exports nothing calls a function of its own as it is loaded: `main();`, `void main()`, `main().catch(…)`, `(async () => { … })()`. */
function runsItself(source: SourceCode): boolean {
  return !exportsAnything(source) && topStatements(source).some((statement) => statement.type === AST_NODE_TYPES.ExpressionStatement && callsOwnFunction(source, statement.expression));
}

function exportsAnything(source: SourceCode): boolean {
  if (source.ast.body.some(({ type }) => /^Export/u.test(type))) return true;
  return nodesOf(source, AST_NODE_TYPES.AssignmentExpression).some(({ left }) => left.type === AST_NODE_TYPES.MemberExpression && /^(?:module\s*\.\s*exports|exports)\b/u.test(source.getText(left)));
}

function callsOwnFunction(source: SourceCode, expression: Node): boolean {
  const node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.UnaryExpression || node.type === AST_NODE_TYPES.AwaitExpression) return callsOwnFunction(source, node.argument);
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  const callee = withoutWrappers(node.callee);
  if (callee.type === AST_NODE_TYPES.MemberExpression) return /^(?:then|catch|finally)$/u.test(calledName(callee)) && callsOwnFunction(source, callee.object);
  return isFunction(callee) || (callee.type === AST_NODE_TYPES.Identifier && valuesOf(source, callee).some((value) => value.kind === 'node' && isFunction(value.node)));
}

/** `if (require.main === module) main();` */
function isRunDirectly(source: SourceCode): boolean {
  return topStatements(source).some((statement) => {
    if (statement.type !== AST_NODE_TYPES.IfStatement || !/^\s*(?:require\s*\.\s*main\s*===\s*module|module\s*===\s*require\s*\.\s*main|import\s*\.\s*meta\s*\.\s*main)\s*$/u.test(source.getText(statement.test))) return false;
    const inside = statement.consequent.type === AST_NODE_TYPES.BlockStatement ? statement.consequent.body : [statement.consequent];
    return inside.some((inner) => inner.type === AST_NODE_TYPES.ExpressionStatement && callsOwnFunction(source, inner.expression));
  });
}
