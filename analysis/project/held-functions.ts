/**
 * Whether a value that a file exports has a function in it, by which others may call the function without a word of it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { RESULT, type AccessPath } from '../flow/access-paths.ts';
import { isExportsObject } from '../flow/exports.ts';
import { leadsTo } from '../flow/leads-to.ts';
import type { Value } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { loadedModule } from '../syntax/calls.ts';
import { isCall, isFunction } from '../syntax/nodes.ts';
import { namesOfGetter } from '../collections/getter-destinations.ts';
import { projectKey } from '../modules/module-graph.ts';
import type { NodeKey } from '../syntax/node-keys.ts';
import { functionAt } from './functions-at.ts';
import type { ProjectContext } from './project-context.ts';

const MAX_HOPS = 3;

/** Functions of a file. */
interface Sought {
  readonly file: string;
  readonly keys: readonly NodeKey[];
  /** Through how many files a value is followed that is exported again. */
  readonly hops: number;
  readonly functions: readonly FunctionNode[];
}

/** The functions of a file that have the keys. */
export function functionsOf(
  { modules }: ProjectContext,
  file: string,
  keys: readonly NodeKey[],
): Sought {
  const source = modules.sourceOf(file);
  return {
    file,
    keys,
    hops: MAX_HOPS,
    functions: source ? keys.flatMap((key) => functionAt(source, key) ?? []) : [],
  };
}

/** Whether one of the functions is a part of something: others than those who import it by its name may have it. */
export function areHeld({ modules }: ProjectContext, { file, functions }: Sought): boolean {
  const source = modules.sourceOf(file);
  return (
    source === undefined ||
    functions.some((fn) => {
      const names = namesOfGetter(source, fn);
      const isNamed =
        fn.type === AST_NODE_TYPES.FunctionDeclaration ||
        (fn.parent.type === AST_NODE_TYPES.VariableDeclarator && fn.parent.init === fn);
      return (isNamed ? names : [fn, ...names]).some((place) => !isExport(source, place));
    })
  );
}

/** `export { add }`, `exports.add = add`, `module.exports = { add }`, `export default add` */
function isExport(source: SourceCode, place: Node): boolean {
  const { parent } = place;
  switch (parent?.type) {
    case AST_NODE_TYPES.ExportSpecifier:
    case AST_NODE_TYPES.ExportDefaultDeclaration:
      return true;
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === place && isExportsTarget(source, parent.left);
    case AST_NODE_TYPES.Property: {
      const object = parent.parent;
      return (
        object.parent.type === AST_NODE_TYPES.AssignmentExpression &&
        isExportsObject(source, object.parent.left)
      );
    }
    default:
      return isCall(parent) && parent.callee === place;
  }
}

function isExportsTarget(source: SourceCode, left: Node): boolean {
  return (
    isExportsObject(source, left) ||
    (left.type === AST_NODE_TYPES.MemberExpression && isExportsObject(source, left.object))
  );
}

/** Whether what a file has of another may have one of the functions in it. */
export function mayHold(
  context: ProjectContext,
  user: string,
  { module, path }: AccessPath,
  sought: Sought,
): boolean {
  const { modules } = context;
  if (isOfResult(context, user, { module, path }, sought)) return false;
  return (
    modules.across(user, module, (home) => {
      const isWay = home === sought.file || modules.importersOf(sought.file).includes(home);
      if (!isWay) return false;
      const found = modules.exportsOf(home, path);
      if (!found || sought.hops === 0) return true;
      if (found.values.length === 0) return !path.includes(RESULT);
      return found.values.some((value) =>
        value.kind === 'module'
          ? mayHold(context, home, value, { ...sought, hops: sought.hops - 1 })
          : holds(context, { home, source: found.source, value, path }, sought),
      );
    }) ?? false
  );
}

/** Whether it is what one of the functions gives, or a part of that, which is followed for itself. */
function isOfResult(
  { modules }: ProjectContext,
  user: string,
  { module, path }: AccessPath,
  { file, keys }: Sought,
): boolean {
  const called = new Set(keys.map((key) => projectKey(file, key)));
  return path.some(
    (step, at) =>
      step === RESULT &&
      modules.projectKeysAt(user, module, path.slice(0, at)).some((key) => called.has(key)),
  );
}

interface Exported {
  readonly home: string;
  readonly source: SourceCode;
  readonly value: Value;
  readonly path: readonly string[];
}

/** Whether a value leads to a function, or to a module that may have it. */
function holds(
  { modules }: ProjectContext,
  { home, source, value, path }: Exported,
  { file, functions }: Sought,
): boolean {
  // What else a call gives was put there by a call, whose arguments are looked at for themselves.
  if (value.kind !== 'node' && value.kind !== 'instance') return !path.includes(RESULT);
  const start = value.kind === 'node' ? value.node : value.class;
  // What a function gives is asked for itself, with the entries in it.
  if (isFunction(start)) return false;
  const isSought = (node: Node) => {
    if (home === file) return functions.some((fn) => fn === node);
    const loaded = loads(source, node);
    const from = loaded === undefined ? undefined : modules.files.resolve(home, loaded);
    return from !== undefined && (from === file || modules.importersOf(file).includes(from));
  };
  return leadsTo(source, start, isSought);
}

/** The module that a node is loaded from, or declares a name of. */
function loads(source: SourceCode, node: Node): string | undefined {
  return node.parent?.type === AST_NODE_TYPES.ImportDeclaration
    ? node.parent.source.value
    : loadedModule(source, node);
}
