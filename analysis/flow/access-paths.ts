/**
 * How a value of one file is reached from what another module exports: `./http` → `Api` → an instance of it → `client`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { isCall, isClass } from '../syntax/nodes.ts';
import { valuesOf, type Value } from './values.ts';

/** A step of a path that is no property: what the function returns, an instance of the class. */
export const RESULT = '()';
export const INSTANCE = 'new()';

export interface AccessPath {
  /** What stands between the quotes of the import. */
  readonly module: string;
  /** Names of properties, `RESULT` and `INSTANCE`; `default` is left out, interop blurs it. */
  readonly path: readonly string[];
}

/** How far one path may lead, and how many there may be: beyond, nobody wrote it by hand. */
const MAX_LENGTH = 12;
const MAX_PATHS = 8;

/** Every module that a value can come from, with the way there. */
export function accessPaths(source: SourceCode, value: Value): readonly AccessPath[] {
  switch (value.kind) {
    case 'module':
      return [{ module: value.module, path: value.path }];
    case 'member':
      return stepped(ownersOf(source, value.object), value.property);
    case 'node':
      return madeBy(source, value.node);
    default:
      return [];
  }
}

const known = new WeakMap<Node, readonly AccessPath[]>();

/** Kept by node, and none for a node that is asked for on the way to itself: values branch, and meet again. */
function kept(node: Node, find: () => readonly AccessPath[]): readonly AccessPath[] {
  const found = known.get(node);
  if (found) return found;
  known.set(node, []);
  const paths = distinct(find());
  known.set(node, paths);
  return paths;
}

/** What a call or a `new` makes of what another file exports. */
function madeBy(source: SourceCode, node: Node): readonly AccessPath[] {
  if (!isCall(node)) return [];
  const how = node.type === AST_NODE_TYPES.CallExpression ? RESULT : INSTANCE;
  return kept(node, () =>
    stepped(
      valuesOf(source, node.callee).flatMap((callee) => accessPaths(source, callee)),
      how,
    ),
  );
}

/** What has a property: a value of another file, or a class of this one by what it inherits. */
function ownersOf(source: SourceCode, object: Value): readonly AccessPath[] {
  if (object.kind === 'instance') return stepped(inheritedBy(source, object.class), INSTANCE);
  if (object.kind !== 'node') return accessPaths(source, object);
  const { node } = object;
  if (isClass(node)) return inheritedBy(source, node);
  const own = node.type === AST_NODE_TYPES.NewExpression ? classesOf(source, node.callee) : [];
  return [
    ...stepped(
      own.flatMap((made) => inheritedBy(source, made)),
      INSTANCE,
    ),
    ...madeBy(source, node),
  ];
}

/** The classes of other files that a class extends, through those of its own. */
function inheritedBy(source: SourceCode, node: ClassNode): readonly AccessPath[] {
  const { superClass } = node;
  if (!superClass) return [];
  return kept(node, () =>
    valuesOf(source, superClass).flatMap((parent) =>
      parent.kind === 'node' && isClass(parent.node)
        ? inheritedBy(source, parent.node)
        : accessPaths(source, parent),
    ),
  );
}

function classesOf(source: SourceCode, callee: Node): ClassNode[] {
  return valuesOf(source, callee).flatMap((value) =>
    value.kind === 'node' && isClass(value.node) ? [value.node] : [],
  );
}

function stepped(paths: readonly AccessPath[], name: string): readonly AccessPath[] {
  if (name === 'default') return paths;
  return paths.flatMap(({ module, path }) =>
    path.length < MAX_LENGTH ? [{ module, path: [...path, name] }] : [],
  );
}

function distinct(paths: readonly AccessPath[]): readonly AccessPath[] {
  const byText = new Map(paths.map((path) => [`${path.module} ${path.path.join(' ')}`, path]));
  return [...byText.values()].slice(0, MAX_PATHS);
}
