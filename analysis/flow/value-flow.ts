/**
 * Where the values of a file go, and where they come from: the edges out of a node and into it.
 *
 * It follows values, not time: a name that ever has a value has it wherever it is read.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isGlobal, type Variable } from '../syntax/bindings.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { functionAround, nodesOf, walk } from '../syntax/traversal.ts';
import type { CallLinks } from './call-links.ts';
import { patternOf, resultsOf } from './call-sites.ts';
import type { Content, Step } from './contents.ts';
import {
  constructAround,
  contentOf,
  edgesIn,
  isWriteTarget,
  load,
  same,
  store,
  type Edge,
} from './edges.ts';
import { isExportsObject } from './exports.ts';
import { namesAt } from './names.ts';
import { thisHub, usesOfThis } from './this-flow.ts';

const EXPORTED: Step = { kind: 'escape', how: 'exported' };

/** From how many uses of a name on they are looked up by what is read of it. */
const MANY_USES = 8;

export class ValueFlow {
  readonly #source: SourceCode;
  readonly #links: CallLinks;
  readonly #uses = new Map<Node, Uses>();

  constructor(source: SourceCode, links: CallLinks) {
    this.#source = source;
    this.#links = links;
  }

  /**
   * @param head what contains the value in the node: of a name with many uses those are left out that read something else
   */
  out(node: Node, head?: Content): readonly Edge[] {
    const isFromHere = ({ from }: Edge) => from === node;
    return [
      ...edgesIn(this.#source, node).filter(isFromHere),
      ...this.#around(node).filter(isFromHere),
      ...this.#outOfName(node, head),
      ...this.#outOfThis(node, head),
      ...this.#outOfExports(node, head),
      ...accessorEdges(this.#source, node).filter(isFromHere),
      ...this.#ofCalls(node).filter(isFromHere),
      ...this.#links.sharedOut(node),
    ];
  }

  into(node: Node): readonly Edge[] {
    const isToHere = ({ to }: Edge) => to === node;
    return [
      ...edgesIn(this.#source, node).filter(isToHere),
      ...this.#around(node).filter(isToHere),
      ...this.#intoName(node),
      ...this.#intoThis(node),
      ...this.#intoExports(node),
      ...accessorEdges(this.#source, node).filter(isToHere),
      ...this.#ofCalls(node).filter(isToHere),
      ...this.#intoHandler(node).filter(isToHere),
      ...this.#links.sharedInto(node),
    ];
  }

  /** What is written into the object that an expression gives: `node.x = value`, `node.push(value)`. */
  writtenInto(node: Node): readonly Edge[] {
    return this.into(node).filter(({ isWritten }) => isWritten);
  }

  /** Whether what an edge leads to is read there, if it is held at a property. */
  reads({ from, to, isWritten }: Edge, head: Content | undefined): boolean {
    if (isWritten) return true;
    const isMethod =
      from.type === AST_NODE_TYPES.BlockStatement && to.type === AST_NODE_TYPES.BlockStatement;
    if (isMethod && head?.startsWith('.')) {
      const { whole, reading } = this.#usesOf(to, usesOfThis(this.#source, to));
      return whole.length > 0 || reading.has(head) || reading.has('{}');
    }
    const { parent } = to;
    // `F.prototype.m = …`: what is written to is not read.
    return !(
      parent?.type === AST_NODE_TYPES.MemberExpression &&
      parent.object === to &&
      contentOf(this.#source, parent) !== '.prototype' &&
      isWriteTarget(parent)
    );
  }

  #around(node: Node): readonly Edge[] {
    const construct = constructAround(node);
    return construct ? edgesIn(this.#source, construct) : [];
  }

  #outOfName(node: Node, head: Content | undefined): Edge[] {
    if (node.type !== AST_NODE_TYPES.Identifier) {
      const id = isFunction(node) || isClass(node) ? node.id : undefined;
      return id ? [{ from: node, to: id, steps: [same('name')] }] : [];
    }
    return namesAt(this.#source, node).flatMap(({ variable, hub, writes, reads }): Edge[] => {
      const toHub: Edge[] =
        hub !== node && writes.includes(node)
          ? [{ from: node, to: hub, steps: [same('name')] }]
          : [];
      if (hub !== node) return toHub;
      const exported = exportOf(variable);
      return [
        ...this.#among(node, reads, head).map((to): Edge => ({
          from: node,
          to,
          steps: [same('name')],
        })),
        ...(exported ? [{ from: node, to: exported, steps: [EXPORTED] }] : []),
      ];
    });
  }

  #intoName(node: Node): Edge[] {
    if (node.type !== AST_NODE_TYPES.Identifier) return [];
    const defined: Edge[] =
      'id' in node.parent && node.parent.id === node && isDefinition(node.parent)
        ? [{ from: node.parent, to: node, steps: [same('name')] }]
        : [];
    const others = namesAt(this.#source, node).flatMap(({ hub, writes, reads }): Edge[] => {
      if (hub === node) return writes.map((from) => ({ from, to: node, steps: [same('name')] }));
      return reads.includes(node) ? [{ from: hub, to: node, steps: [same('name')] }] : [];
    });
    return [...defined, ...others];
  }

  #outOfThis(node: Node, head: Content | undefined): Edge[] {
    return this.#among(node, usesOfThis(this.#source, node), head).map((to) => ({
      from: node,
      to,
      steps: [same('this')],
    }));
  }

  #intoThis(node: Node): Edge[] {
    if (node.type === AST_NODE_TYPES.ThisExpression || node.type === AST_NODE_TYPES.Super) {
      const hub = thisHub(node);
      return hub ? [{ from: hub, to: node, steps: [same('this')] }] : [];
    }
    // Static members are the class's, and stand in its body.
    return isClass(node) ? [...edgesIn(this.#source, node.body)] : [];
  }

  #outOfExports(node: Node, head: Content | undefined): Edge[] {
    if (node.type === AST_NODE_TYPES.Program)
      return this.#among(node, exportsObjects(this.#source), head).map((to) => ({
        from: node,
        to,
        steps: [same('name')],
      }));
    return isExportsObject(this.#source, node) && isWriteTarget(node)
      ? [{ from: node, to: this.#source.ast, steps: [same('name')] }]
      : [];
  }

  #intoExports(node: Node): Edge[] {
    if (node.type === AST_NODE_TYPES.Program)
      return exportsObjects(this.#source)
        .filter(isWriteTarget)
        .map((from) => ({ from, to: node, steps: [same('name')] }));
    return isExportsObject(this.#source, node)
      ? [{ from: this.#source.ast, to: node, steps: [same('name')] }]
      : [];
  }

  /** The edges of the calls that a node takes part in. */
  #ofCalls(node: Node): Edge[] {
    const calls = new Set<Node>([node, ...this.#links.callsTaking(node)]);
    const fn = functionOf(this.#source, node);
    if (fn) {
      for (const site of this.#links.sitesRunning(fn)) calls.add(site.node);
      for (const { call } of this.#links.callbacksRunning(fn)) calls.add(call);
    }
    for (const call of settledBy(this.#source, node)) calls.add(call);
    return [...calls].flatMap((call) => (isInvocation(call) ? this.#links.edgesOf(call) : []));
  }

  /** What is thrown in a `try` comes to its handler. */
  #intoHandler(node: Node): Edge[] {
    const clause = node.parent;
    if (clause?.type !== AST_NODE_TYPES.CatchClause || clause.param !== node) return [];
    const edges: Edge[] = [];
    walk(this.#source, clause.parent.block, (inner) => {
      if (isFunction(inner)) return false;
      edges.push(...edgesIn(this.#source, inner));
      if (isInvocation(inner)) edges.push(...this.#links.edgesOf(inner));
      return true;
    });
    return edges;
  }

  #among(hub: Node, uses: readonly Node[], head: Content | undefined): readonly Node[] {
    if (!head?.startsWith('.') || uses.length < MANY_USES) return uses;
    const { whole, reading } = this.#usesOf(hub, uses);
    return [...whole, ...(reading.get(head) ?? []), ...(reading.get('{}') ?? [])];
  }

  #usesOf(hub: Node, uses: readonly Node[]): Uses {
    let index = this.#uses.get(hub);
    if (!index) this.#uses.set(hub, (index = indexed(this.#source, uses)));
    return index;
  }
}

/** The uses of a name, by what is read of it. */
interface Uses {
  readonly reading: ReadonlyMap<Content, readonly Node[]>;
  /** Those that do something else with it. */
  readonly whole: readonly Node[];
}

function indexed(source: SourceCode, uses: readonly Node[]): Uses {
  const reading = new Map<Content, Node[]>();
  const whole: Node[] = [];
  const put = (content: Content, use: Node) => {
    const bucket = reading.get(content);
    if (bucket) bucket.push(use);
    else reading.set(content, [use]);
  };
  for (const use of uses) {
    const { parent } = use;
    if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== use) whole.push(use);
    else put(contentOf(source, parent), use);
  }
  return { reading, whole };
}

function isInvocation(
  node: Node,
): node is TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression {
  return (
    node.type === AST_NODE_TYPES.CallExpression ||
    node.type === AST_NODE_TYPES.NewExpression ||
    node.type === AST_NODE_TYPES.TaggedTemplateExpression
  );
}

function isDefinition(node: Node): boolean {
  return isFunction(node) || isClass(node);
}

/** The statement that exports a variable where it is declared. */
function exportOf({ defs }: Variable): Node | undefined {
  for (const { node } of defs as readonly { node: Node }[]) {
    const outer = (node.type === AST_NODE_TYPES.VariableDeclarator ? node.parent : node).parent;
    if (
      outer?.type === AST_NODE_TYPES.ExportNamedDeclaration ||
      outer?.type === AST_NODE_TYPES.ExportDefaultDeclaration
    )
      return outer;
  }
  return undefined;
}

/** The function that a node is a parameter, a result, `this` or the `arguments` of. */
function functionOf(source: SourceCode, node: Node): FunctionNode | undefined {
  const { parent } = node;
  if (parent && isFunction(parent) && (parent.body === node || isParameterOf(parent, node)))
    return parent;
  const inner =
    parent?.type === AST_NODE_TYPES.RestElement ||
    parent?.type === AST_NODE_TYPES.TSParameterProperty
      ? parent.parent
      : undefined;
  if (inner && isFunction(inner)) return inner;
  const isResult =
    node.type === AST_NODE_TYPES.ReturnStatement ||
    node.type === AST_NODE_TYPES.YieldExpression ||
    node.type === AST_NODE_TYPES.ThrowStatement;
  if (isResult) return functionAround(node);
  return node.type === AST_NODE_TYPES.Identifier && node.name === 'arguments'
    ? ownFunction(node)
    : undefined;
}

function isParameterOf({ params }: FunctionNode, node: Node): boolean {
  return params.some((parameter) => patternOf(parameter) === node);
}

function ownFunction(node: Node): FunctionNode | undefined {
  let fn = functionAround(node);
  while (fn?.type === AST_NODE_TYPES.ArrowFunctionExpression) fn = functionAround(fn);
  return fn;
}

/** The promises that a call of `resolve` or `reject` around a node settles. */
function settledBy(source: SourceCode, node: Node): readonly Node[] {
  const call = node.parent;
  if (
    call?.type !== AST_NODE_TYPES.CallExpression ||
    call.arguments[0] !== node ||
    call.callee.type !== AST_NODE_TYPES.Identifier
  )
    return [];
  return namesAt(source, call.callee).flatMap(({ hub }) => {
    const executor = hub.parent;
    const promise = executor?.parent;
    return executor &&
      isFunction(executor) &&
      promise?.type === AST_NODE_TYPES.NewExpression &&
      isGlobal(source, promise.callee, 'Promise')
      ? [promise]
      : [];
  });
}

const exportsByFile = new WeakMap<SourceCode, readonly Node[]>();

/** Every `exports` and `module.exports`. */
function exportsObjects(source: SourceCode): readonly Node[] {
  let found = exportsByFile.get(source);
  if (!found) {
    const named = nodesOf(source, AST_NODE_TYPES.Identifier).filter((node) =>
      isGlobal(source, node, 'exports'),
    );
    const ofModule = membersNamed(source, 'exports').filter((node) =>
      isExportsObject(source, node),
    );
    exportsByFile.set(source, (found = [...named, ...ofModule]));
  }
  return found;
}

/** What getters give the objects that have them, and what these give setters. */
function accessorEdges(source: SourceCode, node: Node): readonly Edge[] {
  return accessorsAt(node).flatMap(({ hub, accessor }) => {
    const fn = accessor.value;
    if (!isFunction(fn)) return [];
    const content = contentOf(source, accessor);
    if (accessor.kind === 'get')
      return resultsOf(source, fn).map((result): Edge => ({
        from: result.node,
        to: hub,
        steps: [...result.steps, store(content)],
      }));
    const [parameter] = fn.params;
    return parameter ? [{ from: hub, to: patternOf(parameter), steps: [load(content)] }] : [];
  });
}

interface Accessor {
  readonly hub: Node;
  readonly accessor: TSESTree.Property | TSESTree.MethodDefinition;
}

/** The accessors of an object, or the one that a node is a result or the parameter of. */
function accessorsAt(node: Node): readonly Accessor[] {
  if (node.type === AST_NODE_TYPES.ObjectExpression)
    return node.properties.flatMap((property) => accessorOf(property) ?? []);
  if (node.type === AST_NODE_TYPES.ClassBody || isClass(node)) {
    const body = node.type === AST_NODE_TYPES.ClassBody ? node : node.body;
    return body.body.flatMap((member) => accessorOf(member) ?? []);
  }
  const fn =
    node.type === AST_NODE_TYPES.ReturnStatement
      ? functionAround(node)
      : node.parent && isFunction(node.parent)
        ? node.parent
        : undefined;
  const own = fn && accessorOf(fn.parent);
  return own ? [own] : [];
}

function accessorOf(node: Node): Accessor | undefined {
  const isMember =
    node.type === AST_NODE_TYPES.Property || node.type === AST_NODE_TYPES.MethodDefinition;
  if (!isMember || (node.kind !== 'get' && node.kind !== 'set')) return undefined;
  if (node.type === AST_NODE_TYPES.Property)
    return node.parent.type === AST_NODE_TYPES.ObjectExpression
      ? { hub: node.parent, accessor: node }
      : undefined;
  return { hub: node.static ? node.parent.parent : node.parent, accessor: node };
}
