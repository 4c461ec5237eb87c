/**
 * A body that is piped is destroyed once its destination is over, in whatever way: by `finished` of `node:stream`, which also tells
 * of what was over before. `pipeline` would destroy the destination when the body fails, and then no error can be answered.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { outermost, type BodyPipe } from '../../clients/bodies.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed, variableOf, type Variable } from '../../syntax/bindings.ts';
import { LOOPS, withoutWrappers } from '../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround } from '../../syntax/traversal.ts';
import { bodyName, isVisible, whyListening, type BodyName } from './body-name.ts';
import { finishedImport } from './finished-import.ts';
import {
  afterStatement,
  arrowWithBody,
  beforeStatement,
  isInList,
  statementOf,
} from './statements.ts';
import type { FetchFile } from './fetch-file.ts';
import type { PipedBody } from './stream-file.ts';

const JSDOC_CAST = /^\*\s*@(?:type|satisfies)\b/u;

/** Who listens to them reads the stream for itself. */
const READING_EVENTS = ['data', 'readable'];

export function fixPipe(file: FetchFile, piped: PipedBody, pipe: BodyPipe): Remedy {
  const { source } = file;
  const refusal =
    piped.whyNot() ??
    whyListening(piped.body) ??
    whyNotOnce(source, piped) ??
    whyRepeated(source, pipe);
  if (refusal !== undefined) return { refusal };
  const destination = withoutWrappers(pipe.destination!);
  if (!isNamed(destination))
    return {
      refusal:
        'the destination has no name: name it, and destroy the response once it is over (`finished` of `node:stream`)',
    };
  const name = bodyName(source, piped.body);
  if (!name || !isVisible(source, name, pipe.call))
    return {
      refusal: 'the stream has no name of its own there: bind the response to a constant first',
    };
  const { local, edit } = finishedImport(file, pipe.call);
  const text = `${local}(${destinationText(source, pipe.destination!)}, { error: false }, () => ${name.text}.destroy())`;
  const added = placed(source, { piped, pipe, name, text });
  return added
    ? { edits: [...(edit ? [edit] : []), ...added] }
    : {
        refusal: `there is no place for a statement before \`pipe\`: call \`${text}\` there`,
      };
}

function whyNotOnce(source: SourceCode, { body }: PipedBody): string | undefined {
  const { pipes, events } = body.uses;
  if (pipes.length <= 1 && !READING_EVENTS.some((event) => events.has(event))) return undefined;
  const destroying = bodyName(source, body)?.destroying ?? 'destroy()';
  return `the response has several readers (destinations of \`pipe\`, listeners), and the end of one would end it for the others: call \`${destroying}\` when a destination closes early and no other reader needs the rest`;
}

/** Why a destination may be watched once for each of several bodies: Node warns of more than ten listeners. */
function whyRepeated(source: SourceCode, { call, destination }: BodyPipe): string | undefined {
  const named = destination && withoutWrappers(destination);
  const variable =
    named?.type === AST_NODE_TYPES.Identifier ? variableOf(source, named) : undefined;
  const options = call.arguments[1];
  const keepsOpen = options !== undefined && /\bend\b/u.test(source.getText(options));
  const isRepeated = [...ancestorsOf(call)].some(
    (ancestor) =>
      LOOPS.has(ancestor.type) &&
      !variable?.identifiers.some((identifier) => contains(ancestor, identifier)),
  );
  return keepsOpen || isRepeated
    ? 'the destination may be given several bodies, and would get listeners for each of them: destroy each body when the destination closes, by one listener for all'
    : undefined;
}

/** With its assertions, those in a comment as well: the types of `finished` are as strict as those of `pipe`. */
function destinationText(source: SourceCode, destination: Node): string {
  const text = source.getText(destination);
  const paren = source.getTokenBefore(destination);
  const comment = paren?.value === '(' ? source.getCommentsBefore(paren).at(-1) : undefined;
  return comment && JSDOC_CAST.test(comment.value) ? `${source.getText(comment)} (${text})` : text;
}

/** `res`, `reply.raw`: what can be written a second time. */
function isNamed(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.Identifier ||
    (node.type === AST_NODE_TYPES.MemberExpression &&
      !node.computed &&
      !node.optional &&
      isNamed(withoutWrappers(node.object)))
  );
}

interface Placing {
  readonly piped: PipedBody;
  readonly pipe: BodyPipe;
  readonly name: BodyName;
  readonly text: string;
}

/** Behind what binds the response, so that it covers what comes between; else before the statement that pipes. */
function placed(source: SourceCode, placing: Placing): Edit[] | undefined {
  const { piped, pipe, name, text } = placing;
  const binding = startOf(source, piped, name, pipe.destination!);
  if (binding) return [afterStatement(source, binding, text)];
  const statement = statementAround(pipe.call);
  if (statement) return [beforeStatement(source, statement, text)];
  return asBody(source, pipe.call, text);
}

/** The statement that binds the response, if the destination is known by then, and the response is sure to be one. */
function startOf(
  source: SourceCode,
  { body: { arrival } }: PipedBody,
  { binding }: BodyName,
  destination: Node,
): Node | undefined {
  const statement = arrival.kind === 'value' && arrival.isSure ? statementOf(binding) : undefined;
  return statement && isKnownBefore(source, destination, statement) ? statement : undefined;
}

/** Whether the fix of a pipe ends the response on every path from where it comes in. */
export function coversAllPaths({ source }: FetchFile, piped: PipedBody, pipe: BodyPipe): boolean {
  const name = bodyName(source, piped.body);
  return name !== undefined && startOf(source, piped, name, pipe.destination!) !== undefined;
}

/** Whether a destination is what it is from the beginning of the function on: a parameter that nothing holds for missing. */
function isKnownBefore(source: SourceCode, wrapped: Node, binding: Node): boolean {
  const destination = withoutWrappers(wrapped);
  if (
    destination.type !== AST_NODE_TYPES.Identifier ||
    wrapped.type === AST_NODE_TYPES.TSNonNullExpression
  )
    return false;
  const variable = variableOf(source, destination);
  return (
    variable?.defs[0]?.type === 'Parameter' &&
    !mayBeMissing(variable) &&
    variable.references.every((reference) => !reference.isWrite()) &&
    variableNamed(source, destination.name, binding) === variable
  );
}

/** Whether a parameter may be left out by its type, or the code asks whether it is there. */
function mayBeMissing({ identifiers: [name], references }: Variable): boolean {
  const type =
    name?.type === AST_NODE_TYPES.Identifier ? name.typeAnnotation?.typeAnnotation : undefined;
  return (
    (name?.type === AST_NODE_TYPES.Identifier && name.optional) ||
    type?.type === AST_NODE_TYPES.TSUnionType ||
    references.some(({ identifier }) => isTested(identifier))
  );
}

/** `if (!res)`, `res?.end()`, `res && …` */
function isTested(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.BinaryExpression:
    case AST_NODE_TYPES.LogicalExpression:
      return true;
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.ConditionalExpression:
      return parent.test === node;
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node && parent.optional;
    default:
      return false;
  }
}

/** The statement of a list that evaluates a call first of all. */
function statementAround(call: TSESTree.CallExpression): Node | undefined {
  const fn = functionAround(call);
  for (const around of ancestorsOf(call)) {
    if (around === fn) return undefined;
    switch (around.type) {
      case AST_NODE_TYPES.ExpressionStatement:
      case AST_NODE_TYPES.ReturnStatement:
        return isInList(around) ? around : undefined;
      case AST_NODE_TYPES.VariableDeclaration:
        return isInList(around) && around.declarations.length === 1 ? around : undefined;
      case AST_NODE_TYPES.ConditionalExpression:
      case AST_NODE_TYPES.LogicalExpression:
        return undefined;
      default:
    }
  }
  return undefined;
}

/** `(response) => response.data.pipe(res)` gets a body. */
function asBody(
  source: SourceCode,
  call: TSESTree.CallExpression,
  text: string,
): Edit[] | undefined {
  const fn = functionAround(call);
  if (fn?.type !== AST_NODE_TYPES.ArrowFunctionExpression || outermost(call) !== fn.body)
    return undefined;
  const edit = arrowWithBody(source, fn, text);
  return edit && [edit];
}
