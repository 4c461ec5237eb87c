/**
 * What the arguments of a request say of it that come before the callback: `http.request(url, { method })`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { methodNamed } from './fetch-config.ts';
import type { CallbackModel } from './models/client-model.ts';

export interface CallbackConfig {
  /** In capital letters; undefined if it cannot be seen. */
  readonly method: string | undefined;
  readonly hasSignal: boolean;
  /** Whether it lets the server close the connection once it has sent the answer. */
  readonly isClosedByServer: boolean;
}

/** @param sent the arguments before the callback, and the method that the function sends by default */
export function saidOf(
  source: SourceCode,
  model: CallbackModel,
  { given, method }: { readonly given: readonly Node[]; readonly method: string },
): CallbackConfig {
  const plain: CallbackConfig = { method, hasSignal: false, isClosedByServer: false };
  if (given.some(({ type }) => type === AST_NODE_TYPES.SpreadElement))
    return { ...plain, method: undefined };
  const [first, second] = given;
  const config = second ?? (first && !isUrl(source, first) ? first : undefined);
  if (!config) return plain;
  return foldObject(
    objectState(source, config, () => true),
    readerOf(source, model, plain),
  );
}

function readerOf(
  source: SourceCode,
  model: CallbackModel,
  plain: CallbackConfig,
): ObjectAlgebra<CallbackConfig> {
  const unseen: CallbackConfig = { ...plain, method: undefined };
  return {
    nothing: plain,
    open: () => unseen,
    property: (before, name, value) => {
      if (name === undefined) return { ...before, method: undefined };
      if (name === model.method) return { ...before, method: methodNamed(source, value) };
      if (name === model.abort) return { ...before, hasSignal: true };
      return closes(source, name === model.agent ? 'agent' : name, value)
        ? { ...before, isClosedByServer: true }
        : before;
    },
    deleted: (before) => before,
    copied: (under, over) => ({
      ...eitherOf(under, over),
      method: over.method === plain.method ? under.method : over.method,
    }),
    handed: () => unseen,
    either: (a, b) => ({
      ...eitherOf(a, b),
      method: a.method === b.method ? a.method : undefined,
    }),
  };
}

/** `agent: false`, `agent: new http.Agent()`, `headers: { Connection: 'close' }` */
function closes(source: SourceCode, name: string, value: Node): boolean {
  if (name === 'headers') return /\bconnection\b/iu.test(source.getText(value));
  if (name !== 'agent') return false;
  return valuesOf(source, value).some(
    (given) =>
      given.kind === 'node' &&
      (given.node.type === AST_NODE_TYPES.NewExpression
        ? !source.getText(given.node).includes('keepAlive')
        : given.node.type === AST_NODE_TYPES.Literal && given.node.value === false),
  );
}

function eitherOf(a: CallbackConfig, b: CallbackConfig): Omit<CallbackConfig, 'method'> {
  return {
    hasSignal: a.hasSignal || b.hasSignal,
    isClosedByServer: a.isClosedByServer || b.isClosedByServer,
  };
}

/** Whether an argument is a URL, not a config: a text, `new URL(…)`, or what comes from elsewhere by the name of one. */
function isUrl(source: SourceCode, given: Node): boolean {
  return valuesOf(source, given).every((value) => {
    if (value.kind !== 'node' || value.node.type === AST_NODE_TYPES.Identifier)
      return URL_NAME.test(referenceName(source, given));
    return (
      literalString(value.node) !== undefined ||
      value.node.type === AST_NODE_TYPES.TemplateLiteral ||
      value.node.type === AST_NODE_TYPES.BinaryExpression ||
      (value.node.type === AST_NODE_TYPES.NewExpression &&
        isGlobal(source, value.node.callee, 'URL'))
    );
  });
}

/** `url`, `req.query.imageUrl`, `response.headers.location` */
const URL_NAME = /(?:ur[il]|href|link|location)$/iu;

function referenceName(source: SourceCode, node: Node): string {
  const named = withoutWrappers(node);
  if (named.type === AST_NODE_TYPES.Identifier) return named.name;
  return named.type === AST_NODE_TYPES.MemberExpression ? (propertyName(source, named) ?? '') : '';
}
