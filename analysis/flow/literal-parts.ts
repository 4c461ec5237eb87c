/**
 * What a literal holds: the items of a list, the keys and values of an object, and a part of one of these in turn.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, isModuleLevel, variableOf } from '../syntax/bindings.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { contains, returnedBy } from '../syntax/traversal.ts';
import { givesSameItems } from '../vocabulary/collection-methods.ts';
import { returnsItsArgument } from '../vocabulary/runtime-functions.ts';
import { isConstant } from './constants.ts';
import { additionsTo } from './later-additions.ts';

export type Part =
  | { readonly kind: 'value'; readonly node: Node }
  /** An item of something that is no literal. */
  | { readonly kind: 'item'; readonly of: Node }
  /** A property of something that is no literal. */
  | { readonly kind: 'member'; readonly of: Node; readonly name: string }
  /** What `Object.entries` makes. */
  | { readonly kind: 'entry'; readonly key: Part; readonly value: Part }
  /** What a list holds that is made empty, and that somebody fills whom the file does not show. */
  | { readonly kind: 'unseen' }
  /** What the file writes out: the key of a property, a hole. */
  | { readonly kind: 'fixed' };

/** The name of a property; of an item, its position, or undefined for any. */
export type Step = string | undefined;

type Parts = readonly Part[];
type Entry = Extract<Part, { kind: 'entry' }>;

const FIXED: Part = { kind: 'fixed' };
const UNSEEN: Part = { kind: 'unseen' };

/** How deep literals and names for them may lead, for the sake of the call stack. */
const MAX_DEPTH = 50;

/** How many parts one expression may have. */
const MAX_PARTS = 5000;

/** What a loop goes through; undefined if no literal tells. */
export function itemsOf(source: SourceCode, node: Node): Parts | undefined {
  return new Reader(source).items(node);
}

/** What a `for…in` goes through. */
export function keysOf(source: SourceCode, node: Node): Parts | undefined {
  return new Reader(source).keys(node);
}

/** What some steps lead to in a value. */
export function partsAt(
  source: SourceCode,
  value: Node,
  steps: readonly Step[],
): Parts | undefined {
  return partsBelow(source, [{ kind: 'value', node: value }], steps);
}

/** The same from several parts; undefined if no literal tells of any. */
export function partsBelow(
  source: SourceCode,
  parts: Parts,
  steps: readonly Step[],
): Parts | undefined {
  const reader = new Reader(source);
  let reached = parts;
  for (const step of steps) {
    const next = reached.map((part) => reader.into(part, step));
    if (next.every((found) => found === undefined)) return undefined;
    reached = distinct(next.flatMap((found, index) => found ?? beyond(reached[index]!, step)));
    if (reached.length > MAX_PARTS) return undefined;
  }
  return reached;
}

/** What a name in a pattern takes of the value that the pattern is matched against. */
export interface PatternPath {
  readonly steps: readonly Step[];
  /** What it is if that is missing. */
  readonly defaults: readonly Node[];
}

/** @returns undefined for what is left over, which is made anew */
export function pathInPattern(
  source: SourceCode,
  pattern: Node,
  name: Node,
): PatternPath | undefined {
  const steps: Step[] = [];
  const defaults: Node[] = [];
  let inner = pattern;
  while (inner !== name) {
    if (inner.type === AST_NODE_TYPES.AssignmentPattern) {
      if (inner.left === name) defaults.push(inner.right);
      inner = inner.left;
    } else if (inner.type === AST_NODE_TYPES.ObjectPattern) {
      const property = inner.properties.find((candidate) => contains(candidate, name));
      const step =
        property?.type === AST_NODE_TYPES.Property ? propertyName(source, property) : undefined;
      if (property?.type !== AST_NODE_TYPES.Property || step === undefined) return undefined;
      steps.push(step);
      inner = property.value;
    } else if (inner.type === AST_NODE_TYPES.ArrayPattern) {
      const index = inner.elements.findIndex((candidate) => candidate && contains(candidate, name));
      const element = inner.elements[index];
      if (!element || element.type === AST_NODE_TYPES.RestElement) return undefined;
      steps.push(String(index));
      inner = element;
    } else return undefined;
  }
  return { steps, defaults };
}

const itemsByNode = new WeakMap<Node, { readonly items: Parts | undefined }>();
const entriesByNode = new WeakMap<Node, { readonly entries: readonly Entry[] | undefined }>();

class Reader {
  readonly #source: SourceCode;
  #depth = 0;

  constructor(source: SourceCode) {
    this.#source = source;
  }

  items(wrapped: Node): Parts | undefined {
    const node = withoutWrappers(wrapped);
    const known = itemsByNode.get(node);
    if (known) return known.items;
    if (this.#depth > MAX_DEPTH) return undefined;
    // A list that is made of itself adds nothing that is not there.
    itemsByNode.set(node, { items: [] });
    this.#depth++;
    const found = this.#items(node);
    this.#depth--;
    const items = found && found.length <= MAX_PARTS ? distinct(found) : undefined;
    itemsByNode.set(node, { items });
    return items;
  }

  #items(node: Node): Parts | undefined {
    switch (node.type) {
      case AST_NODE_TYPES.ArrayExpression:
        return node.elements.flatMap((element) => (element ? this.#given(element) : [FIXED]));
      case AST_NODE_TYPES.NewExpression:
        if (
          !isGlobal(this.#source, node.callee, 'Set') &&
          !isGlobal(this.#source, node.callee, 'Map')
        )
          return undefined;
        return node.arguments[0] ? this.#itemsOrItem(node.arguments[0]) : [];
      case AST_NODE_TYPES.CallExpression:
        return this.#itemsOfCall(node);
      case AST_NODE_TYPES.ConditionalExpression:
        return this.#either([node.consequent, node.alternate]);
      case AST_NODE_TYPES.LogicalExpression:
        return this.#either(node.operator === '&&' ? [node.right] : [node.left, node.right]);
      case AST_NODE_TYPES.Identifier:
        return this.#itemsOfName(node);
      default:
        return undefined;
    }
  }

  #given(element: TSESTree.Expression | TSESTree.SpreadElement): Parts {
    return element.type === AST_NODE_TYPES.SpreadElement
      ? this.#itemsOrItem(element.argument)
      : [{ kind: 'value', node: element }];
  }

  #itemsOrItem(node: Node): Parts {
    return this.items(node) ?? [{ kind: 'item', of: node }];
  }

  /** One of several lists, if one of them is a literal. */
  #either(nodes: readonly Node[]): Parts | undefined {
    const items = nodes.map((node) => this.items(node));
    return items.every((some) => some === undefined)
      ? undefined
      : items.flatMap((some, index): Parts => some ?? [{ kind: 'item', of: nodes[index]! }]);
  }

  #itemsOfCall({ callee, arguments: given }: TSESTree.CallExpression): Parts | undefined {
    if (callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
    const name = propertyName(this.#source, callee) ?? '';
    const { object } = callee;
    const [first] = given;
    if (isGlobal(this.#source, object, 'Object'))
      return first ? this.#itemsOfObject(name, first) : undefined;
    if (isGlobal(this.#source, object, 'Array')) return this.#itemsOfArray(name, given);
    if (name === 'concat') return this.#concatenated(object, given);
    if (givesSameItems(name)) return this.items(object);
    if (name === 'map' && first && isFunction(first)) return this.#mapped(object, first);
    return /^(?:keys|values|entries)$/u.test(name) ? this.#itemsOfView(name, object) : undefined;
  }

  /** `Array.of(a, b)`, `Array.from(list)` */
  #itemsOfArray(
    name: string,
    given: readonly TSESTree.CallExpressionArgument[],
  ): Parts | undefined {
    if (name === 'of') return given.flatMap((argument) => this.#given(argument));
    const [first, second] = given;
    return name === 'from' && first && !second ? this.items(first) : undefined;
  }

  #concatenated(list: Node, given: readonly TSESTree.CallExpressionArgument[]): Parts {
    return [
      ...this.#itemsOrItem(list),
      ...given.flatMap((argument) =>
        argument.type === AST_NODE_TYPES.SpreadElement
          ? this.#given(argument)
          : (this.items(argument) ?? this.#given(argument)),
      ),
    ];
  }

  #mapped(list: Node, callback: FunctionNode): Parts | undefined {
    return isConstant(this.#source, list) || this.items(list)
      ? returnedBy(this.#source, callback).map((node) => ({ kind: 'value', node }))
      : undefined;
  }

  #itemsOfObject(name: string, argument: Node): Parts | undefined {
    if (returnsItsArgument(name)) return this.items(argument);
    const entries = this.#entries(argument);
    if (name === 'entries') return entries;
    if (name === 'keys') return entries?.map(({ key }) => key);
    return name === 'values' ? entries?.map(({ value }) => value) : undefined;
  }

  /** `map.keys()`, `list.entries()` */
  #itemsOfView(name: string, object: Node): Parts | undefined {
    const items = this.items(object);
    if (!items) return undefined;
    const isMap = this.#isMap(object);
    if (name === 'values' ? !isMap : this.#isSet(object)) return items;
    if (isMap && name !== 'entries')
      return items.flatMap(
        (item) => this.into(item, name === 'keys' ? '0' : '1') ?? beyond(item, undefined),
      );
    if (isMap) return items;
    return name === 'keys' ? [FIXED] : items.map((value) => ({ kind: 'entry', key: FIXED, value }));
  }

  #isMap(node: Node): boolean {
    return this.#isMade(node, 'Map');
  }

  #isSet(node: Node): boolean {
    return this.#isMade(node, 'Set');
  }

  #isMade(wrapped: Node, name: string): boolean {
    const node = withoutWrappers(wrapped);
    const made = node.type === AST_NODE_TYPES.Identifier ? this.#localInit(node) : node;
    return made?.type === AST_NODE_TYPES.NewExpression && isGlobal(this.#source, made.callee, name);
  }

  /** A list of a function, with what is put into it there. */
  #itemsOfName(node: TSESTree.Identifier): Parts | undefined {
    const values = this.#valuesOfLocal(node);
    const items = values && this.#either(values);
    if (!items) return undefined;
    const additions = additionsTo(this.#source, variableOf(this.#source, node)!).filter(
      ({ path, isOfEntries }) => path.length === 0 && !isOfEntries,
    );
    const added = additions.flatMap(({ site, keys, values: given }): Part[] => {
      const isEntry =
        site.type === AST_NODE_TYPES.CallExpression &&
        keys[0] !== undefined &&
        given[0] !== undefined &&
        keys[0] !== given[0];
      if (isEntry) return [entry(keys[0], given[0]!)];
      return given.flatMap((value): Part[] => [
        value.parent?.type === AST_NODE_TYPES.SpreadElement
          ? { kind: 'item', of: value }
          : { kind: 'value', node: value },
      ]);
    });
    return items.length + added.length === 0 ? [UNSEEN] : [...items, ...added];
  }

  #localInit(node: TSESTree.Identifier): Node | undefined {
    const variable = variableOf(this.#source, node);
    const [definition] = variable?.defs ?? [];
    if (
      !variable ||
      isModuleLevel(variable) ||
      definition?.type !== 'Variable' ||
      definition.node.id.type !== AST_NODE_TYPES.Identifier
    )
      return undefined;
    return definition.node.init ? withoutWrappers(definition.node.init) : undefined;
  }

  /** What a variable of a function is set to; undefined if not all of it is seen. */
  #valuesOfLocal(node: TSESTree.Identifier): Node[] | undefined {
    const init = this.#localInit(node);
    if (!init) return undefined;
    const values = [init];
    for (const reference of variableOf(this.#source, node)!.references) {
      if (!reference.isWrite() || reference.init === true) continue;
      const { parent } = reference.identifier as Node;
      if (
        parent?.type !== AST_NODE_TYPES.AssignmentExpression ||
        parent.left !== reference.identifier
      )
        return undefined;
      values.push(parent.right);
    }
    return values;
  }

  keys(node: Node): Parts | undefined {
    const inner = withoutWrappers(node);
    if (inner.type === AST_NODE_TYPES.ArrayExpression) return [FIXED];
    return this.#entries(inner)?.map(({ key }) => key);
  }

  #entries(wrapped: Node): readonly Entry[] | undefined {
    const node = withoutWrappers(wrapped);
    const known = entriesByNode.get(node);
    if (known) return known.entries;
    if (this.#depth > MAX_DEPTH) return undefined;
    entriesByNode.set(node, { entries: [] });
    this.#depth++;
    const found = this.#findEntries(node);
    this.#depth--;
    const entries = found && found.length <= MAX_PARTS ? [...new Set(found)] : undefined;
    entriesByNode.set(node, { entries });
    return entries;
  }

  #findEntries(node: Node): readonly Entry[] | undefined {
    const all = (nodes: readonly Node[]): Entry[] =>
      nodes.flatMap(
        (of): readonly Entry[] =>
          this.#entries(of) ?? [
            { kind: 'entry', key: { kind: 'item', of }, value: { kind: 'item', of } },
          ],
      );
    if (node.type === AST_NODE_TYPES.ObjectExpression) {
      return node.properties.flatMap((property): readonly Entry[] => {
        if (property.type === AST_NODE_TYPES.SpreadElement) return all([property.argument]);
        const isFixed = !property.computed || propertyName(this.#source, property) !== undefined;
        return [entry(isFixed ? undefined : property.key, property.value)];
      });
    }
    if (node.type === AST_NODE_TYPES.Identifier) {
      const values = this.#valuesOfLocal(node);
      if (!values || values.every((value) => this.#entries(value) === undefined)) return undefined;
      const added = additionsTo(this.#source, variableOf(this.#source, node)!).filter(
        ({ path }) => path.length === 0,
      );
      const entries = [
        ...all(values),
        ...added.flatMap(({ keys, values: given, isOfEntries }) =>
          isOfEntries ? all(given) : given.map((value) => entry(keys[0], value)),
        ),
      ];
      return entries.length > 0 ? entries : [{ kind: 'entry', key: UNSEEN, value: UNSEEN }];
    }
    if (
      node.type !== AST_NODE_TYPES.CallExpression ||
      node.callee.type !== AST_NODE_TYPES.MemberExpression ||
      !node.arguments[0]
    )
      return undefined;
    if (isObjectAssign(this.#source, node))
      return all(
        node.arguments.map((argument) =>
          argument.type === AST_NODE_TYPES.SpreadElement ? argument.argument : argument,
        ),
      );
    if (!isGlobal(this.#source, node.callee.object, 'Object')) return undefined;
    const name = propertyName(this.#source, node.callee) ?? '';
    if (returnsItsArgument(name)) return this.#entries(node.arguments[0]);
    if (name !== 'fromEntries') return undefined;
    return this.items(node.arguments[0])?.flatMap((item) => {
      const [keys, values] = ['0', '1'].map(
        (step) => this.into(item, step) ?? beyond(item, step),
      ) as [Parts, Parts];
      return keys.map((key) => ({ kind: 'entry', key, value: values[0] ?? FIXED }));
    });
  }

  /** One step into a part; undefined if no literal tells what is there. */
  into(part: Part, step: Step): Parts | undefined {
    if (part.kind === 'fixed') return [FIXED];
    if (part.kind === 'entry')
      return step === '0' ? [part.key] : step === '1' ? [part.value] : [part.key, part.value];
    if (part.kind !== 'value') return undefined;
    return this.#intoNode(withoutWrappers(part.node), step);
  }

  #intoNode(node: Node, step: Step): Parts | undefined {
    if (node.type === AST_NODE_TYPES.ConditionalExpression)
      return this.#intoEither([node.consequent, node.alternate], step);
    if (node.type === AST_NODE_TYPES.LogicalExpression)
      return this.#intoEither(
        node.operator === '&&' ? [node.right] : [node.left, node.right],
        step,
      );
    if (step === undefined)
      return this.#entries(node)?.map(({ value }) => value) ?? this.items(node);
    if (node.type === AST_NODE_TYPES.ObjectExpression) return this.#property(node, step);
    if (!isPosition(step)) return undefined;
    return node.type === AST_NODE_TYPES.ArrayExpression
      ? this.#item(node, Number(step))
      : this.items(node);
  }

  #intoEither(nodes: readonly Node[], step: Step): Parts | undefined {
    if (this.#depth > MAX_DEPTH) return undefined;
    this.#depth++;
    const found = nodes.map((node) => this.into({ kind: 'value', node }, step));
    this.#depth--;
    return found.every((some) => some === undefined)
      ? undefined
      : found.flatMap(
          (some, index) => some ?? beyond({ kind: 'value', node: nodes[index]! }, step),
        );
  }

  #item({ elements }: TSESTree.ArrayExpression, index: number): Parts {
    const isMoved = elements
      .slice(0, index + 1)
      .some((element) => element?.type === AST_NODE_TYPES.SpreadElement);
    if (isMoved) return elements.flatMap((element) => (element ? this.#given(element) : [FIXED]));
    const element = elements[index];
    return element ? this.#given(element) : [FIXED];
  }

  /** What is written last counts, and with it what a spread or a key that is worked out may give. */
  #property({ properties }: TSESTree.ObjectExpression, name: string): Parts {
    const found: Part[] = [];
    for (const property of properties.toReversed()) {
      if (property.type === AST_NODE_TYPES.SpreadElement) {
        found.push(
          ...(this.into({ kind: 'value', node: property.argument }, name) ??
            beyond({ kind: 'value', node: property.argument }, name)),
        );
        continue;
      }
      const key = propertyName(this.#source, property);
      if (key !== undefined && key !== name) continue;
      found.push({ kind: 'value', node: property.value });
      if (key === name) return found;
    }
    return found.length > 0 ? found : [FIXED];
  }
}

/** @param key undefined for a name that the file writes out */
function entry(key: Node | undefined, value: Node): Entry {
  return {
    kind: 'entry',
    key: key ? { kind: 'value', node: key } : FIXED,
    value: { kind: 'value', node: value },
  };
}

/** Whether a step is to an item of a list, not to a property. */
function isPosition(step: string): boolean {
  return /^\d+$/u.test(step);
}

/** What a step leads to where no literal tells. */
function beyond(part: Part, step: Step): Parts {
  if (part.kind !== 'value') return [part];
  return [
    step === undefined || isPosition(step)
      ? { kind: 'item', of: part.node }
      : { kind: 'member', of: part.node, name: step },
  ];
}

/** Leaves out what is there already. */
function distinct(parts: Parts): Parts {
  const seen = new Set<Node | Part>();
  return parts.filter((part) => {
    const key = part.kind === 'value' ? part.node : part;
    return !seen.has(key) && seen.add(key);
  });
}
