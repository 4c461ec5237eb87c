/**
 * The calls of `fetch`, and what they say of themselves.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { FETCH } from './models/fetch.ts';

export interface FetchCall {
  readonly node: TSESTree.CallExpression;
  /** The package that the function is of; undefined for the global. */
  readonly module: string | undefined;
  readonly init: FetchInit;
}

/** What a call of `fetch` says of its request. */
export interface FetchInit {
  /** In capital letters; undefined if it cannot be seen. */
  readonly method: string | undefined;
  /** Whether it names a signal. */
  readonly hasSignal: boolean;
  /** Whether it leaves redirects to the code: their answers are short. */
  readonly seesRedirects: boolean;
  /** Whether it names what counts in pages alone. */
  readonly isOfPage: boolean;
}

const MODULES: ReadonlyMap<string, string> = new Map(Object.entries(FETCH.exports));
const NAMES = [FETCH.global, ...MODULES.values()].join('|');
const CALLS_GLOBAL = new RegExp(
  `(?<![.\\w$#])(?:${FETCH.global})\\s*\\(|\\b(?:globalThis|global)\\s*\\.\\s*(?:${FETCH.global})\\s*\\(`,
  'u',
);
const NAMES_EXPORT = new RegExp(`\\b(?:${NAMES})\\b`, 'u');

/** Whether a text can call `fetch`. */
export function mayCallFetch(text: string): boolean {
  return (
    CALLS_GLOBAL.test(text) ||
    ([...MODULES.keys()].some((module) => text.includes(module)) && NAMES_EXPORT.test(text))
  );
}

export function fetchCalls(source: SourceCode): FetchCall[] {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((node) => {
    const [url] = node.arguments;
    const from = url && calledFetch(source, node.callee);
    return from ? [{ node, module: from.module, init: initOf(source, node) }] : [];
  });
}

/** Which `fetch` a callee is, if it is nothing else. */
function calledFetch(
  source: SourceCode,
  callee: Node,
): { readonly module: string | undefined } | undefined {
  const called = withoutWrappers(callee);
  if (isGlobalFetch(source, called)) return { module: undefined };
  if (called.type !== AST_NODE_TYPES.Identifier && called.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const modules = valuesOf(source, called).map((value) =>
    value.kind === 'module' && MODULES.get(value.module) === value.path.join('.')
      ? value.module
      : undefined,
  );
  const [module] = modules;
  return module !== undefined && modules.every((other) => other === module)
    ? { module }
    : undefined;
}

const OF_PAGES: ReadonlySet<string> = new Set(FETCH.ofPages);

const GLOBAL_OBJECTS = ['globalThis', 'global'];

/** `fetch`, `globalThis.fetch`, where the file itself puts nothing else there. */
function isGlobalFetch(source: SourceCode, called: Node): boolean {
  const isNamed =
    isGlobal(source, called, FETCH.global) ||
    (called.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(source, called) === FETCH.global &&
      GLOBAL_OBJECTS.some((name) => isGlobal(source, called.object, name)));
  return isNamed && !isReplaced(source);
}

/** `globalThis.fetch = …` */
function isReplaced(source: SourceCode): boolean {
  return memberAssignments(source, FETCH.global).some(({ left }) =>
    GLOBAL_OBJECTS.some((name) => isGlobal(source, left.object, name)),
  );
}

function initOf(source: SourceCode, call: TSESTree.CallExpression): FetchInit {
  const given = call.arguments.slice(0, FETCH.roles.length);
  if (given.some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) return UNSEEN;
  const config = given[FETCH.roles.indexOf('config')];
  if (config) return readInit(source, config);
  return isRequest(source, given[0]!) ? UNSEEN : PLAIN;
}

const PLAIN: FetchInit = {
  method: FETCH.method.default,
  hasSignal: false,
  seesRedirects: false,
  isOfPage: false,
};
const UNSEEN: FetchInit = { ...PLAIN, method: undefined };

function readInit(source: SourceCode, config: Node): FetchInit {
  return foldObject(
    objectState(source, config, () => true),
    readerOf(source),
  );
}

function readerOf(source: SourceCode): ObjectAlgebra<FetchInit> {
  return {
    nothing: PLAIN,
    open: () => UNSEEN,
    property: (before, name, value) => {
      if (name === undefined) return { ...before, method: undefined };
      if (name === FETCH.method.property) return { ...before, method: methodNamed(source, value) };
      if (name === FETCH.abort) return { ...before, hasSignal: true };
      if (name === FETCH.redirect.property)
        return { ...before, seesRedirects: literalString(value) === FETCH.redirect.byHand };
      return OF_PAGES.has(name) ? { ...before, isOfPage: true } : before;
    },
    deleted: (before) => before,
    copied: (under, over) => ({
      ...eitherOf(under, over),
      method: over.method === FETCH.method.default ? under.method : over.method,
    }),
    handed: () => UNSEEN,
    either: (a, b) => ({
      ...eitherOf(a, b),
      method: a.method === b.method ? a.method : undefined,
    }),
  };
}

function eitherOf(a: FetchInit, b: FetchInit): Omit<FetchInit, 'method'> {
  return {
    hasSignal: a.hasSignal || b.hasSignal,
    seesRedirects: a.seesRedirects || b.seesRedirects,
    isOfPage: a.isOfPage || b.isOfPage,
  };
}

function methodNamed(source: SourceCode, value: Node): string | undefined {
  const names = valuesOf(source, value).map((one) =>
    one.kind === 'node' ? literalString(one.node)?.toUpperCase() : undefined,
  );
  return names.every((name) => name === names[0]) ? names[0] : undefined;
}

/** Whether the first argument may be a `Request`, which has a config of its own. */
function isRequest(source: SourceCode, given: Node): boolean {
  return valuesOf(source, given).some(
    (value) =>
      value.kind === 'node' &&
      value.node.type === AST_NODE_TYPES.NewExpression &&
      withoutWrappers(value.node.callee).type === AST_NODE_TYPES.Identifier &&
      source.getText(value.node.callee) === 'Request',
  );
}
