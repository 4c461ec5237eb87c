/**
 * Who runs a function, as far as its own file tells: the calls of it, the places that hand it on as a value, and
 * whether other files can call it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { contains, functionAround, nodesOf } from '../syntax/traversal.ts';
import { isExportedClass, isExportedExpression, isExportedVariable } from './exports.ts';
import { valuesOf } from './values.ts';

export interface Callers {
  /** Calls by name in this file; `new C()` for a constructor. */
  readonly calls: readonly Call[];
  /** Where the function is a value: a callback that is passed, a listener that is registered. */
  readonly values: readonly Node[];
  readonly isExported: boolean;
  /** The name that it is called by, if it has one. */
  readonly name: string | undefined;
}

const known = new WeakMap<SourceCode, Map<FunctionNode, Callers>>();

export function callersOf(source: SourceCode, fn: FunctionNode): Callers {
  let index = known.get(source);
  if (!index) known.set(source, (index = new Map<FunctionNode, Callers>()));
  let callers = index.get(fn);
  if (!callers) index.set(fn, (callers = findCallers(source, fn)));
  return callers;
}

function findCallers(source: SourceCode, fn: FunctionNode): Callers {
  const { parent } = fn;
  if (fn.type === AST_NODE_TYPES.FunctionDeclaration)
    return ofVariables(
      source,
      source.getDeclaredVariables(fn).filter(({ name }) => name === fn.id?.name),
      fn,
    );
  if (
    parent.type === AST_NODE_TYPES.MethodDefinition ||
    parent.type === AST_NODE_TYPES.PropertyDefinition
  )
    return ofMethod(source, parent);
  const holder = holderOf(fn);
  if (
    holder.type === AST_NODE_TYPES.VariableDeclarator &&
    holder.id.type === AST_NODE_TYPES.Identifier
  )
    return ofVariables(source, source.getDeclaredVariables(holder), fn);
  if (holder.type === AST_NODE_TYPES.AssignmentExpression) {
    const { left } = holder;
    if (left.type === AST_NODE_TYPES.Identifier) {
      const variable = variableOf(source, left);
      return ofVariables(source, variable ? [variable] : [], fn);
    }
    if (left.type === AST_NODE_TYPES.MemberExpression) return ofProperty(source, left, fn);
  }
  if (
    holder.type === AST_NODE_TYPES.Property &&
    holder.parent.type === AST_NODE_TYPES.ObjectExpression
  ) {
    return ofObjectMember(source, holder, holder.parent);
  }
  return { calls: [], values: [fn], isExported: isExportedExpression(source, fn), name: undefined };
}

/** The node that gives a function its name, through wrappers of the type alone. */
function holderOf(fn: FunctionNode): Node {
  let value: Node = fn;
  while (value.parent && withoutWrappers(value.parent) !== value.parent) value = value.parent;
  return value.parent!;
}

function ofVariables(
  source: SourceCode,
  variables: readonly Variable[],
  fn: FunctionNode,
): Callers {
  const calls: Call[] = [];
  const values: Node[] = [];
  for (const variable of variables) {
    for (const reference of variable.references) {
      const identifier = reference.identifier as Node;
      if (!reference.isRead()) continue;
      const { parent } = identifier;
      if (
        (parent?.type === AST_NODE_TYPES.CallExpression ||
          parent?.type === AST_NODE_TYPES.NewExpression) &&
        parent.callee === identifier
      )
        calls.push(parent);
      else values.push(identifier);
    }
  }
  const isExported =
    isExportedExpression(source, fn) ||
    isExportedDeclaration(fn) ||
    variables.some((variable) => isExportedVariable(source, variable));
  return {
    calls,
    values: values.filter((value) => !isExportedExpression(source, value)),
    isExported,
    name: variables[0]?.name,
  };
}

/** `exports.add = function () {}`, `store.add = …`, `Pool.prototype.take = …` */
function ofProperty(
  source: SourceCode,
  left: TSESTree.MemberExpression,
  fn: FunctionNode,
): Callers {
  const property = propertyName(source, left);
  const name = property === 'exports' ? fn.id?.name : property;
  // Whoever has an instance calls a method of the prototype.
  const isMethod =
    left.object.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, left.object) === 'prototype';
  const uses =
    property === undefined
      ? []
      : membersNamed(source, property).filter(
          (use) =>
            use !== left &&
            (sameReference(source, use.object, left.object) ||
              (isMethod && use.object.type === AST_NODE_TYPES.ThisExpression)),
        );
  const found = callsAndValues(uses);
  const isExported = isMethod || isExportedExpression(source, fn);
  // `socket.onmessage = () => {}`: whatever holds the property calls it.
  return { ...found, values: isExported ? found.values : [...found.values, fn], isExported, name };
}

/** `const store = { add() {} }` */
function ofObjectMember(
  source: SourceCode,
  member: TSESTree.Property,
  object: TSESTree.ObjectExpression,
): Callers {
  const name = propertyName(source, member);
  const uses =
    name === undefined
      ? []
      : membersNamed(source, name).filter((use) => isObject(source, use, object));
  const found = callsAndValues(uses);
  return {
    ...found,
    values: [...found.values, object],
    isExported: isExportedExpression(source, object),
    name,
  };
}

function isObject(
  source: SourceCode,
  use: TSESTree.MemberExpression,
  object: TSESTree.ObjectExpression,
): boolean {
  if (use.object.type === AST_NODE_TYPES.ThisExpression) return ownerOfThis(use)?.node === object;
  return valuesOf(source, use.object).some(
    (value) => value.kind === 'node' && value.node === object,
  );
}

function callsAndValues(
  uses: readonly TSESTree.MemberExpression[],
): Pick<Callers, 'calls' | 'values'> {
  const calls = uses.flatMap((use) =>
    use.parent.type === AST_NODE_TYPES.CallExpression && use.parent.callee === use
      ? [use.parent]
      : [],
  );
  return { calls, values: uses.filter((use) => !calls.some(({ callee }) => callee === use)) };
}

function isExportedDeclaration(fn: FunctionNode): boolean {
  return (
    fn.parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    fn.parent.type === AST_NODE_TYPES.ExportNamedDeclaration
  );
}

function ofMethod(
  source: SourceCode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
): Callers {
  const owner = member.parent.parent;
  const name = propertyName(source, member);
  if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor') {
    const made = nodesOf(source, AST_NODE_TYPES.NewExpression).filter(({ callee }) =>
      namesClass(source, callee, owner),
    );
    return {
      calls: made,
      values: [],
      isExported: isExportedClass(source, owner),
      name: owner.id?.name,
    };
  }
  const isHidden = member.accessibility === 'private' || name?.startsWith('#') === true;
  const uses =
    name === undefined ? [] : membersNamed(source, name).filter((use) => isOf(source, use, owner));
  const { calls, values } = callsAndValues(uses);
  const isGivenAway = values.some((value) => isExportedExpression(source, value));
  return {
    calls,
    values: values.filter((value) => !isExportedExpression(source, value)),
    isExported: isGivenAway || (!isHidden && isReachable(source, owner)),
    name,
  };
}

/** `this.m` of the class itself, `C.m`, and `x.m` of an instance that this file makes. */
function isOf(source: SourceCode, use: TSESTree.MemberExpression, owner: ClassNode): boolean {
  if (use.object.type === AST_NODE_TYPES.ThisExpression) {
    const ofThis = ownerOfThis(use);
    return ofThis === undefined || ofThis.node === owner;
  }
  return valuesOf(source, use.object).some((value) => {
    if (value.kind !== 'node') return false;
    if (value.node === owner || value.node.type === AST_NODE_TYPES.ThisExpression) return true;
    return (
      value.node.type === AST_NODE_TYPES.NewExpression &&
      namesClass(source, value.node.callee, owner)
    );
  });
}

function namesClass(source: SourceCode, callee: Node, owner: ClassNode): boolean {
  return (
    callee.type === AST_NODE_TYPES.Identifier &&
    owner.id !== null &&
    callee.name === owner.id.name &&
    variableOf(source, callee) !== undefined
  );
}

/** The class, or an instance of it: `module.exports = new Store()`. */
function isReachable(source: SourceCode, owner: ClassNode): boolean {
  if (isExportedClass(source, owner)) return true;
  return nodesOf(source, AST_NODE_TYPES.NewExpression).some(
    (made) => namesClass(source, made.callee, owner) && isExportedExpression(source, made),
  );
}

/** The arguments that calls in this file give for a parameter. */
export function argumentsFor(
  source: SourceCode,
  parameter: TSESTree.Identifier,
): TSESTree.Expression[] {
  const fn = functionAround(parameter);
  const position =
    fn?.params.findIndex(
      (candidate: Node) =>
        contains(candidate, parameter) && candidate.type !== AST_NODE_TYPES.ObjectPattern,
    ) ?? -1;
  if (!fn || position < 0) return [];
  return callersOf(source, fn).calls.flatMap(({ arguments: given }) => {
    const argument = given[position];
    return argument === undefined ||
      given.slice(0, position + 1).some(({ type }) => type === AST_NODE_TYPES.SpreadElement)
      ? []
      : [argument as TSESTree.Expression];
  });
}
