/**
 * Whose field an access means: a class, a constructor function with its prototype, an object literal.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { functionAround } from '../syntax/traversal.ts';

export type Owner = ClassNode | FunctionNode | TSESTree.ObjectExpression;

export interface FieldOwner {
  readonly node: Owner;
  /** Of the class or the function itself; always so of an object literal, of which there is one. */
  readonly isStatic: boolean;
}

/** What an expression stands for that has fields: `this`, a class, an instance, an object literal. */
export function ownerNamedBy(source: SourceCode, expression: Node): FieldOwner | undefined {
  const object = withoutWrappers(expression);
  return object.type === AST_NODE_TYPES.ThisExpression
    ? ownerAt(source, object)
    : ownerOfValue(source, object);
}

/** The class, the object literal or the constructor function that `this` at a node is an instance of. */
function ownerAt(source: SourceCode, node: Node): FieldOwner | undefined {
  const owner = ownerOfThis(node);
  if (!owner) {
    const fn = functionWithThis(node);
    const made = fn && (prototypeOwner(source, fn) ?? (isConstructor(source, fn) ? fn : undefined));
    return made && { node: made, isStatic: false };
  }
  if (isClass(owner.node)) return owner;
  const made = prototypeOwner(source, owner.node);
  return made ? { node: made, isStatic: false } : owner;
}

function functionWithThis(node: Node): FunctionNode | undefined {
  let fn = functionAround(node);
  while (fn?.type === AST_NODE_TYPES.ArrowFunctionExpression) fn = functionAround(fn);
  return fn;
}

/** `F.prototype.m = function () {}`, `F.prototype = { m() {} }`, `Object.assign(F.prototype, { m() {} })`: F. */
function prototypeOwner(source: SourceCode, value: Node): FunctionNode | ClassNode | undefined {
  let { parent } = value;
  // `F.prototype.a = F.prototype.b = function () {}`
  while (parent?.type === AST_NODE_TYPES.AssignmentExpression) {
    const { left } = parent;
    if (left.type === AST_NODE_TYPES.MemberExpression)
      for (const prototype of [left, left.object]) {
        const owner = ownerOfPrototype(source, prototype);
        if (owner) return owner;
      }
    parent = parent.parent;
  }
  if (parent?.type !== AST_NODE_TYPES.CallExpression || parent.arguments[0] === value)
    return undefined;
  const [target] = parent.arguments;
  return target && ownerOfPrototype(source, target);
}

function ownerOfPrototype(source: SourceCode, node: Node): FunctionNode | ClassNode | undefined {
  if (node.type !== AST_NODE_TYPES.MemberExpression || propertyName(source, node) !== 'prototype')
    return undefined;
  for (const value of valuesOf(source, node.object))
    if (value.kind === 'node' && (isFunction(value.node) || isClass(value.node))) return value.node;
  return undefined;
}

const constructors = new WeakMap<FunctionNode, boolean>();

/** Whether a function makes objects: it is called by `new`, or has a prototype. */
function isConstructor(source: SourceCode, fn: FunctionNode): boolean {
  let answer = constructors.get(fn);
  if (answer === undefined) constructors.set(fn, (answer = findsConstruction(source, fn)));
  return answer;
}

function findsConstruction(source: SourceCode, fn: FunctionNode): boolean {
  const { parent } = fn;
  const isNamed = parent.type === AST_NODE_TYPES.VariableDeclarator;
  const name: Node | null = isNamed ? parent.id : fn.id;
  const variables = source.getDeclaredVariables(isNamed ? parent : fn);
  return variables.some(
    ({ identifiers, references }) =>
      identifiers.some((identifier) => identifier === name) &&
      references.some(({ identifier }) => {
        const use: Node = identifier.parent;
        if (use.type === AST_NODE_TYPES.NewExpression) return use.callee === identifier;
        return (
          use.type === AST_NODE_TYPES.MemberExpression &&
          use.object === identifier &&
          propertyName(source, use) === 'prototype'
        );
      }),
  );
}

function ownerOfValue(source: SourceCode, object: Node): FieldOwner | undefined {
  const values = valuesOf(source, object);
  for (const value of values) {
    if (value.kind !== 'node') continue;
    const { node } = value;
    if (isClass(node) || node.type === AST_NODE_TYPES.ObjectExpression)
      return { node, isStatic: true };
    if (node.type !== AST_NODE_TYPES.NewExpression) continue;
    const made = valuesOf(source, node.callee).find(
      (callee) => callee.kind === 'node' && (isClass(callee.node) || isFunction(callee.node)),
    );
    if (made?.kind === 'node')
      return { node: made.node as ClassNode | FunctionNode, isStatic: false };
  }
  // `const self = this`
  const [first] = values;
  return first?.kind === 'unknown' && first.node.type === AST_NODE_TYPES.ThisExpression
    ? ownerAt(source, first.node)
    : undefined;
}
