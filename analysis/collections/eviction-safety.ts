/**
 * What a program needs of the entries of a collection: whether it does the same if one of them is evicted.
 *
 * It does where nobody asks for the entries, and where the function that asks computes again what is missing: a cache.
 * It does not where a missing entry means that something has not happened yet (an idempotency key, a nonce, a ban),
 * where an entry holds what nothing else knows (a balance, an id from a counter, what a request brought), and where
 * the program relies on it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConditional, type Condition } from '../flow/path-conditions.ts';
import { isNeverUndefined } from '../flow/undefined-values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, LOOPS, statementsBehind, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, contains, functionAround, someNode, walk } from '../syntax/traversal.ts';
import type { EntryNeeds } from './collection-queries.ts';
import { makesNoDifference } from './miss-effects.ts';
import { isAnswer, isFoundAt, lookupOf, missingAt, type Lookup } from './missing-entry.ts';
import { isRecomputed } from './recomputed-values.ts';
import { isClock, isRepeatableCall, type Repeatable } from './repeatable-code.ts';
import type { Use, Uses } from './uses.ts';

export const NO_NEEDS: EntryNeeds = { isAsked: false, asksPresence: false };

/**
 * @param name of the collection; empty if it is not known
 * @returns reasons that name lines of the file
 */
export function needsOf(source: SourceCode, uses: Uses, name: string): EntryNeeds {
  return new EntryUses(source, uses, {
    isCollection: uses.isCollection,
    isCacheByName: /cache|memo/iu.test(name.slice(name.lastIndexOf('.') + 1)),
  }).needs();
}

/** What several files need together. */
export function combinedNeeds(a: EntryNeeds, b: EntryNeeds): EntryNeeds {
  const undefinedStored = a.undefinedStored ?? b.undefinedStored;
  const crash = a.crash ?? b.crash;
  const lostRead = a.lostRead ?? b.lostRead;
  const lostValue = a.lostValue ?? b.lostValue;
  const changed = a.changed ?? b.changed;
  return {
    isAsked: a.isAsked || b.isAsked,
    asksPresence: a.asksPresence || b.asksPresence,
    ...(undefinedStored === undefined ? {} : { undefinedStored }),
    ...(crash === undefined ? {} : { crash }),
    ...(lostRead === undefined ? {} : { lostRead }),
    ...(lostValue === undefined ? {} : { lostValue }),
    ...(changed === undefined ? {} : { changed }),
  };
}

/** How many lookups and additions of one function are compared with each other. */
const MAX_COMPARED = 40;

/** A `set` that runs where a lookup missed the entry. */
interface Filling {
  readonly set: TSESTree.CallExpression;
  readonly key: string;
  readonly lookups: readonly Lookup[];
  readonly conditions: readonly Condition[];
  /** Whether nothing but the value comes of it, and that would come again. */
  readonly isCaching: boolean;
}

class EntryUses {
  readonly #source: SourceCode;
  readonly #uses: Uses;
  readonly #about: Repeatable;
  readonly #lookups: readonly Lookup[];
  readonly #lookupsOfFunction: ReadonlyMap<Node | undefined, readonly Lookup[]>;
  readonly #additionsOfFunction: ReadonlyMap<Node | undefined, readonly TSESTree.CallExpression[]>;
  readonly #waits = new Map<Node, readonly Node[]>();
  /** Calls of `set` and `add`. */
  readonly #additions: readonly TSESTree.CallExpression[];
  readonly #fillings: readonly Filling[];

  constructor(source: SourceCode, uses: Uses, about: Repeatable) {
    this.#source = source;
    this.#uses = uses;
    this.#about = about;
    this.#lookups = this.#calls(['get', 'has']).flatMap(
      ({ method, call }) => lookupOf(source, call, method as 'get' | 'has') ?? [],
    );
    this.#lookupsOfFunction = byFunction(this.#lookups, ({ call }) => call);
    this.#additions = this.#calls(['set', 'add']).map(({ call }) => call);
    this.#additionsOfFunction = byFunction(this.#additions, (call) => call);
    this.#fillings = this.#additions.flatMap((call) => this.#filling(call) ?? []);
  }

  needs(): EntryNeeds {
    const asked = this.#lookups.filter(
      (lookup) => !this.#onlyKeepsUp(lookup) && !this.#isSetBefore(lookup),
    );
    const deleted = this.#calls(['delete']).find(({ call }) => isResultUsed(this.#source, call));
    const isAsked = asked.length > 0 || deleted !== undefined;
    const asksPresence =
      deleted !== undefined ||
      this.#lookups.some(({ method }) => method === 'has') ||
      this.#uses.all.some(({ level, access }) => level === 0 && access.kind === 'size');
    const undefinedStored = this.#additions.find((call) => this.#mayStoreUndefined(call));
    const crash = this.#lookups
      .map((lookup) => this.#crashOf(lookup))
      .find((node) => node !== undefined);
    const lostRead = isAsked
      ? (this.#lostRead(asked) ??
        (deleted && `line ${lineOf(deleted.call)} uses what \`delete\` tells`))
      : undefined;
    const lostValue = this.#lostValue();
    return {
      isAsked,
      asksPresence,
      ...(undefinedStored
        ? {
            undefinedStored: `it may store \`undefined\` (line ${lineOf(undefinedStored)}), which \`LRUCache\` does not keep, and it is asked which keys it has`,
          }
        : {}),
      ...(crash
        ? {
            crash: `line ${lineOf(crash)} takes for granted that the entry is there, and would throw after an eviction`,
          }
        : {}),
      ...(lostRead === undefined ? {} : { lostRead }),
      ...(lostValue === undefined ? {} : { lostValue }),
    };
  }

  #calls(
    methods: readonly string[],
  ): { readonly method: string; readonly call: TSESTree.CallExpression }[] {
    return this.#uses.all.flatMap(({ level, access }) =>
      level === 0 && access.kind === 'call' && methods.includes(access.method) ? [access] : [],
    );
  }

  #keyOf({ key }: Lookup): string {
    return this.#source.getText(key);
  }

  #mayStoreUndefined({ callee, arguments: [, value] }: TSESTree.CallExpression): boolean {
    const isSet =
      withoutWrappers(callee).type === AST_NODE_TYPES.MemberExpression &&
      propertyName(this.#source, withoutWrappers(callee) as TSESTree.MemberExpression) === 'set';
    return isSet && (!value || !isNeverUndefined(this.#source, value));
  }

  #filling(set: TSESTree.CallExpression): Filling | undefined {
    const [key, value] = set.arguments;
    if (!key || !value) return undefined;
    const text = this.#source.getText(key);
    const same = this.#lookupsAround(set).filter((lookup) => this.#keyOf(lookup) === text);
    const found = same
      .map((lookup) => ({ lookup, conditions: missingAt(this.#source, set, lookup) }))
      .filter(({ conditions }) => conditions.length > 0);
    if (found.length > 0) {
      const conditions = found.flatMap((one) => one.conditions);
      const lookups = found.map(({ lookup }) => lookup);
      const isCaching =
        this.#isRecomputed(value, key) &&
        makesNoDifference(this.#source, { set, value, lookups, same, conditions }, this.#about) &&
        lookups.every((lookup) => this.#isUsedWhereFound(lookup, conditions));
      return { set, key: text, lookups, conditions, isCaching };
    }
    // `const user = users.get(id) ?? (await load(id)); users.set(id, user)`
    const either = this.#definitionOf(value);
    if (either.type !== AST_NODE_TYPES.LogicalExpression || either.operator === '&&')
      return undefined;
    const lookup = same.find((candidate) => isAnswer(candidate, either.left));
    return (
      lookup && {
        set,
        key: text,
        lookups: [lookup],
        conditions: [],
        isCaching: this.#isRecomputed(either.right, key),
      }
    );
  }

  /** Whether the lookups and additions of a function are few enough to be compared; of others nothing is taken to be there. */
  #isCompared(fn: Node | undefined): boolean {
    return (
      (this.#lookupsOfFunction.get(fn)?.length ?? 0) <= MAX_COMPARED &&
      (this.#additionsOfFunction.get(fn)?.length ?? 0) <= MAX_COMPARED
    );
  }

  /** The lookups of the functions that a node stands in. */
  #lookupsAround(node: Node): Lookup[] {
    const functions: (Node | undefined)[] = [...ancestorsOf(node)].filter((ancestor) =>
      isFunction(ancestor),
    );
    return [...functions, undefined]
      .filter((fn) => this.#isCompared(fn))
      .flatMap((fn) => this.#lookupsOfFunction.get(fn) ?? []);
  }

  #isRecomputed(value: Node, key: Node): boolean {
    return isRecomputed(this.#source, value, key, this.#about);
  }

  #definitionOf(value: Node): Node {
    const node = withoutWrappers(value);
    if (node.type !== AST_NODE_TYPES.Identifier) return node;
    const definition = variableOf(this.#source, node)?.defs[0];
    const isConstant =
      definition?.type === 'Variable' &&
      definition.parent.kind === 'const' &&
      definition.node.id.type === AST_NODE_TYPES.Identifier;
    return isConstant && definition.node.init ? withoutWrappers(definition.node.init) : node;
  }

  /** Whether what a lookup gives is used only where it is something, or after a missing one has been computed. */
  #isUsedWhereFound(lookup: Lookup, conditions: readonly Condition[]): boolean {
    const { kept } = lookup;
    if (!kept) return true;
    const written = kept.references.filter((reference) => reference.isWrite() && !reference.init);
    if (written.length > 0)
      return written.every(
        ({ identifier }) => missingAt(this.#source, identifier as Node, lookup).length > 0,
      );
    return kept.references.every(
      (reference) =>
        !reference.isRead() ||
        conditions.some(({ test }) => contains(test, reference.identifier)) ||
        isFoundAt(reference.identifier as Node, lookup),
    );
  }

  /** Whether a lookup decides about nothing but the entries themselves: `if (!seen.has(id)) seen.add(id)`. */
  #onlyKeepsUp({ call }: Lookup): boolean {
    let node: Node = call;
    while (node.parent && this.#isUpkeep(node.parent)) node = node.parent;
    const { parent } = node;
    if (parent?.type === AST_NODE_TYPES.ExpressionStatement) return true;
    if (parent?.type !== AST_NODE_TYPES.IfStatement || parent.test !== node) return false;
    if (
      [parent.consequent, ...(parent.alternate ? [parent.alternate] : [])].every((branch) =>
        this.#isUpkeepStatement(branch),
      )
    )
      return true;
    const { consequent, alternate } = parent;
    const exit =
      consequent.type === AST_NODE_TYPES.BlockStatement && consequent.body.length === 1
        ? consequent.body[0]!
        : consequent;
    const around = parent.parent.parent;
    const isLast =
      exit.type === AST_NODE_TYPES.ReturnStatement
        ? !exit.argument && around !== undefined && isFunction(around)
        : exit.type === AST_NODE_TYPES.ContinueStatement &&
          !exit.label &&
          around !== undefined &&
          LOOPS.has(around.type);
    return (
      !alternate &&
      isLast &&
      statementsBehind(parent).every((statement) => this.#isUpkeepStatement(statement))
    );
  }

  #isUpkeepStatement(statement: Node): boolean {
    if (statement.type === AST_NODE_TYPES.BlockStatement)
      return statement.body.every((inner) => this.#isUpkeepStatement(inner));
    return (
      statement.type === AST_NODE_TYPES.EmptyStatement ||
      (statement.type === AST_NODE_TYPES.ExpressionStatement &&
        this.#isUpkeep(statement.expression))
    );
  }

  /** A call of the collection with plain arguments, or several of them. */
  #isUpkeep(expression: Node): boolean {
    const node = withoutWrappers(expression);
    if (node.type === AST_NODE_TYPES.UnaryExpression)
      return node.operator === '!' && this.#isUpkeep(node.argument);
    if (node.type === AST_NODE_TYPES.LogicalExpression)
      return this.#isUpkeep(node.left) && this.#isUpkeep(node.right);
    if (
      node.type !== AST_NODE_TYPES.CallExpression ||
      node.callee.type !== AST_NODE_TYPES.MemberExpression ||
      !this.#uses.isCollection(node.callee.object)
    )
      return false;
    return node.arguments.every(
      (argument) =>
        isClock(this.#source, argument) ||
        !someNode(this.#source, argument, ({ type }) => DOES_SOMETHING.has(type)),
    );
  }

  /** Whether the entry is there where a lookup runs: found by another one just before, or filled. */
  #isThere(lookup: Lookup, fillings: readonly Filling[]): boolean {
    const key = this.#keyOf(lookup);
    const at = lookup.call;
    if (!this.#isCompared(functionAround(at))) return false;
    const others = this.#lookupsOfFunction.get(functionAround(at)) ?? [];
    const isFound = others.some(
      (other) =>
        other !== lookup &&
        this.#keyOf(other) === key &&
        isFoundAt(at, other) &&
        this.#isUndisturbed(other.call, at, key),
    );
    return (
      isFound ||
      this.#isSetBefore(lookup) ||
      fillings.some((filling) => filling.key === key && this.#isFilledBefore(filling, at))
    );
  }

  /** `users.set(id, user); return users.get(id)` */
  #isSetBefore(lookup: Lookup): boolean {
    const key = this.#keyOf(lookup);
    const at = lookup.call;
    return (
      this.#isCompared(functionAround(at)) &&
      this.#additionsWith(at).some(
        (call) =>
          call.range[1] <= at.range[0] &&
          this.#source.getText(call.arguments[0]) === key &&
          !isConditional(call, at) &&
          this.#isUndisturbed(call, at, key),
      )
    );
  }

  #isFilledBefore({ set, key, conditions }: Filling, at: Node): boolean {
    return conditions.some(({ test }) => {
      const branching = statementOf(test);
      if (
        branching.range[1] > at.range[0] ||
        !branching.parent ||
        !contains(branching.parent, at) ||
        functionAround(branching) !== functionAround(at)
      )
        return false;
      if (branching.type === AST_NODE_TYPES.IfStatement) {
        const other = contains(branching.consequent, set)
          ? branching.alternate
          : branching.consequent;
        if (!contains(branching, set) || (other && someNode(this.#source, other, isWait)))
          return false;
      }
      return this.#isUndisturbed(set, at, key);
    });
  }

  /** Whether nothing waits between two nodes, and no other entry is added that could evict one. */
  #isUndisturbed(from: Node, to: Node, key: string): boolean {
    if (functionAround(from) !== functionAround(to)) return false;
    const isBetween = ({ range }: Node) => range[0] >= from.range[1] && range[1] <= to.range[0];
    const fn = functionAround(to);
    return (
      !(fn && this.#waitsOf(fn).some(isBetween)) &&
      !this.#additionsWith(to).some(
        (call) => isBetween(call) && this.#source.getText(call.arguments[0]) !== key,
      )
    );
  }

  /** The additions in the function of a node. */
  #additionsWith(node: Node): readonly TSESTree.CallExpression[] {
    return this.#additionsOfFunction.get(functionAround(node)) ?? [];
  }

  #waitsOf(fn: FunctionNode): readonly Node[] {
    let waits = this.#waits.get(fn);
    if (!waits) {
      const found: Node[] = [];
      walk(this.#source, fn.body, (node) => {
        if (isWait(node)) found.push(node);
      });
      this.#waits.set(fn, (waits = found));
    }
    return waits;
  }

  /** Where the program would throw if an entry were missing that it has not asked for. */
  #crashOf(lookup: Lookup): Node | undefined {
    if (lookup.method === 'has') return undefined;
    const named =
      lookup.kept?.references.flatMap((reference) =>
        reference.isRead() ? [reference.identifier] : [],
      ) ?? [];
    const relied = [lookup.call, ...named].find(
      (node) => isReliedOn(node) && !isFoundAt(node, lookup),
    );
    if (!relied || this.#isThere(lookup, this.#fillings)) return undefined;
    const isReplaced = lookup.kept?.references.some(
      (reference) =>
        reference.isWrite() &&
        !reference.init &&
        missingAt(this.#source, reference.identifier, lookup).length > 0,
    );
    return isReplaced ? undefined : relied;
  }

  /** Why an evicted entry would be missed by those who ask for it. */
  #lostRead(asked: readonly Lookup[]): string | undefined {
    const changed = this.#uses.all.find((use) => use.level > 0 && this.#changesValue(use));
    if (changed)
      return `line ${lineOf(changed.node)} changes what an entry holds, or may, which an eviction would lose`;
    const caching = this.#fillings.filter(({ isCaching }) => isCaching);
    const answered = new Set(caching.flatMap(({ lookups }) => lookups));
    const lost = asked.find((lookup) => !answered.has(lookup) && !this.#isThere(lookup, caching));
    if (!lost) return undefined;
    const line = lineOf(lost.call);
    const grown = this.#additions.find((call) =>
      call.arguments.slice(1).some((value) => contains(value, lost.call)),
    );
    if (grown)
      return `line ${line} makes the new value of an entry of its old one, which an eviction would lose`;
    const isDecision =
      lost.method === 'has' || this.#fillings.some(({ lookups }) => lookups.includes(lost));
    return isDecision
      ? `line ${line} decides by an entry what else is done, and would decide otherwise after an eviction`
      : `line ${line} reads an entry that is not computed again where it is missing`;
  }

  /** Why a value would be lost with its entry, if somebody asks for it. */
  #lostValue(): string | undefined {
    const caching = this.#fillings.filter(({ isCaching }) => isCaching);
    const ways = new Set(caching.map(({ set }) => this.#wayOf(set)));
    const lost = this.#additions.find((call) => {
      if (caching.some(({ set }) => set === call)) return false;
      const [key, value] = call.arguments;
      return !key || !value || !ways.has(this.#wayOf(call)) || !this.#isRecomputed(value, key);
    });
    return lost && `line ${lineOf(lost)} stores what is not computed again where it is missing`;
  }

  /** What the value of an entry is made by: the calls in it. */
  #wayOf({ arguments: [, value] }: TSESTree.CallExpression): string {
    if (!value) return '';
    const made = this.#definitionOf(value);
    const callees: string[] = [];
    someNode(this.#source, made, (node) => {
      if (
        node.type === AST_NODE_TYPES.CallExpression &&
        !this.#uses.isCollection(
          node.callee.type === AST_NODE_TYPES.MemberExpression ? node.callee.object : node.callee,
        )
      )
        callees.push(this.#source.getText(node.callee));
      return false;
    });
    return callees.toSorted().join();
  }

  /** `entry.count++`, `entry.at = now`, `delete entry.user`, `bucket.take()` */
  #changesValue({ node, access }: Use): boolean {
    if (access.kind === 'write' || access.kind === 'delete') return true;
    if (access.kind === 'call') return !isRepeatableCall(this.#source, access.call, this.#about);
    const { parent } = node;
    return (
      parent?.type === AST_NODE_TYPES.UpdateExpression ||
      (parent?.type === AST_NODE_TYPES.AssignmentExpression &&
        parent.left === node &&
        node.type === AST_NODE_TYPES.MemberExpression)
    );
  }
}

const DOES_SOMETHING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.YieldExpression,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.ImportExpression,
]);

function isWait(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.AwaitExpression ||
    node.type === AST_NODE_TYPES.YieldExpression ||
    (node.type === AST_NODE_TYPES.ForOfStatement && node.await)
  );
}

/** `users.get(id).name`, `const { name } = users.get(id)`, `handlers.get(id)()` */
function isReliedOn(node: Node): boolean {
  let value = node;
  while (
    value.parent &&
    value.parent.type !== AST_NODE_TYPES.ChainExpression &&
    withoutWrappers(value.parent) === withoutWrappers(value)
  )
    value = value.parent;
  const { parent } = value;
  if (parent?.type === AST_NODE_TYPES.MemberExpression)
    return parent.object === value && !parent.optional;
  if (parent?.type === AST_NODE_TYPES.CallExpression)
    return parent.callee === value && !parent.optional;
  if (parent?.type === AST_NODE_TYPES.SpreadElement)
    return parent.parent.type !== AST_NODE_TYPES.ObjectExpression;
  if (parent?.type === AST_NODE_TYPES.ForOfStatement) return parent.right === value;
  return (
    parent?.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.init === value &&
    parent.id.type !== AST_NODE_TYPES.Identifier
  );
}

/** The statement that a test decides about. */
function statementOf(test: Node): Node {
  let node = test;
  while (
    node.parent &&
    node.type !== AST_NODE_TYPES.IfStatement &&
    node.type !== AST_NODE_TYPES.ExpressionStatement &&
    node.type !== AST_NODE_TYPES.VariableDeclaration
  )
    node = node.parent;
  return node;
}

/** Whether somebody looks at what a call gives. A callback of a timer or a promise hands it to nobody. */
export function isResultUsed(source: SourceCode, call: Node): boolean {
  let node = call;
  while (
    node.parent &&
    (withoutWrappers(node.parent) === withoutWrappers(node) ||
      (node.parent.type === AST_NODE_TYPES.UnaryExpression && node.parent.operator === 'void'))
  )
    node = node.parent;
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.ExpressionStatement) return false;
  if (parent?.type === AST_NODE_TYPES.LogicalExpression)
    return parent.right !== node || isResultUsed(source, parent);
  if (
    parent?.type !== AST_NODE_TYPES.ArrowFunctionExpression ||
    parent.parent.type !== AST_NODE_TYPES.CallExpression
  )
    return true;
  const { callee } = parent.parent;
  return (
    callee === parent ||
    (callee.type === AST_NODE_TYPES.MemberExpression &&
      /^(?:filter|some|every|find\w*|map|flatMap|reduce\w*|sort)$/u.test(
        propertyName(source, callee) ?? '',
      ))
  );
}

function byFunction<T>(all: readonly T[], callOf: (one: T) => Node): Map<Node | undefined, T[]> {
  const groups = new Map<Node | undefined, T[]>();
  for (const one of all) {
    const fn = functionAround(callOf(one));
    const group = groups.get(fn);
    if (group) group.push(one);
    else groups.set(fn, [one]);
  }
  return groups;
}

function lineOf({ loc }: Node): number {
  return loc.start.line;
}
