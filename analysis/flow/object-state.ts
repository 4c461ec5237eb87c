/**
 * What an object has where it is used: what its literal names and spreads, what is set, deleted and assigned before the use,
 * in their order, and which of it happens on some paths only. One answer for configs, options and settings.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { namesAt } from './names.ts';
import { changesOf, type Change, type Span } from './object-changes.ts';
import { valuesOf, type Value } from './values.ts';

/** What is put into an object, or taken out of it. The name of a property is undefined if it may be any. */
export type ObjectPart =
  | { readonly kind: 'property'; readonly name: string | undefined; readonly value: Node }
  /** All that another object has: a spread, an argument of `Object.assign`. */
  | { readonly kind: 'copy'; readonly of: ObjectState }
  | { readonly kind: 'deleted'; readonly name: string | undefined }
  /** Code that is not seen may put in or take out anything. */
  | { readonly kind: 'handed' };

export interface PlacedPart {
  readonly part: ObjectPart;
  /** Where it counts. */
  readonly at: Node;
  /** Whether it counts on every path. */
  readonly isSure: boolean;
}

export type ObjectState =
  /** What has no properties: `undefined`, a number. */
  | { readonly kind: 'none' }
  /** An object that is empty at first. */
  | { readonly kind: 'made'; readonly parts: readonly PlacedPart[] }
  /** One of which the file does not show what it has at first. */
  | { readonly kind: 'open'; readonly value: Value; readonly parts: readonly PlacedPart[] }
  /** One of several: the arms of the expression, or what a name has by one path or another. */
  | {
      readonly kind: 'choice';
      readonly by: 'arms' | 'paths';
      readonly of: readonly ObjectState[];
    };

/** How many expressions one answer may lead through; beyond, it is open. */
const MAX_STEPS = 500;

const NONE: ObjectState = { kind: 'none' };

/**
 * What an expression has where it stands.
 * @param leavesAlone the calls that do nothing to such an object although they are not seen
 */
export function objectState(
  source: SourceCode,
  expression: Node,
  leavesAlone?: Span['leavesAlone'],
): ObjectState {
  return new StateReader(source, leavesAlone).read(expression);
}

/** What one of some values has in the end, whoever uses it. */
export function stateOfValues(
  source: SourceCode,
  values: readonly Value[],
  leavesAlone?: Span['leavesAlone'],
): ObjectState {
  return new StateReader(source, leavesAlone).oneOf(values, [], source.ast);
}

/** What is done to an object, each part as an object has it. */
export function partsBy(
  source: SourceCode,
  origins: readonly Node[],
  span: Span,
): readonly PlacedPart[] {
  return new StateReader(source, span.leavesAlone).changes(origins, span);
}

class StateReader {
  readonly #source: SourceCode;
  readonly #leavesAlone: Span['leavesAlone'];
  /** What is being read: `config = { ...config, timeout }` has nothing of itself. */
  readonly #open = new Set<Node>();
  #steps = 0;

  constructor(source: SourceCode, leavesAlone: Span['leavesAlone']) {
    this.#source = source;
    this.#leavesAlone = leavesAlone;
  }

  read(wrapped: Node): ObjectState {
    const node = withoutWrappers(wrapped);
    if (this.#steps++ > MAX_STEPS) return unknown(node);
    switch (node.type) {
      case AST_NODE_TYPES.ObjectExpression:
        return this.#literal(node, []) ?? NONE;
      case AST_NODE_TYPES.ConditionalExpression:
        return choice('arms', [this.read(node.consequent), this.read(node.alternate)]);
      case AST_NODE_TYPES.LogicalExpression:
        return choice('arms', [
          node.operator === '&&' ? NONE : this.read(node.left),
          this.read(node.right),
        ]);
      case AST_NODE_TYPES.AwaitExpression:
        return this.read(node.argument);
      case AST_NODE_TYPES.SequenceExpression:
        return this.read(node.expressions.at(-1)!);
      case AST_NODE_TYPES.AssignmentExpression:
        return node.operator === '=' ? this.read(node.right) : unknown(node);
      default:
        return this.oneOf(valuesOf(this.#source, node), this.#names(node), node);
    }
  }

  /**
   * @param names expressions that are the object, whichever of the values it is
   * @param use what the object is changed before
   */
  oneOf(values: readonly Value[], names: readonly Node[], use: Node): ObjectState {
    return choice(
      'paths',
      values.flatMap((value) => this.#ofValue(value, names, use) ?? []),
    );
  }

  #ofValue(value: Value, names: readonly Node[], use: Node): ObjectState | undefined {
    if (value.kind !== 'node') {
      const parts =
        value.kind === 'parameter'
          ? this.changes([value.node, ...names], { from: value.node, until: use })
          : this.changes(names, { until: use });
      return { kind: 'open', value, parts };
    }
    const node = madeBy(this.#source, value.node);
    if (node.type === AST_NODE_TYPES.ObjectExpression) {
      if (this.#open.has(node)) return undefined;
      return this.#literal(node, this.changes([node, ...names], { from: node, until: use }));
    }
    if (hasNoProperties(this.#source, node)) return NONE;
    return { kind: 'open', value, parts: this.changes([node, ...names], { until: use }) };
  }

  /** @returns undefined for a literal that is being read */
  #literal(
    object: TSESTree.ObjectExpression,
    changes: readonly PlacedPart[],
  ): ObjectState | undefined {
    if (this.#open.has(object)) return undefined;
    this.#open.add(object);
    const parts = object.properties.map((property): PlacedPart => ({
      part:
        property.type === AST_NODE_TYPES.SpreadElement
          ? { kind: 'copy', of: this.read(property.argument) }
          : {
              kind: 'property',
              name: propertyName(this.#source, property),
              value: property.value,
            },
      at: property,
      isSure: true,
    }));
    this.#open.delete(object);
    return { kind: 'made', parts: [...parts, ...changes] };
  }

  changes(origins: readonly Node[], span: Span): PlacedPart[] {
    const leavesAlone = this.#leavesAlone ? { leavesAlone: this.#leavesAlone } : {};
    return changesOf(this.#source, origins, { ...span, ...leavesAlone }).flatMap((change) =>
      this.#partsOf(change).map((part) => ({ part, at: change.at, isSure: change.isSure })),
    );
  }

  #partsOf(change: Change): ObjectPart[] {
    switch (change.kind) {
      case 'set':
        return [{ kind: 'property', name: change.name, value: change.value }];
      case 'assigned':
        return this.#assigned(change.node, change.parts).map((of) => ({ kind: 'copy', of }));
      case 'deleted':
        return [{ kind: 'deleted', name: change.name }];
      default:
        return [{ kind: 'handed' }];
    }
  }

  #assigned(call: Node, given: readonly TSESTree.CallExpressionArgument[]): ObjectState[] {
    if (this.#open.has(call)) return [];
    this.#open.add(call);
    const states = given.map((part) =>
      part.type === AST_NODE_TYPES.SpreadElement ? unknown(part) : this.read(part),
    );
    this.#open.delete(call);
    return states;
  }

  /** What names the object where it is used: the declaration of a variable, or each expression that is the same. */
  #names(node: Node): readonly Node[] {
    if (node.type === AST_NODE_TYPES.Identifier) {
      const names = namesAt(this.#source, node);
      return names.length > 0
        ? names.map(({ hub }) => hub)
        : nodesOf(this.#source, AST_NODE_TYPES.Identifier).filter((other) =>
            sameReference(this.#source, node, other),
          );
    }
    if (node.type !== AST_NODE_TYPES.MemberExpression) return [];
    return membersNamed(this.#source, propertyName(this.#source, node) ?? '').filter((other) =>
      sameReference(this.#source, node, other),
    );
  }
}

/** The object that `Object.assign({}, …)` puts the others into. */
function madeBy(source: SourceCode, node: Node): Node {
  return node.type === AST_NODE_TYPES.CallExpression &&
    isObjectAssign(source, node) &&
    node.arguments[0]
    ? withoutWrappers(node.arguments[0])
    : node;
}

function hasNoProperties(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.Literal ||
    node.type === AST_NODE_TYPES.UnaryExpression ||
    isGlobal(source, node, 'undefined')
  );
}

function unknown(node: Node): ObjectState {
  return { kind: 'open', value: { kind: 'unknown', node }, parts: [] };
}

function choice(by: 'arms' | 'paths', states: readonly ObjectState[]): ObjectState {
  const [first = NONE, ...others] = states;
  return others.length === 0 ? first : { kind: 'choice', by, of: states };
}
