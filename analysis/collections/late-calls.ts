/**
 * Where an entry is handed to a function that the flow of values does not lead to: with the function that it is bound to, to a
 * timer that gives it on, or inside of what an event tells.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { isPromiseMethod, passesArgumentsOn } from '../vocabulary/callback-takers.ts';

const CONTAINERS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.Property,
]);

/** `touch.bind(null, user)`, `touch.call(user)`, `process.nextTick(touch, user)`, `bus.emit('seen', { user })` */
export function isHandedLate(source: SourceCode, entry: Node): boolean {
  const alone = withWrappers(entry);
  const given = outermostContainer(alone);
  const { parent } = given;
  if (parent?.type !== AST_NODE_TYPES.CallExpression || parent.callee === given) return false;
  const name = calledName(source, parent.callee);
  return passesArgumentsOn(name) || (name === 'emit' && given !== alone);
}

function outermostContainer(node: Node): Node {
  let outer = node;
  for (const ancestor of ancestorsOf(node)) {
    if (!CONTAINERS.has(ancestor.type)) break;
    outer = ancestor;
  }
  return outer;
}

/** `userOf(id).then(touch)`, with a function of another file */
export function isGivenToThen(source: SourceCode, promise: Node): boolean {
  const { parent: member } = withWrappers(promise);
  const call = member?.parent;
  return (
    member?.type === AST_NODE_TYPES.MemberExpression &&
    isPromiseMethod(propertyName(source, member) ?? '') &&
    call?.type === AST_NODE_TYPES.CallExpression &&
    call.callee === member &&
    call.arguments.some((argument) =>
      valuesOf(source, argument).some(({ kind }) => kind === 'module'),
    )
  );
}
