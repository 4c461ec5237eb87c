/**
 * What the body of a response will be, as far as the call says it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { literalString } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import type { RequestSite } from './requests.ts';

/** By axios's `responseType`; `document` and `blob` are of browsers. */
const KINDS: Readonly<Record<string, BodyKind>> = {
  text: 'text',
  arraybuffer: 'buffer',
  stream: 'stream',
  json: 'json',
};

/** The kind that the config of the call, of its instance, or its type argument names. */
export function bodyKind(source: SourceCode, { node, clients, config }: RequestSite): BodyKind {
  const own =
    config.kind !== 'absent' && config.node ? kindOfConfig(source, config.node) : undefined;
  if (own) return own;
  for (const client of clients.clients) {
    if (client.kind !== 'instance') continue;
    const [first] = client.create.arguments;
    const kind = first && kindOfConfig(source, first);
    if (kind) return kind;
  }
  // The file that makes a client may ask for anything.
  const isUnseen =
    isHidden(source, config) || clients.clients.some(({ kind }) => kind === 'imported');
  return kindOfType(node.typeArguments?.params[0]) ?? (isUnseen ? 'unseen' : 'unknown');
}

/** Whether a config comes from elsewhere, and may ask for anything. */
function isHidden(source: SourceCode, config: RequestSite['config']): boolean {
  if (config.kind === 'hidden') return true;
  if (config.kind === 'absent') return false;
  return valuesOf(source, config.node).some(
    (value) =>
      value.kind !== 'node' ||
      value.node.type !== AST_NODE_TYPES.ObjectExpression ||
      value.node.properties.some(({ type }) => type === AST_NODE_TYPES.SpreadElement),
  );
}

/** @param seen the configs that were looked into: `config = { ...config }` spreads itself, and each is asked once, by whatever way */
function kindOfConfig(
  source: SourceCode,
  config: Node,
  seen = new Set<Node>(),
): BodyKind | undefined {
  for (const value of valuesOf(source, config)) {
    if (
      value.kind !== 'node' ||
      value.node.type !== AST_NODE_TYPES.ObjectExpression ||
      seen.has(value.node)
    )
      continue;
    seen.add(value.node);
    for (const property of value.node.properties) {
      if (property.type === AST_NODE_TYPES.SpreadElement) {
        const spread = kindOfConfig(source, property.argument, seen);
        if (spread) return spread;
      } else if (propertyName(source, property) === 'responseType') {
        const [type] = valuesOf(source, property.value);
        return (
          (type?.kind === 'node' ? KINDS[literalString(type.node) ?? ''] : undefined) ?? 'unknown'
        );
      }
    }
  }
  return undefined;
}

/** The kind that a type argument of a request names: `axios.get<Readable>(…)`. */
export function kindOfType(type: TSESTree.TypeNode | undefined): BodyKind | undefined {
  if (type?.type === AST_NODE_TYPES.TSStringKeyword) return 'text';
  if (
    type?.type !== AST_NODE_TYPES.TSTypeReference ||
    type.typeName.type !== AST_NODE_TYPES.Identifier
  )
    return undefined;
  const { name } = type.typeName;
  if (name === 'Buffer' || name === 'ArrayBuffer' || name === 'Uint8Array') return 'buffer';
  return name === 'Readable' || name === 'ReadableStream' || name === 'IncomingMessage'
    ? 'stream'
    : undefined;
}

/**
 * What the body of a response is once axios has read it; `unknown` is JSON, or text that is none; `unseen` may be
 * anything, as its config is.
 */
export type BodyKind = 'text' | 'buffer' | 'stream' | 'json' | 'unknown' | 'unseen';
