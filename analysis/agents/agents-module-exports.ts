/**
 * What a module that is there exports under the names of the agents.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { AGENT_NAMES, type AgentName } from '../clients/agent-state.ts';
import { exportedValues, isNamedExport } from '../flow/exported-values.ts';
import type { Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { agentMakingOf } from './agent-constructors.ts';

/** Why agents cannot be imported by name, if so; for people, behind the name of the file. */
export function reasonAgainstExports(source: SourceCode): string | undefined {
  const missing = AGENT_NAMES.filter((name) => !isExported(source, name));
  if (missing.length > 0)
    return `does not export ${missing.join(' and ')}: add ${missing.length > 1 ? 'them' : 'it'} there, or name another module (\`--agents-module\`)`;
  const wrong = AGENT_NAMES.find((name) => isNoAgent(source, valuesOfExport(source, name)));
  return wrong === undefined
    ? undefined
    : `exports \`${wrong}\`, which is no agent: name another module (\`--agents-module\`)`;
}

/** The modules that a file has its agents from where it makes none itself, by their specifiers. */
export function sourcesOfAgents(source: SourceCode): string[] {
  const values = AGENT_NAMES.flatMap((name) => valuesOfExport(source, name));
  return [...new Set(values.flatMap((value) => (value.kind === 'module' ? [value.module] : [])))];
}

/** Nobody can tell what `export *` brings: it is taken for nothing. */
const nothing = () => false;

function valuesOfExport(source: SourceCode, name: AgentName): readonly Value[] {
  return exportedValues(source, [name], nothing);
}

function isExported(source: SourceCode, name: AgentName): boolean {
  const { body } = source.ast;
  // Its object has the names, like that of a CommonJS module.
  const isWhole =
    body.some(({ type }) => type === AST_NODE_TYPES.TSExportAssignment) || !body.some(isOfModule);
  if (isWhole) return valuesOfExport(source, name).length > 0 || !areExportsSeen(source);
  return (
    isNamedExport(source, name, nothing) &&
    !body.some((statement) => isType(statement) && declares(source, statement, name))
  );
}

/** Whether all that a CommonJS module exports stands in literals: `module.exports = build()` does not say what it has. */
function areExportsSeen(source: SourceCode): boolean {
  const whole = exportedValues(source, [], nothing);
  return whole.every(
    (value) =>
      value.kind === 'node' &&
      value.node.type === AST_NODE_TYPES.ObjectExpression &&
      value.node.properties.every(({ type }) => type === AST_NODE_TYPES.Property),
  );
}

function isOfModule({ type }: TSESTree.ProgramStatement): boolean {
  return (
    type === AST_NODE_TYPES.ExportNamedDeclaration ||
    type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    type === AST_NODE_TYPES.ExportAllDeclaration ||
    type === AST_NODE_TYPES.ImportDeclaration
  );
}

/** `export type httpAgent = …`, `export declare const httpAgent: Agent`: nothing is there when it runs. */
function isType(
  statement: TSESTree.ProgramStatement,
): statement is TSESTree.ExportNamedDeclaration {
  return (
    statement.type === AST_NODE_TYPES.ExportNamedDeclaration && statement.exportKind === 'type'
  );
}

function declares(
  source: SourceCode,
  { declaration, specifiers }: TSESTree.ExportNamedDeclaration,
  name: string,
): boolean {
  const declared =
    declaration?.type === AST_NODE_TYPES.VariableDeclaration
      ? declaration.declarations
      : declaration
        ? [declaration]
        : [];
  return (
    declared.some((node) =>
      source.getDeclaredVariables(node).some((variable) => variable.name === name),
    ) ||
    specifiers.some(
      ({ exported }) => exported.type === AST_NODE_TYPES.Identifier && exported.name === name,
    )
  );
}

/** Whether all that an export can be is something that axios takes for no agent. */
function isNoAgent(source: SourceCode, values: readonly Value[]): boolean {
  return (
    values.length > 0 &&
    values.every(
      (value) =>
        value.kind === 'node' &&
        !agentMakingOf(source, value.node) &&
        isSeenToBeNone(withoutWrappers(value.node)),
    )
  );
}

function isSeenToBeNone(node: Node): boolean {
  return (
    isFunction(node) ||
    isClass(node) ||
    node.type === AST_NODE_TYPES.ObjectExpression ||
    node.type === AST_NODE_TYPES.ArrayExpression
  );
}
