/**
 * Where at module level a constant goes that functions use, and what must not run before it is there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { agentMakingOf } from '../../agents/agent-constructors.ts';
import { importPosition, lastImport } from '../../edits/imports.ts';
import { mayEnterEarly } from '../../flow/load-order.ts';
import { valuesOf } from '../../flow/values.ts';
import { callbackRole } from '../../lifetime/callback-roles.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf, type Variable } from '../../syntax/bindings.ts';
import { loadedModule } from '../../syntax/calls.ts';
import { isCall, isClass, isFunction } from '../../syntax/nodes.ts';
import { childrenOf, contains, walk } from '../../syntax/traversal.ts';
import type { ProjectFacts } from '../project-queries.ts';

export type HoistPlace =
  | { readonly after: TSESTree.ProgramStatement }
  /** At an offset, before all statements, where there is none to stand behind. */
  | { readonly before: number }
  | { readonly refusal: string };

/**
 * @param use what is to be hoisted
 * @param needs the variables of the module that it names
 */
export function hoistPlace(
  source: SourceCode,
  project: Pick<ProjectFacts, 'importsBack'>,
  use: Node,
  needs: readonly Variable[],
): HoistPlace {
  const { body } = source.ast;
  const home = body.findIndex((statement) => contains(statement, use));
  let last = indexOf(body, lastImport(source, [use]));
  for (const variable of needs) {
    const declared = body.findIndex((statement) =>
      variable.defs.some(({ node }) => contains(statement, node)),
    );
    const isHoisted =
      variable.defs[0]?.type === 'ImportBinding' &&
      body[declared]?.type === AST_NODE_TYPES.ImportDeclaration;
    if (isHoisted || variable.defs[0]?.type === 'FunctionName') continue;
    if (declared >= home)
      return {
        refusal: `\`${variable.name}\` is initialised below the line that uses it: move it up`,
      };
    last = Math.max(last, declared);
  }
  const early = body.slice(0, last + 1).find((statement) => runsOwnFunctions(source, statement));
  if (early)
    return {
      refusal: `line ${early.loc.start.line} may run functions of this file before the agent is created: move the agent above that line by hand`,
    };
  // Where nobody sees the other files, those count that a path leads to.
  const entry = mayEnterEarly(source, body.slice(0, last + 1)).find(
    (module) => project.importsBack(module) ?? /^[./#]/u.test(module),
  );
  if (entry !== undefined)
    return {
      refusal: `\`${entry}\` may import this file, and run its functions before the agent exists: create the agent in a module of its own, and import it`,
    };
  // Behind what was hoisted before, so that one follows the other.
  while (last + 1 < home && isAgentConstant(source, body[last + 1]!)) last++;
  const after = body[last];
  return after ? { after } : { before: importPosition(source, [use]).position };
}

function indexOf(
  body: readonly TSESTree.ProgramStatement[],
  statement: TSESTree.ProgramStatement | undefined,
): number {
  return statement ? body.indexOf(statement) : -1;
}

/** `const sharedAgent = new https.Agent(…)` */
export function isAgentConstant(source: SourceCode, statement: TSESTree.ProgramStatement): boolean {
  if (statement.type !== AST_NODE_TYPES.VariableDeclaration || statement.kind !== 'const')
    return false;
  return statement.declarations.every(
    ({ id, init }) =>
      id.type === AST_NODE_TYPES.Identifier &&
      init !== null &&
      agentMakingOf(source, init) !== undefined,
  );
}

/** Whether a statement calls, as the module loads, what may use an agent: a function or a class of the file, now. */
function runsOwnFunctions(source: SourceCode, statement: Node): boolean {
  let runs = false;
  walk(source, statement, (node) => {
    if (isFunction(node)) return false;
    if (node.type === AST_NODE_TYPES.TaggedTemplateExpression) runs ||= isOwn(source, node.tag);
    if (node.type === AST_NODE_TYPES.Decorator) runs ||= isOwn(source, node.expression);
    if (!isCall(node)) return true;
    if (loadedModule(source, node) !== undefined) return false;
    runs ||=
      isOwn(source, node.callee) ||
      node.arguments.some(
        (argument) => carriesOwn(source, argument) && runsNow(source, node, argument),
      );
    return true;
  });
  return runs;
}

function runsNow(
  source: SourceCode,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  callback: Node,
): boolean {
  const { kind } = callbackRole(source, call, callback);
  return kind === 'inline' || kind === 'unknown';
}

/** `start({ handlers: [get] })` */
function carriesOwn(source: SourceCode, node: Node, depth = 0): boolean {
  if (isOwn(source, node)) return true;
  if (depth > MAX_DEPTH) return false;
  if (CARRYING.has(node.type))
    return childrenOf(source, node).some((child) => carriesOwn(source, child, depth + 1));
  return valuesOf(source, node).some(
    (value) =>
      value.kind === 'node' &&
      value.node !== node &&
      CARRYING.has(value.node.type) &&
      carriesOwn(source, value.node, depth + 1),
  );
}

/** How deep functions may lie in what a call is given. */
const MAX_DEPTH = 4;

const CARRYING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.Property,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.SpreadElement,
]);

function isOwn(source: SourceCode, node: Node): boolean {
  if (isFunction(node) || isClass(node)) return true;
  if (
    node.type === AST_NODE_TYPES.Identifier &&
    variableOf(source, node)?.defs[0]?.type === 'FunctionName'
  )
    return true;
  return valuesOf(source, node).some(
    (value) => value.kind === 'node' && (isFunction(value.node) || isClass(value.node)),
  );
}
