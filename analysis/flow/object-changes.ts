/**
 * What is done to an object once it is there, by whatever name: properties that are set and deleted, `Object.assign`, and
 * calls of code that is not seen.
 */
import { isCall } from '../syntax/nodes.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isObjectAssign, onlyReads } from '../syntax/calls.ts';
import { propertyName } from '../syntax/references.ts';
import { contains, functionAround } from '../syntax/traversal.ts';
import { aliasesOf } from './aliases.ts';
import { callGraph } from './build-call-graph.ts';
import { mayRunOwnFunction } from './foreign-calls.ts';
import { isTooLate } from './order.ts';
import { isConditional } from './path-conditions.ts';

/** A change, and what makes it. The name of a property is undefined if it may be any. */
export type Change =
  | {
      readonly kind: 'set';
      readonly node: Node;
      readonly name: string | undefined;
      /** The member itself where a pattern or a loop gives it a value. */
      readonly value: Node;
    }
  | { readonly kind: 'deleted'; readonly node: Node; readonly name: string | undefined }
  /** `Object.assign(object, …parts)` */
  | {
      readonly kind: 'assigned';
      readonly node: Node;
      readonly parts: readonly TSESTree.CallExpressionArgument[];
    }
  /** A call of code that is not seen may do anything to it. */
  | { readonly kind: 'handed'; readonly node: Node };

/** A change, and where it counts: at the call of the function that makes it, if the object is handed to one. */
export type PlacedChange = Change & {
  readonly at: Node;
  /** Whether it is made on every path. */
  readonly isSure: boolean;
};

/** Which changes count. */
export interface Span {
  /** Where the object is made: what runs before that changes another. */
  readonly from?: Node;
  /** Where it is used: what runs after that is too late. */
  readonly until?: Node;
  /** Calls that leave the object alone although they are not seen. */
  readonly leavesAlone?: (call: Call) => boolean;
}

/**
 * The changes of an object, in the order of the text.
 * @param origins expressions that are the object, each of which may lead to more of them
 */
export function changesOf(
  source: SourceCode,
  origins: readonly Node[],
  span: Span,
): readonly PlacedChange[] {
  return new ChangeFinder(source, span).find(origins);
}

/** From how many functions to how many an object may be handed on. */
const MAX_HANDS = 4;

class ChangeFinder {
  readonly #source: SourceCode;
  readonly #span: Span;
  /** The calls of this file's functions that the object is handed to. */
  readonly #entering = new Map<FunctionNode, Call[]>();

  constructor(source: SourceCode, span: Span) {
    this.#source = source;
    this.#span = span;
  }

  find(origins: readonly Node[]): PlacedChange[] {
    const seen = new Set<Node>();
    const changes: Change[] = [];
    for (const origin of origins) {
      if (seen.has(origin)) continue;
      const { nodes, holders, isComplete } = aliasesOf(this.#source, origin);
      if (!isComplete) changes.push({ kind: 'handed', node: origin });
      for (const node of nodes) if (!seen.has(node)) changes.push(...this.#changesBy(node));
      for (const node of holders) changes.push(...this.#handedInside(node));
      for (const node of nodes) seen.add(node);
    }
    return changes
      .flatMap((change) => this.#placed(change))
      .toSorted((a, b) => a.at.range[0] - b.at.range[0]);
  }

  #changesBy(node: Node): Change[] {
    const { parent } = node;
    if (parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === node)
      return this.#changesOfMember(parent);
    return isCall(parent) && isArgument(parent, node) ? this.#changesByCall(parent, node) : [];
  }

  #changesOfMember(member: TSESTree.MemberExpression): Change[] {
    const name = propertyName(this.#source, member);
    const { parent } = member;
    if (isWriteTarget(member))
      return parent.type === AST_NODE_TYPES.AssignmentExpression
        ? [{ kind: 'set', node: parent, name, value: parent.right }]
        : [{ kind: 'set', node: member, name, value: member }];
    const outer = parent.type === AST_NODE_TYPES.ChainExpression ? parent.parent : parent;
    return outer.type === AST_NODE_TYPES.UnaryExpression && outer.operator === 'delete'
      ? [{ kind: 'deleted', node: outer, name }]
      : [];
  }

  #changesByCall(call: Call, node: Node): Change[] {
    const [target, ...parts] = call.arguments;
    if (call.type === AST_NODE_TYPES.CallExpression && isObjectAssign(this.#source, call))
      return target === node ? [{ kind: 'assigned', node: call, parts }] : [];
    return this.#isHanded(call) ? [{ kind: 'handed', node: call }] : [];
  }

  /** `fill({ config })`, `fill([config])` */
  #handedInside(node: Node): Change[] {
    const call = node.parent;
    const isLiteral =
      node.type === AST_NODE_TYPES.ObjectExpression || node.type === AST_NODE_TYPES.ArrayExpression;
    return isLiteral && isCall(call) && isArgument(call, node) && this.#isHanded(call)
      ? [{ kind: 'handed', node: call }]
      : [];
  }

  /** Whether a call may run code that is not seen; what functions of the file do with the object is found by its aliases. */
  #isHanded(call: Call): boolean {
    if (onlyReads(this.#source, call)) return false;
    if (mayRunOwnFunction(this.#source, call)) {
      const callees = callGraph(this.#source).calleesOf(call);
      for (const fn of callees.functions)
        this.#entering.set(fn, [...(this.#entering.get(fn) ?? []), call]);
      if (callees.functions.length > 0 && callees.complete) return false;
    }
    return this.#span.leavesAlone?.(call) !== true;
  }

  #placed(change: Change, at = change.node, hands = 0): PlacedChange[] {
    const { until } = this.#span;
    const fn = functionAround(at);
    const calls =
      fn && hands < MAX_HANDS && !(until && contains(fn, until))
        ? this.#entering.get(fn)
        : undefined;
    if (fn && calls)
      return calls
        .flatMap((call) => this.#placed(change, call, hands + 1))
        .map((placed) => ({ ...placed, isSure: placed.isSure && !isConditional(at, fn.body) }));
    if (this.#isOut(change, at)) return [];
    return [{ ...change, at, isSure: change.kind === 'handed' || this.#isSure(at) }];
  }

  /** Whether a change is made before the object is, or when its use is over. */
  #isOut({ kind }: Change, at: Node): boolean {
    const { from, until } = this.#span;
    if (from && isTooLate(from, at)) return true;
    if (!until) return false;
    if (at !== until && contains(at, until)) return true;
    return isTooLate(at, until) || (kind === 'handed' && isForLater(at, until));
  }

  /** Whether a change is made wherever the object is made, or used. */
  #isSure(at: Node): boolean {
    const { from, until } = this.#span;
    // Below the use, it is made in the rounds of a loop after the first.
    const isInTime =
      until !== undefined &&
      (at.range[0] < until.range[1] || functionAround(at) !== functionAround(until));
    return (
      (isInTime && !isConditional(at, until)) || (from !== undefined && !isConditional(at, from))
    );
  }
}

/** Whether a call stands below a use, in a function that does not lead to it. */
function isForLater(call: Node, use: Node): boolean {
  const home = functionAround(call);
  return call.range[0] >= use.range[0] && home !== undefined && !contains(home, use);
}

function isArgument(call: Call, node: Node): boolean {
  return call.arguments.some((argument) => argument === node);
}
