/**
 * What is in a list or an object that the file writes out.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConstant } from '../flow/constants.ts';
import type { Path } from '../flow/contents.ts';
import { contentOf } from '../flow/edges.ts';
import { statesBefore } from '../flow/evaluate.ts';
import { additionsTo } from '../flow/later-additions.ts';
import { lazyFlow } from '../flow/lazy-flow.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { contains } from '../syntax/traversal.ts';
import type { KeyOrigin } from './key-queries.ts';
import { FINITE, joined, THROUGH_ALL, unknown, type Asker } from './origins.ts';

type Literal = TSESTree.ArrayExpression | TSESTree.ObjectExpression | TSESTree.NewExpression;

/**
 * What a literal, or a `new Map(…)`, has at a path: what it is made with, and what is put into it later.
 * @param path not empty
 */
export function contentsOfLiteral(ask: Asker, literal: Literal, path: Path): KeyOrigin {
  const states = statesBefore(lazyFlow(ask.source), { node: literal, path }, THROUGH_ALL);
  const own = states.filter(({ node }) => contains(literal, node));
  const written = states.filter(({ node }) => !contains(literal, node));
  const origins = written.map((state) => ask.at(state.node, state.path));
  const isProperty = literal.type === AST_NODE_TYPES.ObjectExpression && path[0]!.startsWith('.');
  if (path.length === 1 && isFilled(literal) && isConstant(ask.source, literal))
    origins.push(FINITE);
  else if (isProperty) origins.push(...ofProperty(ask, literal, path));
  else origins.push(...own.map((state) => ask.at(state.node, state.path)));
  if (origins.length > 0) return joined(origins, () => unknown(ask.source, literal));
  return ofMissing(ask.source, literal, isProperty);
}

/** What is written last counts, and with it what a spread or a key that is worked out may give. */
function ofProperty(ask: Asker, literal: TSESTree.ObjectExpression, path: Path): KeyOrigin[] {
  const [head, ...rest] = path;
  const origins: KeyOrigin[] = [];
  for (const property of literal.properties.toReversed()) {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      origins.push(ask.at(property.argument, path));
      continue;
    }
    const content = contentOf(ask.source, property);
    if (content !== head && content !== '{}') continue;
    // A getter.
    if (property.kind !== 'init') return [unknown(ask.source, literal)];
    origins.push(ask.at(property.value, rest));
    if (content === head) break;
  }
  return origins;
}

/** What has nothing at a path: if nobody is seen to fill what is made empty, somebody does who is not. */
function ofMissing(source: SourceCode, made: Literal, isProperty: boolean): KeyOrigin {
  const { parent } = made;
  if (parent.type !== AST_NODE_TYPES.VariableDeclarator)
    return isFilled(made) ? FINITE : unknown(source, made);
  // Whoever has an object by a name may give it more.
  if (isProperty) return unknown(source, made);
  const variable =
    parent.id.type === AST_NODE_TYPES.Identifier ? variableOf(source, parent.id) : undefined;
  const isSeen = !variable || isFilled(made) || additionsTo(source, variable).length > 0;
  return isSeen ? FINITE : unknown(source, made);
}

function isFilled(made: Literal): boolean {
  if (made.type === AST_NODE_TYPES.ArrayExpression) return made.elements.length > 0;
  if (made.type === AST_NODE_TYPES.ObjectExpression) return made.properties.length > 0;
  return made.arguments.length > 0;
}

/** What an object that is only there to be written out is made of. */
export function partsOfObject({ properties }: TSESTree.ObjectExpression): Node[] {
  return properties.flatMap((property) => {
    if (property.type === AST_NODE_TYPES.SpreadElement) return [property.argument];
    return property.value.type === AST_NODE_TYPES.ObjectExpression
      ? partsOfObject(property.value)
      : [property.value];
  });
}
