/**
 * Functions that a service hands to a browser which it drives: they run in a page of another process.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import { calledName, isFunction } from './nodes.ts';
import { ancestorsOf } from './traversal.ts';

/** Methods of Puppeteer, Playwright and WebdriverIO that take a function for the page. */
const TAKES_PAGE_FUNCTION = /evaluate|\$eval|waitForFunction|InitScript|executeScript/iu;

/** `page.evaluate(() => document.title)` */
export function isSentToPage(node: Node): boolean {
  return [...ancestorsOf(node)].some(
    (ancestor) =>
      isFunction(ancestor) &&
      ancestor.parent.type === AST_NODE_TYPES.CallExpression &&
      TAKES_PAGE_FUNCTION.test(calledName(ancestor.parent.callee)),
  );
}
