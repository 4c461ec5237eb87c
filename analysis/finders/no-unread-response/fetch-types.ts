/**
 * Whether what is written in a file gives a response of `fetch` a type that may have no `body` with a `cancel`. Written types
 * alone: no checker runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FetchCall } from '../../clients/fetch-calls.ts';
import type { FunctionModel } from '../../clients/models/client-model.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed } from '../../syntax/bindings.ts';
import { returnedBy } from '../../syntax/traversal.ts';
import type { BodyName } from './body-name.ts';
import { contextType } from './context-type.ts';

export function isTypedOtherwise(
  source: SourceCode,
  { model, through }: FetchCall,
  { arrival }: StreamBody,
  { binding, variable }: BodyName,
): boolean {
  const [definition] = variable.identifiers;
  const declared = [definition, patternOf(binding)].flatMap((target) =>
    target?.typeAnnotation ? [target.typeAnnotation.typeAnnotation] : [],
  );
  const given = givenTo(binding);
  return (
    declared.some((type) => !isResponse(source, model, type)) ||
    (given && isAsserted(given)) ||
    (through !== undefined && returnsOtherwise(source, through)) ||
    (arrival.kind === 'function' &&
      declared.length === 0 &&
      contextType(arrival.node) !== undefined)
  );
}

/** The same of what a function that returns the response says of it. */
function returnsOtherwise(
  source: SourceCode,
  { fn, request }: NonNullable<FetchCall['through']>,
): boolean {
  const type = fn.returnType?.typeAnnotation;
  const [given = type] =
    type?.type === AST_NODE_TYPES.TSTypeReference ? (type.typeArguments?.params ?? []) : [];
  return (
    (given !== undefined && !isResponse(source, request.model, given)) ||
    returnedBy(source, fn).some((returned) => isAsserted(returned)) ||
    (request.through !== undefined && returnsOtherwise(source, request.through))
  );
}

/** The pattern that takes the parts of a response. */
function patternOf(binding: Node): TSESTree.ObjectPattern | undefined {
  const taker = binding.type === AST_NODE_TYPES.VariableDeclarator ? binding.id : binding;
  return taker.type === AST_NODE_TYPES.ObjectPattern ? taker : undefined;
}

function isAsserted({ type }: Node): boolean {
  return type === AST_NODE_TYPES.TSAsExpression || type === AST_NODE_TYPES.TSTypeAssertion;
}

/** What a name is given: `const response: Answer = await fetch(url)`. */
function givenTo(binding: Node): Node | null | undefined {
  if (binding.type === AST_NODE_TYPES.VariableDeclarator) return binding.init;
  return binding.type === AST_NODE_TYPES.AssignmentExpression ? binding.right : undefined;
}

/** Types beside a response that a name may have. */
const OTHER_TYPES: readonly string[] = ['any', 'null', 'undefined'];

/** `Response`, `Response | undefined`, if the file does not call something else so. */
function isResponse(source: SourceCode, model: FunctionModel, type: Node): boolean {
  return source
    .getText(type)
    .split('|')
    .map((part) => part.trim())
    .every(
      (part) =>
        OTHER_TYPES.includes(part) ||
        (model.responseTypes.includes(part) && isOfClient(source, model, part, type)),
    );
}

/** Whether the type is the one of the client: the global one where that has its body, or imported from the package. */
function isOfClient(
  source: SourceCode,
  { exports, body }: FunctionModel,
  name: string,
  at: Node,
): boolean {
  const defs = variableNamed(source, name.split('.')[0]!, at)?.defs ?? [];
  if (defs.length === 0) return body.api.stream === 'web';
  return defs.every(
    ({ parent }) =>
      parent?.type === AST_NODE_TYPES.ImportDeclaration &&
      Object.hasOwn(exports, parent.source.value),
  );
}
