/**
 * What the types that a file writes on the way from a request to the name of its body say of that body. Written types alone:
 * no checker runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { BodyPath } from '../../clients/bodies.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed, variableOf } from '../../syntax/bindings.ts';
import { isIdentifierNamed } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import { ancestorsOf } from '../../syntax/traversal.ts';
import { contextType } from './context-type.ts';
import type { UnreadBody } from './stream-file.ts';

/** Types of Node that have `destroy`, and `any`. */
const DESTROYABLE = /^(?:any|Readable|stream\.Readable|IncomingMessage|http\.IncomingMessage)$/u;

/** The types of axios that have the body as their first argument, which is `any` by default. */
const RESPONSE = /^(?:\w+\.)?AxiosResponse$/u;

/** How many names of types one type may lead through. */
const MAX_NAMES = 10;

/** A type that is written, and where the body is in what has it. */
interface Written {
  readonly type: TSESTree.TypeNode;
  readonly path: BodyPath;
  /** Whether TypeScript narrows `| undefined` at once, by what is assigned. */
  readonly isNarrowed: boolean;
}

type Judged = Pick<UnreadBody, 'request' | 'body'>;

/** The text of a type by which a body may have no `destroy`, if one is written. */
export function typeWithoutDestroy(source: SourceCode, judged: Judged): string | undefined {
  const asked = judged.request.node.typeArguments?.params[0];
  const body: Written[] = asked ? [{ type: asked, path: [], isNarrowed: false }] : [];
  const found = [...body, ...writtenTypes(source, judged)].find(
    (written) => !isDestroyable(source, written, MAX_NAMES),
  );
  return found && oneLine(source, found.type);
}

/** The types of the assertions around what arrives, and of the name or the pattern that takes it. */
function writtenTypes(
  source: SourceCode,
  { body: { arrival, path, of }, request }: Judged,
): Written[] {
  if (of === 'error') return [];
  if (arrival.kind === 'function') {
    const own = annotationOf(source, arrival.node.params[0], path);
    const type = own.length === 0 ? contextType(arrival.node) : undefined;
    return type ? [{ type, path, isNarrowed: false }] : own;
  }
  if (arrival.kind !== 'value') return [];
  return [
    ...typesAround(source, request.node, path),
    ...(arrival.node === request.node ? [] : typesAround(source, arrival.node, path)),
  ];
}

/** From an expression outwards, for as long as what is around it is the same value, or leads to the body in it. */
function typesAround(source: SourceCode, start: Node, path: BodyPath): Written[] {
  const found: Written[] = [];
  let rest = path;
  let node = start;
  for (const outer of ancestorsOf(start)) {
    if (KEEPS.has(outer.type)) {
      if ('typeAnnotation' in outer && outer.type !== AST_NODE_TYPES.TSSatisfiesExpression)
        found.push({
          type: outer.typeAnnotation as TSESTree.TypeNode,
          path: rest,
          isNarrowed: false,
        });
    } else if (isWayTo(source, outer, node, rest[0])) rest = rest.slice(1);
    else return [...found, ...annotationOf(source, takerOf(outer, node), rest)];
    node = outer;
  }
  return found;
}

/** What is around a value, or a promise of it, and has the same value. */
const KEEPS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.ChainExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSTypeAssertion,
]);

function isWayTo(source: SourceCode, outer: Node, node: Node, name: string | undefined): boolean {
  return (
    name !== undefined &&
    outer.type === AST_NODE_TYPES.MemberExpression &&
    outer.object === node &&
    propertyName(source, outer) === name
  );
}

/** The name or the pattern that takes a value. */
function takerOf(outer: Node, node: Node): Node | undefined {
  if (outer.type === AST_NODE_TYPES.VariableDeclarator && outer.init === node) return outer.id;
  return outer.type === AST_NODE_TYPES.AssignmentExpression && outer.right === node
    ? outer.left
    : undefined;
}

/** What is written beside a name, where it is declared, or beside a pattern. */
function annotationOf(source: SourceCode, target: Node | undefined, path: BodyPath): Written[] {
  if (target?.type === AST_NODE_TYPES.ObjectPattern)
    return target.typeAnnotation
      ? [{ type: target.typeAnnotation.typeAnnotation, path, isNarrowed: true }]
      : [];
  if (target?.type !== AST_NODE_TYPES.Identifier) return [];
  const declared = variableOf(source, target)?.identifiers[0];
  return declared?.type === AST_NODE_TYPES.Identifier && declared.typeAnnotation
    ? [{ type: declared.typeAnnotation.typeAnnotation, path, isNarrowed: true }]
    : [];
}

function isDestroyable(source: SourceCode, written: Written, names: number): boolean {
  const { type, path } = written;
  const text = source.getText(type);
  if (text === 'any' || (path.length === 0 && DESTROYABLE.test(text))) return true;
  const next: Next = (inner) => isDestroyable(source, { ...written, ...inner }, names - 1);
  if (names === 0) return false;
  switch (type.type) {
    case AST_NODE_TYPES.TSUnionType: {
      const parts = type.types.filter((part) => !isNullish(part));
      return (
        path.length > 0 && written.isNarrowed && parts.length === 1 && next({ type: parts[0]! })
      );
    }
    case AST_NODE_TYPES.TSTypeLiteral:
      return isMemberDestroyable(type, path, next);
    case AST_NODE_TYPES.TSTypeReference:
      return isNamedDestroyable(source, type, path, next);
    default:
      return false;
  }
}

/** Asks the same of another type that one leads to. */
type Next = (inner: Partial<Written>) => boolean;

/** `{ data: Readable }` */
function isMemberDestroyable(
  { members }: TSESTree.TSTypeLiteral,
  [name = '', ...path]: BodyPath,
  next: Next,
): boolean {
  const member = members.find(
    (candidate): candidate is TSESTree.TSPropertySignature =>
      candidate.type === AST_NODE_TYPES.TSPropertySignature &&
      isIdentifierNamed(candidate.key, name),
  );
  const type = member?.optional ? undefined : member?.typeAnnotation?.typeAnnotation;
  return type !== undefined && next({ type, path, isNarrowed: false });
}

/** `Promise<…>`, `AxiosResponse<…>`, the name of a type of the file */
function isNamedDestroyable(
  source: SourceCode,
  type: TSESTree.TSTypeReference,
  path: BodyPath,
  next: Next,
): boolean {
  const name = source.getText(type.typeName);
  const [argument] = type.typeArguments?.params ?? [];
  if (name === 'Promise') return argument !== undefined && next({ type: argument });
  if (RESPONSE.test(name))
    return (
      path.length === 1 &&
      (argument === undefined || next({ type: argument, path: [], isNarrowed: false }))
    );
  const alias = variableNamed(source, name, type)?.defs[0]?.node;
  return (
    alias?.type === AST_NODE_TYPES.TSTypeAliasDeclaration &&
    !alias.typeParameters &&
    next({ type: alias.typeAnnotation })
  );
}

function isNullish({ type }: TSESTree.TypeNode): boolean {
  return type === AST_NODE_TYPES.TSNullKeyword || type === AST_NODE_TYPES.TSUndefinedKeyword;
}
