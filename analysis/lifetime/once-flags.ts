/**
 * Flags that let code run but once: `if (started) return; started = true;`. What a variable keeps is made but once, too:
 * `if (root === undefined) root = createRoot();`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments, writesTo } from '../syntax/assignments.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isClass, isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import {
  ancestorsOf,
  contains,
  functionAround,
  isAtModuleLevel,
  isInConstructor,
} from '../syntax/traversal.ts';

/** What has a flag of its own: the module, each call of a function, or each instance of a class. */
export type FlagHolder = 'module' | FunctionNode | ClassNode;

/** Whose flag lets a node run but once; undefined if none does. */
export function onceFlagHolder(source: SourceCode, node: Node): FlagHolder | undefined {
  const fn = functionAround(node);
  if (!fn) return undefined;
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    const flag =
      ancestor.type === AST_NODE_TYPES.IfStatement && ancestor.consequent === inner
        ? (negated(ancestor.test) ?? missing(ancestor.test))
        : ancestor.type === AST_NODE_TYPES.BlockStatement
          ? leftBefore(ancestor, inner)
          : undefined;
    const holder =
      (flag && holderOf(source, flag, fn)) ??
      (isMakingOf(ancestor, inner) ? holderOfKept(source, ancestor, fn) : undefined);
    if (holder) return holder;
    if (ancestor === fn) return undefined;
    inner = ancestor;
  }
  return undefined;
}

/**
 * Whether a node runs once a process, but where nothing comes of it: its function keeps what it makes in a variable of the
 * module, and returns that before it comes to the node, if it is there: `if (cached) return cached;`.
 */
export function isBehindKept(source: SourceCode, node: Node): boolean {
  const fn = functionAround(node);
  if (fn?.body.type !== AST_NODE_TYPES.BlockStatement) return false;
  for (const before of fn.body.body) {
    if (contains(before, node)) return false;
    const kept = returnedIfThere(source, before);
    if (kept && holderOfVariable(source, kept, fn, isNotEmptied) === 'module') return true;
  }
  return false;
}

/** `cached` of `if (cached) return cached;` */
function returnedIfThere(source: SourceCode, statement: Node): TSESTree.Identifier | undefined {
  if (statement.type !== AST_NODE_TYPES.IfStatement) return undefined;
  const { consequent } = statement;
  const [only] = consequent.type === AST_NODE_TYPES.BlockStatement ? consequent.body : [consequent];
  const kept = withoutWrappers(statement.test);
  return kept.type === AST_NODE_TYPES.Identifier &&
    only?.type === AST_NODE_TYPES.ReturnStatement &&
    only.argument &&
    sameReference(source, withoutWrappers(only.argument), kept)
    ? kept
    : undefined;
}

/** Whether what a variable is given is more than `null`: what a name or a call gives is, as a rule. */
function isNotEmptied(value: Node): boolean {
  return !isFalsy(withoutWrappers(value));
}

/** `started` of `!started` */
function negated(test: Node): Node | undefined {
  const node = withoutWrappers(test);
  return node.type === AST_NODE_TYPES.UnaryExpression && node.operator === '!'
    ? withoutWrappers(node.argument)
    : undefined;
}

type Keeping = TSESTree.AssignmentExpression & { readonly left: TSESTree.Identifier };

/** Whether a node stands in what an assignment gives a variable. */
function isMakingOf(assignment: Node, node: Node): assignment is Keeping {
  return (
    assignment.type === AST_NODE_TYPES.AssignmentExpression &&
    assignment.right === node &&
    assignment.left.type === AST_NODE_TYPES.Identifier
  );
}

/** What has the variable, if its value is made where it has none, and stays. */
function holderOfKept(
  source: SourceCode,
  keeping: Keeping,
  fn: FunctionNode,
): FlagHolder | undefined {
  const isKept =
    keeping.operator === '??=' ||
    keeping.operator === '||=' ||
    (keeping.operator === '=' && isBehindMissing(source, keeping, fn));
  return isKept ? holderOfVariable(source, keeping.left, fn, isMade) : undefined;
}

/** `if (!root) root = …`, `if (root) return root; root = …` */
function isBehindMissing(source: SourceCode, keeping: Keeping, fn: FunctionNode): boolean {
  let inner: Node = keeping;
  for (const ancestor of ancestorsOf(keeping)) {
    if (ancestor === fn) return false;
    const looked =
      ancestor.type === AST_NODE_TYPES.IfStatement && ancestor.consequent === inner
        ? (negated(ancestor.test) ?? missing(ancestor.test))
        : ancestor.type === AST_NODE_TYPES.BlockStatement
          ? leftBefore(ancestor, inner)
          : undefined;
    if (looked && sameReference(source, looked, keeping.left)) return true;
    inner = ancestor;
  }
  return false;
}

/** `root` of `root === undefined` */
function missing(test: Node): Node | undefined {
  const node = withoutWrappers(test);
  return node.type === AST_NODE_TYPES.BinaryExpression &&
    /^===?$/u.test(node.operator) &&
    isNullish(node.right)
    ? withoutWrappers(node.left)
    : undefined;
}

/** The flag of `if (started) return;` before a statement of a block. */
function leftBefore({ body }: TSESTree.BlockStatement, statement: Node): Node | undefined {
  for (const before of body) {
    if (before === statement) return undefined;
    if (before.type !== AST_NODE_TYPES.IfStatement) continue;
    const { consequent, test } = before;
    const [only] =
      consequent.type === AST_NODE_TYPES.BlockStatement ? consequent.body.slice(-1) : [consequent];
    const flag = withoutWrappers(test);
    const isReference =
      flag.type === AST_NODE_TYPES.Identifier || flag.type === AST_NODE_TYPES.MemberExpression;
    if (isReference && only && LEAVES.has(only.type)) return flag;
  }
  return undefined;
}

const LEAVES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
]);

/** What has a flag that the function sets, and that nothing takes back. */
function holderOf(source: SourceCode, flag: Node, fn: FunctionNode): FlagHolder | undefined {
  if (flag.type === AST_NODE_TYPES.Identifier) return holderOfVariable(source, flag, fn);
  if (
    flag.type !== AST_NODE_TYPES.MemberExpression ||
    flag.object.type !== AST_NODE_TYPES.ThisExpression
  )
    return undefined;
  const name = propertyName(source, flag);
  const owner = ownerOfThis(flag)?.node;
  if (name === undefined || !owner || !isClass(owner)) return undefined;
  const field = owner.body.body.find(
    (member): member is TSESTree.PropertyDefinition =>
      member.type === AST_NODE_TYPES.PropertyDefinition && propertyName(source, member) === name,
  );
  const writes = memberAssignments(source, name).filter(
    ({ left, right }) => !(isInConstructor(left) && isFalsy(right)),
  );
  return isFalsy(field?.value) &&
    writes.every(({ right }) => isTrue(right)) &&
    writes.some((write) => functionAround(write) === fn)
    ? owner
    : undefined;
}

function holderOfVariable(
  source: SourceCode,
  flag: TSESTree.Identifier,
  fn: FunctionNode,
  isSet: (value: Node) => boolean = isThere,
): FlagHolder | undefined {
  const variable = variableOf(source, flag);
  const definition = variable?.defs[0]?.node as Node | undefined;
  if (!variable || definition?.type !== AST_NODE_TYPES.VariableDeclarator) return undefined;
  const writes = writesTo(variable);
  const isSetHere = writes.some((write) => write && functionAround(write) === fn);
  if (!isFalsy(definition.init) || !isSetHere || !writes.every((write) => write && isSet(write)))
    return undefined;
  const around = [...ancestorsOf(definition)].find((ancestor) => isFunction(ancestor));
  if (around === fn) return undefined;
  return around && isFunction(around) ? around : isAtModuleLevel(definition) ? 'module' : undefined;
}

function isTrue(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal && node.value === true;
}

/** `true`, or an object that the code makes: what a call gives may be nothing. */
function isThere(node: Node): boolean {
  const value = withoutWrappers(node);
  return isTrue(value) || (MAKES.has(value.type) && value.type !== AST_NODE_TYPES.CallExpression);
}

/** Whether a value is made by code: what a name or a literal gives may be nothing. */
function isMade(value: Node): boolean {
  const node = withoutWrappers(value);
  const made = node.type === AST_NODE_TYPES.AwaitExpression ? withoutWrappers(node.argument) : node;
  return MAKES.has(made.type);
}

const MAKES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.ArrowFunctionExpression,
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.FunctionExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.ObjectExpression,
]);

function isFalsy(node: Node | null | undefined): boolean {
  if (!node) return true;
  return (
    (node.type === AST_NODE_TYPES.Literal && !node.value) ||
    (node.type === AST_NODE_TYPES.Identifier && node.name === 'undefined')
  );
}
