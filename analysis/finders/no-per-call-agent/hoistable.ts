/**
 * Whether an expression means the same at module level as in the function where it stands, and what it needs there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import { isFixed, valueAt } from '../../agents/fixed-objects.ts';
import { isPrimitive } from '../../agents/constant-values.ts';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import {
  isGlobal,
  isModuleLevel,
  variableNamed,
  variableOf,
  type Variable,
} from '../../syntax/bindings.ts';
import { loadedModule } from '../../syntax/calls.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import { childrenOf, contains, walk } from '../../syntax/traversal.ts';
import { isOfNoCall } from './function-constants.ts';
import {
  hangsOnFunction,
  holdsObject,
  isConstantOfNode,
  isSteady,
  staysTheSame,
} from './steady-values.ts';

/**
 * - `call`: hangs on what the call is given.
 * - `local`: names a variable of the function that is always the same.
 * - `early`: names a variable of the function that does not hang on the call, but on what the module or the environment says.
 * - `moment`: is worked out when the expression runs, and may come out otherwise, or do something, as the module is loaded.
 */
export interface Obstacle {
  readonly kind: 'call' | 'local' | 'early' | 'moment';
  readonly text: string;
}

/** What must be initialised before, or what stands against it. */
export type ModuleConstant =
  | { readonly needs: readonly Variable[] }
  | { readonly obstacle: Obstacle };

/** Nodes that only put together what is in them. */
const COMPOSING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Literal,
  AST_NODE_TYPES.TemplateElement,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSNonNullExpression,
]);

/** Nodes that make a primitive value of their parts: an object among these runs its `toString` or `valueOf`. */
const CONVERTING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.BinaryExpression,
]);

/** Globals that are always the same. */
const FIXED_GLOBALS = ['undefined', 'Infinity', 'NaN', 'Number'];

/**
 * @param made the `new` or the call that makes a thing: it may run, what is in it may not
 * @param options position of the argument that is an object, whose properties count; undefined if it may be something else
 */
export function moduleConstant(
  source: SourceCode,
  made: TSESTree.NewExpression | TSESTree.CallExpression,
  options: number | undefined,
): ModuleConstant {
  const reader = new ConstantReader(source);
  reader.readCallee(made.callee);
  for (const [position, argument] of made.arguments.entries()) {
    if (position === options && argument.type !== AST_NODE_TYPES.ObjectExpression)
      reader.readObject(argument);
    else reader.read(argument);
  }
  reader.readNames(made);
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
    // `https.Agent = Traced` in the file: which of both it is depends on when.
    if (valuesOf(this.#source, node).length > 1) this.#meet('moment', node);
    else this.#readMaker(node);
  }

  #readMaker(wrapped: Node): void {
    const node = withoutWrappers(wrapped);
    const loaded = loadedModule(this.#source, node);
    if (node.type === AST_NODE_TYPES.MemberExpression) this.#readMaker(node.object);
    else if (node.type === AST_NODE_TYPES.Identifier) this.#readName(node, true);
    // A package that is loaded with the first call need not be there as the module loads.
    else if (loaded === undefined || !isBuiltin(loaded)) this.#stop(node);
  }

  read(node: Node): void {
    if (this.obstacle?.kind === 'call') return;
    if (node.type === AST_NODE_TYPES.Identifier) this.#readName(node, false);
    else if (node.type === AST_NODE_TYPES.MemberExpression) this.#readMember(node);
    else if (isFunction(node)) this.#readFunction(node);
    else if (node.type === AST_NODE_TYPES.Property) {
      if (node.computed) this.#readPrimitive(node.key);
      if (node.kind === 'init') this.read(node.value);
      else this.#meet('moment', node);
    } else if (node.type === AST_NODE_TYPES.SpreadElement) this.readObject(node.argument);
    else if (CONVERTING.has(node.type)) this.#readParts(node);
    else if (!COMPOSING.has(node.type)) this.#stop(node);
    else if (
      node.type === AST_NODE_TYPES.TSAsExpression ||
      node.type === AST_NODE_TYPES.TSSatisfiesExpression
    )
      this.read(node.expression);
    else for (const child of childrenOf(this.#source, node)) this.read(child);
  }

  #readParts(node: Node): void {
    if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'delete')
      this.#meet('moment', node);
    for (const child of childrenOf(this.#source, node))
      if (child.type !== AST_NODE_TYPES.TemplateElement) this.#readPrimitive(child);
  }

  #readPrimitive(node: Node): void {
    this.read(node);
    // A property has been read as one that holds a primitive value.
    if (
      withoutWrappers(node).type !== AST_NODE_TYPES.MemberExpression &&
      !isPrimitive(this.#source, node)
    )
      this.#stop(node);
  }

  /** An object of the module holds what stands in it, if it stays as it was made. */
  readObject(wrapped: Node): void {
    const node = withoutWrappers(wrapped);
    if (node.type === AST_NODE_TYPES.ObjectExpression) this.read(node);
    else if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator === '&&') {
      // `...(SECURE && { ca: CA })`
      this.read(node.left);
      this.readObject(node.right);
    } else {
      const variable =
        node.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, node) : undefined;
      if (
        variable &&
        isModuleLevel(variable) &&
        holdsObject(this.#source, variable) &&
        isFixed(this.#source, variable)
      )
        this.needs.add(variable);
      else this.#stop(node);
    }
  }

  #readName(node: TSESTree.Identifier, isCallee: boolean): void {
    const variable = variableOf(this.#source, node);
    if (!variable) {
      if (!FIXED_GLOBALS.some((name) => isGlobal(this.#source, node, name))) this.#stop(node);
      return;
    }
    if (!isModuleLevel(variable)) this.#stop(node);
    else if (staysTheSame(this.#source, variable, isCallee)) this.needs.add(variable);
    else this.#meet('moment', node);
  }

  /** A property of an object of another file, or of the environment, may be filled later than the module is loaded. */
  #readMember(node: TSESTree.MemberExpression): void {
    const root = memberRoot(node);
    if (root.type !== AST_NODE_TYPES.Identifier) this.#stop(node);
    else if (isGlobal(this.#source, root, 'Number') || isConstantOfNode(this.#source, node))
      this.#readName(root, true);
    else if (valueAt(this.#source, node)) this.#readName(root, false);
    else this.#stop(node);
  }

  /** A function runs later, wherever it stands: only the variables that it sees must be there. */
  #readFunction(fn: Node): void {
    const pending: Node[] = [fn];
    for (let node = pending.pop(); node; node = pending.pop()) {
      const isOfFunctionAround =
        node.type === AST_NODE_TYPES.ThisExpression ||
        node.type === AST_NODE_TYPES.Super ||
        node.type === AST_NODE_TYPES.MetaProperty ||
        isGlobal(this.#source, node, 'arguments');
      if (isOfFunctionAround) this.#stop(node);
      pending.push(...childrenOf(this.#source, node));
    }
  }

  /** What functions and types among the options name must be the same at module level. */
  readNames(made: Node): void {
    walk(this.#source, made, (node) => {
      if (node.type !== AST_NODE_TYPES.Identifier || isNameOfProperty(node)) return true;
      const variable = variableNamed(this.#source, node.name, node);
      const isInside =
        variable === undefined ||
        variable.defs.length === 0 ||
        isModuleLevel(variable) ||
        contains(made, variable.scope.block);
      if (!isInside) this.#stop(node);
      return true;
    });
  }

  #stop(node: Node): void {
    if (!hangsOnFunction(this.#source, node)) this.#meet('moment', node);
    else if (isSteady(this.#source, node)) this.#meet('local', node);
    else this.#meet(isOfNoCall(this.#source, node) ? 'early' : 'call', node);
  }

  #meet(kind: Obstacle['kind'], node: Node): void {
    // What hangs on the call stands against every other way to move it, too.
    if (!this.obstacle || (kind === 'call' && this.obstacle.kind !== 'call'))
      this.obstacle = { kind, text: oneLine(this.#source, node, 40) };
  }
}

/** Whether an identifier is the name of a property, and no variable's. */
function isNameOfProperty(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  if (parent.type === AST_NODE_TYPES.MemberExpression)
    return !parent.computed && parent.object !== node;
  return (
    parent.type === AST_NODE_TYPES.Property &&
    !parent.computed &&
    !parent.shorthand &&
    parent.value !== node
  );
}

function memberRoot(access: Node): Node {
  let root = access;
  while (root.type === AST_NODE_TYPES.MemberExpression) root = withoutWrappers(root.object);
  return root;
}
