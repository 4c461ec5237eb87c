/**
 * The calls of clients that are functions, `fetch` the first of them, and what they say of themselves.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf, type Value } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isFunction, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf, returnedBy } from '../syntax/traversal.ts';
import { initOf, type FetchInit } from './fetch-config.ts';
import { moduleOfInstance } from './made-instances.ts';
import type { FunctionModel, Functions } from './models/client-model.ts';
import { namesModule } from './named-modules.ts';
import { FUNCTION_CLIENTS } from './models/registry.ts';

export interface FetchCall {
  readonly node: TSESTree.CallExpression;
  /** What names the URL, or has it; it may stand in another function than the call. */
  readonly url: Node;
  readonly model: FunctionModel;
  /** The package that the function is of; undefined for the global. */
  readonly module: string | undefined;
  readonly init: FetchInit;
  /** The request itself, where a function of the file sends it and returns its response. */
  readonly through?: { readonly request: FetchCall; readonly fn: FunctionNode };
}

/** A function that a call runs. */
interface Called {
  readonly model: FunctionModel;
  /** The package that it is of; undefined for the global. */
  readonly module: string | undefined;
  /** The method that it sends by default; undefined if it may be one of several functions. */
  readonly method: string | undefined;
}

/** What calls it by the name of a global, and what a text names that can call it otherwise. */
interface Known {
  readonly model: FunctionModel;
  readonly callsGlobal?: RegExp;
  readonly modules: readonly string[];
  readonly names: readonly string[];
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
  modules: Object.keys(model.exports),
  names: [
    ...Object.values(model.exports).flatMap((functions) => Object.keys(functions)),
    ...(model.instances?.makers ?? []),
  ],
}));

/** Whether a text can call one of the functions. */
export function mayCallFetch(text: string): boolean {
  return KNOWN.some(
    ({ callsGlobal, modules, names }) =>
      callsGlobal?.test(text) ||
      (modules.some((module) => namesModule(text, module)) &&
        names.some((name) => text.includes(name))),
  );
}

export function fetchCalls(source: SourceCode): FetchCall[] {
  const known = KNOWN.filter(
    ({ callsGlobal, modules }) =>
      callsGlobal?.test(source.text) || modules.some((module) => namesModule(source.text, module)),
  );
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((node) => {
    const called = node.arguments.length > 0 && calledModel(source, node.callee, known);
    if (!called) return [];
    const { model, module } = called;
    return [{ node, url: node.arguments[0]!, model, module, init: initOf(source, called, node) }];
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
): Called | undefined {
  const node = withoutWrappers(callee);
  for (const { model } of known)
    if (model.global !== undefined && isGlobalNamed(source, node, model.global))
      return { model, module: undefined, method: model.method.default };
  if (node.type !== AST_NODE_TYPES.Identifier && node.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const found = valuesOf(source, node).map((value) => functionOf(source, value, known));
  const [first] = found;
  if (!first || found.some((other) => other?.model !== first.model)) return undefined;
  return found.every((other) => other?.method === first.method)
    ? first
    : { ...first, method: undefined };
}

function functionOf(source: SourceCode, value: Value, known: readonly Known[]): Called | undefined {
  if (value.kind === 'module') return exportNamed(known, value.module, value.path.join('.'));
  const loaded = value.kind === 'node' ? loadedBy(source, value.node) : undefined;
  if (loaded !== undefined) return exportNamed(known, loaded, '');
  const [object, name] = value.kind === 'member' ? [value.object, value.property] : [value, ''];
  for (const { model } of known) {
    const method = methodOf(model.instances?.functions, name);
    const module = method === undefined ? undefined : moduleOfInstance(source, object, model);
    if (module !== undefined) return { model, module, method };
  }
  return undefined;
}

function exportNamed(known: readonly Known[], module: string, name: string): Called | undefined {
  for (const { model } of known) {
    const method = methodOf(model.exports[module], name);
    if (method !== undefined) return { model, module, method };
  }
  return undefined;
}

function methodOf(functions: Functions | undefined, name: string): string | undefined {
  return functions && Object.hasOwn(functions, name) ? functions[name] : undefined;
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
