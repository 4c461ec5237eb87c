/**
 * What tells code of a page from code that a program of Node hands to one.
 */
import { namesWhere, type Table } from './table.ts';

export const DOCUMENT_METHODS: Table = {
  title: 'Methods of a document',
  decides: 'Whether a file looks for elements of a page, or makes some: it runs in a browser.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source: 'DOM Living Standard, Document and NonElementParentNode',
  columns: {},
  rows: [
    { name: 'createElement' },
    { name: 'createElementNS' },
    { name: 'createTextNode' },
    { name: 'getElementById' },
    { name: 'getElementsByClassName' },
    { name: 'getElementsByTagName' },
    { name: 'querySelector' },
    { name: 'querySelectorAll' },
  ],
};

export const PAGE_PROVIDERS: Table = {
  title: 'Packages that give a program of Node a page',
  decides:
    'Whether `document` in a file may be one that the program made, or belongs to a page that it drives.',
  rules: DOCUMENT_METHODS.rules,
  source: 'the packages',
  columns: {},
  rows: [
    { name: 'domino', why: 'makes a document' },
    { name: 'global-jsdom', why: 'makes `document` a global' },
    { name: 'happy-dom', why: 'makes a document' },
    { name: 'jsdom', why: 'makes a document' },
    { name: 'jsdom-global', why: 'makes `document` a global' },
    { name: 'linkedom', why: 'makes a document' },
    { name: 'phantom', why: 'drives pages' },
    { name: 'playwright', why: 'drives pages' },
    { name: 'playwright-core', why: 'drives pages' },
    { name: 'puppeteer', why: 'drives pages' },
    { name: 'puppeteer-core', why: 'drives pages' },
    { name: 'webdriverio', why: 'drives pages' },
  ],
};

const OF_DOCUMENT = namesWhere(DOCUMENT_METHODS, () => true);
const PROVIDERS = namesWhere(PAGE_PROVIDERS, () => true);

/** Whether a method of a document finds elements, or makes some. */
export function isDocumentMethod(name: string): boolean {
  return OF_DOCUMENT.has(name);
}

/** Whether a module is of a package that gives a program of Node a page: `jsdom`, `global-jsdom/register`. */
export function givesPage(module: string): boolean {
  return [...PROVIDERS].some((name) => module === name || module.startsWith(`${name}/`));
}

/** Whether React runs what a function is given as an effect: in a page, never where it renders on a server. */
export function isEffectHook(name: string): boolean {
  return /^use(?:Effect|InsertionEffect|LayoutEffect)$/u.test(name);
}
