/**
 * What the body of a response will be, as far as the call says it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { literalString } from '../syntax/nodes.ts';
import { configOfCreation } from './nest-http.ts';
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
  const own = config.kind === 'absent' ? SAYS_NOTHING : ofConfig(source, config.node);
  if (own.kind) return own.kind;
  for (const client of clients.clients) {
    if (client.kind !== 'instance') continue;
    const first = configOfCreation(source, client.create);
    if (first === undefined || first === 'hidden') continue;
    const { kind } = ofConfig(source, first);
    if (kind) return kind;
  }
  // The file that makes a client may ask for anything.
  const isUnseen =
    config.kind === 'hidden' ||
    own.isOpen ||
    clients.clients.some(({ kind }) => kind === 'imported');
  return kindOfType(node.typeArguments?.params[0]) ?? (isUnseen ? 'unseen' : 'unknown');
}

/** The kind that a config asks for, if it names one, and whether it may ask for anything. */
interface Asked {
  readonly kind?: BodyKind;
  readonly isOpen: boolean;
}

const SAYS_NOTHING: Asked = { isOpen: false };
const MAY_SAY_ANYTHING: Asked = { isOpen: true };

function ofConfig(source: SourceCode, config: Node | undefined): Asked {
  if (!config) return MAY_SAY_ANYTHING;
  // Whoever is handed a config is taken to leave the type as it is.
  return foldObject(
    objectState(source, config, () => true),
    readerOf(source),
  );
}

function readerOf(source: SourceCode): ObjectAlgebra<Asked> {
  return {
    nothing: SAYS_NOTHING,
    open: () => MAY_SAY_ANYTHING,
    property: (before, name, value) => {
      if (name === undefined) return { ...before, isOpen: true };
      return name === 'responseType' ? { ...before, kind: kindNamed(source, value) } : before;
    },
    deleted: (before, name) => (name === 'responseType' ? { isOpen: before.isOpen } : before),
    copied: (under, over) => firstOf(over, under),
    handed: () => MAY_SAY_ANYTHING,
    either: firstOf,
  };
}

function firstOf(a: Asked, b: Asked): Asked {
  return { ...b, ...a, isOpen: a.isOpen || b.isOpen };
}

function kindNamed(source: SourceCode, value: Node): BodyKind {
  const [type] = valuesOf(source, value);
  return (type?.kind === 'node' ? KINDS[literalString(type.node) ?? ''] : undefined) ?? 'unknown';
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
 * What the body of a response is once it has been read; `unknown` is JSON, or text that is none; `unseen` may be
 * anything, as its config is. `memory` is an ArrayBuffer.
 */
export type BodyKind = 'text' | 'buffer' | 'memory' | 'stream' | 'json' | 'unknown' | 'unseen';
