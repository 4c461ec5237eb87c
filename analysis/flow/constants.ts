/**
 * Values that are there from the start, and do not grow.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import { givesPartsOfArgument } from '../vocabulary/runtime-functions.ts';
import { additionsTo, isSamePath, type Addition } from './later-additions.ts';
import { askedOnce, repeatedQuestions } from './open-questions.ts';
import { valuesOf } from './values.ts';

/** What `process` has from the start. */
const OF_PROCESS = new Set(['env', 'argv', 'versions', 'platform', 'arch']);

/** Globals that are always the same, and whose members are. */
const FIXED_GLOBALS = ['undefined', 'NaN', 'Infinity', 'Number', 'Math', 'Symbol'];

/**
 * Whether an expression names a constant of the module, an import, an enum, the environment, or a part of one; or is a
 * literal, each of whose elements is such a value, a text or a number.
 */
export function isConstant(source: SourceCode, node: Node): boolean {
  const inner = withoutWrappers(node);
  if (inner.type === AST_NODE_TYPES.MemberExpression) return isConstantMember(source, inner);
  if (inner.type !== AST_NODE_TYPES.Identifier)
    return isPattern(inner) || (isTable(source, inner) && isMadeOfConstants(source, inner));
  const variable = variableOf(source, inner);
  if (!variable || !isModuleLevel(variable)) return false;
  const [definition] = variable.defs;
  if (definition?.type !== 'Variable')
    return (
      definition?.type === 'ImportBinding' ||
      definition?.type === 'TSEnumName' ||
      definition?.type === 'ClassName'
    );
  const { init, parent } = definition.node;
  const made = init ? withoutWrappers(init) : undefined;
  return (
    parent.kind === 'const' &&
    made !== undefined &&
    isFilled(made) &&
    isMade(made) &&
    askedOnce(variable, [], () => !isFilledLater(source, variable, []))
  );
}

/** Whether an expression is always the same value, or one of few: `'a'`, `State.On`, `isOpen ? 'a' : 'b'`. */
export function isConstantValue(source: SourceCode, node: Node): boolean {
  return isMadeOfConstants(source, node);
}

/** Whether a table has as many keys as the file writes out, whatever stands under them. */
export function hasConstantKeys(source: SourceCode, node: Node): boolean {
  const inner = withoutWrappers(node);
  if (isConstant(source, inner)) return true;
  if (inner.type !== AST_NODE_TYPES.ObjectExpression) return false;
  return inner.properties.every((property) =>
    property.type === AST_NODE_TYPES.SpreadElement
      ? hasConstantKeys(source, property.argument)
      : !property.computed || isMadeOfConstants(source, property.key),
  );
}

function isConstantMember(source: SourceCode, node: TSESTree.MemberExpression): boolean {
  if (isGlobal(source, node.object, 'process'))
    return OF_PROCESS.has(propertyName(source, node) ?? '');
  if (!isConstant(source, node.object)) return false;
  // `state.seen`, which the module fills later, hangs on a constant, too.
  if (!valuesOf(source, node).every((value) => value.kind !== 'node' || isFilled(value.node)))
    return false;
  const path: string[] = [];
  let root: Node = node;
  for (; root.type === AST_NODE_TYPES.MemberExpression; root = withoutWrappers(root.object))
    path.unshift(propertyName(source, root) ?? '*');
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root) : undefined;
  return (
    !variable ||
    askedOnce(
      variable,
      path,
      () => !(isFilledLater(source, variable, path) || isSetLater(source, node)),
    )
  );
}

/** Whether a function gives a property another value, and not one of few: `state.current = id`. */
function isSetLater(source: SourceCode, node: TSESTree.MemberExpression): boolean {
  const name = propertyName(source, node);
  const assigned = name === undefined ? [] : memberAssignments(source, name);
  return assigned.some(
    ({ left, right }) =>
      sameReference(source, left.object, node.object) &&
      functionAround(left) !== undefined &&
      !isMadeOfConstants(source, right),
  );
}

function isPattern(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal && 'regex' in node;
}

/** Whether a value is a table of some kind: `new Set(NAMES)`, `Object.freeze({ … })`, `[…]`, `config.names`. */
function isMade(made: Node): boolean {
  return (
    made.type === AST_NODE_TYPES.ObjectExpression ||
    made.type === AST_NODE_TYPES.ArrayExpression ||
    made.type === AST_NODE_TYPES.NewExpression ||
    made.type === AST_NODE_TYPES.CallExpression ||
    made.type === AST_NODE_TYPES.MemberExpression ||
    isPattern(made)
  );
}

/** Whether a value is all there where it is made: no collection to be filled later. */
function isFilled(made: Node): boolean {
  if (made.type === AST_NODE_TYPES.NewExpression) return made.arguments.length > 0;
  if (made.type === AST_NODE_TYPES.ObjectExpression) return made.properties.length > 0;
  if (made.type === AST_NODE_TYPES.ArrayExpression) return made.elements.length > 0;
  return true;
}

/** Whether a function adds items to a list, or entries to a table: `names.push(name)`, `TABLE[name] = value`. */
function isFilledLater(source: SourceCode, variable: Variable, path: readonly string[]): boolean {
  return additionsTo(source, variable).some(
    (addition) =>
      isSamePath(addition.path, path) &&
      isMoreThanSet(source, addition) &&
      functionAround(addition.site) !== undefined,
  );
}

/** `config.port = 1` sets what is there, or adds one entry. */
function isMoreThanSet(source: SourceCode, { site, keys, isOfEntries }: Addition): boolean {
  if (isOfEntries) return !keys.every((object) => hasConstantKeys(source, object));
  return keys.length === 0
    ? site.type === AST_NODE_TYPES.CallExpression
    : keys.some(({ type }) => type !== AST_NODE_TYPES.Literal);
}

/** A literal, or what the language makes of one where it stands: `new Set(['a'])`, `Object.keys({ a: 1 })`. */
function isTable(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.ArrayExpression ||
    node.type === AST_NODE_TYPES.ObjectExpression ||
    partsOfTable(source, node) !== undefined
  );
}

function partsOfTable(source: SourceCode, node: Node): readonly Node[] | undefined {
  if (node.type === AST_NODE_TYPES.NewExpression)
    return isGlobal(source, node.callee, 'Set') || isGlobal(source, node.callee, 'Map')
      ? node.arguments
      : undefined;
  if (
    node.type !== AST_NODE_TYPES.CallExpression ||
    node.callee.type !== AST_NODE_TYPES.MemberExpression
  )
    return undefined;
  const { object } = node.callee;
  const name = propertyName(source, node.callee) ?? '';
  const isOfLanguage =
    (isGlobal(source, object, 'Object') && givesPartsOfArgument(name)) ||
    (isGlobal(source, object, 'Array') &&
      (name === 'of' || (name === 'from' && node.arguments.length === 1)));
  if (isOfLanguage) return node.arguments;
  return name === 'concat' && object.type === AST_NODE_TYPES.ArrayExpression
    ? [object, ...node.arguments]
    : undefined;
}

/** Expressions that are known to be, or not to be, always the same. */
const knownValues = new WeakMap<Node, boolean>();

/**
 * Goes through the parts of an expression, each once: a literal can have thousands of elements, and name others that
 * name others in turn. A part that does not hold decides for all that lead to it.
 */
function isMadeOfConstants(source: SourceCode, root: Node): boolean {
  const reachedFrom = new Map<Node, Node | undefined>([[root, undefined]]);
  const pending: Node[] = [root];
  const before = repeatedQuestions();
  for (let node = pending.pop(); node; node = pending.pop()) {
    const parts = knownValues.has(node)
      ? knownValues.get(node)
        ? []
        : undefined
      : valueParts(source, node);
    if (!parts) {
      for (let above: Node | undefined = node; above; above = reachedFrom.get(above))
        knownValues.set(above, false);
      return false;
    }
    for (const part of parts) {
      if (reachedFrom.has(part)) continue;
      reachedFrom.set(part, node);
      pending.push(part);
    }
  }
  // What holds if the question behind it does is asked again.
  if (repeatedQuestions() === before)
    for (const node of reachedFrom.keys()) knownValues.set(node, true);
  return true;
}

/** What an expression is made of; undefined if it may be another value each time, whatever its parts are. */
function valueParts(source: SourceCode, wrapped: Node): readonly Node[] | undefined {
  const node = withoutWrappers(wrapped);
  const partsOf = functionFor(VALUE_PARTS, node);
  if (partsOf) return partsOf(node, source);
  return isFunction(node) || isClass(node) ? [] : undefined;
}

const VALUE_PARTS: ByNodeType<[SourceCode], readonly Node[] | undefined> = {
  [AST_NODE_TYPES.Literal]: () => [],
  [AST_NODE_TYPES.MetaProperty]: () => [],
  [AST_NODE_TYPES.TemplateLiteral]: ({ expressions }) => expressions,
  [AST_NODE_TYPES.UnaryExpression]: ({ operator, argument }) =>
    /^[-+~]$/u.test(operator) ? [argument] : [],
  [AST_NODE_TYPES.BinaryExpression]: ({ operator, left, right }) =>
    /^(?:[<>]=?|[!=]==?|in|instanceof)$/u.test(operator) ? [] : [left, right],
  // What `&&` gives of its left is nothing: `''`, 0, `null`.
  [AST_NODE_TYPES.LogicalExpression]: ({ operator, left, right }) =>
    operator === '&&' ? [right] : [left, right],
  [AST_NODE_TYPES.ConditionalExpression]: ({ consequent, alternate }) => [consequent, alternate],
  [AST_NODE_TYPES.SpreadElement]: ({ argument }) => [argument],
  [AST_NODE_TYPES.ArrayExpression]: ({ elements }) =>
    elements.filter((element) => element !== null),
  [AST_NODE_TYPES.ObjectExpression]: ({ properties }) => properties.flatMap(partsOfProperty),
  [AST_NODE_TYPES.NewExpression]: (node, source) => partsOfTable(source, node),
  [AST_NODE_TYPES.CallExpression]: (node, source) => partsOfTable(source, node),
  [AST_NODE_TYPES.MemberExpression]: (node, source) =>
    isConstantMember(source, node) || isPartOfFixedGlobal(source, node) ? [] : undefined,
  [AST_NODE_TYPES.Identifier]: (node, source) => namedParts(source, node),
};

function partsOfProperty(property: TSESTree.ObjectLiteralElement): Node[] {
  if (property.type === AST_NODE_TYPES.SpreadElement) return [property.argument];
  return property.computed ? [property.key, property.value] : [property.value];
}

/** `Math.PI`, `Number.MAX_SAFE_INTEGER` */
function isPartOfFixedGlobal(source: SourceCode, { object }: TSESTree.MemberExpression): boolean {
  return FIXED_GLOBALS.some((name) => isGlobal(source, object, name));
}

/** What a name stands for: of the module, one value; of a function, what it is set to once. */
function namedParts(source: SourceCode, node: TSESTree.Identifier): readonly Node[] | undefined {
  const variable = variableOf(source, node);
  if (!variable) return FIXED_GLOBALS.includes(node.name) ? [] : undefined;
  if (isConstant(source, node)) return [];
  const [definition] = variable.defs;
  if (definition?.type === 'FunctionName') return [];
  if (
    definition?.type !== 'Variable' ||
    definition.node.parent.kind !== 'const' ||
    definition.node.id.type !== AST_NODE_TYPES.Identifier ||
    !definition.node.init
  )
    return undefined;
  const init = withoutWrappers(definition.node.init);
  // A list is one value, whose items are others.
  if (
    isTable(source, init) ||
    init.type === AST_NODE_TYPES.NewExpression ||
    init.type === AST_NODE_TYPES.ObjectExpression
  )
    return undefined;
  return isModuleLevel(variable) && isAtTop(definition.node) ? [] : [init];
}

/** Whether a declaration runs once, as the module loads. */
function isAtTop({ parent: { parent } }: TSESTree.VariableDeclarator): boolean {
  return (
    parent.type === AST_NODE_TYPES.Program || parent.type === AST_NODE_TYPES.ExportNamedDeclaration
  );
}
