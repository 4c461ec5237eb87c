/**
 * Bodies that are piped to what can be closed before they end: `pipe` then stops reading, and destroys nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { BodyPipe } from '../../clients/bodies.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal, variableOf } from '../../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import { ancestorsOf, contains } from '../../syntax/traversal.ts';
import { isAnswerName } from '../../vocabulary/body-uses.ts';
import { coversAllPaths, fixPipe } from './fix-pipes.ts';
import type { UnreadResponseMessageId } from './messages.ts';
import type { UnreadResponseOptions } from './options.ts';
import type { FetchFile } from './fetch-file.ts';
import type { PipedBody } from './stream-file.ts';

interface BarePipes {
  readonly findings: Finding[];
  /** Whether what fixes them ends the response on every path, also on those that leave it unread before. */
  readonly areAllPathsCovered: boolean;
}

const NO_PIPES: BarePipes = { findings: [], areAllPathsCovered: false };

/** The pipes of a body that nothing else ends, and nobody else has. */
export function barePipes(file: FetchFile, piped: PipedBody): BarePipes {
  const { uses } = piped.body;
  const ends = [...uses.fates].flatMap(([at, fate]) =>
    fate === 'piped' || fate === 'heard' ? [] : [at],
  );
  const pipes = uses.pipes.filter(
    ({ call, destination }) =>
      destination &&
      counts(file.source, destination, piped.pipes) &&
      ends.every((end) => isOnOtherPath(end, call)),
  );
  if (pipes.length === 0) return NO_PIPES;
  const findings = pipes.map((pipe) => findingOf(file, piped, pipe));
  return {
    findings,
    areAllPathsCovered: pipes.some(
      (pipe, index) => 'edits' in findings[index]!.remedy && coversAllPaths(file, piped, pipe),
    ),
  };
}

/** Whether what ends a body stands in a branch that is left before the body is piped: `if (!ok) { body.resume(); return; }`. */
function isOnOtherPath(end: Node, pipe: Node): boolean {
  for (const around of ancestorsOf(end)) {
    if (isFunction(around) || contains(around, pipe)) return false;
    if (around.type === AST_NODE_TYPES.BlockStatement && LEAVING.has(around.body.at(-1)?.type))
      return true;
  }
  return false;
}

const LEAVING: ReadonlySet<AST_NODE_TYPES | undefined> = new Set([
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
]);

function findingOf(file: FetchFile, piped: PipedBody, pipe: BodyPipe): Finding {
  const messageId: UnreadResponseMessageId = 'barePipe';
  return {
    node: pipe.call,
    messageId,
    data: { destination: oneLine(file.source, pipe.destination!) },
    remedy: fixPipe(file, piped, pipe),
  };
}

function counts(
  source: SourceCode,
  destination: Node,
  pipes: UnreadResponseOptions['pipes'],
): boolean {
  return isAnswer(source, destination) || (pipes === 'any' && !isOfProcess(source, destination));
}

/** `res`, `reply.raw`, `ctx.res`: a parameter, or what belongs to one, by its type or its name. */
function isAnswer(source: SourceCode, wrapped: Node): boolean {
  const node = withoutWrappers(wrapped);
  if (node.type === AST_NODE_TYPES.Identifier) {
    const definition = variableOf(source, node)?.defs[0];
    if (definition?.type !== 'Parameter') return false;
    const type = typeName(definition.name as TSESTree.Identifier);
    return isAnswerName(type ?? node.name);
  }
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    isAnswerName(propertyName(source, node) ?? '') &&
    rootIsParameter(source, node.object)
  );
}

function rootIsParameter(source: SourceCode, wrapped: Node): boolean {
  const node = withoutWrappers(wrapped);
  if (node.type === AST_NODE_TYPES.MemberExpression) return rootIsParameter(source, node.object);
  return (
    node.type === AST_NODE_TYPES.Identifier &&
    variableOf(source, node)?.defs[0]?.type === 'Parameter'
  );
}

function typeName({ typeAnnotation }: TSESTree.Identifier): string | undefined {
  const type = typeAnnotation?.typeAnnotation;
  if (type?.type !== AST_NODE_TYPES.TSTypeReference) return undefined;
  const { typeName: name } = type;
  if (name.type === AST_NODE_TYPES.Identifier) return name.name;
  return name.type === AST_NODE_TYPES.TSQualifiedName ? name.right.name : undefined;
}

/** `process.stdout` ends with the process. */
function isOfProcess(source: SourceCode, wrapped: Node): boolean {
  const node = withoutWrappers(wrapped);
  return node.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, node.object, 'process');
}
