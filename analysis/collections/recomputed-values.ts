/**
 * Whether the value of an entry is made anew where the entry is missing: read from somewhere by its key, or computed
 * of it. A counter, a random id, what a request brings and a fresh empty object are not: they are lost with the entry.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { returnedBy, someNode } from '../syntax/traversal.ts';
import { isOfOtherData } from './value-data.ts';
import { isClock, isRepeatable, isRepeatableCall, type Repeatable } from './repeatable-code.ts';

/**
 * - `constant`: the same for each key.
 * - `key`: the key, or a part of it.
 * - `time`: when it is made.
 * - `computed`: read or computed, and so again.
 * - undefined: something else, which an eviction loses.
 */
type Source = 'constant' | 'key' | 'time' | 'computed' | undefined;

/** How deep a value is followed, and through how many expressions. */
const MAX_DEPTH = 30;
const MAX_STEPS = 300;

/**
 * @param key what the entry is found by
 * @param value what is stored
 */
export function isRecomputed(
  source: SourceCode,
  value: Node,
  key: Node,
  about: Repeatable,
): boolean {
  return (
    new Recomputation(source, key, about).sourceOf(value) === 'computed' &&
    !isOfOtherData({ source, isCollection: about.isCollection }, value, key)
  );
}

class Recomputation {
  readonly #source: SourceCode;
  readonly #about: Repeatable;
  readonly #keyText: string;
  readonly #keyNames: Set<Variable>;

  readonly #steps: { count: number };

  constructor(source: SourceCode, key: Node, about: Repeatable, steps = { count: 0 }) {
    this.#source = source;
    this.#steps = steps;
    this.#about = about;
    this.#keyText = source.getText(key);
    this.#keyNames = new Set(namesIn(source, key));
  }

  sourceOf(value: Node, depth = MAX_DEPTH): Source {
    const node = withoutWrappers(value);
    if (depth === 0 || ++this.#steps.count > MAX_STEPS) return undefined;
    if (this.#source.getText(node) === this.#keyText) return 'key';
    if (isClock(this.#source, node)) return 'time';
    const sourceOf = functionFor(Recomputation.#SOURCES, node);
    return sourceOf && sourceOf(node, this, depth);
  }

  static readonly #SOURCES: ByNodeType<[Recomputation, number], Source> = {
    [AST_NODE_TYPES.Literal]: () => 'constant',
    [AST_NODE_TYPES.Identifier]: (node, self, depth) => self.#ofName(node, depth),
    [AST_NODE_TYPES.AwaitExpression]: ({ argument }, self, depth) =>
      self.sourceOf(argument, depth - 1),
    [AST_NODE_TYPES.SpreadElement]: ({ argument }, self, depth) =>
      self.sourceOf(argument, depth - 1),
    [AST_NODE_TYPES.UnaryExpression]: ({ operator, argument }, self, depth) =>
      operator === 'delete' ? undefined : self.sourceOf(argument, depth - 1),
    [AST_NODE_TYPES.MemberExpression]: (node, self, depth) => self.#ofMember(node, depth),
    [AST_NODE_TYPES.CallExpression]: (node, self, depth) => self.#ofCall(node, depth),
    [AST_NODE_TYPES.NewExpression]: (node, self) => self.#ofInstance(node),
    [AST_NODE_TYPES.AssignmentExpression]: ({ operator, right }, self, depth) =>
      operator === '=' ? self.sourceOf(right, depth - 1) : undefined,
    [AST_NODE_TYPES.BinaryExpression]: ({ left, right }, self, depth) =>
      made(self.#sourcesOf([left, right], depth)),
    [AST_NODE_TYPES.TemplateLiteral]: ({ expressions }, self, depth) =>
      made(self.#sourcesOf(expressions, depth)),
    [AST_NODE_TYPES.ConditionalExpression]: ({ test, consequent, alternate }, self, depth) =>
      isRepeatable(self.#source, test, self.#about)
        ? together(self.#sourcesOf([consequent, alternate], depth))
        : undefined,
    [AST_NODE_TYPES.LogicalExpression]: ({ left, right }, self, depth) =>
      together(self.#sourcesOf([left, right], depth)),
    [AST_NODE_TYPES.ArrayExpression]: ({ elements }, self, depth) =>
      together(
        elements.map((element) => (element ? self.sourceOf(element, depth - 1) : 'constant')),
      ),
    [AST_NODE_TYPES.ObjectExpression]: ({ properties }, self, depth) =>
      together(
        self.#sourcesOf(
          properties.map((property) =>
            property.type === AST_NODE_TYPES.SpreadElement ? property : property.value,
          ),
          depth,
        ),
      ),
  };

  #sourcesOf(parts: readonly Node[], depth: number): Source[] {
    return parts.map((part) => this.sourceOf(part, depth - 1));
  }

  /** `new URL(path, BASE)` */
  #ofInstance(made: TSESTree.NewExpression): Source {
    return isRepeatable(this.#source, made, this.#about) && !this.#asksClock(made.arguments)
      ? 'computed'
      : undefined;
  }

  #ofName(node: TSESTree.Identifier, depth: number): Source {
    const variable = variableOf(this.#source, node);
    if (!variable) return node.name === 'undefined' ? 'constant' : undefined;
    if (this.#keyNames.has(variable)) return 'key';
    const [definition] = variable.defs;
    const writes = variable.references.filter((reference) => reference.isWrite());
    if (isModuleLevel(variable))
      return definition?.type === 'ImportBinding' ||
        (definition?.type === 'Variable' && definition.parent.kind === 'const')
        ? 'constant'
        : undefined;
    if (definition?.type === 'Parameter')
      return writes.length === 0 && definition.name.parent === definition.node
        ? this.#ofParameter(definition.node as FunctionNode, depth)
        : undefined;
    if (definition?.type !== 'Variable' || writes.some(({ writeExpr }) => !writeExpr))
      return undefined;
    // `let user = users.get(id); if (!user) users.set(id, (user = await load(id)))`: where it is stored, it was missing.
    const given = writes.flatMap(({ writeExpr }) =>
      this.#isOldEntry(writeExpr as Node) ? [] : [writeExpr as Node],
    );
    return given.length > 0
      ? together(given.map((made) => this.sourceOf(made, depth - 1)))
      : undefined;
  }

  #isOldEntry(expression: Node): boolean {
    const inner = withoutWrappers(expression);
    const call =
      inner.type === AST_NODE_TYPES.AwaitExpression ? withoutWrappers(inner.argument) : inner;
    if (
      call.type !== AST_NODE_TYPES.CallExpression ||
      call.callee.type !== AST_NODE_TYPES.MemberExpression ||
      !this.#about.isCollection(call.callee.object)
    )
      return false;
    return (
      propertyName(this.#source, call.callee) === 'get' &&
      this.#source.getText(call.arguments[0]) === this.#keyText
    );
  }

  /** What a call gives to a callback that stands in it: `.then((user) => …)`. */
  #ofParameter(fn: FunctionNode, depth: number): Source {
    const { parent } = fn;
    return parent.type === AST_NODE_TYPES.CallExpression &&
      parent.arguments.some((argument) => argument === fn)
      ? this.#ofUnseen(parent, depth)
      : undefined;
  }

  #ofMember(node: TSESTree.MemberExpression, depth: number): Source {
    const { object } = node;
    if (object.type === AST_NODE_TYPES.ThisExpression || object.type === AST_NODE_TYPES.Super)
      return undefined;
    const whole = this.sourceOf(object, depth - 1);
    return whole === 'key' ? 'computed' : whole;
  }

  #ofCall(call: TSESTree.CallExpression, depth: number): Source {
    const functions = valuesOf(this.#source, call.callee).flatMap((value) =>
      value.kind === 'node' && isFunction(value.node) ? [value.node] : [],
    );
    if (functions.length === 0) return this.#ofUnseen(call, depth);
    if (!this.#isAgain(call)) return undefined;
    return together(
      functions.flatMap((fn) =>
        returnedBy(this.#source, fn).map((returned) =>
          new Recomputation(this.#source, fn, this.#about, this.#steps).sourceOf(
            returned,
            depth - 1,
          ),
        ),
      ),
    );
  }

  #ofUnseen(call: TSESTree.CallExpression, depth: number): Source {
    if (
      this.#about.isCollection(
        withoutWrappers(
          call.callee.type === AST_NODE_TYPES.MemberExpression ? call.callee.object : call.callee,
        ),
      )
    )
      return undefined;
    // A method of what is stored, or of the key: `user.toJSON()`.
    const object =
      call.callee.type === AST_NODE_TYPES.MemberExpression
        ? withoutWrappers(call.callee.object)
        : undefined;
    if (
      object?.type === AST_NODE_TYPES.CallExpression &&
      this.sourceOf(object, depth - 1) === undefined
    )
      return undefined;
    return this.#isAgain(call) ? 'computed' : undefined;
  }

  /** Whether a call, with what it is given, can be done again, and gives the same whenever. */
  #isAgain(call: TSESTree.CallExpression): boolean {
    return (
      isRepeatableCall(this.#source, call, this.#about) &&
      !this.#asksClock(call.arguments) &&
      call.arguments.every((argument) => isRepeatable(this.#source, argument, this.#about))
    );
  }

  #asksClock(nodes: readonly Node[]): boolean {
    return nodes.some(
      (node) =>
        !isFunction(node) && someNode(this.#source, node, (inner) => isClock(this.#source, inner)),
    );
  }
}

/** The variables that a key is made of; of a function, its parameters. `req` of `req.params.id` is none. */
function namesIn(source: SourceCode, key: Node): Variable[] {
  if (isFunction(key))
    return source.getDeclaredVariables(key).filter(({ defs }) => defs[0]?.type === 'Parameter');
  const found: Variable[] = [];
  const pending: Node[] = [key];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const inner = withoutWrappers(node);
    if (inner.type === AST_NODE_TYPES.Identifier)
      found.push(...[variableOf(source, inner)].flatMap((variable) => variable ?? []));
    else if (inner.type === AST_NODE_TYPES.TemplateLiteral) pending.push(...inner.expressions);
    else if (inner.type === AST_NODE_TYPES.BinaryExpression) pending.push(inner.left, inner.right);
    else if (inner.type === AST_NODE_TYPES.CallExpression) pending.push(...inner.arguments);
    else if (inner.type === AST_NODE_TYPES.ObjectExpression)
      pending.push(
        ...inner.properties.flatMap((property) =>
          property.type === AST_NODE_TYPES.Property ? [property.value] : [],
        ),
      );
    else if (inner.type === AST_NODE_TYPES.ArrayExpression)
      pending.push(...inner.elements.flatMap((element) => element ?? []));
  }
  return found;
}

/** What is computed of parts: of a key, a value of its own. */
function made(parts: readonly Source[]): Source {
  const all = together(parts);
  return all === 'key' ? 'computed' : all;
}

function together(parts: readonly Source[]): Source {
  if (parts.includes(undefined)) return undefined;
  return (
    (['computed', 'key', 'time'] as const).find((source) => parts.includes(source)) ?? 'constant'
  );
}
