/**
 * What data a value is made of: that of its key, or other data that the caller or a request has brought.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { childrenOf } from '../syntax/traversal.ts';
import { runsForElements } from '../vocabulary/collection-methods.ts';
import { isKeySource } from '../vocabulary/key-sources.ts';

/** What a caller gives: a parameter, of a request one part of it. */
interface Datum {
  readonly variable: Variable;
  readonly path: readonly string[];
}

/** What is asked with. */
interface About {
  readonly source: SourceCode;
  readonly isCollection: (node: Node) => boolean;
}

/**
 * Whether a value is made of what callers give, and of nothing that the key is made of: `cache.set(id, parse(text))`; or of
 * anything that the client sends and the key does not have: `cache.set(id, render(id, req.query.lang))`.
 */
export function isOfOtherData(about: About, value: Node, key: Node): boolean {
  const ofValue = dataIn(about, value);
  const ofKey = dataIn(about, key);
  const isOfKey = (datum: Datum) => ofKey.some((other) => isPartOf(datum, other));
  return (
    (ofValue.length > 0 && !ofValue.some(isOfKey)) ||
    ofValue.some((datum) => isKeySource(datum.path[0] ?? '', 'raw') && !isOfKey(datum))
  );
}

/** Whether one is the other, or a part of it. */
function isPartOf(a: Datum, b: Datum): boolean {
  return (
    a.variable === b.variable &&
    a.path.slice(0, b.path.length).every((name, index) => name === b.path[index])
  );
}

/** Parameters that bring many things, each of its own. */
const BRINGS_MANY = /^(?:req|request|ctx|context|c|event)$/u;

function dataIn(about: About, root: Node): Datum[] {
  const { source } = about;
  const found: Datum[] = [];
  const followed = new Set<Variable>();
  const pending: { readonly node: Node; readonly path: readonly string[] }[] = [
    { node: root, path: [] },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = withoutWrappers(next.node);
    if (node.type === AST_NODE_TYPES.Identifier) {
      const variable = variableOf(source, node);
      if (!variable || isModuleLevel(variable)) continue;
      if (variable.defs[0]?.type === 'Parameter' && !isElement(source, variable))
        found.push({ variable, path: BRINGS_MANY.test(variable.name) ? next.path : [] });
      if (followed.has(variable)) continue;
      followed.add(variable);
      for (const made of givenTo(source, variable))
        pending.push({ node: made.node, path: [...made.path, ...next.path] });
    } else if (node.type === AST_NODE_TYPES.MemberExpression) {
      const name = propertyName(source, node);
      pending.push({ node: node.object, path: name === undefined ? [] : [name, ...next.path] });
      if (node.computed) pending.push({ node: node.property, path: [] });
    } else if (!isOldEntry(about, node)) {
      for (const child of childrenOf(source, node)) pending.push({ node: child, path: [] });
    }
  }
  return found;
}

/** `cache.get(key)` */
function isOldEntry({ isCollection }: About, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    isCollection(withoutWrappers(node.callee.object))
  );
}

/** `row` of `rows.map((row) => …)`, `user` of `load(id).then((user) => …)`: what it is made of stands beside the function. */
function isElement(source: SourceCode, { defs: [definition] }: Variable): boolean {
  const fn = definition?.node as Node | undefined;
  const call = fn?.parent;
  if (
    call?.type !== AST_NODE_TYPES.CallExpression ||
    call.callee.type !== AST_NODE_TYPES.MemberExpression
  )
    return false;
  const method = propertyName(source, call.callee) ?? '';
  return method === 'then' || runsForElements(method);
}

/** What a name is given: by its declaration, by assignments, by the call of the function that it is a parameter of. */
function givenTo(
  source: SourceCode,
  variable: Variable,
): { readonly node: Node; readonly path: readonly string[] }[] {
  const written = variable.references.flatMap(({ writeExpr, identifier }) =>
    writeExpr ? [{ node: writeExpr, path: pathTo(source, identifier as Node, writeExpr) }] : [],
  );
  const [definition] = variable.defs;
  const fn = definition?.node as Node | undefined;
  return isElement(source, variable) && fn?.parent?.type === AST_NODE_TYPES.CallExpression
    ? [...written, { node: fn.parent.callee, path: [] }]
    : written;
}

/** `['body', 'id']` for `id` of `const { body: { id } } = req` */
export function pathTo(source: SourceCode, name: Node, written: Node): string[] {
  const path: string[] = [];
  for (let node: Node | undefined = name; node && node !== written.parent; node = node.parent) {
    if (isFunction(node)) return [];
    if (node.type === AST_NODE_TYPES.Property && node.parent.type === AST_NODE_TYPES.ObjectPattern)
      path.unshift(propertyName(source, node) ?? '');
  }
  return path;
}
