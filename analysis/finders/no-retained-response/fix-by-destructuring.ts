/**
 * Lets go of a response: binds what is needed of it instead.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { replacement } from '../../edits/apply-edits.ts';
import { removeStatement } from '../../edits/statement-edits.ts';
import { isTerminated, joinsAbove, lastTokenOf } from '../../edits/statement-ends.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import type { ResponseBinding } from '../../responses/response-flow.ts';
import {
  declarationOf,
  isAssignedTo,
  isWritten,
  usesOf,
  type MemberUse,
  type ResponseUse,
} from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed, variableOf, type Variable } from '../../syntax/bindings.ts';
import { contains, statementAfter } from '../../syntax/traversal.ts';
import { mayComeBefore, whyNotBound, whyNotTaken } from './destructuring-refusals.ts';
import { type ReleaseNames } from './member-names.ts';

interface Alias {
  readonly member: string;
  readonly name: string;
  readonly statement: Node;
}

/** A file whose responses are let go of, with the names that its fixes take. */
interface DestructuringFile {
  readonly source: SourceCode;
  readonly names: ReleaseNames;
}

/** `const { data, status } = await axios.get(url)` */
export function fixByDestructuring(file: DestructuringFile, binding: ResponseBinding): Remedy {
  const { variable, identifier, held } = binding;
  const uses = usesOf(file.source, variable, identifier, held.model);
  const refusal = whyNotBound(binding, uses) ?? whyNotTaken(file.source, binding, uses);
  if (refusal !== undefined) return { refusal };
  const pattern = uses.find((use) => use.kind === 'pattern');
  if (pattern) return joinPattern(file, binding, uses, pattern);
  if (uses.length === 0 && identifier.parent.type !== AST_NODE_TYPES.ArrayPattern) {
    const dropped = dropBinding(file, identifier);
    return dropped
      ? { edits: [dropped] }
      : {
          refusal: `nothing of \`${identifier.name}\` is read, and to remove its name would change the code around it: remove the name by hand`,
        };
  }
  return { edits: takeMembers(file, binding, uses) };
}

function takeMembers(
  file: DestructuringFile,
  { variable, identifier }: ResponseBinding,
  uses: readonly ResponseUse[],
): Edit[] {
  const reads = uses.filter((use) => use.kind === 'member');
  const aliases = reads
    .flatMap((read) => aliasOf(file, variable, identifier, read) ?? [])
    .filter((alias) => isNameOfAll(file, alias, reads));
  const members = new Map(aliases.toReversed().map(({ member, name }) => [member, name]));
  const gone = aliases.filter(({ member, name }) => members.get(member) === name);
  for (const { member } of reads) {
    if (!members.has(member))
      members.set(
        member,
        file.names.take(
          variable,
          member,
          reads.filter((read) => read.member === member).map(({ access }) => access),
        ),
      );
  }
  return [
    { range: nameRange(file, identifier), text: patternText(file, identifier, members) },
    ...(reads.some(({ access }) => isAssignedTo(access)) ? declareWithLet(file, identifier) : []),
    ...gone.flatMap(({ statement }) => removeStatement(file.source, statement)),
    ...reads
      .filter(({ access }) => !gone.some(({ statement }) => contains(statement, access)))
      .map(({ access, member }) => rename(file, access, members.get(member)!)),
    ...uses.flatMap((use) => (use.kind === 'guard' ? [dropGuard(use.guard)] : [])),
  ];
}

/** `const data = response.data;` beside the binding: the name that the member is given already. */
function aliasOf(
  file: DestructuringFile,
  variable: Variable,
  identifier: TSESTree.Identifier,
  { access, member }: MemberUse,
): Alias | undefined {
  const declarator = access.parent;
  const statement = declarator.parent;
  if (
    declarator.type !== AST_NODE_TYPES.VariableDeclarator ||
    declarator.id.type !== AST_NODE_TYPES.Identifier ||
    statement?.type !== AST_NODE_TYPES.VariableDeclaration
  )
    return undefined;
  const isPlain =
    statement.kind === 'const' &&
    statement.declarations.length === 1 &&
    !declarator.id.typeAnnotation;
  const isBeside =
    variableOf(file.source, declarator.id)?.scope === variable.scope &&
    declarationOf(identifier)?.kind === 'const' &&
    identifier.parent.type === AST_NODE_TYPES.VariableDeclarator;
  const comments = [
    ...file.source.getCommentsInside(statement),
    ...file.source.getCommentsBefore(statement),
    ...file.source
      .getCommentsAfter(statement)
      .filter(({ loc }) => loc.start.line === statement.loc.end.line),
  ];
  const isRemovable =
    statement.parent.type === AST_NODE_TYPES.BlockStatement &&
    comments.length === 0 &&
    !isTakenApart(statementAfter(statement));
  // What reads the alias before it is there throws: a name that is there earlier would hide that.
  const isReadFirst =
    variableOf(file.source, declarator.id)?.references.some(
      ({ identifier: read, init }) => !init && mayComeBefore(read, statement),
    ) ?? true;
  return isPlain && isBeside && isRemovable && !isReadFirst
    ? { member, name: declarator.id.name, statement }
    : undefined;
}

/** Whether the name of an alias stands for the member wherever it is read, and the member is never written. */
function isNameOfAll(
  file: DestructuringFile,
  { member, name, statement }: Alias,
  reads: readonly MemberUse[],
): boolean {
  const named = variableNamed(file.source, name, statement);
  return reads
    .filter((read) => read.member === member)
    .every(
      ({ access }) => !isWritten(access) && variableNamed(file.source, name, access) === named,
    );
}

function patternText(
  file: DestructuringFile,
  identifier: TSESTree.Identifier,
  members: ReadonlyMap<string, string>,
): string {
  const properties = [...members].map(([member, name]) =>
    member === name ? member : `${member}: ${name}`,
  );
  // A list's element that nobody reads leaves a hole.
  if (properties.length === 0) return '';
  const pattern = `{ ${properties.join(', ')} }`;
  const isBareParameter =
    identifier.parent.type === AST_NODE_TYPES.ArrowFunctionExpression &&
    file.source.getTokenAfter(identifier)?.value === '=>';
  return isBareParameter ? `(${pattern})` : pattern;
}

/** Where the name stands, without its type; as it is written: `r\\u0065sponse` is longer than what it means. */
function nameRange(file: DestructuringFile, identifier: TSESTree.Identifier): Edit['range'] {
  return file.source.getFirstToken(identifier)!.range;
}

/** Nothing of the response is read: `await axios.post(url)` says as much. */
function dropBinding(file: DestructuringFile, identifier: TSESTree.Identifier): Edit | undefined {
  const declarator = identifier.parent;
  const declaration = declarator.parent;
  if (
    declarator.type !== AST_NODE_TYPES.VariableDeclarator ||
    declaration?.type !== AST_NODE_TYPES.VariableDeclaration ||
    declaration.declarations.length > 1
  )
    return undefined;
  const { init } = declarator;
  if (
    !init ||
    (declaration.parent.type !== AST_NODE_TYPES.BlockStatement &&
      declaration.parent.type !== AST_NODE_TYPES.SwitchCase)
  )
    return undefined;
  const before = file.source.getTokenBefore(init, { includeComments: true });
  const first = file.source.getFirstToken(init)!;
  if (
    before?.value !== '=' ||
    !file.source.getCommentsInside(declaration).every((comment) => contains(init, comment as never))
  )
    return undefined;
  return {
    range: [declaration.range[0], init.range[0]],
    text: joinsAbove(file.source, declaration, first) ? ';' : '',
  };
}

function rename(file: DestructuringFile, access: TSESTree.MemberExpression, name: string): Edit {
  const { parent } = access;
  const isNamesake =
    parent.type === AST_NODE_TYPES.Property &&
    parent.value === access &&
    !parent.computed &&
    parent.key.type === AST_NODE_TYPES.Identifier &&
    parent.key.name === name;
  return isNamesake && file.source.getCommentsInside(parent).length === 0
    ? replacement(parent, name)
    : replacement(access, name);
}

function declareWithLet(file: DestructuringFile, identifier: TSESTree.Identifier): Edit[] {
  const declaration = declarationOf(identifier);
  if (declaration?.kind !== 'const') return [];
  const keyword = file.source.getFirstToken(declaration)!;
  return [{ range: keyword.range, text: 'let' }];
}

/** `const response = await …; const { data } = response;` becomes one statement. */
function joinPattern(
  file: DestructuringFile,
  binding: ResponseBinding,
  uses: readonly ResponseUse[],
  { pattern, declarator, reference }: Extract<ResponseUse, { kind: 'pattern' }>,
): Remedy {
  const [first, second] = [declarationOf(binding.identifier), declarator.parent];
  const isNext =
    first?.kind === second.kind &&
    statementAfter(first) === second &&
    second.declarations.length === 1;
  const start = first ? lastTokenOf(file.source, first).range[1] : 0;
  const last = lastTokenOf(file.source, second);
  const next = file.source.getTokenAfter(last);
  const gap = first ? file.source.text.slice(start, second.range[0]) : '';
  const hasComments =
    file.source.getCommentsBefore(second).length > 0 ||
    file.source.getCommentsInside(second).length > 0 ||
    Boolean(pattern.typeAnnotation);
  if (
    uses.length > 1 ||
    binding.identifier.parent.type !== AST_NODE_TYPES.VariableDeclarator ||
    !isNext ||
    gap.trim() !== '' ||
    hasComments
  )
    return {
      refusal: `\`${reference.name}\` is destructured on line ${reference.loc.start.line}: destructure it where it is awaited`,
    };
  const { identifier } = binding;
  return {
    edits: [
      { range: nameRange(file, identifier), text: file.source.getText(pattern) },
      {
        range: [start, last.range[1]],
        text:
          next && !isTerminated(file.source, first) && joinsAbove(file.source, second, next)
            ? ';'
            : '',
      },
    ],
  };
}

/** `const { data } = response`: without the statement before, it would stand right behind the response, and be joined with it. */
function isTakenApart(statement: Node | undefined): boolean {
  return (
    statement?.type === AST_NODE_TYPES.VariableDeclaration &&
    statement.declarations.some(
      ({ id, init }) =>
        id.type === AST_NODE_TYPES.ObjectPattern && init?.type === AST_NODE_TYPES.Identifier,
    )
  );
}

/** `response && response.data` asks for the response first: `data` alone says as much. */
function dropGuard(guard: TSESTree.LogicalExpression): Edit {
  return { range: [guard.left.range[0], guard.right.range[0]], text: '' };
}
