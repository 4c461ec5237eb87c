/**
 * How a function is made: the name that it has from there, and whether other files have it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { withWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { isExportedClass, isExportedExpression, isExportedVariable } from './exports.ts';
import { expressionsOf, instancesOf } from './function-uses.ts';

export interface Definition {
  /** Whether other files can call it. */
  readonly isExported: boolean;
  /** The name that it is called by, if it has one. */
  readonly name: string | undefined;
}

/** How a function is called where it is made, and whether it is exported from there. */
export function definitionOf(source: SourceCode, fn: FunctionNode): Definition {
  const { parent } = fn;
  if (fn.type === AST_NODE_TYPES.FunctionDeclaration) {
    const variables = source
      .getDeclaredVariables(fn)
      .filter(({ identifiers }) => fn.id !== null && identifiers.includes(fn.id));
    return ofVariables(source, variables, fn);
  }
  if (
    parent.type === AST_NODE_TYPES.MethodDefinition ||
    parent.type === AST_NODE_TYPES.PropertyDefinition
  )
    return ofMethod(source, parent, fn);
  const holder = holderOf(fn);
  switch (holder.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      if (holder.id.type !== AST_NODE_TYPES.Identifier) break;
      return ofVariables(source, source.getDeclaredVariables(holder), fn);
    case AST_NODE_TYPES.AssignmentExpression:
      return ofAssignment(source, holder.left, fn);
    case AST_NODE_TYPES.Property:
      if (holder.parent.type !== AST_NODE_TYPES.ObjectExpression) break;
      return {
        isExported: isExportedExpression(source, holder.parent),
        name: propertyName(source, holder),
      };
    default:
      break;
  }
  return { isExported: isExportedExpression(source, fn), name: undefined };
}

/** The node that gives a function its name, through wrappers of the type alone. */
function holderOf(fn: FunctionNode): Node {
  return withWrappers(fn).parent!;
}

function ofVariables(
  source: SourceCode,
  variables: readonly Variable[],
  fn: FunctionNode,
): Definition {
  const isExported =
    isExportedExpression(source, fn) ||
    isExportedDeclaration(fn) ||
    variables.some((variable) => isExportedVariable(source, variable));
  return { isExported, name: variables[0]?.name };
}

function isExportedDeclaration({ parent }: FunctionNode): boolean {
  return (
    parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    parent.type === AST_NODE_TYPES.ExportNamedDeclaration
  );
}

/** `f = …`, `exports.add = …`, `store.add = …`, `Pool.prototype.take = …` */
function ofAssignment(source: SourceCode, left: Node, fn: FunctionNode): Definition {
  if (left.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, left);
    return ofVariables(source, variable ? [variable] : [], fn);
  }
  if (left.type !== AST_NODE_TYPES.MemberExpression)
    return { isExported: isExportedExpression(source, fn), name: undefined };
  const property = propertyName(source, left);
  return {
    isExported:
      (isOfPrototype(source, left) && isPrototypeReachable(source, left.object)) ||
      isExportedExpression(source, fn),
    name: property === 'exports' ? fn.id?.name : property,
  };
}

/** Whether other files may have an instance of a constructor function, and call its methods. */
function isPrototypeReachable(source: SourceCode, prototype: Node): boolean {
  const made = prototype.type === AST_NODE_TYPES.MemberExpression ? prototype.object : prototype;
  const variable = made.type === AST_NODE_TYPES.Identifier ? variableOf(source, made) : undefined;
  if (!variable || variable.defs[0]?.type !== 'FunctionName') return true;
  return (
    isExportedVariable(source, variable) ||
    variable.references.some(({ identifier }) => mayBeGiven(source, identifier))
  );
}

/** Whether a name of a constructor function gives it, or an instance of it, to other code. */
function mayBeGiven(source: SourceCode, name: Node): boolean {
  const { parent } = name;
  if (parent?.type === AST_NODE_TYPES.MemberExpression) return parent.object !== name;
  if (parent?.type !== AST_NODE_TYPES.NewExpression || parent.callee !== name) return true;
  const holder = parent.parent;
  const declared =
    holder.type === AST_NODE_TYPES.VariableDeclarator ? source.getDeclaredVariables(holder) : [];
  return declared.length === 0
    ? holder.type !== AST_NODE_TYPES.ExpressionStatement
    : declared.some((variable) => isGivenAway(source, variable));
}

/** Whether a variable is exported, or used in another way than by the methods of what it has. */
function isGivenAway(source: SourceCode, variable: Variable): boolean {
  return (
    isExportedVariable(source, variable) ||
    variable.references.some(({ identifier, init }) => {
      const { parent } = identifier as Node;
      return init !== true && parent?.type !== AST_NODE_TYPES.MemberExpression;
    })
  );
}

/** `Pool.prototype.take` */
export function isOfPrototype(source: SourceCode, { object }: TSESTree.MemberExpression): boolean {
  return (
    object.type === AST_NODE_TYPES.MemberExpression && propertyName(source, object) === 'prototype'
  );
}

function ofMethod(
  source: SourceCode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  fn: FunctionNode,
): Definition {
  const owner = member.parent.parent;
  if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor')
    return { isExported: isExportedClass(source, owner), name: owner.id?.name };
  const name = propertyName(source, member);
  const isHidden = member.accessibility === 'private' || name?.startsWith('#') === true;
  const isExported =
    (!isHidden && isReachable(source, owner)) ||
    expressionsOf(source, fn).some((node) => isExportedExpression(source, node));
  return { isExported, name };
}

/** The class, or an instance of it: `module.exports = new Store()`. */
function isReachable(source: SourceCode, owner: ClassNode): boolean {
  if (isExportedClass(source, owner)) return true;
  return instancesOf(source, owner).some((made) => isExportedExpression(source, made));
}
