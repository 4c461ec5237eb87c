/**
 * Where at module level a constant goes that functions use, and what must not run before it is there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { agentMakingOf } from './agent-constructors.ts';
import { loadedModule, variableOf, type Variable } from './bindings.ts';
import { callbackRole } from './callback-role.ts';
import type { SourceCode } from './source-code.ts';
import { importPosition, lastImport } from './import-style.ts';
import { contains, isClass, isFunction, walk, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

export type HoistPlace =
  | { readonly after: TSESTree.ProgramStatement }
  /** At an offset, before all statements, where there is none to stand behind. */
  | { readonly before: number }
  | { readonly refusal: string };

/**
 * @param use what is to be hoisted
 * @param needs the variables of the module that it names
 */
export function hoistPlace(source: SourceCode, use: Node, needs: readonly Variable[]): HoistPlace {
  const { body } = source.ast;
  const home = body.findIndex((statement) => contains(statement, use));
  let last = indexOf(body, lastImport(source, [use]));
  for (const variable of needs) {
    const declared = body.findIndex((statement) => variable.defs.some(({ node }) => contains(statement, node)));
    const isHoisted = variable.defs[0]?.type === 'ImportBinding' && body[declared]?.type === AST_NODE_TYPES.ImportDeclaration;
    if (isHoisted || variable.defs[0]?.type === 'FunctionName') continue;
    if (declared >= home) return { refusal: `\`${variable.name}\` is initialised further down than it is used: move it up` };
    last = Math.max(last, declared);
  }
  const early = body.slice(0, last + 1).find((statement) => runsOwnFunctions(source, statement));
  if (early) return { refusal: `line ${early.loc.start.line} may run functions of this file before the agent could be there` };
  // Behind what was hoisted before, so that one follows the other.
  while (last + 1 < home && isAgentConstant(source, body[last + 1]!)) last++;
  const after = body[last];
  return after ? { after } : { before: importPosition(source, [use]).position };
}

function indexOf(body: readonly TSESTree.ProgramStatement[], statement: TSESTree.ProgramStatement | undefined): number {
  return statement ? body.indexOf(statement) : -1;
}

/** `const sharedAgent = new https.Agent(…)` */
export function isAgentConstant(source: SourceCode, statement: TSESTree.ProgramStatement): boolean {
  if (statement.type !== AST_NODE_TYPES.VariableDeclaration || statement.kind !== 'const') return false;
  return statement.declarations.every(({ id, init }) => id.type === AST_NODE_TYPES.Identifier && init !== null && agentMakingOf(source, init) !== undefined);
}

/** Whether a statement calls, as the module loads, what may use an agent: a function or a class of the file, now. */
function runsOwnFunctions(source: SourceCode, statement: Node): boolean {
  let runs = false;
  walk(source, statement, (node) => {
    if (isFunction(node)) return false;
    if (node.type !== AST_NODE_TYPES.CallExpression && node.type !== AST_NODE_TYPES.NewExpression) return true;
    if (loadedModule(source, node) !== undefined) return false;
    runs ||= isOwn(source, node.callee) || node.arguments.some((argument) => isOwn(source, argument) && runsNow(source, node, argument));
    return true;
  });
  return runs;
}

function runsNow(source: SourceCode, call: TSESTree.CallExpression | TSESTree.NewExpression, callback: Node): boolean {
  const { kind } = callbackRole(source, call, callback);
  return kind === 'inline' || kind === 'unknown';
}

function isOwn(source: SourceCode, node: Node): boolean {
  if (isFunction(node) || isClass(node)) return true;
  if (node.type === AST_NODE_TYPES.Identifier && variableOf(source, node)?.defs[0]?.type === 'FunctionName') return true;
  return valuesOf(source, node).some((value) => value.kind === 'node' && (isFunction(value.node) || isClass(value.node)));
}
