/**
 * One way through the code behind a read of an entry: the text of what runs, where the entry has expired or is missing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Uses } from '../../../collections/uses.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { isFunction, isNullish, withoutWrappers } from '../../../syntax/nodes.ts';
import { childrenOf, someNode } from '../../../syntax/traversal.ts';
import { withoutDefault, type ExpiryTest } from './expiry-tests.ts';
import { predicateOf } from './entry-predicates.ts';
import { isOptional, ReadEntry, type EntryRead } from './read-entry.ts';

export interface Asked {
  readonly source: SourceCode;
  readonly uses: Uses;
  readonly test: ExpiryTest;
}

/** The entry itself is used. */
class EntryUsedError extends Error {
  override readonly name = 'EntryUsedError';
}

/** One way through the code behind a read. */
export class Way {
  readonly #asked: Asked;
  readonly #entry: ReadEntry;
  readonly #isMissing: boolean;

  constructor(asked: Asked, read: EntryRead, state: 'missing' | 'expired') {
    this.#asked = asked;
    this.#entry = new ReadEntry(asked.source, asked.uses, read);
    this.#isMissing = state === 'missing';
  }

  /** @returns undefined if the entry itself is used on the way */
  through(region: readonly Node[]): string | undefined {
    try {
      const [only] = region;
      if (region.length === 1 && only && !isStatement(only)) return this.#value(only);
      return this.#statements(region).text;
    } catch (error) {
      if (error instanceof EntryUsedError) return undefined;
      throw error;
    }
  }

  #statements(statements: readonly Node[]): { readonly text: string; readonly isEnded: boolean } {
    let text = '';
    for (const statement of statements) {
      const done = this.#statement(statement);
      text += done.text;
      if (done.isEnded) return { text, isEnded: true };
    }
    return { text, isEnded: false };
  }

  #statement(statement: Node): { readonly text: string; readonly isEnded: boolean } {
    switch (statement.type) {
      case AST_NODE_TYPES.BlockStatement:
        return this.#statements(statement.body);
      case AST_NODE_TYPES.IfStatement:
        return this.#if(statement);
      case AST_NODE_TYPES.VariableDeclaration:
        return { text: this.#declaration(statement), isEnded: false };
      case AST_NODE_TYPES.ExpressionStatement:
        return { text: this.#expression(statement), isEnded: false };
      case AST_NODE_TYPES.ReturnStatement:
      case AST_NODE_TYPES.ThrowStatement:
      case AST_NODE_TYPES.BreakStatement:
      case AST_NODE_TYPES.ContinueStatement:
        return { text: this.#value(statement), isEnded: true };
      case AST_NODE_TYPES.TryStatement: {
        const parts = [statement.block, statement.handler?.body, statement.finalizer];
        const text = parts.map((part) => (part ? `{${this.#statement(part).text}}` : '')).join();
        return { text: `try ${text}`, isEnded: false };
      }
      default:
        return { text: this.#value(statement), isEnded: false };
    }
  }

  #if({ test, consequent, alternate }: TSESTree.IfStatement): { text: string; isEnded: boolean } {
    const outcome = this.#truth(test);
    if (outcome !== undefined) {
      const taken = outcome ? consequent : alternate;
      return taken ? this.#statement(taken) : { text: '', isEnded: false };
    }
    const asked = this.#value(test);
    const isSettled = this.#entry.isSettled;
    const kept = [...this.#entry.kept];
    const first = this.#statement(consequent);
    // What one branch alone has stored is not known behind it.
    const after = { isSettled: this.#entry.isSettled, kept: [...this.#entry.kept] };
    this.#entry.isSettled = isSettled;
    for (const variable of kept) this.#entry.kept.add(variable);
    const second = alternate ? this.#statement(alternate) : { text: '', isEnded: false };
    this.#entry.isSettled = this.#entry.isSettled && after.isSettled;
    for (const variable of kept) this.#entry.kept.add(variable);
    return {
      text: `if (${asked}) {${first.text}} else {${second.text}}`,
      isEnded: first.isEnded && second.isEnded,
    };
  }

  #declaration({ declarations }: TSESTree.VariableDeclaration): string {
    return declarations
      .map(({ id, init }) => {
        if (
          init &&
          id.type === AST_NODE_TYPES.Identifier &&
          this.#entry.isEntry(withoutDefault(init))
        ) {
          const variable = variableOf(this.#asked.source, id);
          if (variable) this.#entry.kept.add(variable);
          return '';
        }
        return `${this.#text(id)}=${init ? this.#value(init) : ''};`;
      })
      .join('');
  }

  #expression({ expression }: TSESTree.ExpressionStatement): string {
    const node = withoutWrappers(expression);
    if (this.#entry.isRemoval(node)) return '';
    if (node.type === AST_NODE_TYPES.AssignmentExpression && node.operator === '=') {
      const text = `${this.#value(node.right)};`;
      const variable =
        node.left.type === AST_NODE_TYPES.Identifier
          ? variableOf(this.#asked.source, node.left)
          : undefined;
      if (variable && this.#entry.kept.delete(variable)) return `${variable.name}=${text}`;
      if (this.#entry.isPlace(node.left)) this.#entry.isSettled = true;
      return `${this.#entry.isPlace(node.left) ? this.#text(node.left) : this.#value(node.left)}=${text}`;
    }
    const text = `${this.#value(node)};`;
    if (this.#entry.isCall(node, ['set'])) this.#entry.isSettled = true;
    return text;
  }

  /** What a test comes to, if that is known. */
  #truth(expression: Node): boolean | undefined {
    const node = withoutWrappers(expression);
    if (this.#entry.isEntry(node)) return !this.#isMissing;
    if (!this.#entry.isSettled && this.#entry.isCall(node, ['has'])) return !this.#isMissing;
    const comparison = this.#comparison(node);
    if (comparison !== undefined) return comparison;
    switch (node.type) {
      case AST_NODE_TYPES.UnaryExpression: {
        const inner = node.operator === '!' ? this.#truth(node.argument) : undefined;
        return inner === undefined ? undefined : !inner;
      }
      case AST_NODE_TYPES.LogicalExpression:
        return this.#truthOfLogical(node);
      case AST_NODE_TYPES.BinaryExpression:
        return this.#truthOfEquality(node);
      case AST_NODE_TYPES.MemberExpression:
        return this.#isAbsentPart(node) ? false : undefined;
      case AST_NODE_TYPES.CallExpression: {
        const asked = this.#askedBy(node);
        return asked && this.#truth(asked);
      }
      default:
        return undefined;
    }
  }

  /** `hit.until < Date.now()` for `isExpired(hit)` */
  #askedBy(call: TSESTree.CallExpression): Node | undefined {
    const [given] = call.arguments;
    const predicate =
      given && this.#entry.isEntry(given) ? predicateOf(this.#asked.source, call) : undefined;
    if (predicate) this.#entry.kept.add(predicate.entry);
    return predicate?.result;
  }

  /** `hit === undefined` */
  #truthOfEquality({ left, operator, right }: TSESTree.BinaryExpression): boolean | undefined {
    if (!/^[!=]==?$/u.test(operator) || !isNullish(right) || !this.#entry.isEntry(left))
      return undefined;
    const isEqual =
      this.#isMissing && (operator.length === 2 || right.type === AST_NODE_TYPES.Identifier);
    return operator.startsWith('=') ? isEqual : !isEqual;
  }

  /** `hit?.expires`, where there is no entry */
  #isAbsentPart(member: TSESTree.MemberExpression): boolean {
    return this.#isMissing && isOptional(member) && this.#entry.isOfEntry(member);
  }

  #truthOfLogical({ left, operator, right }: TSESTree.LogicalExpression): boolean | undefined {
    if (operator === '??') return undefined;
    const first = this.#truth(left);
    const decides = operator === '||';
    if (first === decides) return decides;
    const second = first === undefined && this.#tells(right) ? undefined : this.#truth(right);
    if (first === undefined) return second === decides ? decides : undefined;
    return second;
  }

  /** Whether an expression could not be asked on this way. */
  #tells(expression: Node): boolean {
    try {
      this.#value(expression);
      return false;
    } catch (error) {
      if (error instanceof EntryUsedError) return true;
      throw error;
    }
  }

  #comparison(node: Node): boolean | undefined {
    const known = this.#asked.test.comparisons.get(node);
    if (!known || !someNode(this.#asked.source, node, (inner) => this.#entry.isEntry(inner)))
      return undefined;
    const outcome = this.#isMissing ? known.ifMissing : known.ifExpired;
    if (outcome === undefined) throw new EntryUsedError();
    return outcome;
  }

  /** What an expression, or a statement that decides nothing about the entry, is on this way. */
  #value(node: Node): string {
    const inner = withoutWrappers(node);
    if (inner !== node && !isStatement(node)) return this.#value(inner);
    if (this.#entry.isEntry(node)) return this.#absent(true);
    if (isFunction(node)) {
      if (someNode(this.#asked.source, node, (part) => this.#entry.isEntry(part)))
        throw new EntryUsedError();
      return this.#text(node);
    }
    return this.#known(node) ?? this.#ofParts(node);
  }

  /** What an expression is that the entry decides. */
  #known(node: Node): string | undefined {
    switch (node.type) {
      case AST_NODE_TYPES.LogicalExpression:
        return this.#valueOfLogical(node);
      case AST_NODE_TYPES.ConditionalExpression: {
        const outcome = this.#truth(node.test);
        return outcome === undefined
          ? undefined
          : this.#value(outcome ? node.consequent : node.alternate);
      }
      case AST_NODE_TYPES.MemberExpression:
        return this.#entry.isOfEntry(node) ? this.#absent(isOptional(node)) : undefined;
      case AST_NODE_TYPES.CallExpression: {
        const asked = this.#askedBy(node);
        return asked ? this.#value(asked) : this.#outcome(node);
      }
      case AST_NODE_TYPES.UnaryExpression:
      case AST_NODE_TYPES.BinaryExpression:
        return this.#outcome(node);
      default:
        return undefined;
    }
  }

  /** What a test comes to, written down. */
  #outcome(node: Node): string | undefined {
    const outcome = this.#truth(node);
    if (outcome === undefined && this.#entry.isRemoval(node)) throw new EntryUsedError();
    return outcome === undefined ? undefined : String(outcome);
  }

  /** What is there in the place of a missing entry, if the code bears that. */
  #absent(isBorne: boolean): string {
    if (this.#isMissing && isBorne) return 'undefined';
    throw new EntryUsedError();
  }

  #valueOfLogical({ left, operator, right }: TSESTree.LogicalExpression): string | undefined {
    if (operator === '??')
      return this.#entry.isEntry(left) ? this.#value(this.#isMissing ? right : left) : undefined;
    const truth = this.#truth(left);
    if (truth === undefined) return undefined;
    return this.#value(truth === (operator === '&&') ? right : left);
  }

  #ofParts(node: Node): string {
    const { source } = this.#asked;
    let text = '';
    let [at] = node.range;
    for (const child of childrenOf(source, node)) {
      text += source.text.slice(at, child.range[0]) + this.#value(child);
      at = child.range[1];
    }
    return text + source.text.slice(at, node.range[1]);
  }

  #text(node: Node): string {
    return this.#asked.source.getText(node);
  }
}

function isStatement({ type }: Node): boolean {
  return type.endsWith('Statement') || type === AST_NODE_TYPES.VariableDeclaration;
}
