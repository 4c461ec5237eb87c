/**
 * The functions of other files that a call gives a collection to, with what is known of that call: who runs it, and where
 * the keys come from that it gives beside.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { HandedCollection, SharedCollection } from '../collections/collection-queries.ts';
import { collectionsOf } from '../collections/collections.ts';
import { givingBy } from '../collections/giving.ts';
import { usesOf } from '../collections/uses.ts';
import { originOfArgument } from '../keys/key-origin.ts';
import type { GivingKeys, OuterKeys } from '../keys/parameter-origins.ts';
import { callFrequency } from '../lifetime/call-frequency.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import type { Call, FunctionNode, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { takenBy, type TakenIn } from './handed-values.ts';
import type { ProjectContext } from './project-context.ts';

/** Where a collection is given to a function of another file. */
export interface Giving {
  readonly file: string;
  readonly source: SourceCode;
  readonly call: Call;
  /** Which calls of the same file give it to the function around. */
  readonly giving: GivingKeys;
}

/** The names of a collection in a function of another file, with the call that gives it. */
export interface GivenIn extends TakenIn {
  readonly outer: OuterKeys | undefined;
}

/** @returns undefined if the function is not seen */
export function givenBy(
  context: ProjectContext,
  giving: Giving | undefined,
  file: string,
  to: PassedOn,
): GivenIn[] | undefined {
  return takenBy(context, file, to)?.map((taken) => ({
    ...taken,
    outer: giving && outerOf(context, giving, taken.fn),
  }));
}

function outerOf(
  context: ProjectContext,
  { file, source, call, giving }: Giving,
  fn: FunctionNode,
): OuterKeys {
  return {
    fn,
    frequency: () => {
      const frequency = callFrequency(source, call, context.factsOf(file), giving);
      return { ...frequency, file: frequency.file ?? context.modules.nameOf(file) };
    },
    keyAt: (position, path) =>
      originOfArgument(source, { call, position, path }, context.factsOf(file), giving),
  };
}

/** Where the file that has a collection gives it; undefined if that is not found. */
export function givingAt(
  { modules }: ProjectContext,
  file: string,
  collection: SharedCollection,
  handed: HandedCollection,
): Giving | undefined {
  const source = modules.sourceOf(file);
  const call = source && callAt(source, handed);
  return call && { file, source, call, giving: givingOf(source, collection) };
}

function callAt(source: SourceCode, { call: key }: HandedCollection): Call | undefined {
  const calls = [AST_NODE_TYPES.CallExpression, AST_NODE_TYPES.NewExpression] as const;
  return calls
    .flatMap((type): readonly Call[] => nodesOf(source, type))
    .find((call) => nodeKeyOf(source, call) === key);
}

/** The collection is looked for when somebody wants to know. */
function givingOf(source: SourceCode, { kind, makers }: SharedCollection): GivingKeys {
  let isGiving: GivingKeys['isGiving'] | undefined;
  const find = (): GivingKeys['isGiving'] => {
    const collection = collectionsOf(source, [kind]).find(({ makers: [maker] }) =>
      makers.includes(nodeKeyOf(source, maker!)),
    );
    return collection ? givingBy(usesOf(source, collection)) : () => false;
  };
  return { isGiving: (call, fn) => (isGiving ??= find())(call, fn) };
}
