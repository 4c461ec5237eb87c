/**
 * Lets go of the parsed body of a response in the form that the service of this project's story used:
 * `const x = JSON.parse(JSON.stringify(response.data)); response.data = null;`. The body as it was received stays with the response.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { insertStatementAfter } from '../../edits/statement-edits.ts';
import type { Remedy } from '../../findings/finding.ts';
import { canCompleteNormally } from '../../flow/control-flow.ts';
import type { ResponseBinding } from '../../responses/response-flow.ts';
import { usesOf, type MemberUse } from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal } from '../../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../../syntax/by-node-type.ts';
import { isFunction, LOOPS, withoutWrappers } from '../../syntax/nodes.ts';
import { ancestorsOf, contains, statementAfter } from '../../syntax/traversal.ts';
import { givesNoElement } from '../../vocabulary/collection-methods.ts';
import { givesNoText } from '../../vocabulary/string-methods.ts';
import { whyNotBound } from './destructuring-refusals.ts';
import { isDirect } from './direct-bindings.ts';
import { mayBeNull } from './response-types.ts';

/** @param firstAwait the await that the body must not be held across; undefined if it is one of the loop's next round */
export function fixByCloning(
  source: SourceCode,
  binding: ResponseBinding,
  firstAwait: Node | undefined,
): Remedy {
  const { identifier, variable, held } = binding;
  const { name } = identifier;
  if (held.body === 'buffer') return instead('a Buffer does not survive `JSON.stringify`');
  if (held.body === 'unseen')
    return instead('the config is not visible here, and the body may be a Buffer');
  const uses = usesOf(source, variable, identifier, held.model);
  const refusal = whyNotBound(binding, uses);
  if (refusal !== undefined) return { refusal };
  if (!isDirect(identifier, held.request))
    return instead(`\`${name}\` may be \`undefined\`, or other code may use it`);
  const whole = uses.find(({ kind }) => kind === 'whole' || kind === 'pattern');
  if (whole)
    return instead(`\`${name}\` is used as a whole on line ${whole.reference.loc.start.line}`);
  const reads = uses.filter(
    (use): use is MemberUse => use.kind === 'member' && use.member === 'data',
  );
  const last = reads.at(-1);
  if (!last) return instead(`\`${name}.data\` is never read`);
  if (firstAwait && last.access.range[0] > firstAwait.range[0])
    return instead(`\`${name}.data\` is read after the await on line ${firstAwait.loc.start.line}`);
  const isTested = uses.some(
    (use) => use.kind === 'guard' || (use.kind === 'member' && use.access.optional),
  );
  if (isTested) return instead(`\`${name}\` is tested, so it may be \`undefined\``);
  const inner = reads.find(({ access }) => isReadLater(access, identifier));
  if (inner)
    return instead(
      `\`${name}.data\` is read in a function of its own on line ${inner.reference.loc.start.line}, which may run later`,
    );
  if (isRepeated(last.access, identifier))
    return instead(`\`${name}.data\` is read in each iteration of a loop`);
  const statement = outermostStatement(last.access, identifier, firstAwait);
  if (!statement) return instead(`\`${name}.data\` is read in the statement that awaits`);
  const changes = changerOf(source);
  if (changes !== undefined)
    return instead(`\`${changes}\` may turn the body into something that JSON cannot express`);
  if (!mayBeNull(binding)) return instead(`by its type, \`${name}.data\` may not be \`null\``);
  return cloneIn(source, name, statement, reads);
}

/** A refusal of what only a clone does wrong. */
export function instead(reason: string): Remedy {
  return { refusal: `${reason}: use the strategy \`destructure\`, or destructure it by hand` };
}

const changers = new WeakMap<SourceCode, { readonly name: string | undefined }>();

/** What the file names that may make something else of a body than JSON. */
function changerOf(source: SourceCode): string | undefined {
  let known = changers.get(source);
  if (!known)
    changers.set(
      source,
      (known = {
        name: /\b(?:transformResponse|parseReviver|interceptors\.response)\b/u.exec(
          source.text,
        )?.[0],
      }),
    );
  return known.name;
}

/**
 * The statement that reads a response last, with those around it as far as they do not await: whichever way control takes
 * through them, the body is let go behind.
 */
function outermostStatement(
  access: Node,
  binding: Node,
  firstAwait: Node | undefined,
): Node | undefined {
  let found: Node | undefined;
  let inner = access;
  for (const ancestor of ancestorsOf(access)) {
    if (firstAwait && contains(inner, firstAwait)) break;
    const isInBlock =
      ancestor.type === AST_NODE_TYPES.BlockStatement ||
      ancestor.type === AST_NODE_TYPES.Program ||
      ancestor.type === AST_NODE_TYPES.SwitchCase;
    if (isInBlock) found = canCompleteNormally(inner) ? inner : undefined;
    if (contains(ancestor, binding)) break;
    inner = ancestor;
  }
  return found;
}

/** Whether a read stands in a function, or in a field of a class, that does not bind the response. */
function isReadLater(access: Node, binding: Node): boolean {
  for (const ancestor of ancestorsOf(access)) {
    if (contains(ancestor, binding)) return false;
    const isField =
      (ancestor.type === AST_NODE_TYPES.PropertyDefinition ||
        ancestor.type === AST_NODE_TYPES.AccessorProperty) &&
      ancestor.value !== null &&
      contains(ancestor.value, access);
    if (isFunction(ancestor) || isField) return true;
  }
  return false;
}

/** Whether a loop that does not bind the response anew runs a node again. */
function isRepeated(node: Node, binding: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (contains(ancestor, binding)) return false;
    // The head of `for (const item of response.data)` is read once.
    if (LOOPS.has(ancestor.type) && !('right' in ancestor && contains(ancestor.right, node)))
      return true;
  }
  return false;
}

function cloneIn(
  source: SourceCode,
  name: string,
  statement: Node,
  reads: readonly MemberUse[],
): Remedy {
  const { access } = reads.at(-1)!;
  const extraction = extractionOf(access);
  const release = insertStatementAfter(
    source,
    behindReleases(source, statement),
    `${name}.data = null`,
  );
  if (!extraction) return { edits: [release] };
  const text = source.getText(extraction);
  if (extraction !== access && !isGuardedBy(source, extraction, text))
    return instead(`\`${text}\` may be \`undefined\`, which \`JSON.parse\` throws on`);
  const alias = reads.find((read) => read.access !== access && mayBeKept(source, read.access));
  if (alias)
    return instead(
      `other code may refer to \`${name}.data\`, or to a part of it, since line ${alias.reference.loc.start.line}, and would not see a clone`,
    );
  const [start, end] = extraction.range;
  return {
    edits: [
      { range: [start, start], text: 'JSON.parse(JSON.stringify(' },
      { range: [end, end], text: '))' },
      release,
    ],
  };
}

/** The last of the releases that stand behind a statement already: one more goes behind them, in the order of the names. */
function behindReleases(source: SourceCode, statement: Node): Node {
  const next = statementAfter(statement);
  return next && /^[\w$]+\.data = null\s*;?$/u.test(source.getText(next))
    ? behindReleases(source, next)
    : statement;
}

/** Whether a method gives a truth, a number or a text, and hands a part to nobody. */
function givesNoPart(method: string): boolean {
  return (
    method === 'hasOwnProperty' ||
    method === 'toFixed' ||
    givesNoElement(method) ||
    givesNoText(method)
  );
}

/** Whether something may hold what a path that begins with an access leads to: a name, a list, a function that is given it. */
function mayBeKept(source: SourceCode, access: Node): boolean {
  let path = access;
  for (const ancestor of ancestorsOf(access)) {
    if (PASSES_NOTHING_ON.has(ancestor.type)) return false;
    const keeps = functionFor(KEEPS, ancestor) ?? isNoWrapper;
    const isKept = keeps(ancestor, path, source);
    if (isKept !== undefined) return isKept;
    path = ancestor;
  }
  return true;
}

/** What gives a text, a number or a truth, or decides where control goes. */
const PASSES_NOTHING_ON: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.SwitchStatement,
  AST_NODE_TYPES.IfStatement,
]);

/** Whether a node keeps what is in it; undefined if it is what the node gives, too. */
const KEEPS: ByNodeType<[path: Node, source: SourceCode], boolean | undefined> = {
  [AST_NODE_TYPES.MemberExpression]: ({ object, property }, path) =>
    object !== path ||
    (property.type === AST_NODE_TYPES.Identifier &&
      (property.name === 'length' || givesNoPart(property.name)))
      ? false
      : undefined,
  [AST_NODE_TYPES.ConditionalExpression]: ({ test }, path) => (test === path ? false : undefined),
  // `response.data.seen = true`: written to, not kept.
  [AST_NODE_TYPES.AssignmentExpression]: ({ left }, path) => left !== path,
  [AST_NODE_TYPES.CallExpression]: ({ callee }, _path, source) =>
    !(
      callee.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, callee.object, 'console')
    ),
  [AST_NODE_TYPES.LogicalExpression]: () => undefined,
};

function isNoWrapper(node: Node): true | undefined {
  return withoutWrappers(node) === node ? true : undefined;
}

/** `const x = response.data.items`: the path that a statement takes out, if that is all it does. */
function extractionOf(access: Node): Node | undefined {
  const declarator = [...ancestorsOf(access)].find(
    (ancestor) => ancestor.type === AST_NODE_TYPES.VariableDeclarator,
  );
  if (!declarator?.init || declarator.parent.declarations.length !== 1) return undefined;
  const top = withoutWrappers(declarator.init);
  let path = top;
  while (path !== access && path.type === AST_NODE_TYPES.MemberExpression)
    path = withoutWrappers(path.object);
  return path === access ? top : undefined;
}

/** Whether an `if` around an expression asks for the same expression first. */
function isGuardedBy(source: SourceCode, node: Node, text: string): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return false;
    if (
      ancestor.type === AST_NODE_TYPES.IfStatement &&
      contains(ancestor.consequent, node) &&
      conjuncts(ancestor.test).some((operand) => source.getText(operand) === text)
    )
      return true;
  }
  return false;
}

function conjuncts(test: Node): Node[] {
  return test.type === AST_NODE_TYPES.LogicalExpression && test.operator === '&&'
    ? [...conjuncts(test.left), ...conjuncts(test.right)]
    : [test];
}
