/**
 * The calls of clients beside axios that give a promise of a response, and what its body is.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { isPromiseMethod } from '../vocabulary/callback-takers.ts';
import type { BodyKind } from './body-kind.ts';
import { fetchCalls, mayCallFetch } from './fetch-calls.ts';
import type {
  BuilderModel,
  ClientName,
  ReadingModel,
  RespondingModel,
} from './models/client-model.ts';
import { BUILDING_CLIENTS } from './models/registry.ts';
import { namesModule } from './named-modules.ts';
import { calledReader, mayCallReader, readingCalls } from './reading-calls.ts';

export interface ResponseCall {
  /** What gives the promise. */
  readonly node: TSESTree.CallExpression;
  readonly model: RespondingModel;
  readonly body: BodyKind;
  /** Whether it gives the body in place of the response. */
  readonly givesBody: boolean;
  /** The function that is called with the error and the response. */
  readonly callback?: Node;
}

/** Whether a text can have one of them. */
export function mayCallResponder(text: string): boolean {
  return mayCallFetch(text) || mayCallReader(text) || mayBuildRequests(text);
}

function mayBuildRequests(text: string): boolean {
  return BUILDING_CLIENTS.some(({ module }) => namesModule(text, module));
}

const known = new WeakMap<SourceCode, readonly ResponseCall[]>();

/** @param analysed the clients that are analysed (`settings.leakproof.clients`) */
export function responseCalls(
  source: SourceCode,
  analysed: readonly ClientName[],
): readonly ResponseCall[] {
  let calls = known.get(source);
  if (!calls)
    known.set(
      source,
      (calls = [...ofFunctions(source), ...ofReaders(source), ...ofBuilders(source)]),
    );
  return calls.filter(({ model }) => analysed.includes(model.client));
}

function ofFunctions(source: SourceCode): ResponseCall[] {
  if (!mayCallFetch(source.text)) return [];
  return fetchCalls(source).flatMap(({ node, model, init }) =>
    init.hasCallback || init.method === 'HEAD'
      ? []
      : { node, model, body: 'unknown', givesBody: false },
  );
}

function ofReaders(source: SourceCode): ResponseCall[] {
  return readingCalls(source).flatMap(({ node, model, mayStream }): ResponseCall[] => {
    const called = calledReader(source, node.callee);
    if (mayStream || !called || !model.requests.includes(called.name)) return [];
    const { givesBody, ...asked } = askedOf(source, model, node.arguments[1]);
    return [{ node, model, givesBody: givesBody === true, body: asked.body ?? 'unknown' }];
  });
}

/** What a config asks for, if it says so. */
interface Asked {
  readonly body?: BodyKind;
  readonly givesBody?: boolean;
}

function askedOf(source: SourceCode, model: ReadingModel, config: Node | undefined): Asked {
  return config
    ? foldObject(
        objectState(source, config, () => true),
        readerOf(source, model),
      )
    : {};
}

function readerOf(source: SourceCode, { bodyType }: ReadingModel): ObjectAlgebra<Asked> {
  const over = (a: Asked, b: Asked): Asked => ({ ...b, ...a });
  return {
    nothing: {},
    open: () => ({ body: 'unseen' }),
    property: (before, name, value) => {
      if (name === bodyType.bodyAlone) return { ...before, givesBody: true };
      if (name !== bodyType.property) return before;
      const [named] = valuesOf(source, value);
      const type = named?.kind === 'node' ? literalString(named.node) : undefined;
      return { ...before, body: bodyType.values[type ?? ''] ?? 'unseen' };
    },
    deleted: (before) => before,
    copied: (under, upper) => over(upper, under),
    handed: () => ({ body: 'unseen' }),
    either: over,
  };
}

function ofBuilders(source: SourceCode): ResponseCall[] {
  if (!mayBuildRequests(source.text)) return [];
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
    const model = BUILDING_CLIENTS.find((one) => beginsRequest(source, call, one));
    return model ? builtFrom(source, call, model) : [];
  });
}

function beginsRequest(
  source: SourceCode,
  { callee, arguments: { length } }: TSESTree.CallExpression,
  { module, functions }: BuilderModel,
): boolean {
  const values = length > 0 ? valuesOf(source, withoutWrappers(callee)) : [];
  return (
    values.length > 0 &&
    values.every(
      (value) =>
        value.kind === 'module' &&
        value.module === module &&
        functions.includes(value.path.join('.')),
    )
  );
}

/** `superagent.get(url).set('Accept', 'text/html')`, all of it; `….end((error, response) => …)` */
function builtFrom(
  source: SourceCode,
  begin: TSESTree.CallExpression,
  model: BuilderModel,
): ResponseCall[] {
  let node = begin;
  for (;;) {
    const { parent } = node;
    const call = parent.type === AST_NODE_TYPES.MemberExpression ? parent.parent : undefined;
    if (
      parent.type !== AST_NODE_TYPES.MemberExpression ||
      call?.type !== AST_NODE_TYPES.CallExpression ||
      call.callee !== parent ||
      parent.object !== node
    )
      break;
    const name = propertyName(source, parent) ?? '';
    if (isPromiseMethod(name)) break;
    if (model.changesBody.includes(name)) return [];
    const [callback] = call.arguments;
    const given = { model, body: 'unknown', givesBody: false } as const;
    if (name === model.callback) return callback ? [{ ...given, node: call, callback }] : [];
    node = call;
  }
  // One that is kept under a name may be changed there.
  return [{ node, model, body: 'unknown', givesBody: false }];
}
