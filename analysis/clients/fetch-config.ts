/**
 * What the arguments of a call of `fetch`, or of a function like it, say of its request.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isFunction, isNullish, literalString, withoutWrappers } from '../syntax/nodes.ts';
import type { FunctionModel } from './models/client-model.ts';

/** What a call says of its request. */
export interface FetchInit {
  /** In capital letters; undefined if it cannot be seen. */
  readonly method: string | undefined;
  /** Whether it names a method, seen or not. */
  readonly namesMethod: boolean;
  /** Whether it sends a body on every path, as a `GET` cannot. */
  readonly hasBody: boolean;
  /** Whether it names a signal. */
  readonly hasSignal: boolean;
  /** Whether it leaves redirects to the code: their answers are short. */
  readonly seesRedirects: boolean;
  /** Whether it names what counts in pages alone. */
  readonly isOfPage: boolean;
  /** Whether a function gets the response, in place of a promise. */
  readonly hasCallback: boolean;
}

/** @param called the function, and the method that it sends by default */
export function initOf(
  source: SourceCode,
  { model, method }: { readonly model: FunctionModel; readonly method: string | undefined },
  call: TSESTree.CallExpression,
): FetchInit {
  const given = call.arguments.slice(0, model.roles.length);
  if (given.some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) return UNSEEN;
  const hasCallback = call.arguments.some((argument) => isFunctionValue(source, argument));
  const plain: FetchInit = { ...UNSEEN, method, hasCallback };
  const config = given[model.roles.indexOf('config')];
  if (config) return initWith(source, model, plain, config);
  return isRequest(source, given[0]!) ? { ...plain, method: undefined } : plain;
}

/** What a config says besides. */
export function initWith(
  source: SourceCode,
  model: FunctionModel,
  before: FetchInit,
  config: Node,
): FetchInit {
  return foldObject(
    objectState(source, config, () => true),
    readerOf(source, model, before),
  );
}

const UNSEEN: FetchInit = {
  method: undefined,
  namesMethod: false,
  hasBody: false,
  hasSignal: false,
  seesRedirects: false,
  isOfPage: false,
  hasCallback: false,
};

function readerOf(
  source: SourceCode,
  { method, abort, redirect, ofPages }: FunctionModel,
  plain: FetchInit,
): ObjectAlgebra<FetchInit> {
  const unseen: FetchInit = { ...plain, method: undefined };
  return {
    nothing: plain,
    open: () => unseen,
    property: (before, name, value) => {
      if (name === undefined) return { ...before, method: undefined };
      if (name === method.property)
        return { ...before, method: methodNamed(source, value), namesMethod: true };
      if (name === 'body') return { ...before, hasBody: !isNullish(value) };
      if (name === abort) return { ...before, hasSignal: true };
      if (name === redirect?.property)
        return { ...before, seesRedirects: literalString(value) === redirect.byHand };
      return ofPages.includes(name) ? { ...before, isOfPage: true } : before;
    },
    deleted: (before) => before,
    copied: (under, over) => ({
      ...eitherOf(under, over),
      hasBody: under.hasBody || over.hasBody,
      method: over.method === plain.method ? under.method : over.method,
    }),
    handed: () => unseen,
    either: eitherInit,
  };
}

/** What is sent one way or another. */
export function eitherInit(a: FetchInit, b: FetchInit): FetchInit {
  return {
    ...eitherOf(a, b),
    hasBody: a.hasBody && b.hasBody,
    method: a.method === b.method ? a.method : undefined,
  };
}

function eitherOf(a: FetchInit, b: FetchInit): Omit<FetchInit, 'hasBody' | 'method'> {
  return {
    namesMethod: a.namesMethod || b.namesMethod,
    hasSignal: a.hasSignal || b.hasSignal,
    seesRedirects: a.seesRedirects || b.seesRedirects,
    isOfPage: a.isOfPage || b.isOfPage,
    hasCallback: a.hasCallback || b.hasCallback,
  };
}

/** The method that an expression names, in capital letters; undefined if it may be several. */
export function methodNamed(source: SourceCode, value: Node): string | undefined {
  const names = valuesOf(source, value).map((one) =>
    one.kind === 'node' ? literalString(one.node)?.toUpperCase() : undefined,
  );
  return names.every((name) => name === names[0]) ? names[0] : undefined;
}

/** Whether an argument may be a function: `request(url, (error, { body }) => …)` */
function isFunctionValue(source: SourceCode, argument: Node): boolean {
  return valuesOf(source, argument).some(
    (value) => value.kind === 'node' && isFunction(value.node),
  );
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
