/**
 * How a program tells that an entry of a collection has expired: the comparisons of a time in the entry with the clock.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isClock, rootOf } from '../../../collections/repeatable-code.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isGlobal, variableOf, type Variable } from '../../../syntax/bindings.ts';
import { isCall, isFunction, withoutWrappers } from '../../../syntax/nodes.ts';
import { propertyName, sameReference } from '../../../syntax/references.ts';
import { ancestorsOf, childrenOf } from '../../../syntax/traversal.ts';
import type { Subject } from './strategy.ts';
import { givenOnce, slopeOf } from './times.ts';

/** What stands for the entry in the text of a test: no name of a program. */
export const ENTRY = '\0';

export interface ExpiryTest {
  /** The comparison as the program has it, true for an entry that has expired, with `ENTRY` in the place of the entry. */
  readonly text: string;
  /** The comparisons of the program. */
  readonly comparisons: ReadonlyMap<Node, Comparison>;
  /** Names that the text takes from around it. */
  readonly names: readonly Variable[];
  /** Names of the runtime in it: `Date`. */
  readonly globals: readonly string[];
  /** Whether it takes something of `this`. */
  readonly usesThis: boolean;
  /** How long an entry lives, as far as the test says. */
  readonly lifetime: Node | undefined;
}

export interface Comparison {
  /** The outcome for an entry that has expired. */
  readonly ifExpired: boolean;
  /** The outcome where there is no entry: `hit?.expires > now` is false; undefined if it would throw. */
  readonly ifMissing: boolean | undefined;
}

/**
 * The different tests of a file, those of one text together.
 * @param fields the properties of the entries that have a time; the empty text for entries that are one
 */
export function expiryTestsOf(subject: Subject, fields: ReadonlySet<string>): ExpiryTest[] {
  const { source, uses } = subject;
  const tests = new Map<string, ExpiryTest & { comparisons: Map<Node, Comparison> }>();
  for (const use of uses.all) {
    if (use.level !== 1 || !fields.has(use.path)) continue;
    const comparison = comparisonAround(use.node);
    if (!comparison) continue;
    const read = readOf(source, comparison, use.node, use.path);
    if (!read) continue;
    const { known, ...test } = read;
    const same = tests.get(test.text);
    if (same) same.comparisons.set(comparison, known);
    else tests.set(test.text, { ...test, comparisons: new Map([[comparison, known]]) });
  }
  return [...tests.values()];
}

/** The comparison that a part of a sum, or of a date, belongs to. */
function comparisonAround(node: Node): TSESTree.BinaryExpression | undefined {
  let inner = node;
  for (const parent of ancestorsOf(node)) {
    if (parent.type === AST_NODE_TYPES.BinaryExpression) {
      if (/^[<>]=?$/u.test(parent.operator)) return parent;
      if (!/^[-+*/]$/u.test(parent.operator)) return undefined;
    } else if (
      withoutWrappers(parent) !== withoutWrappers(inner) &&
      parent.type !== AST_NODE_TYPES.UnaryExpression &&
      !isOfDate(parent, inner)
    )
      return undefined;
    inner = parent;
  }
  return undefined;
}

/** `new Date(at)`, `at.getTime()` */
function isOfDate(parent: Node, inner: Node): boolean {
  if (parent.type === AST_NODE_TYPES.NewExpression) return parent.arguments[0] === inner;
  if (parent.type === AST_NODE_TYPES.MemberExpression)
    return (
      parent.object === inner &&
      parent.property.type === AST_NODE_TYPES.Identifier &&
      parent.property.name === 'getTime'
    );
  return parent.type === AST_NODE_TYPES.CallExpression && parent.callee === inner;
}

interface Read extends Omit<ExpiryTest, 'comparisons'> {
  readonly known: Comparison;
}

function readOf(
  source: SourceCode,
  comparison: TSESTree.BinaryExpression,
  field: Node,
  path: string,
): Read | undefined {
  const { left, operator, right } = comparison;
  const slopes = [slopeOf(source, left), slopeOf(source, right)] as const;
  const ifExpired = outcomeLater(slopes, operator);
  const entry = path === '' ? field : entryOf(source, field, path);
  if (ifExpired === undefined || !entry) return undefined;
  const text = new TestText(source, entry);
  const sides = [text.side(left), text.side(right)];
  if (!text.isPlain || !sides.join('').includes(ENTRY)) return undefined;
  return {
    text: sides.join(` ${ifExpired ? operator : OPPOSITE[operator]} `),
    names: [...text.names],
    globals: [...text.globals],
    usesThis: text.usesThis,
    lifetime: lifetimeIn(source, left, right),
    known: {
      ifExpired,
      ifMissing: outcomeWithout(source, entry, path, ifExpired),
    },
  };
}

/** What a comparison comes to where there is no entry. A comparison with what is no number is false. */
function outcomeWithout(
  source: SourceCode,
  entry: Node,
  path: string,
  ifExpired: boolean,
): boolean | undefined {
  const { parent } = entry;
  if (parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === entry)
    return parent.optional ? false : undefined;
  if (path !== '') return undefined;
  const given = givenOnce(source, entry);
  // The time 0 is long ago.
  const hasDefault = [entry, given].some(
    (node) => node && withoutDefault(node) !== withoutWrappers(node),
  );
  return hasDefault ? ifExpired : false;
}

/** `last` of `last ?? 0` */
export function withoutDefault(expression: Node): Node {
  const node = withoutWrappers(expression);
  return node.type === AST_NODE_TYPES.LogicalExpression &&
    node.operator !== '&&' &&
    node.right.type === AST_NODE_TYPES.Literal &&
    node.right.value === 0
    ? withoutWrappers(node.left)
    : node;
}

const OPPOSITE: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

/** What a comparison comes to be as time goes by. */
function outcomeLater(
  [left, right]: readonly [ReturnType<typeof slopeOf>, ReturnType<typeof slopeOf>],
  operator: string,
): boolean | undefined {
  if (left === undefined || right === undefined || left === right) return undefined;
  return left > right === operator.startsWith('>');
}

/** `hit` of `hit.data.expires` */
function entryOf(source: SourceCode, field: Node, path: string): Node | undefined {
  let node = withoutWrappers(field);
  for (const name of path.split('.').toReversed()) {
    if (node.type !== AST_NODE_TYPES.MemberExpression || propertyName(source, node) !== name)
      return undefined;
    node = withoutWrappers(node.object);
  }
  return node;
}

/** `TTL` of `now - at > TTL`, or of `at + TTL < now` */
function lifetimeIn(source: SourceCode, left: Node, right: Node): Node | undefined {
  const isClockLeft = slopeOf(source, left) !== 0;
  const [moving, other] = isClockLeft ? [left, right] : [right, left];
  if (moving.type === AST_NODE_TYPES.BinaryExpression && moving.operator === '-') return other;
  return other.type === AST_NODE_TYPES.BinaryExpression && other.operator === '+'
    ? other.right
    : undefined;
}

/** What binds its parts less than a comparison does. */
const BINDS_LESS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.SequenceExpression,
]);

/** Writes a test without the names that stand for the time, or for the entry. */
class TestText {
  readonly names = new Set<Variable>();
  readonly globals = new Set<string>();
  usesThis = false;
  /** Whether nothing is called but the clock. */
  isPlain = true;
  readonly #source: SourceCode;
  readonly #entry: Node;

  constructor(source: SourceCode, entry: Node) {
    this.#source = source;
    this.#entry = entry;
  }

  /** One side of a comparison, which its parentheses are no part of. */
  side(node: Node): string {
    const text = this.of(node);
    return BINDS_LESS.has(node.type) ? `(${text})` : text;
  }

  of(node: Node): string {
    const source = this.#source;
    if (this.#isEntry(withoutWrappers(node))) return ENTRY;
    if (isClock(source, node)) return this.#ofClock(node);
    if (node.type === AST_NODE_TYPES.Identifier) return this.#ofName(node);
    if (node.type === AST_NODE_TYPES.ThisExpression) this.usesThis = true;
    if (this.#isOther(node)) this.isPlain = false;
    return this.#ofParts(node);
  }

  /** `hit` in `now - hit.at > hit.ttl`, each time */
  #isEntry(node: Node): boolean {
    return (
      node === this.#entry ||
      (node.type === AST_NODE_TYPES.Identifier && sameReference(this.#source, node, this.#entry))
    );
  }

  /** What may do something, or wait. */
  #isOther(node: Node): boolean {
    if (isFunction(node)) return true;
    if (isCall(node)) return !isConversion(this.#source, node);
    return (
      node.type === AST_NODE_TYPES.AssignmentExpression ||
      node.type === AST_NODE_TYPES.UpdateExpression ||
      node.type === AST_NODE_TYPES.AwaitExpression ||
      node.type === AST_NODE_TYPES.YieldExpression
    );
  }

  #ofName(name: TSESTree.Identifier): string {
    const source = this.#source;
    const isProperty =
      name.parent.type === AST_NODE_TYPES.MemberExpression &&
      name.parent.property === name &&
      !name.parent.computed;
    if (isProperty) return name.name;
    if (slopeOf(source, name) === 1) {
      const given = givenOnce(source, name)!;
      const text = this.of(given);
      return given.type === AST_NODE_TYPES.BinaryExpression ? `(${text})` : text;
    }
    const variable = variableOf(source, name);
    if (variable) this.names.add(variable);
    else this.globals.add(name.name);
    return name.name;
  }

  /** `Date.now()`, `new Date()` */
  #ofClock(node: Node): string {
    const root = rootOf(node.type === AST_NODE_TYPES.NewExpression ? node.callee : node);
    if (root.type === AST_NODE_TYPES.Identifier) this.globals.add(root.name);
    return this.#source.getText(node);
  }

  /** Its own text, its parts written anew. */
  #ofParts(node: Node): string {
    let text = '';
    let [at] = node.range;
    for (const child of childrenOf(this.#source, node)) {
      text += this.#source.text.slice(at, child.range[0]) + this.of(child);
      at = child.range[1];
    }
    // `hit?.expires`: the entry is there.
    return (text + this.#source.text.slice(at, node.range[1])).replaceAll(
      `${ENTRY}?.`,
      `${ENTRY}.`,
    );
  }
}

/** `new Date(at)`, `at.getTime()`, `Number(at)` */
function isConversion(
  source: SourceCode,
  { callee }: TSESTree.CallExpression | TSESTree.NewExpression,
): boolean {
  if (callee.type === AST_NODE_TYPES.Identifier)
    return isGlobal(source, callee, 'Date') || isGlobal(source, callee, 'Number');
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    (isGlobal(source, callee.object, 'Math') || propertyName(source, callee) === 'getTime')
  );
}
