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
  if (arrival.kind === 'function') return annotationOf(source, arrival.node.params[0], path);
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
  for (let node = start; node.parent; node = node.parent) {
    const { parent } = node;
    switch (parent.type) {
      case AST_NODE_TYPES.TSAsExpression:
      case AST_NODE_TYPES.TSTypeAssertion:
        found.push({ type: parent.typeAnnotation, path: rest, isNarrowed: false });
        break;
      case AST_NODE_TYPES.AwaitExpression:
      case AST_NODE_TYPES.ChainExpression:
      case AST_NODE_TYPES.TSNonNullExpression:
      case AST_NODE_TYPES.TSSatisfiesExpression:
        break;
      case AST_NODE_TYPES.MemberExpression:
        if (parent.object !== node || rest.length === 0 || propertyName(source, parent) !== rest[0])
          return found;
        rest = rest.slice(1);
        break;
      case AST_NODE_TYPES.VariableDeclarator:
        return parent.init === node ? [...found, ...annotationOf(source, parent.id, rest)] : found;
      case AST_NODE_TYPES.AssignmentExpression:
        return parent.right === node
          ? [...found, ...annotationOf(source, parent.left, rest)]
          : found;
      default:
        return found;
    }
  }
  return found;
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
  const { type, path, isNarrowed } = written;
  const text = source.getText(type);
  if (text === 'any' || (path.length === 0 && DESTROYABLE.test(text))) return true;
  const next = (inner: Partial<Written>) =>
    isDestroyable(source, { ...written, ...inner }, names - 1);
  if (names === 0) return false;
  switch (type.type) {
    case AST_NODE_TYPES.TSUnionType: {
      const parts = type.types.filter((part) => !isNullish(part));
      return path.length > 0 && isNarrowed && parts.length === 1 && next({ type: parts[0]! });
    }
    case AST_NODE_TYPES.TSTypeLiteral: {
      const member = type.members.find(
        (candidate): candidate is TSESTree.TSPropertySignature =>
          candidate.type === AST_NODE_TYPES.TSPropertySignature &&
          isIdentifierNamed(candidate.key, path[0] ?? ''),
      );
      return (
        member?.typeAnnotation !== undefined &&
        !member.optional &&
        next({ type: member.typeAnnotation.typeAnnotation, path: path.slice(1), isNarrowed: false })
      );
    }
    case AST_NODE_TYPES.TSTypeReference: {
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
    default:
      return false;
  }
}

function isNullish({ type }: TSESTree.TypeNode): boolean {
  return type === AST_NODE_TYPES.TSNullKeyword || type === AST_NODE_TYPES.TSUndefinedKeyword;
}
