/**
 * Where an entry, or a part of it, has another name that the flow of values does not follow: in a comparison, or in a copy that
 * shares its parts.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isFunction, withWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { comparesItems } from '../vocabulary/collection-methods.ts';
import type { Use, Uses } from './uses.ts';

type Named = Pick<Use, 'node' | 'level' | 'path'>;

/** @param results calls that give entries */
export function sharingNames(
  source: SourceCode,
  { all, holders }: Uses,
  results: readonly Node[],
): readonly Named[] {
  const entries = all.filter(({ level }) => level > 0);
  return [
    ...entries.flatMap(({ node }) => partsOfCopy(source, node)),
    ...results.flatMap((call) => partsOfCopy(source, call)),
    ...holders.flatMap(({ node }) => comparedNames(source, node)),
  ].map((node) => ({ node, level: 1, path: '' }));
}

/** `a` and `b` of `[entry, other].sort((a, b) => …)` */
function comparedNames(source: SourceCode, list: Node): Node[] {
  const { parent } = withWrappers(list);
  const call = parent?.type === AST_NODE_TYPES.MemberExpression ? parent.parent : undefined;
  if (call?.type !== AST_NODE_TYPES.CallExpression || call.callee !== parent) return [];
  const [compare] = call.arguments;
  if (!compare || !isFunction(compare) || !comparesItems(calledName(source, call.callee)))
    return [];
  return source
    .getDeclaredVariables(compare)
    .filter(({ defs }) => defs[0]?.type === 'Parameter')
    .flatMap(({ references }) => references.map(({ identifier }) => identifier as Node));
}

/** The copies themselves, where they are made and by their names: who gets one has the parts of the entry. */
export function copiesOf(source: SourceCode, { all, holders }: Uses): readonly Node[] {
  const entries = [
    ...all.flatMap(({ level, node }) => (level > 0 ? [node] : [])),
    ...holders.map(({ node }) => node),
  ];
  return entries.flatMap((entry) => {
    const copy = copyOf(source, entry);
    const name = nameOfCopy(source, entry);
    const variable = name ? variableOf(source, name) : undefined;
    return [
      ...(copy ? [copy] : []),
      ...(variable?.references ?? []).flatMap((reference) =>
        reference.isRead() ? [reference.identifier as Node] : [],
      ),
    ];
  });
}

/** `copy.meta` of `const copy = { ...entry }`: the copy is another object, and its parts are the same. */
function partsOfCopy(source: SourceCode, entry: Node): Node[] {
  const name = nameOfCopy(source, entry);
  const variable = name ? variableOf(source, name) : undefined;
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier;
    return parent.type === AST_NODE_TYPES.MemberExpression &&
      parent.object === identifier &&
      !isMethod(parent) &&
      !isWriteTarget(parent)
      ? [parent]
      : [];
  });
}

/** `copy` of `const copy = { ...entry }` and of `const { id, ...copy } = entry` */
function nameOfCopy(source: SourceCode, entry: Node): TSESTree.Identifier | undefined {
  const copy = copyOf(source, entry);
  const { parent } = withWrappers(copy ?? awaited(entry));
  if (parent?.type !== AST_NODE_TYPES.VariableDeclarator) return undefined;
  const { id } = parent;
  const rest = id.type === AST_NODE_TYPES.ObjectPattern ? id.properties.at(-1) : undefined;
  const named = copy ? id : rest?.type === AST_NODE_TYPES.RestElement ? rest.argument : undefined;
  return named?.type === AST_NODE_TYPES.Identifier ? named : undefined;
}

/** `copy.push` */
function isMethod(member: TSESTree.MemberExpression): boolean {
  return member.parent.type === AST_NODE_TYPES.CallExpression && member.parent.callee === member;
}

/** `{ ...entry }`, `[...entry]`, `Object.assign({}, entry)`, `entry.slice()` */
function copyOf(source: SourceCode, entry: Node): Node | undefined {
  const given = withWrappers(awaited(entry));
  const { parent } = given;
  switch (parent?.type) {
    case AST_NODE_TYPES.SpreadElement:
      return parent.parent.type === AST_NODE_TYPES.CallExpression ? undefined : parent.parent;
    case AST_NODE_TYPES.CallExpression:
      return parent.callee.type === AST_NODE_TYPES.MemberExpression &&
        isGlobal(source, parent.callee.object, 'Object') &&
        parent.arguments.indexOf(given as TSESTree.Expression) > 0
        ? parent
        : undefined;
    case AST_NODE_TYPES.MemberExpression:
      return propertyName(source, parent) === 'slice' && isMethod(parent)
        ? parent.parent
        : undefined;
    default:
      return undefined;
  }
}

function awaited(entry: Node): Node {
  const { parent } = withWrappers(entry);
  return parent?.type === AST_NODE_TYPES.AwaitExpression ? parent : entry;
}
