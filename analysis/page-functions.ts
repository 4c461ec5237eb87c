/**
 * Functions that a service hands to a browser which it drives: they run in a page of another process.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { ancestorsOf, isFunction, type Node } from './syntax.ts';

/** Methods of Puppeteer, Playwright and WebdriverIO that take a function for the page. */
const TAKES_PAGE_FUNCTION = /evaluate|\$eval|waitForFunction|InitScript|executeScript/iu;

/** `page.evaluate(() => document.title)` */
export function isSentToPage(node: Node): boolean {
  return [...ancestorsOf(node)].some((ancestor) => isFunction(ancestor) && ancestor.parent.type === AST_NODE_TYPES.CallExpression && TAKES_PAGE_FUNCTION.test(nameOf(ancestor.parent.callee)));
}

function nameOf(callee: Node): string {
  if (callee.type === AST_NODE_TYPES.Identifier) return callee.name;
  return callee.type === AST_NODE_TYPES.MemberExpression && callee.property.type === AST_NODE_TYPES.Identifier ? callee.property.name : '';
}
