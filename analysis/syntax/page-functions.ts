/**
 * Functions that a service hands to a browser which it drives: they run in a page of another process.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from './nodes.ts';
import { calledName } from './references.ts';
import { ancestorsOf } from './traversal.ts';

/** Methods of Puppeteer, Playwright and WebdriverIO that take a function for the page. */
const TAKES_PAGE_FUNCTION = /evaluate|\$eval|waitForFunction|InitScript|executeScript/iu;

/** `page.evaluate(() => document.title)` */
export function isSentToPage(source: SourceCode, node: Node): boolean {
  return [...ancestorsOf(node)].some(
    (ancestor) =>
      isFunction(ancestor) &&
      ancestor.parent.type === AST_NODE_TYPES.CallExpression &&
      TAKES_PAGE_FUNCTION.test(calledName(source, ancestor.parent.callee)),
  );
}
