/**
 * Tests that a key passes before it is added: it is one of a list that the module knows, or it is in the
 * collection already.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { propertyName, variableOf } from './bindings.ts';
import { isConstant } from './constants.ts';
import type { SourceCode } from './source-code.ts';
import { ancestorsOf, contains, isFunction, walk, withoutWrappers, type Node } from './syntax.ts';

/** A condition that holds where a node stands. */
interface Condition {
  readonly test: Node;
  /** Whether the test is true there, or false. */
  readonly holds: boolean;
}

/** The conditions under which a node is reached, within its own function and the callbacks that it stands in. */
export function conditionsAt(node: Node): Condition[] {
  const conditions: Condition[] = [];
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.IfStatement || ancestor.type === AST_NODE_TYPES.ConditionalExpression) {
      if (inner !== ancestor.test) conditions.push({ test: ancestor.test, holds: inner === ancestor.consequent });
    } else if (ancestor.type === AST_NODE_TYPES.LogicalExpression && inner === ancestor.right && ancestor.operator !== '??') {
      conditions.push({ test: ancestor.left, holds: ancestor.operator === '&&' });
    } else if (ancestor.type === AST_NODE_TYPES.BlockStatement || ancestor.type === AST_NODE_TYPES.Program) {
      // `if (!known) return;` above it.
      for (const statement of ancestor.body) {
        if (statement === inner) break;
        if (statement.type === AST_NODE_TYPES.IfStatement && !statement.alternate && leaves(statement.consequent)) conditions.push({ test: statement.test, holds: false });
      }
    }
    inner = ancestor;
  }
  return conditions;
}

/** Whether control does not go on behind a statement. */
export function leaves(statement: Node): boolean {
  const last = statement.type === AST_NODE_TYPES.BlockStatement ? statement.body.at(-1) : statement;
  return (
    last?.type === AST_NODE_TYPES.ReturnStatement ||
    last?.type === AST_NODE_TYPES.ThrowStatement ||
    last?.type === AST_NODE_TYPES.ContinueStatement ||
    last?.type === AST_NODE_TYPES.BreakStatement
  );
}

/** The parts of a condition that hold together with it: of `a && b`, both; of `!(a || b)`, both, negated. */
function partsOf({ test, holds }: Condition): Condition[] {
  const inner = withoutWrappers(test);
  if (inner.type === AST_NODE_TYPES.UnaryExpression && inner.operator === '!') return partsOf({ test: inner.argument, holds: !holds });
  if (inner.type === AST_NODE_TYPES.LogicalExpression && inner.operator === (holds ? '&&' : '||')) {
    return [...partsOf({ test: inner.left, holds }), ...partsOf({ test: inner.right, holds })];
  }
  return [{ test: inner, holds }];
}

/** Whether what is added at a node is one of those that a constant of the module lists. */
export function isListed(source: SourceCode, node: Node, key: Node): boolean {
  const names = namesIn(source, key);
  if (names.size === 0) return false;
  return conditionsAt(node)
    .flatMap(partsOf)
    .some(({ test, holds }) => looksUpConstant(source, test, holds, names));
}

function looksUpConstant(source: SourceCode, test: Node, holds: boolean, names: ReadonlySet<string>): boolean {
  // `ALLOWED.includes(key)`, `ALLOWED.has(key)`, `ALLOWED.indexOf(key) === -1`
  if (test.type === AST_NODE_TYPES.CallExpression && holds) {
    const { callee } = test;
    const method = callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(source, callee) : undefined;
    return callee.type === AST_NODE_TYPES.MemberExpression && /^(?:includes|has|hasOwnProperty|hasOwn|test)$/u.test(method ?? '') && isConstant(source, callee.object) && test.arguments.some((argument) => mentions(source, argument, names));
  }
  if (test.type === AST_NODE_TYPES.BinaryExpression) {
    if (test.operator === 'in') return holds && isConstant(source, test.right) && mentions(source, test.left, names);
    if (/^[!=]==?$/u.test(test.operator)) return isComparedWithNothing(test) && holds === test.operator.startsWith('!') && looksUpConstant(source, withoutWrappers(test.left), true, names);
    return false;
  }
  // `TABLE[key]`, and a name for it.
  if (!holds) return false;
  if (test.type === AST_NODE_TYPES.MemberExpression) return test.computed && isConstant(source, test.object) && mentions(source, test.property, names);
  if (test.type !== AST_NODE_TYPES.Identifier) return false;
  const definition = variableOf(source, test)?.defs[0]?.node as Node | undefined;
  const init = definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init ? withoutWrappers(definition.init) : undefined;
  return init !== undefined && init.type !== AST_NODE_TYPES.Identifier && looksUpConstant(source, init, true, names);
}

function isComparedWithNothing({ right }: TSESTree.BinaryExpression): boolean {
  return (right.type === AST_NODE_TYPES.Identifier && right.name === 'undefined') || (right.type === AST_NODE_TYPES.Literal && right.value === null);
}

function mentions(source: SourceCode, node: Node, names: ReadonlySet<string>): boolean {
  return [...namesIn(source, node)].some((name) => names.has(name));
}

/** The names that an expression is made of, through one definition: `${script}:1280` is made of `script`. */
function namesIn(source: SourceCode, node: Node): Set<string> {
  const names = new Set<string>();
  const collect = (root: Node, depth: number) => {
    walk(source, root, (inner) => {
      if (isFunction(inner)) return false;
      if (inner.type !== AST_NODE_TYPES.Identifier) return true;
      const isProperty = inner.parent.type === AST_NODE_TYPES.MemberExpression && inner.parent.property === inner && !inner.parent.computed;
      if (isProperty || names.has(inner.name)) return true;
      const variable = variableOf(source, inner);
      if (!variable) return true;
      names.add(inner.name);
      const definition = variable.defs[0]?.node as Node | undefined;
      if (depth > 0 && definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.id.type === AST_NODE_TYPES.Identifier && definition.init) collect(definition.init, depth - 1);
      return true;
    });
  };
  collect(node, 2);
  return names;
}

/**
 * Whether an entry is in the collection where a node stands: an update adds nothing.
 * @param isCollection whether an expression names the collection
 */
export function isPresent(source: SourceCode, node: Node, key: Node, isCollection: (expression: Node) => boolean): boolean {
  const text = source.getText(key);
  const asks = (test: Node, methods: RegExp): boolean => {
    if (test.type === AST_NODE_TYPES.MemberExpression) return test.computed && isCollection(test.object) && source.getText(test.property) === text;
    if (test.type !== AST_NODE_TYPES.CallExpression || test.callee.type !== AST_NODE_TYPES.MemberExpression) return false;
    const [argument] = test.arguments;
    return methods.test(propertyName(source, test.callee) ?? '') && isCollection(test.callee.object) && argument !== undefined && source.getText(argument) === text;
  };
  return conditionsAt(node)
    .flatMap(partsOf)
    .some(({ test, holds }) => {
      if (!holds) return false;
      if (test.type !== AST_NODE_TYPES.Identifier) return asks(test, /^(?:has|get)$/u);
      const variable = variableOf(source, test);
      const definition = variable?.defs[0]?.node as Node | undefined;
      if (definition?.type !== AST_NODE_TYPES.VariableDeclarator || !definition.init || variable!.references.some((reference) => reference.isWrite() && !reference.init && contains(nearestFunction(node), reference.identifier))) return false;
      return asks(withoutWrappers(definition.init), /^(?:has|get)$/u);
    });
}

function nearestFunction(node: Node): Node {
  let last = node;
  for (const ancestor of ancestorsOf(node)) {
    last = ancestor;
    if (isFunction(ancestor)) return ancestor;
  }
  return last;
}
