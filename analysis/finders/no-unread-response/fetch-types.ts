/**
 * Whether what is written in a file gives a response of `fetch` a type that may have no `body` with a `cancel`. Written types
 * alone: no checker runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { FETCH } from '../../clients/models/fetch.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed } from '../../syntax/bindings.ts';
import type { BodyName } from './body-name.ts';
import { contextType } from './context-type.ts';

/** Types that are responses of `fetch`. */
const RESPONSE = /^(?:any|(?:globalThis\.)?Response)(?:\s*\|\s*(?:null|undefined))*$/u;

export function isTypedOtherwise(
  source: SourceCode,
  { arrival }: StreamBody,
  { binding, variable }: BodyName,
): boolean {
  const [definition] = variable.identifiers;
  const declared = [definition, patternOf(binding)].flatMap((target) =>
    target?.typeAnnotation ? [target.typeAnnotation.typeAnnotation] : [],
  );
  const given = givenTo(binding);
  return (
    declared.some((type) => !isResponse(source, type)) ||
    given?.type === AST_NODE_TYPES.TSAsExpression ||
    given?.type === AST_NODE_TYPES.TSTypeAssertion ||
    (arrival.kind === 'function' &&
      declared.length === 0 &&
      contextType(arrival.node) !== undefined)
  );
}

/** The pattern that takes the parts of a response. */
function patternOf(binding: Node): TSESTree.ObjectPattern | undefined {
  const taker = binding.type === AST_NODE_TYPES.VariableDeclarator ? binding.id : binding;
  return taker.type === AST_NODE_TYPES.ObjectPattern ? taker : undefined;
}

/** What a name is given: `const response: Answer = await fetch(url)`. */
function givenTo(binding: Node): Node | null | undefined {
  if (binding.type === AST_NODE_TYPES.VariableDeclarator) return binding.init;
  return binding.type === AST_NODE_TYPES.AssignmentExpression ? binding.right : undefined;
}

/** `Response`, if the file does not call something else so. */
function isResponse(source: SourceCode, type: Node): boolean {
  const text = source.getText(type);
  if (!RESPONSE.test(text)) return false;
  const named = /^Response/u.test(text) ? variableNamed(source, 'Response', type) : undefined;
  return (named?.defs ?? []).every(
    ({ parent }) =>
      parent?.type === AST_NODE_TYPES.ImportDeclaration &&
      Object.hasOwn(FETCH.exports, parent.source.value),
  );
}
