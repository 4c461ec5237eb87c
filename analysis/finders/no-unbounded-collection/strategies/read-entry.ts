/**
 * The entry that a read asks for, as the code behind the read names it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Uses } from '../../../collections/uses.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf, type Variable } from '../../../syntax/bindings.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { functionAround } from '../../../syntax/traversal.ts';

/** A read of an entry: `get`, `has`, `table[key]`. */
export interface EntryRead {
  /** The call, or the access. */
  readonly node: Node;
  readonly key: Node;
}

export class ReadEntry {
  /** The names that have the entry. */
  readonly kept = new Set<Variable>();
  /** Whether the entry has been stored anew: what the collection gives from there on is another one. */
  isSettled = false;
  readonly #source: SourceCode;
  readonly #uses: Uses;
  readonly #key: string;
  readonly #scope: Node | undefined;

  constructor(source: SourceCode, uses: Uses, { node, key }: EntryRead) {
    this.#source = source;
    this.#uses = uses;
    this.#key = source.getText(key);
    this.#scope = functionAround(node);
  }

  isEntry(expression: Node): boolean {
    const node = withoutWrappers(expression);
    if (node.type === AST_NODE_TYPES.Identifier) {
      const variable = variableOf(this.#source, node);
      return variable !== undefined && this.kept.has(variable);
    }
    return !this.isSettled && (this.isCall(node, ['get']) || this.isPlace(node));
  }

  /** `hit.data.expires` */
  isOfEntry(member: TSESTree.MemberExpression): boolean {
    const object = withoutWrappers(member.object);
    return (
      this.isEntry(object) ||
      (object.type === AST_NODE_TYPES.MemberExpression && this.isOfEntry(object))
    );
  }

  /** `table[key]` */
  isPlace(node: Node): boolean {
    return (
      node.type === AST_NODE_TYPES.MemberExpression &&
      node.computed &&
      this.#source.getText(node.property) === this.#key &&
      this.#uses.isCollection(withoutWrappers(node.object)) &&
      functionAround(node) === this.#scope
    );
  }

  /** A call of a method of the collection with the key. */
  isCall(node: Node, methods: readonly string[]): boolean {
    if (node.type !== AST_NODE_TYPES.CallExpression) return false;
    const callee = withoutWrappers(node.callee);
    const [key] = node.arguments;
    return (
      callee.type === AST_NODE_TYPES.MemberExpression &&
      methods.includes(propertyName(this.#source, callee) ?? '') &&
      this.#uses.isCollection(withoutWrappers(callee.object)) &&
      key !== undefined &&
      this.#source.getText(key) === this.#key &&
      functionAround(node) === this.#scope
    );
  }

  isRemoval(node: Node): boolean {
    return (
      this.isCall(node, ['delete']) ||
      (node.type === AST_NODE_TYPES.UnaryExpression &&
        node.operator === 'delete' &&
        this.isPlace(withoutWrappers(node.argument)))
    );
  }
}

/** Whether the access that is nearest to the root is `?.`. */
export function isOptional(node: TSESTree.MemberExpression): boolean {
  let member = node;
  for (;;) {
    const object = withoutWrappers(member.object);
    if (object.type !== AST_NODE_TYPES.MemberExpression) return member.optional;
    member = object;
  }
}
