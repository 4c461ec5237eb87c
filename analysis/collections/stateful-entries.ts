/**
 * Entries that keep something from one call to the next, and begin anew when they are made anew: with the flag `g` or `y`,
 * `exec` and `test` of a regular expression go on from `lastIndex`; a decoder keeps the bytes of half a character; an iterator
 * is gone through once. What methods of an object keep whose class is not seen may be anything.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isCall, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import { isOfStringsAlone } from '../vocabulary/string-methods.ts';
import { isGivenOn } from './changed-entries.ts';
import { rootOf } from './repeatable-code.ts';
import { asksUnseen } from './unseen-methods.ts';
import { functionsIn } from './possible-callees.ts';
import { usesOfValues, type Use, type Uses } from './uses.ts';

/**
 * @param stored what is stored in the collection
 * @returns where is used what an entry has kept of the calls before, or may be
 */
export function usedState(
  source: SourceCode,
  stored: readonly Node[],
  uses: Uses,
): Node | undefined {
  const made = stored.flatMap((value) =>
    valuesOf(source, value).flatMap((one) =>
      one.kind === 'node' && !uses.isValue(one.node) ? [one.node] : [],
    ),
  );
  const flags = made.flatMap((node) => flagsOf(source, node) ?? []).join('');
  const isUsed = /[gy]/u.test(flags)
    ? (use: Use) => movesPosition({ source, uses, isSticky: flags.includes('y') }, use)
    : made.some((node) => isDecoder(source, node))
      ? ({ access }: Use) => access.kind === 'call' && access.call.arguments.length > 1
      : made.some((node) => isIterator(source, node))
        ? ({ access }: Use) =>
            access.kind === 'iterate' || access.kind === 'call' || access.kind === 'escape'
        : undefined;
  const all = usesOfValues(source, uses.all).all.filter(({ level }) => level > 0);
  return (
    (isUsed && all.find((use) => use.path === '' && isUsed(use))?.node) ??
    (made.every((node) => isData(source, node)) ? undefined : all.find(asksUnseen)?.node)
  );
}

/** What a file shows to have no state, or none that its methods hide. */
function isData(source: SourceCode, value: Node): boolean {
  const node = withoutWrappers(value);
  switch (node.type) {
    case AST_NODE_TYPES.CallExpression:
      return isOfRuntime(source, node.callee);
    case AST_NODE_TYPES.NewExpression:
      return isOfRuntime(source, node.callee);
    case AST_NODE_TYPES.AwaitExpression:
    case AST_NODE_TYPES.Identifier:
    case AST_NODE_TYPES.MemberExpression:
      return false;
    default:
      return true;
  }
}

/** `JSON.parse`, `Intl.NumberFormat`, `Date` */
function isOfRuntime(source: SourceCode, callee: Node): boolean {
  const root = rootOf(callee);
  return root.type === AST_NODE_TYPES.Identifier && !variableOf(source, root)?.defs.length;
}

/** Whether a call by a name goes on from where the last one ended: `pattern.test(text)` with the flag `g`. */
export function movesPattern(source: SourceCode, name: Node): boolean {
  const { parent } = name;
  return (
    parent?.type === AST_NODE_TYPES.MemberExpression &&
    parent.object === name &&
    parent.parent.type === AST_NODE_TYPES.CallExpression &&
    MOVES.has(propertyName(source, parent) ?? '') &&
    valuesOf(source, name).some(
      (value) => value.kind === 'node' && /[gy]/u.test(flagsOf(source, value.node) ?? ''),
    )
  );
}

/** `new TextDecoder()`: `decode(bytes, { stream: true })` keeps what is left over. */
function isDecoder(source: SourceCode, node: Node): boolean {
  return node.type === AST_NODE_TYPES.NewExpression && isGlobal(source, node.callee, 'TextDecoder');
}

/** `list.values()`, `text.matchAll(pattern)`, what a generator gives: can be gone through once. */
function isIterator(source: SourceCode, node: Node): boolean {
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  const callee = withoutWrappers(node.callee);
  if (functionsIn(source, callee).some(({ generator }) => generator)) return true;
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    !isGlobal(source, callee.object, 'Object') &&
    /^(?:entries|keys|matchAll|values)$/u.test(propertyName(source, callee) ?? '')
  );
}

interface Asked {
  readonly source: SourceCode;
  readonly uses: Uses;
  readonly isSticky: boolean;
}

function movesPosition({ source, uses, isSticky }: Asked, { node, access }: Use): boolean {
  if (access.kind === 'call') return MOVES.has(access.method);
  if (access.kind !== 'escape') return false;
  if (access.how !== 'returned')
    return !isStored(uses, node) && (isSticky || !isStringArgument(source, node));
  // Within the file, what becomes of a result is followed.
  const fn = functionAround(node);
  return fn === undefined || isGivenOn(source, fn);
}

/** Flags that are not seen may be any. */
const UNSEEN = 'gy';

/** The flags of a regular expression that an expression makes; undefined if it makes none. */
function flagsOf(source: SourceCode, value: Node): string | undefined {
  const node = withoutWrappers(value);
  if (node.type === AST_NODE_TYPES.Literal) return 'regex' in node ? node.regex.flags : undefined;
  if (!isCall(node) || !isGlobal(source, node.callee, 'RegExp')) return undefined;
  const [pattern, flags] = node.arguments;
  if (flags) return flagsIn(source, flags);
  // `new RegExp(/a/g)` takes the flags along.
  return (
    (pattern &&
      valuesOf(source, pattern)
        .flatMap((made) => (made.kind === 'node' ? (flagsOf(source, made.node) ?? []) : []))
        .join('')) ||
    ''
  );
}

function flagsIn(source: SourceCode, flags: TSESTree.CallExpressionArgument): string {
  return valuesOf(source, flags)
    .map((made) => (made.kind === 'node' ? literalString(made.node) : undefined) ?? UNSEEN)
    .join('');
}

const MOVES = new Set(['exec', 'test', 'compile']);

/** `patterns.set(id, found)` */
function isStored({ isCollection }: Uses, { parent }: Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.CallExpression &&
    parent.callee.type === AST_NODE_TYPES.MemberExpression &&
    isCollection(withoutWrappers(parent.callee.object))
  );
}

/** `text.replace(pattern, '')`: begins at 0, and sets the position back to it; not with the flag `y`. */
function isStringArgument(source: SourceCode, { parent }: Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.CallExpression &&
    parent.callee.type === AST_NODE_TYPES.MemberExpression &&
    isOfStringsAlone(propertyName(source, parent.callee) ?? '')
  );
}
