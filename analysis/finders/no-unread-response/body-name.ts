/**
 * The expression that stands for a body, and whether it can be destroyed there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { outermost, type BodyPath } from '../../clients/bodies.ts';
import { mayHaveOldAxios } from '../../clients/direct-requests.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isTypeScript } from '../../modules/source-files.ts';
import { variableNamed, variableOf, type Variable } from '../../syntax/bindings.ts';
import { propertyName } from '../../syntax/references.ts';
import { typeWithoutDestroy } from './body-types.ts';
import type { StreamFile, UnreadBody } from './stream-file.ts';

/** A name that holds a body, or what it comes in. */
export interface BodyName {
  /** `response.data`, `data` */
  readonly text: string;
  /** The call that destroys it; where there may be no body, with `?.`. */
  readonly destroying: string;
  /** Whether what it is a part of is there on every path. */
  readonly isSure: boolean;
  readonly variable: Variable;
  /** What gives the name its value: a declaration, an assignment, a parameter. */
  readonly binding: Node;
}

const NOT_SURE = { isSure: false };

/** The name that a body has where it comes in; undefined if it has none that stays. */
export function bodyName(source: SourceCode, { arrival, path }: StreamBody): BodyName | undefined {
  const { isSure } = arrival.kind === 'catch' || arrival.kind === 'nobody' ? NOT_SURE : arrival;
  if (arrival.kind === 'function')
    return nameIn(source, { pattern: arrival.node.params[0], path, isSure });
  if (arrival.kind !== 'value') return undefined;
  let node = outermost(arrival.node);
  let rest = path;
  for (;;) {
    const { parent } = node;
    if (
      parent?.type !== AST_NODE_TYPES.MemberExpression ||
      parent.object !== node ||
      propertyName(source, parent) !== rest[0]
    )
      break;
    node = outermost(parent);
    rest = rest.slice(1);
  }
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init === node)
    return nameIn(source, { pattern: parent.id, path: rest, isSure, binding: parent });
  return parent?.type === AST_NODE_TYPES.AssignmentExpression &&
    parent.right === node &&
    parent.operator === '='
    ? // Where an assignment is skipped, the name has nothing.
      nameIn(source, { pattern: parent.left, path: rest, isSure: false, binding: parent })
    : undefined;
}

interface Bound {
  readonly pattern: Node | undefined;
  readonly path: BodyPath;
  readonly isSure: boolean;
  /** The declaration or the assignment; a parameter has none. */
  readonly binding?: Node;
}

function nameIn(
  source: SourceCode,
  { pattern, path, isSure, binding }: Bound,
): BodyName | undefined {
  if (pattern?.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, pattern);
    const writes = variable?.references.filter((reference) => reference.isWrite()) ?? [];
    const isParameter = variable?.defs[0]?.type === 'Parameter';
    if (!variable || writes.length !== (binding && !isParameter ? 1 : 0)) return undefined;
    const text = [pattern.name, ...path].join('.');
    const destroying = isSure
      ? `${text}.destroy()`
      : `${[pattern.name, ...path, 'destroy'].join('?.')}?.()`;
    return { text, destroying, isSure, variable, binding: binding ?? pattern };
  }
  if (pattern?.type !== AST_NODE_TYPES.ObjectPattern) return undefined;
  const property = pattern.properties.find(
    (candidate): candidate is TSESTree.Property =>
      candidate.type === AST_NODE_TYPES.Property && propertyName(source, candidate) === path[0],
  );
  if (property?.value.type !== AST_NODE_TYPES.Identifier) return undefined;
  return nameIn(source, {
    pattern: property.value,
    path: path.slice(1),
    isSure,
    binding: binding ?? pattern,
  });
}

/** Why a name may have something else than the response, for people; undefined if it has that, or nothing. */
export function whyMixed({ arrival }: StreamBody): string | undefined {
  return (arrival.kind === 'value' || arrival.kind === 'function') && arrival.isMixed
    ? 'what handles the error of the request may return another value, which comes here, too: end the body before that, or check what it is'
    : undefined;
}

/** Whether a name means the same at a node. */
export function isVisible(source: SourceCode, { text, variable }: BodyName, at: Node): boolean {
  return variableNamed(source, text.split('.')[0]!, at) === variable;
}

/** Why a body is not destroyed by a call of `destroy`, if so. */
export function whyNotDestroyed(
  { source, project }: StreamFile,
  judged: Pick<UnreadBody, 'request' | 'body' | 'isLimited'>,
): string | undefined {
  if (judged.isLimited)
    return 'its `maxContentLength` may be limited: axios then wraps the stream, and to destroy the wrapper before it is read does not close the socket; read it with `resume()`';
  if (mayHaveOldAxios(project))
    return 'before 1.0, axios unzips a compressed answer by a stream that does not close the socket when it is destroyed: raise axios to 1.0 or later first';
  const type = isTypeScript(project.file) ? typeWithoutDestroy(source, judged) : undefined;
  return type === undefined
    ? undefined
    : `by its type \`${type}\` the stream may have no \`destroy\`: correct the type (\`AxiosResponse<Readable>\`), or destroy the stream by hand`;
}

/** The listeners that would hear of the end, and the one that would hear of a connection that breaks no longer. */
const LISTENERS: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, 'a listener for some event may run'],
  ['aborted', 'a listener for `aborted` would run'],
  ['close', 'a listener for `close` would run'],
  ['error', 'a listener for `error` would not hear of a connection that breaks'],
]);

/** Which listener would notice that a stream is destroyed, if one would. */
export function whyListening({ uses }: StreamBody): string | undefined {
  for (const event of uses.events) {
    const reason = LISTENERS.get(event);
    if (reason !== undefined)
      return `${reason} when the stream is destroyed: call \`destroy()\` by hand if that is right`;
  }
  return undefined;
}
