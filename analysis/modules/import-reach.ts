/**
 * Which expressions of a file can have to do with a module that it loads. It follows names and places, no values: more
 * expressions are found than have what the module exports, and those that are not found need not be asked for their values.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { loadedModule } from '../syntax/calls.ts';
import { propertyName } from '../syntax/references.ts';
import { contains, nodesOf, walk } from '../syntax/traversal.ts';

/** Expressions that can name an export, or what a call of one gives. */
export type Naming =
  | TSESTree.Identifier
  | TSESTree.MemberExpression
  | TSESTree.CallExpression
  | TSESTree.NewExpression;

/** The modules that a file loads, by what stands between the quotes. */
export function loadedModules(source: SourceCode): readonly string[] {
  return [...loadsOf(source).keys()];
}

/** The expressions that can name what a module exports, or what is made of it; in no order. */
export function expressionsReachedFrom(source: SourceCode, module: string): readonly Naming[] {
  const reach = new Reach(source);
  reach.addAll(loadsOf(source).get(module) ?? []);
  return reach.found;
}

/** Whether a reference is of a value: TypeScript's scopes hold the names in types, too; espree's have none. */
export function isOfValue(reference: object): boolean {
  return !('isValueReference' in reference) || reference.isValueReference === true;
}

const known = new WeakMap<SourceCode, ReadonlyMap<string, readonly Node[]>>();

/** By module: the names that imports declare, and the expressions that load it. */
function loadsOf(source: SourceCode): ReadonlyMap<string, readonly Node[]> {
  let loads = known.get(source);
  if (!loads) known.set(source, (loads = findLoads(source)));
  return loads;
}

function findLoads(source: SourceCode): ReadonlyMap<string, readonly Node[]> {
  const loads = new Map<string, Node[]>();
  const add = (module: string | undefined, nodes: readonly Node[]) => {
    if (module === undefined) return;
    const before = loads.get(module);
    if (before) before.push(...nodes);
    else loads.set(module, [...nodes]);
  };
  for (const { source: from, specifiers } of nodesOf(source, AST_NODE_TYPES.ImportDeclaration))
    add(
      from.value,
      specifiers.map(({ local }) => local),
    );
  for (const { id, moduleReference } of nodesOf(source, AST_NODE_TYPES.TSImportEqualsDeclaration))
    if (moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference)
      add(moduleReference.expression.value, [id]);
  for (const node of nodesOf(source, AST_NODE_TYPES.ImportExpression))
    add(loadedModule(source, node), [node]);
  for (const node of nodesOf(source, AST_NODE_TYPES.CallExpression))
    add(loadedModule(source, node), [node]);
  return loads;
}

class Reach {
  readonly found: Naming[] = [];
  readonly #source: SourceCode;
  /** What stands around something that has been found, with that itself. */
  readonly #seen = new Set<Node>();
  readonly #variables = new Set<Variable>();
  readonly #properties = new Set<string>();
  readonly #pending: Node[] = [];

  constructor(source: SourceCode) {
    this.#source = source;
  }

  /** @param loads names that are declared, and other expressions */
  addAll(loads: readonly Node[]): void {
    for (const load of loads) {
      if (load.type === AST_NODE_TYPES.Identifier) this.#addTarget(load);
      else this.#pending.push(load);
    }
    for (let node = this.#pending.pop(); node; node = this.#pending.pop()) this.#climb(node);
  }

  #climb(start: Node): void {
    if (start.type === AST_NODE_TYPES.Identifier) this.found.push(start);
    let inner = start;
    for (let node: Node | undefined = start; node; inner = node, node = node.parent) {
      if (isClassOf(node, inner)) this.#addThis(node);
      if (this.#seen.has(node)) return;
      this.#seen.add(node);
      if (
        node.type === AST_NODE_TYPES.MemberExpression ||
        node.type === AST_NODE_TYPES.CallExpression ||
        node.type === AST_NODE_TYPES.NewExpression
      )
        this.found.push(node);
      this.#addNamesOf(node);
    }
  }

  /** What is called by a name that has a node, or something around it, for its value or as a part of that. */
  #addNamesOf(node: Node): void {
    switch (node.type) {
      case AST_NODE_TYPES.VariableDeclarator:
      case AST_NODE_TYPES.ClassDeclaration:
      case AST_NODE_TYPES.ClassExpression:
        for (const variable of this.#source.getDeclaredVariables(node)) this.#addVariable(variable);
        break;
      case AST_NODE_TYPES.FunctionDeclaration:
      case AST_NODE_TYPES.FunctionExpression:
        if (node.id) this.#addTarget(node.id);
        break;
      case AST_NODE_TYPES.AssignmentExpression:
      case AST_NODE_TYPES.AssignmentPattern:
        this.#addTarget(node.left);
        break;
      case AST_NODE_TYPES.PropertyDefinition:
      case AST_NODE_TYPES.MethodDefinition:
        this.#addProperty(propertyName(this.#source, node));
        break;
      case AST_NODE_TYPES.Property:
        // A method of the object may have it by `this`.
        if (nodesOf(this.#source, AST_NODE_TYPES.ThisExpression).length > 0)
          this.#addProperty(propertyName(this.#source, node));
        break;
      default:
    }
  }

  #addTarget(target: Node): void {
    switch (target.type) {
      case AST_NODE_TYPES.Identifier: {
        this.#addVariable(variableOf(this.#source, target));
        // `constructor(private readonly store = shared)`
        if (target.parent.parent?.type === AST_NODE_TYPES.TSParameterProperty)
          this.#addProperty(target.name);
        break;
      }
      case AST_NODE_TYPES.MemberExpression:
        this.#addProperty(propertyName(this.#source, target));
        break;
      default:
        walk(this.#source, target, (node) => {
          if (
            node.type === AST_NODE_TYPES.Identifier ||
            node.type === AST_NODE_TYPES.MemberExpression
          )
            this.#addTarget(node);
        });
    }
  }

  #addVariable(variable: Variable | undefined): void {
    if (!variable || this.#variables.has(variable)) return;
    this.#variables.add(variable);
    for (const reference of variable.references)
      if (reference.isRead() && isOfValue(reference)) this.#pending.push(reference.identifier);
  }

  #addProperty(name: string | undefined): void {
    if (name === undefined || this.#properties.has(name)) return;
    this.#properties.add(name);
    this.#pending.push(...membersNamed(this.#source, name));
  }

  /** A class has what it inherits. */
  #addThis(inheriting: ClassNode): void {
    for (const node of nodesOf(this.#source, AST_NODE_TYPES.ThisExpression))
      if (contains(inheriting, node)) this.#pending.push(node);
  }
}

function isClassOf(node: Node, superClass: Node): node is ClassNode {
  return (
    (node.type === AST_NODE_TYPES.ClassDeclaration ||
      node.type === AST_NODE_TYPES.ClassExpression) &&
    node.superClass === superClass
  );
}
