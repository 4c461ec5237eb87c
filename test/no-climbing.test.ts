/**
 * No finder and no codemod follows a value by climbing from a node to its parents: the engine in `analysis/flow` does, with
 * every construct in one place. A look at the parent of one node, and at the nodes around it (`ancestorsOf`), is no climbing.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parseSource } from '../analysis/source/parse-source.ts';
import type { Call, Node, SourceCode } from '../analysis/source/source-code.ts';
import { isIdentifierNamed } from '../analysis/syntax/nodes.ts';
import { ancestorsOf, nodesOf, someNode } from '../analysis/syntax/traversal.ts';
import { filesIn } from '../scripts/import-graph.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const namesParent = (source: SourceCode, node: Node) =>
  someNode(source, node, (inner) => isIdentifierNamed(inner, 'parent'));

/** Loops from a node to its parents, and functions that call themselves with one. */
function climbs(text: string): string[] {
  const source = parseSource(text, 'file.ts');
  const loops: readonly Node[] = [
    ...nodesOf(source, AST_NODE_TYPES.WhileStatement).map(({ test }) => test),
    ...nodesOf(source, AST_NODE_TYPES.DoWhileStatement).map(({ test }) => test),
    ...nodesOf(source, AST_NODE_TYPES.ForStatement).flatMap(({ update }) => update ?? []),
  ];
  const itself = (call: Call) =>
    [...ancestorsOf(call)].some(
      (around) => nameOf(source, around) === source.getText(call.callee).replace('this.', ''),
    );
  const recursive = nodesOf(source, AST_NODE_TYPES.CallExpression).filter(
    (call) => itself(call) && call.arguments.some((argument) => namesParent(source, argument)),
  );
  return [...loops.filter((node) => namesParent(source, node)), ...recursive].map((node) =>
    source.getText(node),
  );
}

/** The name of a function or a method. */
function nameOf(source: SourceCode, node: Node): string | undefined {
  if (node.type === AST_NODE_TYPES.FunctionDeclaration) return node.id?.name;
  return node.type === AST_NODE_TYPES.MethodDefinition ? source.getText(node.key) : undefined;
}

it.each([
  ['a loop', 'let n = node; while (n.parent) n = n.parent;', ['n.parent']],
  ['a loop with an update', 'for (let n = node; n; n = n.parent) {}', ['n = n.parent']],
  ['a recursive function', 'function f(n) { return f(n.parent); }', ['f(n.parent)']],
  ['a recursive method', 'class A { #f({ parent }) { this.#f(parent); } }', ['this.#f(parent)']],
  ['a look at one parent', 'function f(n) { return n.parent.type; }', []],
])('sees %s', (_, text, expected) => {
  expect(climbs(text)).toEqual(expected);
});

it('holds in all finders and codemods', () => {
  const files = filesIn(ROOT).filter((file) =>
    /^(?:analysis\/finders|codemods|rules)\//u.test(file),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(
    files.flatMap((file) =>
      climbs(readFileSync(ROOT + file, 'utf8')).map((climb) => `${file}: ${climb}`),
    ),
  ).toEqual([]);
});
