/**
 * Where the value of an expression comes from, within one file.
 *
 * An expression has several values when control flow decides between them. What cannot be followed is
 * `unknown`, never left out: whoever asks must know that there may be more.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments, ownAssignments, writesTo } from '../syntax/assignments.ts';
import { isGlobal, variableOf, type Variable } from '../syntax/bindings.ts';
import { loadedModule } from '../syntax/calls.ts';
import { isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { isSameObject, ownerOfThis } from '../syntax/this-binding.ts';
import { contains, returnedBy } from '../syntax/traversal.ts';
import { returnsFirst } from '../vocabulary/runtime-functions.ts';

export type Value =
  /** An expression that makes its value: a literal, object, function, class, `new`, or a call we cannot see through. */
  | { readonly kind: 'node'; readonly node: Node }
  /** What a module exports: `path` is empty for the module itself; `default` is left out, interop blurs it. */
  | { readonly kind: 'module'; readonly module: string; readonly path: readonly string[] }
  /** A property of a value that has none of that name in this file. */
  | { readonly kind: 'member'; readonly object: Value; readonly property: string }
  | { readonly kind: 'parameter'; readonly node: TSESTree.Identifier }
  /** An instance of a class of this file: `this`, where nothing but the class is known of it. */
  | { readonly kind: 'instance'; readonly class: ClassNode }
  | { readonly kind: 'unknown'; readonly node: Node };

/** Gives every value that the expression can have. Results are kept per file. */
export function valuesOf(source: SourceCode, node: Node): readonly Value[] {
  return evaluatorOf(source).evaluate(node);
}

/** What a property of a value can be; `member` if the file does not say. */
export function propertyOf(source: SourceCode, value: Value, name: string): readonly Value[] {
  return evaluatorOf(source).propertyOf(value, name);
}

/** What a call of a function of this file can return. */
export function resultsOf(source: SourceCode, fn: FunctionNode): readonly Value[] {
  return evaluatorOf(source).returned(fn);
}

function evaluatorOf(source: SourceCode): Evaluator {
  let evaluator = evaluators.get(source);
  if (!evaluator) evaluators.set(source, (evaluator = new Evaluator(source)));
  return evaluator;
}

const evaluators = new WeakMap<SourceCode, Evaluator>();

/** How many expressions one question may lead through; beyond, the answer is `unknown`. */
const MAX_STEPS = 1000;

/** How many values one expression may have: a bundle's registry has hundreds, and nobody asks for all. */
const MAX_VALUES = 32;

/** How deep definitions may nest, for the sake of the call stack. */
const MAX_DEPTH = 100;

/** Babel's and TypeScript's helpers that wrap a `require`. */
const INTEROP_HELPER =
  /^_*(?:import(?:Default|Star)|interopRequire(?:Default|Wildcard)|toESM)\d*$/u;

class Evaluator {
  readonly #source: SourceCode;
  readonly #known = new Map<Node, readonly Value[]>();
  /** The nodes under evaluation: one that is met again is a cycle and adds no value. */
  readonly #open = new Set<Node>();
  /**
   * Answers that a cycle cut short. They hold for the question under way alone: within it each expression is
   * followed once, so that a knot of definitions costs its size and not the number of paths through it.
   */
  readonly #partial = new Map<Node, readonly Value[]>();
  /** The properties looked up for the question under way: `config = { ...config }` spreads what it is part of. */
  readonly #properties = new Map<Node, Map<string, Value[] | undefined>>();
  #cycles = 0;
  #steps = 0;

  constructor(source: SourceCode) {
    this.#source = source;
  }

  evaluate(wrapped: Node): readonly Value[] {
    const node = withoutWrappers(wrapped);
    const known = this.#known.get(node) ?? this.#partial.get(node);
    if (known) return known;
    if (this.#open.has(node)) {
      this.#cycles++;
      return [];
    }
    if (this.#open.size > MAX_DEPTH || this.#steps++ > MAX_STEPS) {
      this.#cycles++;
      return [{ kind: 'unknown', node }];
    }
    this.#open.add(node);
    const cyclesBefore = this.#cycles;
    const followed = distinct(this.#follow(node), node);
    this.#open.delete(node);
    const isRoot = this.#open.size === 0;
    // A cycle adds no value; but a question that is nothing else has an answer that we do not know.
    const isUnknown = followed.length === 0 && (isRoot || this.#cycles === cyclesBefore);
    const values: readonly Value[] = isUnknown ? [{ kind: 'unknown', node }] : followed;
    (isRoot || this.#cycles === cyclesBefore ? this.#known : this.#partial).set(node, values);
    if (isRoot) {
      this.#partial.clear();
      this.#properties.clear();
      this.#steps = 0;
    }
    return values;
  }

  #follow(node: Node): Value[] {
    switch (node.type) {
      case AST_NODE_TYPES.Identifier:
        return this.#identifier(node);
      case AST_NODE_TYPES.MemberExpression: {
        const name = propertyName(this.#source, node);
        return name === undefined ? [{ kind: 'unknown', node }] : this.#member(node, name);
      }
      case AST_NODE_TYPES.ConditionalExpression:
        return [...this.evaluate(node.consequent), ...this.evaluate(node.alternate)];
      case AST_NODE_TYPES.LogicalExpression:
        return [
          ...(node.operator === '&&' ? [] : this.evaluate(node.left)),
          ...this.evaluate(node.right),
        ];
      case AST_NODE_TYPES.AssignmentExpression:
        return [
          ...(node.operator === '=' ? [] : this.evaluate(node.left)),
          ...this.evaluate(node.right),
        ];
      case AST_NODE_TYPES.SequenceExpression:
        return [...this.evaluate(node.expressions.at(-1)!)];
      case AST_NODE_TYPES.AwaitExpression:
        return [...this.evaluate(node.argument)];
      case AST_NODE_TYPES.ImportExpression:
      case AST_NODE_TYPES.CallExpression:
        return this.#call(node);
      case AST_NODE_TYPES.ThisExpression:
        return [{ kind: 'unknown', node }];
      default:
        return [{ kind: 'node', node }];
    }
  }

  #identifier(node: TSESTree.Identifier): Value[] {
    const variable = variableOf(this.#source, node);
    if (!variable) return [{ kind: 'node', node }];
    const values = variable.defs.flatMap((definition) => this.#definition(definition, node));
    for (const written of writesTo(variable)) {
      if (written) values.push(...this.evaluate(written));
      else values.push({ kind: 'unknown', node });
    }
    return values;
  }

  #definition(definition: Variable['defs'][number], use: Node): Value[] {
    const defined = definition.node as Node;
    switch (defined.type) {
      case AST_NODE_TYPES.ImportSpecifier:
      case AST_NODE_TYPES.ImportDefaultSpecifier:
      case AST_NODE_TYPES.ImportNamespaceSpecifier:
      case AST_NODE_TYPES.TSImportEqualsDeclaration:
        return [imported(defined) ?? { kind: 'unknown', node: use }];
      case AST_NODE_TYPES.VariableDeclarator: {
        if (!defined.init)
          return this.#isFilledByLoop(defined) ? [{ kind: 'unknown', node: use }] : [];
        return this.#destructured(defined.id, definition.name as TSESTree.Identifier, () =>
          this.evaluate(defined.init!),
        );
      }
      case AST_NODE_TYPES.ClassDeclaration:
      case AST_NODE_TYPES.ClassExpression:
        return [{ kind: 'node', node: defined }];
      default:
        if (!isFunction(defined)) return [{ kind: 'unknown', node: use }];
        return definition.type === 'Parameter'
          ? this.#parameter(definition.name as TSESTree.Identifier)
          : [{ kind: 'node', node: defined }];
    }
  }

  #isFilledByLoop(declarator: TSESTree.VariableDeclarator): boolean {
    const loop = declarator.parent.parent;
    return (
      loop.type === AST_NODE_TYPES.ForOfStatement || loop.type === AST_NODE_TYPES.ForInStatement
    );
  }

  #parameter(name: TSESTree.Identifier): Value[] {
    const { parent } = name;
    const fallback =
      parent.type === AST_NODE_TYPES.AssignmentPattern && parent.left === name
        ? this.evaluate(parent.right)
        : [];
    return [{ kind: 'parameter', node: name }, ...fallback];
  }

  /** The values that one name of a pattern takes from what the pattern is matched against. */
  #destructured(
    pattern: Node,
    name: TSESTree.Identifier,
    matched: () => readonly Value[],
  ): Value[] {
    if (pattern === name) return [...matched()];
    if (pattern.type === AST_NODE_TYPES.AssignmentPattern) {
      // `= {}` before a pattern is there to be matched, and has nothing.
      const isEmpty =
        pattern.left !== name &&
        pattern.right.type === AST_NODE_TYPES.ObjectExpression &&
        pattern.right.properties.length === 0;
      return this.#destructured(pattern.left, name, () => [
        ...matched(),
        ...(isEmpty ? [] : this.evaluate(pattern.right)),
      ]);
    }
    if (pattern.type === AST_NODE_TYPES.ObjectPattern) {
      const property = pattern.properties.find((candidate) => contains(candidate, name));
      if (property?.type === AST_NODE_TYPES.Property) {
        const key = propertyName(this.#source, property);
        if (key !== undefined) {
          return this.#destructured(property.value, name, () =>
            matched().flatMap((value) => this.propertyOf(value, key)),
          );
        }
      }
    }
    return [{ kind: 'unknown', node: name }];
  }

  #member(node: TSESTree.MemberExpression, name: string): Value[] {
    const { object } = node;
    const assigned = this.#assignedTo(node, name);
    if (object.type === AST_NODE_TYPES.ThisExpression) {
      const owner = ownerOfThis(node);
      const fields = owner
        ? this.propertyOf(
            { kind: 'node', node: owner.node },
            name,
            owner.isStatic ? 'static' : 'instance',
          )
        : [];
      const known = [...fields.filter((value) => value.kind !== 'member'), ...assigned];
      if (known.length > 0) return known;
      // A class of another file may have the field.
      return owner && isClass(owner.node) && owner.node.superClass
        ? [memberOf(owner.node, owner.isStatic, name)]
        : [{ kind: 'unknown', node }];
    }
    const inherent = this.evaluate(object).flatMap((value) => this.propertyOf(value, name));
    // `exports.client` is nothing but what is assigned to it.
    return assigned.length > 0
      ? [...inherent.filter((value) => value.kind !== 'member'), ...assigned]
      : inherent;
  }

  /** The values of `object.name = value` statements that name the same object as the access does. */
  #assignedTo(access: TSESTree.MemberExpression, name: string): Value[] {
    const isOfThis = access.object.type === AST_NODE_TYPES.ThisExpression;
    return (
      isOfThis
        ? ownAssignments(this.#source, ownerOfThis(access)?.node, name)
        : memberAssignments(this.#source, name)
    )
      .filter(({ left }) => left !== access && isSameObject(this.#source, left, access))
      .flatMap(({ right }) => this.evaluate(right));
  }

  propertyOf(value: Value, name: string, side: 'static' | 'instance' = 'static'): Value[] {
    if (value.kind === 'module')
      return [name === 'default' ? value : exportOf(value.module, ...value.path, name)];
    const beyond: Value = { kind: 'member', object: value, property: name };
    if (value.kind === 'instance') return this.#fieldOf(value.class, name, 'instance') ?? [beyond];
    if (value.kind !== 'node') return [beyond];
    const { node } = value;
    if (node.type === AST_NODE_TYPES.ObjectExpression)
      return this.#propertyOfObject(node, name) ?? [beyond];
    if (isClass(node)) return this.#fieldOf(node, name, side) ?? [beyond];
    if (node.type === AST_NODE_TYPES.NewExpression) {
      const made = this.evaluate(node.callee).find(
        (callee) => callee.kind === 'node' && isClass(callee.node),
      );
      if (made?.kind === 'node')
        return this.#fieldOf(made.node as ClassNode, name, 'instance') ?? [beyond];
    }
    return [beyond];
  }

  #propertyOfObject(object: TSESTree.ObjectExpression, name: string): Value[] | undefined {
    let known = this.#properties.get(object);
    if (!known) this.#properties.set(object, (known = new Map<string, Value[] | undefined>()));
    if (!known.has(name)) {
      known.set(name, undefined);
      const found = this.#lookUp(object, name);
      // Objects that are spread into each other would double them at each step.
      known.set(name, found && [...distinct(found, object)]);
    }
    return known.get(name);
  }

  /** What is written last counts, and with a spread that may lack the property, what stands before it, too. */
  #lookUp(object: TSESTree.ObjectExpression, name: string): Value[] | undefined {
    const values: Value[] = [];
    for (const property of object.properties.toReversed()) {
      if (property.type === AST_NODE_TYPES.SpreadElement) {
        const given = this.evaluate(property.argument).map((value) =>
          this.#givenBySpread(value, name),
        );
        values.push(...given.flatMap((of) => of.values));
        if (
          given.length > 0 &&
          given.every(({ isSure }) => isSure) &&
          !isUnderCondition(property.argument)
        )
          return values;
      } else if (propertyName(this.#source, property) === name) {
        return [
          ...values,
          ...(property.kind === 'get'
            ? this.returned(property.value)
            : this.evaluate(property.value)),
        ];
      }
    }
    return values.some(({ kind }) => kind !== 'member') ? values : undefined;
  }

  #givenBySpread(value: Value, name: string): { values: readonly Value[]; isSure: boolean } {
    if (value.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression) {
      const own = this.#propertyOfObject(value.node, name);
      if (own) return { values: own, isSure: true };
      const isAllTold = value.node.properties.every(
        (property) =>
          property.type === AST_NODE_TYPES.Property &&
          propertyName(this.#source, property) !== undefined,
      );
      if (isAllTold) return { values: [], isSure: false };
    }
    const values = this.propertyOf(value, name);
    return {
      values,
      isSure: value.kind !== 'module' && values.every(({ kind }) => kind !== 'member'),
    };
  }

  /** Field, accessor, parameter property or `this.name = …` of a class, its local superclasses included. */
  #fieldOf(
    node: ClassNode,
    name: string,
    side: 'static' | 'instance',
    below: readonly ClassNode[] = [],
  ): Value[] | undefined {
    const values = node.body.body.flatMap((member) => {
      if (isConstructor(member))
        return side === 'instance' ? this.#parameterProperty(member, name) : [];
      return isField(member) &&
        propertyName(this.#source, member) === name &&
        member.static === (side === 'static')
        ? this.#givenByField(member)
        : [];
    });
    for (const { left, right } of ownAssignments(this.#source, node, name)) {
      if (ownerOfThis(left)?.isStatic === (side === 'static')) values.push(...this.evaluate(right));
    }
    if (values.length > 0) return values;
    const parent = node.superClass
      ? this.evaluate(node.superClass).find((value) => value.kind === 'node' && isClass(value.node))
      : undefined;
    // `lib.Client = class extends lib.Client {}`: as far as this file tells, the class extends itself.
    if (parent?.kind !== 'node' || parent.node === node || below.includes(parent.node as ClassNode))
      return undefined;
    return this.#fieldOf(parent.node as ClassNode, name, side, [...below, node]);
  }

  /** `constructor(private readonly client: AxiosInstance)` */
  #parameterProperty({ value }: TSESTree.MethodDefinition, name: string): Value[] {
    return value.params.flatMap((parameter) => {
      if (parameter.type !== AST_NODE_TYPES.TSParameterProperty) return [];
      const pattern = parameter.parameter;
      const left = pattern.type === AST_NODE_TYPES.AssignmentPattern ? pattern.left : pattern;
      return left.name === name ? this.#parameter(left) : [];
    });
  }

  #givenByField(member: TSESTree.PropertyDefinition | TSESTree.MethodDefinition): Value[] {
    if (member.type === AST_NODE_TYPES.PropertyDefinition)
      return member.value ? [...this.evaluate(member.value)] : [];
    if (member.kind === 'get') return this.returned(member.value);
    return member.kind === 'method' ? [{ kind: 'node', node: member.value }] : [];
  }

  #call(node: TSESTree.CallExpression | TSESTree.ImportExpression): Value[] {
    const loaded = loadedModule(this.#source, node);
    if (loaded !== undefined) return [exportOf(loaded, 'default')];
    if (node.type === AST_NODE_TYPES.ImportExpression) return [{ kind: 'unknown', node }];
    const first = node.arguments[0];
    const callee = withoutWrappers(node.callee);
    if (first && first.type !== AST_NODE_TYPES.SpreadElement && this.#returnsItsArgument(callee)) {
      // `Object.assign({}, a, b)` makes an object of its own, which whoever asks must put together.
      return first.type === AST_NODE_TYPES.ObjectExpression && node.arguments.length > 1
        ? [{ kind: 'node', node }]
        : [...this.evaluate(first)];
    }
    const values: Value[] = [];
    for (const value of this.evaluate(callee)) {
      if (value.kind === 'node' && isFunction(value.node) && !value.node.generator)
        values.push(...this.returned(value.node));
      else values.push({ kind: 'node', node });
    }
    return values;
  }

  #returnsItsArgument(callee: Node): boolean {
    if (callee.type === AST_NODE_TYPES.Identifier) return INTEROP_HELPER.test(callee.name);
    if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
    const name = propertyName(this.#source, callee) ?? '';
    // `tslib_1.__importDefault(require('axios'))`
    return (
      INTEROP_HELPER.test(name) ||
      (isGlobal(this.#source, callee.object, 'Object') && returnsFirst(name))
    );
  }

  returned(fn: Node): Value[] {
    if (!isFunction(fn)) return [{ kind: 'unknown', node: fn }];
    const returned = returnedBy(this.#source, fn);
    return returned.length > 0
      ? returned.flatMap((node) => this.evaluate(node))
      : [{ kind: 'unknown', node: fn }];
  }
}

/** An export; `default` says nothing about the value, since interop adds and removes it. */
function exportOf(module: string, ...path: string[]): Value {
  return { kind: 'module', module, path: path.filter((name) => name !== 'default') };
}

/** `...(isOpen && { b: 1 })` may spread nothing. */
function isUnderCondition(spread: Node): boolean {
  const node = withoutWrappers(spread);
  return node.type === AST_NODE_TYPES.LogicalExpression && node.operator === '&&';
}

function memberOf(owner: ClassNode, isStatic: boolean, property: string): Value {
  return {
    kind: 'member',
    object: isStatic ? { kind: 'node', node: owner } : { kind: 'instance', class: owner },
    property,
  };
}

function isConstructor(member: TSESTree.ClassElement): member is TSESTree.MethodDefinition {
  return member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor';
}

function isField(
  member: TSESTree.ClassElement,
): member is TSESTree.PropertyDefinition | TSESTree.MethodDefinition {
  return (
    member.type === AST_NODE_TYPES.PropertyDefinition ||
    member.type === AST_NODE_TYPES.MethodDefinition
  );
}

/** What an import brings; undefined for `import a = b.c`, which names something of the file. */
function imported(
  definition: TSESTree.ImportClause | TSESTree.TSImportEqualsDeclaration,
): Value | undefined {
  if (definition.type === AST_NODE_TYPES.TSImportEqualsDeclaration)
    return definition.moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference
      ? exportOf(definition.moduleReference.expression.value, 'default')
      : undefined;
  const declaration = definition.parent as TSESTree.ImportDeclaration;
  const name =
    definition.type === AST_NODE_TYPES.ImportSpecifier ? importedName(definition) : 'default';
  return exportOf(declaration.source.value, name);
}

function importedName(specifier: TSESTree.ImportSpecifier): string {
  return specifier.imported.type === AST_NODE_TYPES.Identifier
    ? specifier.imported.name
    : specifier.imported.value;
}

/** Leaves out what is there already; of too many, the first and the word that there are more. */
function distinct(values: readonly Value[], node: Node): readonly Value[] {
  if (values.length <= 1) return values;
  const found: Value[] = [];
  for (const value of values) {
    if (found.some((other) => isSameValue(other, value))) continue;
    if (found.length === MAX_VALUES) return [...found, { kind: 'unknown', node }];
    found.push(value);
  }
  return found;
}

function isSameValue(a: Value, b: Value): boolean {
  if (a.kind === 'module')
    return b.kind === 'module' && a.module === b.module && a.path.join('.') === b.path.join('.');
  if (a.kind === 'member')
    return b.kind === 'member' && a.property === b.property && isSameValue(a.object, b.object);
  if (a.kind === 'instance') return b.kind === 'instance' && a.class === b.class;
  return a.kind === b.kind && a.node === b.node;
}
