/**
 * What a name is bound to.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import type { Node, SourceCode } from '../source/source-code.ts';

export type Variable = Scope.Variable;

/** The variable that a name means at a node, or undefined if no scope declares it. */
export function variableNamed(source: SourceCode, name: string, at: Node): Variable | undefined {
  return findVariable(source.getScope(at), name) ?? undefined;
}

type Meanings = Map<Node, Variable | 'global'>;

const known = new WeakMap<SourceCode, Meanings>();

/** The variable behind an identifier; undefined for globals, which resolve to no definition. */
export function variableOf(
  source: SourceCode,
  identifier: TSESTree.Identifier,
): Variable | undefined {
  let meanings = known.get(source);
  if (!meanings) known.set(source, (meanings = resolvedIn(source)));
  let variable = meanings.get(identifier);
  if (!variable) {
    const named = variableNamed(source, identifier.name, identifier);
    meanings.set(identifier, (variable = named && named.defs.length > 0 ? named : 'global'));
  }
  return variable === 'global' ? undefined : variable;
}

/** What the analysis of the scopes has resolved already. */
function resolvedIn(source: SourceCode): Meanings {
  const meanings: Meanings = new Map();
  for (const { references, variables } of source.scopeManager?.scopes ?? []) {
    for (const { identifier, resolved } of references)
      if (resolved && resolved.defs.length > 0) meanings.set(identifier, resolved);
    // A class declares its name twice; within its head the inner one counts, whose scope comes later.
    for (const variable of variables)
      if (variable.defs.length > 0)
        for (const identifier of variable.identifiers) meanings.set(identifier, variable);
  }
  return meanings;
}

/** Whether an identifier means the global of that name: `require`, `undefined`, `Object`. */
export function isGlobal(
  source: SourceCode,
  node: Node,
  name: string,
): node is TSESTree.Identifier {
  return node.type === AST_NODE_TYPES.Identifier && node.name === name && !variableOf(source, node);
}

/**
 * Whether a variable lives as long as its module. The scope's type is `module`, `global` (a script) or
 * `function` (CommonJS), so the block decides. What a TypeScript `namespace` of the module declares lives as long.
 */
export function isModuleLevel({ scope }: Variable): boolean {
  let outer: Scope.Scope | null = scope;
  while (outer?.block.type === AST_NODE_TYPES.TSModuleDeclaration) outer = outer.upper;
  return outer?.block.type === AST_NODE_TYPES.Program;
}
