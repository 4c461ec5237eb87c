/**
 * Lets go of the parsed body of a response in the form that the service of this project's story used:
 * `const x = JSON.parse(JSON.stringify(response.data)); response.data = null;`. The raw body stays with the response.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { insertStatementAfter } from './edits.ts';
import type { Remedy, SourceCode } from './finding.ts';
import { whyNotBound } from './refuse-destructuring.ts';
import type { ResponseBinding } from './response-flow.ts';
import { usesOf, type MemberUse } from './response-uses.ts';
import { ancestorsOf, contains, functionAround, isFunction, LOOPS, withoutWrappers, type Node } from './syntax.ts';

/** @param firstAwait the await that the body must not be held across; undefined if it is one of the loop's next round */
export function mendByCloning(source: SourceCode, binding: ResponseBinding, firstAwait: Node | undefined): Remedy {
  const { identifier, variable, held } = binding;
  const { name } = identifier;
  if (held.body === 'buffer') return { refusal: 'a Buffer does not survive `JSON.stringify`' };
  const uses = usesOf(source, variable, identifier);
  const refusal = whyNotBound(binding, uses);
  if (refusal !== undefined) return { refusal };
  const whole = uses.find(({ kind }) => kind === 'whole' || kind === 'pattern');
  if (whole) return { refusal: `\`${name}\` is used as a whole on line ${whole.reference.loc.start.line}` };
  const reads = uses.filter((use): use is MemberUse => use.kind === 'member' && use.member === 'data');
  const last = reads.at(-1);
  if (!last) return { refusal: `\`${name}.data\` is never read: destructure what is` };
  if (firstAwait && last.access.range[0] > firstAwait.range[0]) return { refusal: `\`${name}.data\` is read after the await on line ${firstAwait.loc.start.line}` };
  const inner = reads.find(({ access }) => functionAround(access) !== functionAround(identifier));
  if (inner) return { refusal: `\`${name}.data\` is read in a function of its own on line ${inner.reference.loc.start.line}, which may run later` };
  if (isRepeated(last.access, identifier)) return { refusal: `\`${name}.data\` is read in each round of a loop` };
  const statement = statementOf(last.access);
  if (!statement) return { refusal: `\`${name}.data\` is read in a branch without braces` };
  if (firstAwait && contains(statement, firstAwait)) return { refusal: `\`${name}.data\` is read in the statement that awaits` };
  return cloneIn(source, name, statement, reads);
}

/** Whether a loop that does not bind the response anew runs a node again. */
function isRepeated(node: Node, binding: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (contains(ancestor, binding)) return false;
    if (LOOPS.has(ancestor.type)) return true;
  }
  return false;
}

function cloneIn(source: SourceCode, name: string, statement: Node, reads: readonly MemberUse[]): Remedy {
  const { access } = reads.at(-1)!;
  const extraction = extractionIn(statement, access);
  const release = insertStatementAfter(source, statement, `${name}.data = null`);
  if (!extraction) return { edits: [release] };
  const text = source.getText(extraction);
  if (extraction !== access && !isGuardedBy(source, extraction, text)) return { refusal: `\`${text}\` may be \`undefined\`, which \`JSON.parse\` throws on` };
  const alias = reads.find((read) => read.access !== access && isKept(read.access));
  if (alias) return { refusal: `\`${name}.data\` has another name since line ${alias.reference.loc.start.line}, which a clone would part from it` };
  const [start, end] = extraction.range;
  return { edits: [{ range: [start, start], text: 'JSON.parse(JSON.stringify(' }, { range: [end, end], text: '))' }, release] };
}

/** Whether a path that begins with an access gets a name: `const x = response.data.items`, `x = response.data`. */
function isKept(access: Node): boolean {
  let top = access;
  for (const ancestor of ancestorsOf(access)) {
    if (ancestor.type !== AST_NODE_TYPES.MemberExpression && withoutWrappers(ancestor) === ancestor && ancestor.type !== AST_NODE_TYPES.LogicalExpression) {
      return (ancestor.type === AST_NODE_TYPES.VariableDeclarator && ancestor.init === top) || (ancestor.type === AST_NODE_TYPES.AssignmentExpression && ancestor.right === top);
    }
    top = ancestor;
  }
  return false;
}

/** `const x = response.data.items`: the path that the last statement takes out, if that is all it does. */
function extractionIn(statement: Node, access: Node): Node | undefined {
  if (statement.type !== AST_NODE_TYPES.VariableDeclaration || statement.declarations.length !== 1) return undefined;
  const { init } = statement.declarations[0];
  const top = init ? withoutWrappers(init) : undefined;
  let path = top;
  while (path && path !== access && path.type === AST_NODE_TYPES.MemberExpression) path = withoutWrappers(path.object);
  return path === access ? top : undefined;
}

/** Whether an `if` around an expression asks for the same expression first. */
function isGuardedBy(source: SourceCode, node: Node, text: string): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return false;
    if (ancestor.type === AST_NODE_TYPES.IfStatement && contains(ancestor.consequent, node) && conjuncts(ancestor.test).some((operand) => source.getText(operand) === text)) return true;
  }
  return false;
}

function conjuncts(test: Node): Node[] {
  return test.type === AST_NODE_TYPES.LogicalExpression && test.operator === '&&' ? [...conjuncts(test.left), ...conjuncts(test.right)] : [test];
}

/** The statement of a block that a node belongs to; undefined in a branch without braces, where none can be added. */
function statementOf(node: Node): Node | undefined {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.BlockStatement || ancestor.type === AST_NODE_TYPES.Program || ancestor.type === AST_NODE_TYPES.SwitchCase) return inner;
    inner = ancestor;
  }
  return undefined;
}
