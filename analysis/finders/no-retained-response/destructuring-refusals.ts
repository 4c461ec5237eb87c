/**
 * Why a response cannot be replaced by what is needed of it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isInsideWith, mayBeReadByName } from '../../flow/dynamic-names.ts';
import type { ResponseBinding } from '../../responses/response-flow.ts';
import {
  declarationOf,
  isAssignedTo,
  isWritten,
  type MemberUse,
  type ResponseUse,
} from '../../responses/response-uses.ts';
import { bodyName, contentOf } from '../../responses/response-part.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isFunction, withoutWrappers, withWrappers } from '../../syntax/nodes.ts';
import { ancestorsOf, contains } from '../../syntax/traversal.ts';
import { doubtOf, isDirect, isSure, promiseBehind } from './direct-bindings.ts';
import { whyNoPattern } from './pattern-parameters.ts';
import { isReadAtOnce } from './reads-at-once.ts';
import { whyNotTyped } from './response-types.ts';

/** What to do by hand where the response is not bound where it is declared. */
const partsInstead = (body: string) =>
  `declare variables for the parts that are needed, and assign those, as in \`({ ${body} } = await …)\``;

/** … where a member is written. */
const OWN_VARIABLE = 'use a variable of its own for it, and destructure the response';

/** … where there may be no response. */
function optionalPart({ identifier: { name }, held: { model } }: ResponseBinding): string {
  const body = bodyName(model);
  return `take the parts that are needed in place of \`${name}\`, as in \`const ${body} = (await …)?.${body}\``;
}

/** Why the place where the response is bound cannot take a pattern. */
export function whyNotBound(
  binding: ResponseBinding,
  uses: readonly ResponseUse[],
): string | undefined {
  const { variable, identifier, held } = binding;
  const { name } = identifier;
  const { parent } = identifier;
  const write = uses.find((use) => use.kind === 'write');
  if (parent.type === AST_NODE_TYPES.AssignmentExpression) {
    const isInTry = [...ancestorsOf(parent)].some(
      (ancestor) =>
        ancestor.type === AST_NODE_TYPES.TryStatement && contains(ancestor.block, parent),
    );
    return `\`${name}\` is declared ${isInTry ? 'outside of the `try` that assigns it' : 'apart from its assignment'}: ${partsInstead(bodyName(held.model))}`;
  }
  if (write)
    return `\`${name}\` is assigned again on line ${write.reference.loc.start.line}: use another variable there`;
  if (mayBeReadByName(variable.scope))
    return `\`eval\` may read \`${name}\` by its name: if it does not, destructure the response by hand`;
  const inWith = [identifier, ...uses.map(({ reference }) => reference)].find(isInsideWith);
  if (inWith)
    return `a \`with\` statement may give the names on line ${inWith.loc.start.line} another meaning: move the code out of it`;
  if (variable.defs.length > 1) return `\`${name}\` is declared twice: rename one of them`;
  if (
    declarationOf(identifier)?.kind === 'var' &&
    uses.some(({ reference }) => !contains(declarationOf(identifier)!.parent, reference))
  )
    return `\`${name}\` is used outside of the block of its \`var\`: ${partsInstead(bodyName(held.model))}`;
  if (identifier.typeAnnotation?.typeAnnotation.type === AST_NODE_TYPES.TSUnionType)
    return `\`${name}\` may be something else than a response by its type: correct the type, or ${optionalPart(binding)}`;
  if (declarationOf(identifier)?.kind.endsWith('using'))
    return '`using` takes no pattern: declare the response with `const`';
  if (identifier.optional)
    return `\`${name}\` is an optional parameter: require it, or ${optionalPart(binding)}`;
  if (
    parent.type === AST_NODE_TYPES.Property ||
    parent.type === AST_NODE_TYPES.AssignmentPattern ||
    parent.type === AST_NODE_TYPES.RestElement
  )
    return `\`${name}\` is itself part of a pattern: take the parts that are needed in that pattern`;
  return undefined;
}

/** Why the members cannot stand for the response. */
export function whyNotTaken(
  source: SourceCode,
  binding: ResponseBinding,
  uses: readonly ResponseUse[],
): string | undefined {
  const { name } = binding.identifier;
  const unfit = whyNotShaped(source, binding, uses);
  if (unfit !== undefined) return unfit;
  for (const use of uses) {
    const reason = whyNotUsed(source, binding, use);
    if (reason !== undefined) return reason;
  }
  // A pattern throws on nothing, at once; a member that is read on some paths only does not.
  const promise = promiseBehind(binding.identifier);
  if (promise)
    return `\`${promise.name}\` refers to the promise of the response: await the request itself`;
  const [first] = uses;
  const isThrownAnyway =
    first !== undefined &&
    first.kind !== 'guard' &&
    isReadAtOnce(source, first.reference, binding.identifier);
  return isSure(source, binding) || isThrownAnyway
    ? undefined
    : `\`${name}\` may be \`undefined\` on a path that reads nothing of it (${doubtOf(source, binding)}): ${optionalPart(binding)}`;
}

/** Why a use needs the response itself. */
function whyNotUsed(
  source: SourceCode,
  binding: ResponseBinding,
  use: ResponseUse,
): string | undefined {
  const { name } = binding.identifier;
  const line = use.reference.loc.start.line;
  if (use.kind === 'whole')
    return `\`${name}\` is used as a whole on line ${line}: pass only the parts that are needed there, and destructure the response`;
  if (use.kind === 'guard' && !isCleanGuard(source, use.guard))
    return `\`${name}\` is tested on line ${line}, beside a comment: ${optionalPart(binding)}`;
  const isTested = use.kind === 'guard' || (use.kind === 'member' && use.access.optional);
  if (isTested && !isSure(source, binding))
    return `\`${name}\` is tested on line ${line}, so it may be \`undefined\` (${doubtOf(source, binding)}): ${optionalPart(binding)}`;
  return use.kind === 'member' ? whyNotRenamed(source, binding, use) : undefined;
}

/** Why a pattern does not fit the place of the name. */
function whyNotShaped(
  source: SourceCode,
  binding: ResponseBinding,
  uses: readonly ResponseUse[],
): string | undefined {
  const { identifier, variable } = binding;
  if (isFunction(identifier.parent))
    return whyNoPattern(identifier.parent, variable) ?? whyNotTyped(source, binding, uses);
  const declaration = declarationOf(identifier);
  const early =
    declaration?.kind === 'var'
      ? uses.find(({ reference }) => mayComeBefore(reference, declaration))
      : undefined;
  if (early)
    return `\`${identifier.name}\` may be read on line ${early.reference.loc.start.line} before its \`var\` is given a value: declare it with \`const\``;
  return whyNotTyped(source, binding, uses);
}

/** Whether a use may run before a declaration of its name does: it stands above, or in a function that can be called from above. */
export function mayComeBefore(use: Node, declaration: Node): boolean {
  if (use.range[0] < declaration.range[0]) return true;
  for (const ancestor of ancestorsOf(use)) {
    if (contains(ancestor, declaration)) return false;
    if (ancestor.type === AST_NODE_TYPES.FunctionDeclaration) return true;
  }
  return false;
}

function whyNotRenamed(
  source: SourceCode,
  binding: ResponseBinding,
  use: MemberUse,
): string | undefined {
  const { access, member, reference } = use;
  const at = `\`${binding.identifier.name}.${member}\``;
  const line = reference.loc.start.line;
  if (contentOf(binding.held.model, member) === 'all')
    return `${at} is needed on line ${line}, and keeps the body in memory as it was received: read what is needed of it right after the request, and destructure the response`;
  if (source.getCommentsInside(access).length > 0)
    return `a comment stands inside ${at} on line ${line}: move the comment`;
  const outer = withWrappers(access).parent!;
  if (outer.type === AST_NODE_TYPES.UnaryExpression && outer.operator === 'delete')
    return `${at} is deleted on line ${line}: destructure only the parts that are needed instead`;
  if (isCallOf(outer, access))
    return `${at} is called as a method on line ${line}: call it right after the request, and keep only its result`;
  const unassignable = isWritten(access) ? whyNotAssigned(binding, use) : undefined;
  if (unassignable !== undefined) return unassignable;
  const isHeaderWritten =
    member === 'headers' &&
    outer.type === AST_NODE_TYPES.MemberExpression &&
    outer.object === access &&
    isWritten(outer);
  return isHeaderWritten ? `${at} is written to on line ${line}: ${OWN_VARIABLE}` : undefined;
}

/** Why a variable cannot be written to in the place of the member. */
function whyNotAssigned(
  { identifier, held }: ResponseBinding,
  { access, member, reference }: MemberUse,
): string | undefined {
  const line = reference.loc.start.line;
  const at = `\`${identifier.name}.${member}\``;
  if (!isAssignedTo(access)) return `${at} is written on line ${line}: ${OWN_VARIABLE}`;
  if ((declarationOf(identifier)?.declarations.length ?? 1) > 1)
    return `${at} is written on line ${line}, and \`${identifier.name}\` is declared with others: declare it by itself`;
  if (!isDirect(identifier, held.request))
    return `${at} is written on line ${line}, and other code may read it: ${OWN_VARIABLE}`;
  return isNamedByAssignment(access.parent)
    ? `${at} is assigned a function on line ${line}, which would get another name: ${OWN_VARIABLE}`
    : undefined;
}

function isCallOf(outer: Node, access: Node): boolean {
  return (
    (outer.type === AST_NODE_TYPES.CallExpression && withoutWrappers(outer.callee) === access) ||
    (outer.type === AST_NODE_TYPES.TaggedTemplateExpression && outer.tag === access)
  );
}

/** `data = () => {}`: a function without a name of its own takes that of the variable, not that of a property. */
function isNamedByAssignment(assignment: Node): boolean {
  if (assignment.type !== AST_NODE_TYPES.AssignmentExpression) return false;
  const { right } = assignment;
  return (
    right.type === AST_NODE_TYPES.ArrowFunctionExpression ||
    ((right.type === AST_NODE_TYPES.FunctionExpression ||
      right.type === AST_NODE_TYPES.ClassExpression) &&
      !right.id)
  );
}

function isCleanGuard(source: SourceCode, guard: TSESTree.LogicalExpression): boolean {
  return source.text.slice(guard.left.range[1], guard.right.range[0]).trim() === guard.operator;
}
