/**
 * Code whose process does not live long: what it keeps cannot pile up.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isGlobal, loadedModule } from './bindings.ts';
import { isComponent } from './components.ts';
import type { SourceCode } from './source-code.ts';
import { ancestorsOf, isFunction, nodesOf, type Node } from './syntax.ts';

/** Folders and names of programs that do their work and end. */
const SHORT_LIVED_PATH =
  /(?:^|[/\\])(?:scripts?|bin|cli|migrations?|seed(?:er)?s?|bench(?:mark)?s?|examples?|tools?|tests?|__tests__|__mocks__|fixtures?|e2e)[/\\]|[._](?:test|spec|bench|stories|config)\.[^./\\]*$|(?:^|[/\\])(?:vitest|jest|karma|playwright|cypress|webpack|rollup|vite|babel|gulpfile|gruntfile)\b[^/\\]*$/iu;

/**
 * Why a file's process does not live long, or undefined if it may: a script, a test, a page in a browser.
 * @param path of the file, relative to its package
 */
export function shortLived(source: SourceCode, path: string): string | undefined {
  if (isForPage(source)) return 'code for a page in a browser';
  if (isService(source)) return undefined;
  if (SHORT_LIVED_PATH.test(path)) return 'a file of a script or of tests, whose process ends';
  if (source.text.startsWith('#!')) return 'a program that is run from a shell, and ends';
  if (endsProcess(source)) return 'a program that ends its process when its work is done';
  return undefined;
}

/** Whether a file starts a server or a timer that goes on. */
function isService(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(({ callee }) => /^(?:createServer|createSecureServer|listen|setInterval)$/u.test(calledName(callee)));
}

function calledName(callee: Node): string {
  if (callee.type === AST_NODE_TYPES.Identifier) return callee.name;
  return callee.type === AST_NODE_TYPES.MemberExpression && callee.property.type === AST_NODE_TYPES.Identifier ? callee.property.name : '';
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

const PAGE_GLOBALS = ['window', 'document', 'localStorage', 'sessionStorage'];

function isForPage(source: SourceCode): boolean {
  if (isComponent(source)) return true;
  if (source.ast.body.some((statement) => statement.type === AST_NODE_TYPES.ExpressionStatement && statement.directive === 'use client')) return true;
  if (nodesOf(source, AST_NODE_TYPES.JSXElement).length > 0 || nodesOf(source, AST_NODE_TYPES.JSXFragment).length > 0) return true;
  const isNode = nodesOf(source, AST_NODE_TYPES.CallExpression).some((call) => loadedModule(source, call) !== undefined);
  return !isNode && nodesOf(source, AST_NODE_TYPES.MemberExpression).some(({ object }) => PAGE_GLOBALS.some((name) => isGlobal(source, object, name)) && !isSentToPage(object));
}

/** `page.evaluate(() => document.title)`: the service drives the browser that it runs in. */
function isSentToPage(node: Node): boolean {
  return [...ancestorsOf(node)].some((ancestor) => isFunction(ancestor) && ancestor.parent.type === AST_NODE_TYPES.CallExpression && /evaluate|\$eval|waitForFunction|InitScript/u.test(calledName(ancestor.parent.callee)));
}
