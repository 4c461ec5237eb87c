/**
 * Whether an expression means the same at module level as in the function where it stands, and what it needs there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { builtinModules } from 'node:module';
import { writesTo } from './assignments.ts';
import { isGlobal, isModuleLevel, loadedModule, variableOf, type Variable } from './bindings.ts';
import type { SourceCode } from './source-code.ts';
import { childrenOf, contains, isFunction, oneLine, withoutWrappers, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

/**
 * - `call`: hangs on what the call is given.
 * - `local`: names a variable of the function that is always the same.
 * - `moment`: is worked out when the expression runs, and may come out otherwise as the module is loaded.
 */
export interface Obstacle {
  readonly kind: 'call' | 'local' | 'moment';
  readonly text: string;
}

/** What must be initialised before, or what stands against it. */
export type ModuleConstant = { readonly needs: readonly Variable[] } | { readonly obstacle: Obstacle };

/** Nodes that only put together what is in them. */
const COMPOSING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Literal,
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.TemplateElement,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSNonNullExpression,
]);

/** Globals that are always the same. */
const FIXED_GLOBALS = ['undefined', 'Infinity', 'NaN', 'Number'];

/**
 * @param made the `new` or the call that makes a thing: it may run, what is in it may not
 * @param options position of the argument that is an object, whose properties count
 */
export function moduleConstant(source: SourceCode, made: TSESTree.NewExpression | TSESTree.CallExpression, options: number): ModuleConstant {
  const reader = new ConstantReader(source);
  reader.readCallee(made.callee);
  for (const [position, argument] of made.arguments.entries()) {
    if (position === options && argument.type !== AST_NODE_TYPES.ObjectExpression) reader.readObject(argument);
    else reader.read(argument);
  }
  return reader.obstacle ? { obstacle: reader.obstacle } : { needs: [...reader.needs] };
}

class ConstantReader {
  readonly #source: SourceCode;
  readonly needs = new Set<Variable>();
  obstacle: Obstacle | undefined;

  constructor(source: SourceCode) {
    this.#source = source;
  }

  /** `https.Agent`, `HttpsProxyAgent`, `require('https').Agent` */
  readCallee(callee: Node): void {
    const node = withoutWrappers(callee);
    if (node.type === AST_NODE_TYPES.MemberExpression) this.readCallee(node.object);
    else if (loadedModule(this.#source, node) === undefined) this.read(node);
  }

  read(node: Node): void {
    if (this.obstacle) return;
    if (node.type === AST_NODE_TYPES.Identifier) this.#readName(node);
    else if (node.type === AST_NODE_TYPES.MemberExpression) this.#readMember(node);
    else if (isFunction(node)) this.#readFunction(node);
    else if (node.type === AST_NODE_TYPES.Property) {
      if (node.computed) this.read(node.key);
      this.read(node.value);
    } else if (node.type === AST_NODE_TYPES.SpreadElement) this.readObject(node.argument);
    else if (!COMPOSING.has(node.type)) this.#stop(node);
    else if (node.type === AST_NODE_TYPES.TSAsExpression || node.type === AST_NODE_TYPES.TSSatisfiesExpression) this.read(node.expression);
    else for (const child of childrenOf(this.#source, node)) this.read(child);
  }

  /** An object of the module holds what stands in it, unless something is written to it later. */
  readObject(wrapped: Node): void {
    const node = withoutWrappers(wrapped);
    const values = valuesOf(this.#source, node);
    const isLiteral = values.length === 1 && values[0]?.kind === 'node' && values[0].node.type === AST_NODE_TYPES.ObjectExpression;
    if (isLiteral && !this.#isWrittenTo(node)) this.read(node);
    else this.#stop(node);
  }

  #isWrittenTo(node: Node): boolean {
    const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, node) : undefined;
    return (variable?.references ?? []).some(({ identifier }) => {
      const { parent } = identifier as Node;
      if (parent?.type === AST_NODE_TYPES.MemberExpression) return parent.parent.type === AST_NODE_TYPES.AssignmentExpression && parent.parent.left === parent;
      return parent?.type === AST_NODE_TYPES.CallExpression && identifier !== node;
    });
  }

  #readName(node: TSESTree.Identifier): void {
    const variable = variableOf(this.#source, node);
    if (!variable) {
      if (!FIXED_GLOBALS.some((name) => isGlobal(this.#source, node, name))) this.#stop(node);
      return;
    }
    if (!isModuleLevel(variable)) this.#stop(node);
    else if (writesTo(variable).length > 0) this.#meet('moment', node);
    else this.needs.add(variable);
  }

  /** A property of an object of another file, or of the environment, may be filled later than the module is loaded. */
  #readMember(node: TSESTree.MemberExpression): void {
    let root: Node = node;
    while (root.type === AST_NODE_TYPES.MemberExpression) root = withoutWrappers(root.object);
    if (root.type !== AST_NODE_TYPES.Identifier) {
      this.#stop(node);
      return;
    }
    const isFixed = isGlobal(this.#source, root, 'Number') || this.#isOfNode(root) || this.#isWritten(node);
    if (isFixed) this.#readName(root);
    else this.#stop(node);
  }

  /** `crypto.constants.SSL_OP_LEGACY_SERVER_CONNECT` */
  #isOfNode(root: TSESTree.Identifier): boolean {
    const values = valuesOf(this.#source, root);
    return values.length > 0 && values.every((value) => value.kind === 'module' && builtinModules.includes(value.module.replace(/^node:/u, '')));
  }

  /** `LIMITS.timeout` of an object literal of the module. */
  #isWritten(node: Node): boolean {
    const values = valuesOf(this.#source, node);
    return values.length === 1 && values[0]?.kind === 'node' && values[0].node.type === AST_NODE_TYPES.Literal;
  }

  /** A function runs later, wherever it stands: only the variables that it sees must be there. */
  #readFunction(fn: Node): void {
    const pending: Node[] = [fn];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.type === AST_NODE_TYPES.ThisExpression || node.type === AST_NODE_TYPES.Super) this.#stop(node);
      if (node.type === AST_NODE_TYPES.Identifier) {
        const variable = variableOf(this.#source, node);
        const isName = node.parent.type !== AST_NODE_TYPES.MemberExpression || node.parent.object === node || node.parent.computed;
        if (isName && variable && !isModuleLevel(variable) && !contains(fn, variable.scope.block)) this.#stop(node);
      }
      pending.push(...childrenOf(this.#source, node));
    }
  }

  #stop(node: Node): void {
    if (!this.#hangsOnFunction(node)) this.#meet('moment', node);
    else this.#meet(this.#isSteady(node) ? 'local' : 'call', node);
  }

  #hangsOnFunction(node: Node): boolean {
    if (node.type === AST_NODE_TYPES.ThisExpression) return true;
    if (node.type === AST_NODE_TYPES.Identifier) {
      const variable = variableOf(this.#source, node);
      return variable !== undefined && !isModuleLevel(variable);
    }
    if (node.type === AST_NODE_TYPES.MemberExpression && !node.computed) return this.#hangsOnFunction(node.object);
    return childrenOf(this.#source, node).some((child) => this.#hangsOnFunction(child));
  }

  #isSteady(node: Node): boolean {
    const values = valuesOf(this.#source, node);
    return values.every((value) => value.kind === 'module' || (value.kind === 'node' && value.node.type === AST_NODE_TYPES.Literal));
  }

  #meet(kind: Obstacle['kind'], node: Node): void {
    this.obstacle ??= { kind, text: oneLine(this.#source, node, 40) };
  }
}
