/**
 * The edges of a file that are there whatever calls run: those of its constructs, and between a name and what it stands for.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { accessorEdges } from './accessors.ts';
import type { Step } from './contents.ts';
import { constructAround, edgesIn, same, type Edge } from './edges.ts';
import { declaredExportOf, exportsObjects, isExportsObject } from './exports.ts';
import { namesAt } from './names.ts';
import { thisHub } from './this-flow.ts';

const EXPORTED: Step = { kind: 'escape', how: 'exported' };

const known = new WeakMap<SourceCode, FixedEdges>();

/** One for all who follow the values of a file. */
export function fixedEdges(source: SourceCode): FixedEdges {
  let edges = known.get(source);
  if (!edges) known.set(source, (edges = new FixedEdges(source)));
  return edges;
}

export class FixedEdges {
  readonly #source: SourceCode;
  readonly #out = new Map<Node, readonly Edge[]>();
  readonly #into = new Map<Node, readonly Edge[]>();

  constructor(source: SourceCode) {
    this.#source = source;
  }

  /** Those out of a node, but for the uses of a name, of `this` and of the exports (uses.ts). */
  out(node: Node): readonly Edge[] {
    let edges = this.#out.get(node);
    if (!edges) this.#out.set(node, (edges = this.#findOut(node)));
    return edges;
  }

  into(node: Node): readonly Edge[] {
    let edges = this.#into.get(node);
    if (!edges) this.#into.set(node, (edges = this.#findInto(node)));
    return edges;
  }

  #findOut(node: Node): readonly Edge[] {
    const isFromHere = ({ from }: Edge) => from === node;
    return [
      ...edgesIn(this.#source, node).filter(isFromHere),
      ...this.#around(node).filter(isFromHere),
      ...this.#outOfName(node),
      ...this.#outOfExports(node),
      ...accessorEdges(this.#source, node).filter(isFromHere),
    ];
  }

  #findInto(node: Node): readonly Edge[] {
    const isToHere = ({ to }: Edge) => to === node;
    return [
      ...edgesIn(this.#source, node).filter(isToHere),
      ...this.#around(node).filter(isToHere),
      ...this.#intoName(node),
      ...this.#intoThis(node),
      ...this.#intoExports(node),
      ...accessorEdges(this.#source, node).filter(isToHere),
    ];
  }

  #around(node: Node): readonly Edge[] {
    const construct = constructAround(node);
    return construct ? edgesIn(this.#source, construct) : [];
  }

  /** To the declaration that stands for a variable, and from there to where it is exported; to its uses: `#among`. */
  #outOfName(node: Node): Edge[] {
    if (node.type !== AST_NODE_TYPES.Identifier) {
      const id = isFunction(node) || isClass(node) ? node.id : undefined;
      return id ? [{ from: node, to: id, steps: [same('name')] }] : [];
    }
    return namesAt(this.#source, node).flatMap(({ variable, hub, writes }): Edge[] => {
      if (hub !== node)
        return writes.includes(node) ? [{ from: node, to: hub, steps: [same('name')] }] : [];
      const exported = declaredExportOf(variable);
      return exported ? [{ from: node, to: exported, steps: [EXPORTED] }] : [];
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

  #intoThis(node: Node): Edge[] {
    if (node.type === AST_NODE_TYPES.ThisExpression || node.type === AST_NODE_TYPES.Super) {
      const hub = thisHub(node);
      return hub ? [{ from: hub, to: node, steps: [same('this')] }] : [];
    }
    // Static members are the class's, and stand in its body.
    return isClass(node) ? [...edgesIn(this.#source, node.body)] : [];
  }

  #outOfExports(node: Node): Edge[] {
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
}

function isDefinition(node: Node): boolean {
  return isFunction(node) || isClass(node);
}
