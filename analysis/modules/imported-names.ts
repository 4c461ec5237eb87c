/**
 * What a file names of other files, whichever they are.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths, type AccessPath } from '../flow/access-paths.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { loadedModule } from '../syntax/calls.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { mayGiveOn } from './giving-on.ts';
import { expressionsReachedFrom, isOfValue, type Naming } from './import-reach.ts';
import { wholeUseOf } from './whole-uses.ts';

/** The names are of the file as it was read: no edit comes between. */
export type NodeRange = readonly [start: number, end: number];

/** A node's range, and which of its file's nodes it is: in their order. */
export interface NumberedRange {
  readonly number: number;
  readonly range: NodeRange;
}

/** The names that a file has for one thing of another: small, where the file's nodes are big. */
export interface ImportedNames extends AccessPath {
  readonly ranges: NumberedRange[];
  /** Whether it goes, by a name, as a whole where nobody sees what is done with it. */
  isHandedOn: boolean;
  /** The same of the default import: of one export, or of all that a CommonJS file exports. */
  isDefaultHandedOn: boolean;
  /** The same without a name: `start(require('./store'))`. */
  isGivenInline: boolean;
  /** Whether it is exported again as a whole. */
  isExported: boolean;
  /** Whether those who import the file may have it by way of the file. */
  isGivenOn: boolean;
}

/** What a file names of a module. @param module what stands between the quotes where it is loaded */
export function importedNamesIn(source: SourceCode, module: string): readonly ImportedNames[] {
  const byPath = new Map<string, ImportedNames>();
  const add = (path: readonly string[], node: Node) => {
    const key = JSON.stringify(path);
    let names = byPath.get(key);
    if (!names)
      byPath.set(
        key,
        (names = {
          module,
          path,
          ranges: [],
          isHandedOn: false,
          isDefaultHandedOn: false,
          isGivenInline: false,
          isExported: false,
          isGivenOn: false,
        }),
      );
    const use = wholeUseOf(source, node);
    const isName = node.type === AST_NODE_TYPES.Identifier;
    if (use === 'unseen' && isName)
      names[isDefaultImport(source, node) ? 'isDefaultHandedOn' : 'isHandedOn'] = true;
    names.isGivenInline ||= use === 'unseen' && !isName;
    names.isExported ||= use === 'exported';
    // An `import()` is looked at where it is awaited.
    names.isGivenOn ||= node.type !== AST_NODE_TYPES.ImportExpression && mayGiveOn(node, use);
    return names;
  };
  const numbers = numbersOf(source);
  const nodes = expressionsReachedFrom(source, module)
    .flatMap((node) => {
      const number = numbers.get(node);
      return number === undefined ? [] : [{ node, number }];
    })
    .toSorted((a, b) => a.number - b.number);
  for (const { node, number } of nodes) {
    if (!mayComeFromElsewhere(source, node)) continue;
    for (const found of valuesOf(source, node).flatMap((value) => accessPaths(source, value)))
      if (found.module === module) add(found.path, node).ranges.push({ number, range: node.range });
  }
  for (const node of nodesOf(source, AST_NODE_TYPES.ImportExpression))
    if (loadedModule(source, node) === module) add([], node);
  return [...byPath.values()];
}

/** `import store from './store'` */
function isDefaultImport(source: SourceCode, name: TSESTree.Identifier): boolean {
  return (
    variableOf(source, name)?.defs.some(
      ({ node }) => node.type === AST_NODE_TYPES.ImportDefaultSpecifier,
    ) ?? false
  );
}

const known = new WeakMap<SourceCode, ReadonlyMap<Node, number>>();

/** The expressions that can name something, numbered: the names of variables first. */
function numbersOf(source: SourceCode): ReadonlyMap<Node, number> {
  let numbers = known.get(source);
  if (!numbers) {
    const nodes: readonly Naming[] = [
      ...readsOf(source),
      ...nodesOf(source, AST_NODE_TYPES.MemberExpression),
      ...nodesOf(source, AST_NODE_TYPES.CallExpression),
      ...nodesOf(source, AST_NODE_TYPES.NewExpression),
    ];
    known.set(source, (numbers = new Map(nodes.map((node, number) => [node, number]))));
  }
  return numbers;
}

/** The names of variables where they are read as values. */
function readsOf(source: SourceCode): TSESTree.Identifier[] {
  return (source.scopeManager?.scopes ?? []).flatMap(({ references }) =>
    references.flatMap((reference) =>
      reference.isRead() &&
      isOfValue(reference) &&
      reference.identifier.type === AST_NODE_TYPES.Identifier
        ? [reference.identifier]
        : [],
    ),
  );
}

/** Whether an expression begins with a name that this file gives: not with a global, nor with what a function is called with. */
function mayComeFromElsewhere(source: SourceCode, node: Node): boolean {
  let root = node;
  while (
    root.type === AST_NODE_TYPES.MemberExpression ||
    root.type === AST_NODE_TYPES.CallExpression ||
    root.type === AST_NODE_TYPES.NewExpression
  )
    root = withoutWrappers(
      root.type === AST_NODE_TYPES.MemberExpression ? root.object : root.callee,
    );
  if (root.type !== AST_NODE_TYPES.Identifier) return true;
  return (
    root.name === 'require' ||
    (variableOf(source, root)?.defs.some(
      ({ type }) => type !== 'Parameter' && type !== 'CatchClause',
    ) ??
      false)
  );
}
