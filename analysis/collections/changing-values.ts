/**
 * Which parts of a value are other ones when it is computed again: made of the time, or of what the program changes.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt } from '../flow/path-conditions.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isLog } from '../syntax/log-calls.ts';
import { isFunction, withoutWrappers, withWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { childrenOf, functionAround, returnedBy, walk } from '../syntax/traversal.ts';
import { tellsTime } from '../vocabulary/clock-functions.ts';
import { isOfOneEntry } from '../vocabulary/collection-methods.ts';
import { testsOf } from './deciding-tests.ts';
import { functionsIn, possibleCallees } from './possible-callees.ts';
import { isChangingState, outlives } from './program-state.ts';
import { isClock } from './repeatable-code.ts';
import { movesPattern } from './stateful-entries.ts';
import { pathTo } from './value-data.ts';

/** A part of a value, and what makes it another one each time. */
export interface ChangingPart {
  /** The properties that lead to it; none if all of the value may be another. */
  readonly path: readonly string[];
  readonly by: Node;
  readonly kind: 'time' | 'state';
}

/** How many expressions one value may lead through; beyond, it is taken to change. */
const MAX_STEPS = 3000;
/** How many properties lead to a part. */
const MAX_PATH = 3;

/**
 * @param set what stores the value
 * @param isCollection whether an expression names the collection that it is stored in
 */
export function changingParts(
  source: SourceCode,
  value: Node,
  set: Node,
  isCollection: (node: Node) => boolean,
): readonly ChangingPart[] {
  return new Computation(source, set, isCollection).partsOf(value);
}

interface Step {
  readonly node: Node;
  readonly path: readonly string[];
  /** The properties of the expression that the value has; none if it has all. */
  readonly taken: readonly string[];
  /** Whether properties of literals are no longer properties of the value. */
  readonly isInside: boolean;
}

class Computation {
  readonly #source: SourceCode;
  readonly #isCollection: (node: Node) => boolean;
  readonly #set: Node;
  /** The conditions under which it is stored at all. */
  readonly #given: ReadonlySet<Node>;
  /** The functions whose code belongs to the computation, with the calls. */
  readonly #functions = new Map<Node, readonly TSESTree.CallExpression[]>();
  readonly #done = new Set<string>();
  readonly #pending: Step[] = [];
  readonly #found: ChangingPart[] = [];

  constructor(source: SourceCode, set: Node, isCollection: (node: Node) => boolean) {
    this.#source = source;
    this.#set = set;
    this.#isCollection = isCollection;
    this.#given = new Set(conditionsAt(set).map(({ test }) => test));
    const around = functionAround(set);
    if (around) this.#functions.set(around, []);
  }

  partsOf(value: Node): readonly ChangingPart[] {
    this.#pending.push({ node: value, path: [], taken: [], isInside: false });
    let steps = 0;
    for (let step = this.#pending.pop(); step; step = this.#pending.pop()) {
      if (++steps > MAX_STEPS) return [{ path: [], by: value, kind: 'state' }];
      this.#visit({ ...step, node: withoutWrappers(step.node) });
    }
    return this.#found;
  }

  #visit(step: Step): void {
    const { node, path } = step;
    const key = [node.range.join(), path.join('.'), step.taken.join('.'), step.isInside].join(':');
    if (this.#done.has(key)) return;
    this.#done.add(key);
    if (isClock(this.#source, node)) this.#found.push({ path, by: node, kind: 'time' });
    else if (functionFor(Computation.#VISITS, node)?.(node, this, step) === undefined)
      this.#inside(step, ...partsIn(this.#source, node));
  }

  static readonly #VISITS: ByNodeType<[Computation, Step], true | undefined> = {
    [AST_NODE_TYPES.Identifier]: (node, self, step) => self.#ofName(node, step),
    [AST_NODE_TYPES.AwaitExpression]: ({ argument }, self, step) => self.#same(step, [argument]),
    [AST_NODE_TYPES.AssignmentExpression]: ({ left, right }, self, step) =>
      left.type === AST_NODE_TYPES.Identifier ? self.#same(step, [right]) : undefined,
    [AST_NODE_TYPES.LogicalExpression]: ({ left, right }, self, step) =>
      self.#same(step, [left, right]),
    [AST_NODE_TYPES.ConditionalExpression]: ({ test, consequent, alternate }, self, step) => {
      self.#inside(step, test);
      return self.#same(step, [consequent, alternate]);
    },
    [AST_NODE_TYPES.ObjectExpression]: (node, self, step) => self.#ofObject(node, step),
    [AST_NODE_TYPES.Property]: ({ key, computed, value }, self, step) =>
      self.#inside(step, value, ...(computed ? [key] : [])),
    [AST_NODE_TYPES.MemberExpression]: (node, self, step) => self.#ofMember(node, step),
    [AST_NODE_TYPES.CallExpression]: (node, self, step) => self.#ofCall(node, step),
  };

  #same(step: Step, nodes: readonly Node[]): true {
    for (const node of nodes) this.#pending.push({ ...step, node });
    return true;
  }

  /** What something is computed of. */
  #inside({ path }: Step, ...nodes: readonly Node[]): true {
    for (const node of nodes) this.#pending.push({ node, path, taken: [], isInside: true });
    return true;
  }

  /** What becomes the property of a name, if the value has it. */
  #ofProperty(step: Step, name: string | undefined, node: Node): void {
    const [first, ...taken] = step.taken;
    if (first !== undefined && name !== undefined && first !== name) return;
    const isNamed = first === undefined && name !== undefined && !step.isInside;
    this.#pending.push({
      node,
      path: isNamed ? [...step.path, name] : step.path,
      taken: name === undefined ? [] : taken,
      isInside: step.isInside || name === undefined || step.path.length >= MAX_PATH,
    });
  }

  #ofObject({ properties }: TSESTree.ObjectExpression, step: Step): true {
    for (const property of properties) {
      if (property.type === AST_NODE_TYPES.SpreadElement) {
        this.#same(step, [property.argument]);
        continue;
      }
      if (property.computed) this.#inside(step, property.key);
      this.#ofProperty(step, propertyName(this.#source, property), property.value);
    }
    return true;
  }

  #ofMember(node: TSESTree.MemberExpression, step: Step): true {
    const { object } = node;
    const name = propertyName(this.#source, node);
    // `plans.size`; `plans.get(id)` is a lookup of its own.
    const isOfCollection = this.#isCollection(withoutWrappers(object));
    if (
      isOfCollection
        ? name === undefined || !isOfOneEntry(name)
        : this.#isCollection(node) ||
          (object.type === AST_NODE_TYPES.ThisExpression && this.#isChanging(node))
    )
      this.#found.push({ path: step.path, by: node, kind: 'state' });
    if (isOfCollection) return true;
    if (name === undefined) return this.#inside(step, object, node.property);
    return this.#same({ ...step, taken: [name, ...step.taken] }, [object]);
  }

  #isChanging(name: TSESTree.Identifier | TSESTree.MemberExpression): boolean {
    return isChangingState(this.#source, name) || movesPattern(this.#source, name);
  }

  #ofCall(call: TSESTree.CallExpression, step: Step): true {
    const source = this.#source;
    const callee = withoutWrappers(call.callee);
    if (isLog(source, callee)) return true;
    if (tellsTime(calledName(source, callee)) && call.arguments.length === 0) {
      this.#found.push({ path: step.path, by: call, kind: 'time' });
      return true;
    }
    const functions = functionsIn(source, callee);
    for (const fn of [...functions, ...possibleCallees(source, callee)])
      this.#enter(fn, step, [call]);
    if (callee.type === AST_NODE_TYPES.MemberExpression) this.#inside(step, callee);
    return functions.length > 0 ? true : this.#inside(step, ...call.arguments);
  }

  /** What a function returns, and what decides about it. */
  #enter(fn: FunctionNode, step: Step, calls: readonly TSESTree.CallExpression[]): void {
    this.#functions.set(fn, [...(this.#functions.get(fn) ?? []), ...calls]);
    this.#same(step, returnedBy(this.#source, fn));
    walk(this.#source, fn.body, (node) => {
      this.#inside(step, ...testsOf(this.#source, node));
      return !isFunction(node);
    });
  }

  #ofName(name: TSESTree.Identifier, step: Step): true {
    const source = this.#source;
    const variable = variableOf(source, name);
    if (!variable) return true;
    const functions = functionsIn(source, name);
    for (const fn of functions) this.#enter(fn, step, []);
    const [definition] = variable.defs;
    if (functions.length > 0) return true;
    if (definition?.type === 'Parameter') return this.#ofParameter(variable, step);
    if (definition?.type !== 'Variable') return true;
    if (!outlives(variable, this.#functions.keys())) return this.#ofLocal(variable, step);
    if (this.#isCollection(name) || this.#isChanging(name))
      this.#found.push({ path: step.path, by: name, kind: 'state' });
    return true;
  }

  /** What a variable of the computation is given, also in parts, and what decides about that. */
  #ofLocal(variable: Variable, step: Step): true {
    for (const { identifier, writeExpr } of variable.references) {
      const name = identifier as Node;
      const written = writeExpr ? undefined : partWritten(name, this.#set);
      if (written)
        this.#ofProperty(step, propertyName(this.#source, written.member), written.value);
      if (!writeExpr) continue;
      const taken = [...pathTo(this.#source, name, writeExpr), ...step.taken];
      this.#same({ ...step, taken }, [writeExpr]);
      const deciding = conditionsAt(name).flatMap(({ test }) =>
        this.#given.has(test) ? [] : test,
      );
      this.#inside(step, ...deciding);
    }
    return true;
  }

  /** What calls give for a parameter. */
  #ofParameter({ name, defs: [definition] }: Variable, step: Step): true {
    const fn = definition!.node as FunctionNode;
    const index = fn.params.findIndex(
      (parameter) => parameter.type === AST_NODE_TYPES.Identifier && parameter.name === name,
    );
    for (const call of this.#functions.get(fn) ?? []) {
      const isPlain = call.arguments.every(({ type }) => type !== AST_NODE_TYPES.SpreadElement);
      const given = call.arguments[index];
      if (index === -1 || !isPlain) this.#inside(step, ...call.arguments);
      else if (given) this.#same(step, [given]);
    }
    return true;
  }
}

/** The parts of an expression or a statement that may be computed: not its types. */
function partsIn(source: SourceCode, node: Node): Node[] {
  return childrenOf(source, node).filter(
    ({ type }) => !/^TSType(?:Annotation|Parameter)/u.test(type),
  );
}

/** `plan.ends = time` of `plan`, before it is stored */
function partWritten(
  name: Node,
  set: Node,
): { readonly member: TSESTree.MemberExpression; readonly value: Node } | undefined {
  const member = withWrappers(name).parent;
  if (
    member?.type !== AST_NODE_TYPES.MemberExpression ||
    member.property === name ||
    name.range[0] > set.range[1]
  )
    return undefined;
  const { parent } = member;
  return parent.type === AST_NODE_TYPES.AssignmentExpression && parent.left === member
    ? { member, value: parent.right }
    : undefined;
}
