/**
 * What calls give as keys: functions of the file by what they return, those of the language by their flows, all others by
 * their names and by what they are given.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConstant } from '../flow/constants.ts';
import type { Path } from '../flow/contents.ts';
import { valuesOf } from '../flow/values.ts';
import { functionsRunBy } from '../flow/lazy-flow.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { givesCollection, givesItem, looksUpElement } from '../vocabulary/collection-methods.ts';
import {
  givesDigest,
  givesFewValues,
  givesNewValue,
  givesSameValue,
} from '../vocabulary/key-functions.ts';
import { givesPrimitive, givesTruth } from '../vocabulary/runtime-functions.ts';
import { givesNoText, stringMethodGives } from '../vocabulary/string-methods.ts';
import { isFiniteReturnType } from './finite-types.ts';
import { keySetOf, nameAt } from './key-names.ts';
import type { KeyOrigin } from './key-queries.ts';
import { contentsOfLiteral, partsOfObject } from './literal-origins.ts';
import {
  FINITE,
  grows,
  isElement,
  joined,
  madeAnew,
  NOTHING,
  objectMadeAnew,
  quote,
  unknown,
  type Asker,
} from './origins.ts';
import { isOneOfFewNumbers } from './random-range.ts';

/** Functions that make a text of an object, by what is in it. */
const WRITES_OUT = /stringif|serial|json|hash|key|digest|tostring/iu;

/** Whether a function gives what it is given, or what it is called on, in another form or in part. */
function keepsArgument(name: string): boolean {
  return (
    givesSameValue(name) ||
    givesPrimitive(name) ||
    (stringMethodGives(name) !== undefined && !givesNoText(name)) ||
    givesCollection(name) ||
    givesItem(name) ||
    name === 'join'
  );
}

export function callOrigin(ask: Asker, node: TSESTree.CallExpression, path: Path): KeyOrigin {
  const { source } = ask;
  const functions = functionsRunBy(source, node);
  if (functions.length > 0) return ofOwnFunctions(ask, node, { functions, path });
  const callee = withoutWrappers(node.callee);
  const name = calledName(source, callee);
  if (name === '') return unknown(source, node);
  const object = callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : undefined;
  const byName = ofKnownName(source, node, { name, object });
  if (byName) return byName;
  if (object && givesCollection(name) && isNoPart(node, path)) return NOTHING;
  const flowed = ask.flowInto(node, path);
  if (flowed?.kind === 'grows') return flowed;
  const isWhole =
    flowed?.kind === 'finite' &&
    (isWholeAnswer(source, name, object) ||
      (object !== undefined &&
        !isNamespace(source, object) &&
        ask.anyOf(node.arguments.flatMap(partsOfArgument), node).kind === 'finite'));
  if (isWhole) return flowed;
  const made = ofUnseen(ask, node, { name, object: flowed ? undefined : object, path });
  return flowed?.kind === 'unknown' && made.kind === 'finite' ? flowed : made;
}

interface Called {
  readonly name: string;
  /** What it is a method of. */
  readonly object: Node | undefined;
}

function ofKnownName(
  source: SourceCode,
  node: TSESTree.CallExpression,
  { name, object }: Called,
): KeyOrigin | undefined {
  if (givesNewValue(name)) return madeAnew(`${quote(source, node)}, new each time`);
  if (object && isRandom(source, node, object, name))
    return madeAnew(`${quote(source, node)}, another each time`);
  if (object && isAnotherEachTime(source, object, name))
    return grows(`${quote(source, node)}, another each time`);
  if (object && isOneOfFewNumbers(source, node)) return FINITE;
  if (givesFewValues(name) || (!object && givesTruth(name))) return FINITE;
  // `TABLE.get(x)` is one of the table's values.
  return object && looksUpElement(name) && isConstantTable(source, object) ? FINITE : undefined;
}

/** `Date.now()`, `performance.now()`, `Math.random()` */
function isAnotherEachTime(source: SourceCode, object: Node, method: string): boolean {
  const isOf = (name: string) => isGlobal(source, object, name);
  return method === 'now'
    ? isOf('Date') || isOf('performance')
    : method === 'random' && isOf('Math');
}

/** `ids.random()`, but not `Math.random()`, of which a part may be taken, and not `_.random()`, which is 0 or 1. */
function isRandom(
  source: SourceCode,
  { arguments: given }: TSESTree.CallExpression,
  object: Node,
  method: string,
): boolean {
  return (
    method === 'random' &&
    given.length === 0 &&
    !isGlobal(source, object, 'Math') &&
    !/^(?:_|lodash)$/u.test(calledName(source, object))
  );
}

function isConstantTable(source: SourceCode, object: Node): boolean {
  const values = valuesOf(source, object);
  return (
    values.length > 0 &&
    values.every(
      (value) =>
        value.kind === 'node' &&
        (value.node.type === AST_NODE_TYPES.ArrayExpression ||
          value.node.type === AST_NODE_TYPES.NewExpression),
    ) &&
    isConstant(source, object)
  );
}

/** Whether what flows into a call by the rules of the language is all that it gives. */
function isWholeAnswer(source: SourceCode, name: string, object: Node | undefined): boolean {
  if (!object || isOfLanguage(source, object)) return true;
  return (
    (givesItem(name) || givesCollection(name)) &&
    (isConstantTable(source, object) || !isNamespace(source, object))
  );
}

/** A list has no entries as a Map has them, and is no promise. */
function isNoPart({ arguments: [first] }: TSESTree.CallExpression, [head]: Path): boolean {
  return (
    head === 'entry' ||
    head === 'key' ||
    (head === 'promise' && first !== undefined && isFunction(first))
  );
}

function isOfLanguage(source: SourceCode, object: Node): boolean {
  return ['Array', 'Object', 'Promise'].some((name) => isGlobal(source, object, name));
}

/** A module, or an object of the module that is there from the start. */
function isNamespace(source: SourceCode, object: Node): boolean {
  if (object.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = variableOf(source, object);
  return !variable || isConstant(source, object) || variable.defs[0]?.type === 'ImportBinding';
}

/** What functions of this file return. Their parameters are what this call gives them. */
function ofOwnFunctions(
  ask: Asker,
  node: TSESTree.CallExpression,
  { functions, path }: { functions: readonly FunctionNode[]; path: Path },
): KeyOrigin {
  if (functions.every((fn) => isFiniteReturnType(ask.source, fn, path)))
    return { kind: 'finite', text: `${quote(ask.source, node)}, whose type is finite` };
  // A promise is not what it resolves with.
  const origin = ask.givenBy(node, functions, path) ?? NOTHING;
  if (origin.kind !== 'unknown') return origin;
  // An object is no key: what the function takes of it has been judged.
  const given = joined(
    node.arguments
      .flatMap(partsOfArgument)
      .map((part) => ask.at(part, []))
      .filter(({ by }) => by !== 'object'),
    () => origin,
  );
  return given.kind === 'grows' ? given : origin;
}

interface Unseen extends Called {
  readonly path: Path;
}

/** What a function that is not seen makes of its parts. */
function ofUnseen(
  ask: Asker,
  node: TSESTree.CallExpression,
  { name, object, path }: Unseen,
): KeyOrigin {
  const { source } = ask;
  const parts = [
    ...(object && !isNamespace(source, object) ? [object] : []),
    ...node.arguments.flatMap(partsOfArgument).filter((argument) => !isFunction(argument)),
  ];
  // Options of a call are no key.
  const origins = parts
    .map((part) => ask.at(part, []))
    .filter(({ by }) => by !== 'object' || WRITES_OUT.test(name));
  const origin = joined(origins, () => unknown(source, node));
  if (givesDigest(name))
    return origin.kind === 'finite'
      ? FINITE
      : grows(`${quote(source, node)}, a digest of what it is given`);
  if (isPartOfAwaited(path))
    return origin.kind === 'grows' ? origin : grows(`${quote(source, node)}, which fetches it`);
  if (origin.kind === 'grows') {
    if (keepsArgument(name)) return partOf(origin, path);
    // What a name tells alone, or of what it is called on, says nothing of what a function makes of it.
    const saysNothing = isOneOfFew(name) || (origin.by === 'name' && path.length > 0);
    return saysNothing ? unknown(source, node) : grows(givenFor(name, origin));
  }
  if (path.length > 0) return unknown(source, node);
  if (keepsArgument(name) && parts.length > 0) return origin;
  const made = name.replace(/^(?:get|make|build|create|to|extract|compute)(?=[A-Z])/u, '');
  return keySetOf(made) === 'many' && origin.kind === 'unknown'
    ? grows(`${quote(source, node)} (its name suggests many values)`)
    : unknown(source, node);
}

/** `what `getRoom` gives for `userId``: the key is not that, and is not said to be. */
function givenFor(name: string, { text }: KeyOrigin): string {
  return name === '' || text.startsWith('what ') ? text : `what \`${name}\` gives for ${text}`;
}

/** An item of a list that is waited for. */
function isPartOfAwaited([head, ...rest]: Path): boolean {
  return head === 'promise' && rest.some(isElement);
}

function isOneOfFew(name: string): boolean {
  return (
    keySetOf(name.replace(/^(?:get|to|detect|parse|find|resolve|classify|infer)(?=[A-Z])/u, '')) ===
    'few'
  );
}

/** A part of what grows grows, unless its name says otherwise. */
function partOf(origin: KeyOrigin, path: Path): KeyOrigin {
  return origin.kind !== 'grows' || nameAt('', path) === '' ? origin : grows(origin.text);
}

export function madeOrigin(ask: Asker, node: TSESTree.NewExpression, path: Path): KeyOrigin {
  const { source } = ask;
  const isOf = (name: string) => isGlobal(source, node.callee, name);
  if (isOf('Date')) {
    if (node.arguments.length === 0) return grows('the time');
    return ask.anyOf(argumentsOf(node), node);
  }
  if (isOf('URL') && node.arguments[0]) {
    const origin = ask.at(node.arguments[0], []);
    return path.length === 0 ? origin : partOf(origin, path);
  }
  if (path.length > 0) {
    if (isOf('Map') || isOf('Set') || isOf('Array')) return contentsOfLiteral(ask, node, path);
    const flowed = ask.flowInto(node, path);
    return flowed ?? unknown(source, node);
  }
  return objectMadeAnew(`${quote(source, node)},`);
}

function argumentsOf(node: TSESTree.CallExpression | TSESTree.NewExpression): Node[] {
  return node.arguments.filter(({ type }) => type !== AST_NODE_TYPES.SpreadElement);
}

/** What an argument is made of: of an object that is only there to name options, their values. */
function partsOfArgument(argument: TSESTree.CallExpressionArgument): Node[] {
  if (argument.type === AST_NODE_TYPES.SpreadElement) return [argument.argument];
  return argument.type === AST_NODE_TYPES.ObjectExpression ? partsOfObject(argument) : [argument];
}
