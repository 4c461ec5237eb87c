/**
 * Whether an object that a constant of the module holds stays as it was made: nothing in the file writes to it, and
 * nothing else gets it that could.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isExportedVariable } from '../flow/exports.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWritten } from '../syntax/assignments.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { agentMakingOf } from './agent-constructors.ts';
import { isCallee, isCopied, isLookedAt, isMethodOf, outermost } from './constant-uses.ts';
import { constantInit, isPrimitive } from './constant-values.ts';

type Literal = TSESTree.ObjectExpression | TSESTree.ArrayExpression;

/** The primitive value that `LIMITS.agent.timeout` always is, of a constant of the module; undefined if it may be something else. */
export function valueAt(source: SourceCode, access: TSESTree.MemberExpression): Node | undefined {
  const path: string[] = [];
  let root: Node = access;
  for (; root.type === AST_NODE_TYPES.MemberExpression; root = withoutWrappers(root.object)) {
    const name = propertyName(source, root);
    if (name === undefined) return undefined;
    path.unshift(name);
  }
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root) : undefined;
  const init = variable && constantInit(variable);
  if (!init || !isFixed(source, variable)) return undefined;
  let value: Node | undefined = literalOf(source, init);
  for (const name of path)
    value =
      value?.type === AST_NODE_TYPES.ObjectExpression
        ? propertyValue(source, value, name)
        : undefined;
  return value && isPrimitive(source, value) ? value : undefined;
}

/** What stands under a name in a literal, if nothing behind it may say otherwise. */
function propertyValue(
  source: SourceCode,
  object: TSESTree.ObjectExpression,
  name: string,
): Node | undefined {
  for (const property of object.properties.toReversed()) {
    if (property.type === AST_NODE_TYPES.SpreadElement) return undefined;
    const key = propertyName(source, property);
    if (key === undefined) return undefined;
    if (key === name)
      return property.kind === 'init' ? literalOf(source, property.value) : undefined;
  }
  return undefined;
}

/** `{ … }` of `Object.freeze({ … })`, or the node itself. */
function literalOf(source: SourceCode, wrapped: Node): Node {
  const node = withoutWrappers(wrapped);
  return frozenBy(source, node) ?? node;
}

function frozenBy(source: SourceCode, node: Node): Node | undefined {
  if (
    node.type !== AST_NODE_TYPES.CallExpression ||
    node.arguments.length !== 1 ||
    !isMethodOf(source, node.callee, 'Object', ['freeze'])
  )
    return undefined;
  const frozen = withoutWrappers(node.arguments[0]!);
  return isLiteral(frozen) ? frozen : undefined;
}

function isLiteral(node: Node): node is Literal {
  return (
    node.type === AST_NODE_TYPES.ObjectExpression || node.type === AST_NODE_TYPES.ArrayExpression
  );
}

/** Whether a constant of the module is an object or an array literal that stays as it was made, with what it holds. */
export function isFixed(source: SourceCode, variable: Variable): boolean {
  return new FixedObjects(source).has(variable);
}

class FixedObjects {
  readonly #source: SourceCode;
  /** Constants may hold each other: all of them stay as they are, or the first one that was asked for does not. */
  readonly #asked = new Set<Variable>();

  constructor(source: SourceCode) {
    this.#source = source;
  }

  has(variable: Variable): boolean {
    if (this.#asked.has(variable)) return true;
    this.#asked.add(variable);
    const init = constantInit(variable);
    const literal = init && literalOf(this.#source, init);
    if (!literal || !isLiteral(literal) || hasAccessors(literal) || !this.#holdsFixed(literal))
      return false;
    // What is frozen and holds no objects may be given to anybody.
    if (literal !== init && isFlat(this.#source, literal)) return true;
    return (
      !isExportedVariable(this.#source, variable) &&
      variable.references.every(
        ({ identifier, init: isInit }) => isInit === true || this.#isRead(identifier, literal),
      )
    );
  }

  /** Whether the constants that stand in a literal stay as they are, too. */
  #holdsFixed(literal: Literal): boolean {
    return partsOf(literal).every((part) => {
      const inner = literalOf(
        this.#source,
        part.type === AST_NODE_TYPES.SpreadElement ? part.argument : part,
      );
      if (isLiteral(inner)) return !hasAccessors(inner) && this.#holdsFixed(inner);
      const variable =
        inner.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, inner) : undefined;
      const init = variable && constantInit(variable);
      return !init || !isLiteral(literalOf(this.#source, init)) || this.has(variable);
    });
  }

  /** Whether a use of a constant does nothing but read, and gives nobody what could be written to. */
  #isRead(identifier: Node, literal: Literal): boolean {
    const access = outermost(identifier);
    const { parent } = access;
    if (!parent || isWritten(access) || isCallee(access, parent)) return false;
    if (isPrimitiveRead(this.#source, access, literal) || isLookedAt(this.#source, access, parent))
      return true;
    return (
      (access === identifier && isFlat(this.#source, literal) && isCopied(parent)) ||
      this.#isHandedToFixed(access, parent)
    );
  }

  /** `new https.Agent(X)`, `new https.Agent({ ca: X })`: an agent writes to none of its options. `const ALL = { ca: X }` may stay as it is, too. */
  #isHandedToFixed(access: Node, parent: Node): boolean {
    let node = access;
    let holder = parent;
    while (PARTS.has(holder.type) && holder.parent) [node, holder] = [holder, holder.parent];
    if (
      agentMakingOf(this.#source, holder)?.node.arguments.some((argument) => argument === node) ===
      true
    )
      return true;
    if (
      holder.type !== AST_NODE_TYPES.VariableDeclarator ||
      node === access ||
      holder.id.type !== AST_NODE_TYPES.Identifier
    )
      return false;
    const variable = variableOf(this.#source, holder.id);
    return variable !== undefined && this.has(variable);
  }
}

/** What goes on into the object, the list or the expression around it. */
const PARTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.SpreadElement,
  AST_NODE_TYPES.Property,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
]);

function partsOf(literal: Literal): Node[] {
  const parts =
    literal.type === AST_NODE_TYPES.ArrayExpression ? literal.elements : literal.properties;
  return parts.flatMap((part): Node[] =>
    part === null ? [] : [part.type === AST_NODE_TYPES.Property ? part.value : part],
  );
}

function hasAccessors(literal: Literal): boolean {
  return (
    literal.type === AST_NODE_TYPES.ObjectExpression &&
    literal.properties.some(
      (property) => property.type === AST_NODE_TYPES.Property && property.kind !== 'init',
    )
  );
}

/** Whether a literal holds no objects that whoever copies it could write to. */
function isFlat(source: SourceCode, literal: Literal): boolean {
  return partsOf(literal).every((part) => isFunction(part) || isPrimitive(source, part));
}

/** Whether an access gives a primitive value, or a function: whoever has it cannot change the object. */
function isPrimitiveRead(source: SourceCode, access: Node, literal: Literal): boolean {
  const path: (string | undefined)[] = [];
  let node = withoutWrappers(access);
  for (; node.type === AST_NODE_TYPES.MemberExpression; node = withoutWrappers(node.object))
    path.unshift(propertyName(source, node));
  if (path.length === 0) return false;
  let value: Node = literal;
  for (const name of path) {
    if (!isLiteral(value)) return false;
    if (isFlat(source, value)) return true;
    const found: Node | undefined =
      value.type === AST_NODE_TYPES.ObjectExpression && name !== undefined
        ? propertyValue(source, value, name)
        : undefined;
    if (!found) return false;
    value = found;
  }
  return isFunction(value) || isPrimitive(source, value);
}
