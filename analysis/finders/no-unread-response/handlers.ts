/**
 * Functions that take the responses of several requests, or other values as well.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Arrival } from '../../clients/answers.ts';
import { outermost } from '../../clients/bodies.ts';
import type { CallbackModel, FunctionModel } from '../../clients/models/client-model.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { FunctionNode, SourceCode } from '../../source/source-code.ts';
import { variableOf, type Variable } from '../../syntax/bindings.ts';

export const TAKES_OTHERS =
  'the function that gets this response may be given other values, too, by code that calls it elsewhere, and somebody may read their body: end the body where the request is sent';

/**
 * Whether a function that takes a response may be given other values: others call it, or may.
 * @param arrivals of all requests of the file
 */
export function takesOthers(
  source: SourceCode,
  arrival: Arrival,
  arrivals: readonly Arrival[],
): boolean {
  if (arrival.kind !== 'function') return false;
  const { node } = arrival;
  if (outermost(node).parent?.type === AST_NODE_TYPES.CallExpression) return false;
  const variable = nameOf(source, node);
  if (!variable || isExported(variable)) return true;
  const reads = variable.references.filter((reference) => reference.isRead());
  return reads.length > arrivals.filter((other) => other.node === node).length;
}

/** A request of a client other than axios. */
export interface Sent {
  readonly model: FunctionModel | CallbackModel;
  /** In capital letters; undefined if it cannot be seen. */
  readonly method: string | undefined;
  readonly responses: readonly Arrival[];
}

/**
 * The same of such a client. What ends the body of one client is no method of another's, and where no path reads the body, what
 * closes its connection may be wrong for another method.
 * @param all of the file
 */
export function takesUnlike(
  source: SourceCode,
  { arrival, uses }: StreamBody,
  { model, method }: Omit<Sent, 'responses'>,
  all: readonly Sent[],
): boolean {
  const alike = all.filter(
    (other) => other.model === model && (uses.fates.size > 0 || other.method === method),
  );
  return takesOthers(
    source,
    arrival,
    alike.flatMap(({ responses }) => responses),
  );
}

/** The name of a function that has one name alone. */
function nameOf(source: SourceCode, fn: FunctionNode): Variable | undefined {
  const { parent } = fn;
  const name =
    fn.type === AST_NODE_TYPES.FunctionDeclaration
      ? fn.id
      : parent.type === AST_NODE_TYPES.VariableDeclarator && parent.init === fn
        ? parent.id
        : undefined;
  const variable = name?.type === AST_NODE_TYPES.Identifier ? variableOf(source, name) : undefined;
  return variable?.defs.length === 1 ? variable : undefined;
}

/** `export function check(response) {}`; `export { check }` reads the name. */
function isExported({ defs }: Variable): boolean {
  return defs.some(({ node }) => {
    const statement =
      node.type === AST_NODE_TYPES.VariableDeclarator ? node.parent.parent : node.parent;
    return (
      statement.type === AST_NODE_TYPES.ExportNamedDeclaration ||
      statement.type === AST_NODE_TYPES.ExportDefaultDeclaration
    );
  });
}
