/**
 * The calls of clients that are functions, `fetch` the first of them, and what they say of themselves.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isFunction, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf, returnedBy } from '../syntax/traversal.ts';
import type { FunctionModel } from './models/client-model.ts';
import { FUNCTION_CLIENTS } from './models/registry.ts';

export interface FetchCall {
  readonly node: TSESTree.CallExpression;
  readonly model: FunctionModel;
  /** The package that the function is of; undefined for the global. */
  readonly module: string | undefined;
  readonly init: FetchInit;
}

/** What a call says of its request. */
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

/** What calls it by the name of a global, and by modules that export it. */
interface Known {
  readonly model: FunctionModel;
  readonly callsGlobal?: RegExp;
  readonly exports: ReadonlyMap<string, string>;
}

const KNOWN: readonly Known[] = FUNCTION_CLIENTS.map((model) => ({
  model,
  ...(model.global === undefined
    ? {}
    : {
        callsGlobal: new RegExp(
          `(?<![.\\w$#])(?:${model.global})\\s*\\(|\\b(?:globalThis|global)\\s*\\.\\s*(?:${model.global})\\s*\\(`,
          'u',
        ),
      }),
  exports: new Map(Object.entries(model.exports)),
}));

/** Whether a text can call one of the functions. */
export function mayCallFetch(text: string): boolean {
  return KNOWN.some(({ callsGlobal, exports }) => {
    if (callsGlobal?.test(text)) return true;
    for (const [module, name] of exports)
      if (text.includes(module) && text.includes(name)) return true;
    return false;
  });
}

export function fetchCalls(source: SourceCode): FetchCall[] {
  const known = KNOWN.filter(
    ({ callsGlobal, exports }) =>
      callsGlobal?.test(source.text) ||
      [...exports.keys()].some((module) => source.text.includes(module)),
  );
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((node) => {
    const [url] = node.arguments;
    const called = url && calledModel(source, node.callee, known);
    return called ? [{ node, ...called, init: initOf(source, called.model, node) }] : [];
  });
}

/**
 * Which of the functions a callee is, if it is nothing else.
 * @param known those that the file may call
 */
export function calledModel(
  source: SourceCode,
  callee: Node,
  known: readonly Known[] = KNOWN,
): Pick<FetchCall, 'model' | 'module'> | undefined {
  const called = withoutWrappers(callee);
  for (const { model } of known)
    if (model.global !== undefined && isGlobalNamed(source, called, model.global))
      return { model, module: undefined };
  if (called.type !== AST_NODE_TYPES.Identifier && called.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const [value, ...others] = valuesOf(source, called);
  if (value?.kind === 'node' && others.length === 0) {
    const module = loadedBy(source, value.node);
    const lazy = known.find(({ exports }) => module !== undefined && exports.get(module) === '');
    return lazy && { model: lazy.model, module };
  }
  if (value?.kind !== 'module') return undefined;
  const name = value.path.join('.');
  const isSame = others.every(
    (other) =>
      other.kind === 'module' && other.module === value.module && other.path.join('.') === name,
  );
  const found = isSame && known.find(({ exports }) => exports.get(value.module) === name);
  return found ? { model: found.model, module: value.module } : undefined;
}

/**
 * The module whose default export a function calls, as node-fetch 3 advises it for CommonJS:
 * `(...args) => import('node-fetch').then(({ default: fetch }) => fetch(...args))`.
 */
function loadedBy(source: SourceCode, fn: Node): string | undefined {
  const call = passedOn(source, fn);
  if (call?.callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const { callee, arguments: given } = call;
  const loaded = withoutWrappers(callee.object);
  const [taker, ...others] = given;
  if (
    propertyName(source, callee) !== 'then' ||
    loaded.type !== AST_NODE_TYPES.ImportExpression ||
    !taker ||
    others.length > 0
  )
    return undefined;
  const inner = passedOn(source, taker);
  return inner?.arguments.length === 1 &&
    inner.arguments[0]!.type === AST_NODE_TYPES.SpreadElement &&
    inner.callee.type === AST_NODE_TYPES.Identifier
    ? literalString(loaded.source)
    : undefined;
}

/** The call whose result a function returns, if it does nothing else. */
function passedOn(source: SourceCode, fn: Node): TSESTree.CallExpression | undefined {
  if (!isFunction(fn) || fn.body.type === AST_NODE_TYPES.BlockStatement) return undefined;
  const [returned] = returnedBy(source, fn);
  const call = returned && withoutWrappers(returned);
  return call?.type === AST_NODE_TYPES.CallExpression ? call : undefined;
}

const GLOBAL_OBJECTS = ['globalThis', 'global'];

/** `fetch`, `globalThis.fetch`, where the file itself puts nothing else there. */
function isGlobalNamed(source: SourceCode, called: Node, name: string): boolean {
  const isNamed =
    isGlobal(source, called, name) ||
    (called.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(source, called) === name &&
      GLOBAL_OBJECTS.some((object) => isGlobal(source, called.object, object)));
  return isNamed && !isReplaced(source, name);
}

/** `globalThis.fetch = …` */
function isReplaced(source: SourceCode, name: string): boolean {
  return memberAssignments(source, name).some(({ left }) =>
    GLOBAL_OBJECTS.some((object) => isGlobal(source, left.object, object)),
  );
}

function initOf(
  source: SourceCode,
  model: FunctionModel,
  call: TSESTree.CallExpression,
): FetchInit {
  const given = call.arguments.slice(0, model.roles.length);
  if (given.some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) return UNSEEN;
  const config = given[model.roles.indexOf('config')];
  if (config)
    return foldObject(
      objectState(source, config, () => true),
      readerOf(source, model),
    );
  return isRequest(source, given[0]!) ? UNSEEN : plainOf(model);
}

const UNSEEN: FetchInit = {
  method: undefined,
  hasSignal: false,
  seesRedirects: false,
  isOfPage: false,
};

function plainOf({ method }: FunctionModel): FetchInit {
  return { ...UNSEEN, method: method.default };
}

function readerOf(source: SourceCode, model: FunctionModel): ObjectAlgebra<FetchInit> {
  const { method, abort, redirect, ofPages } = model;
  return {
    nothing: plainOf(model),
    open: () => UNSEEN,
    property: (before, name, value) => {
      if (name === undefined) return { ...before, method: undefined };
      if (name === method.property) return { ...before, method: methodNamed(source, value) };
      if (name === abort) return { ...before, hasSignal: true };
      if (name === redirect?.property)
        return { ...before, seesRedirects: literalString(value) === redirect.byHand };
      return ofPages.includes(name) ? { ...before, isOfPage: true } : before;
    },
    deleted: (before) => before,
    copied: (under, over) => ({
      ...eitherOf(under, over),
      method: over.method === method.default ? under.method : over.method,
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

/** The method that an expression names, in capital letters; undefined if it may be several. */
export function methodNamed(source: SourceCode, value: Node): string | undefined {
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
