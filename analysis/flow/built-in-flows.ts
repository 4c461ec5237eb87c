/**
 * Where the functions of the language take values: from the receiver and the arguments to the result, to the receiver and
 * to the functions that they call.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { COLLECTION_METHODS, type CollectionMethod } from '../vocabulary/collection-methods.ts';
import { givesPartOfText, givesText } from '../vocabulary/string-methods.ts';
import {
  RECEIVER,
  RESULT,
  argument,
  argumentsFrom,
  parameter,
  returned,
  SAME,
  AWAIT,
  PROMISE,
  DERIVE,
  FLATTEN,
  store,
  load,
  flow,
  write,
  type BuiltInFlow,
} from './flows-of-values.ts';
import { flowsOfConstructor, flowsOfGlobal } from './global-flows.ts';

/** It calls a function with each element, of a Map with each value. */
const VISITS = [
  flow(RECEIVER, parameter(0, 0), load('[]')),
  flow(RECEIVER, parameter(0, 0), load('entry')),
  flow(RECEIVER, parameter(0, 1), load('key')),
];

/** Without a value to begin with, it begins with the first element. */
const FIRST_ELEMENT = flow(RECEIVER, parameter(0, 0), load('[]'));

const REDUCES = [
  flow(RECEIVER, parameter(0, 1), load('[]')),
  FIRST_ELEMENT,
  flow(argument(1), parameter(0, 0), SAME),
  flow(argument(1), RESULT, SAME),
  flow(returned(0), parameter(0, 0), SAME),
  flow(returned(0), RESULT, SAME),
];

/** The same elements in another array, in an order that is not known. */
const ELEMENTS = flow(RECEIVER, RESULT, load('[]'), store('[]'));

const GIVEN: { readonly [G in NonNullable<CollectionMethod['gives']>]?: readonly BuiltInFlow[] } = {
  all: [ELEMENTS],
  element: [flow(RECEIVER, RESULT, load('[]')), flow(RECEIVER, RESULT, load('entry'))],
  entries: [
    flow(RECEIVER, RESULT, load('entry'), store('[1]'), store('[]')),
    flow(RECEIVER, RESULT, load('key'), store('[0]'), store('[]')),
    flow(RECEIVER, RESULT, load('[]'), store('[1]'), store('[]')),
  ],
  flat: [flow(RECEIVER, RESULT, load('[]'), FLATTEN)],
  'flat mapped': [flow(returned(0), RESULT, FLATTEN)],
  keys: [flow(RECEIVER, RESULT, load('key'), store('[]'))],
  mapped: [flow(returned(0), RESULT, store('[]'))],
  self: [flow(RECEIVER, RESULT, SAME)],
  some: [ELEMENTS],
  text: [flow(RECEIVER, RESULT, DERIVE)],
  values: [ELEMENTS, flow(RECEIVER, RESULT, load('entry'), store('[]'))],
};

const STORED: {
  readonly [S in NonNullable<CollectionMethod['stores']>]: (from: number) => readonly BuiltInFlow[];
} = {
  computed: () => [
    write(returned(1), RECEIVER, store('entry')),
    write(argument(0), RECEIVER, store('key')),
    flow(argument(0), parameter(1, 0), SAME),
    flow(returned(1), RESULT, SAME),
  ],
  entry: (from) =>
    from === 0
      ? [write(argument(0), RECEIVER, store('[]'))]
      : [
          write(argument(from), RECEIVER, store('entry')),
          write(argument(from - 1), RECEIVER, store('key')),
        ],
  item: (from) => [write(argumentsFrom(from), RECEIVER, store('[]'))],
  over: (from) => [write(argument(from), RECEIVER, store('[]'))],
};

/** What is in the result beside what was there: `concat`, `with`, `toSpliced`. */
const BROUGHT = [flow(argumentsFrom(0), RESULT, FLATTEN)];

function flowsOfRow(row: CollectionMethod): readonly BuiltInFlow[] {
  const { stores, from = 0, gives, brings, visits, reorders } = row;
  return [
    ...(stores ? STORED[stores](from) : []),
    ...(gives ? (GIVEN[gives] ?? []) : []),
    ...(stores === 'entry' && gives === 'element' ? [flow(argument(from), RESULT, SAME)] : []),
    ...(reorders ? [flow(RECEIVER, RESULT, SAME)] : []),
    ...(brings ? BROUGHT : []),
    ...(visits === 0 ? VISITS : visits === 1 ? REDUCES : []),
  ];
}

/** Methods of promises, of iterators and of weak references. */
const OTHERS: ReadonlyMap<string, readonly BuiltInFlow[]> = new Map(
  Object.entries({
    catch: [
      flow(RECEIVER, RESULT, SAME),
      flow(RECEIVER, parameter(0, 0), { kind: 'reject' }),
      flow(returned(0), RESULT, PROMISE),
    ],
    deref: [flow(RECEIVER, RESULT, load('.deref'))],
    finally: [flow(RECEIVER, RESULT, SAME)],
    next: [flow(RECEIVER, RESULT, load('[]'), store('.value'))],
    // A second function is called with what the promise is rejected with.
    then: [
      flow(RECEIVER, parameter(0, 0), AWAIT),
      flow(RECEIVER, parameter(1, 0), { kind: 'reject' }),
      flow(returned(0), RESULT, PROMISE),
      flow(returned(1), RESULT, PROMISE),
    ],
  } satisfies Record<string, readonly BuiltInFlow[]>),
);

/** What gives a text of a text: the other methods of strings give a number or a truth. */
const OF_TEXT = [flow(RECEIVER, RESULT, DERIVE)];

/** Those of the language: an HTTP client has a `put` as some caches have. */
const COLLECTIONS = new Map(
  COLLECTION_METHODS.rows
    .filter(({ of }) => of.some((receiver) => receiver !== 'cache'))
    .map((row) => [row.name, row]),
);

/** Made when they are asked for. */
const flowsByRow = new Map<CollectionMethod, readonly BuiltInFlow[]>();

function flowsOfCollection(row: CollectionMethod): readonly BuiltInFlow[] {
  let flows = flowsByRow.get(row);
  if (!flows) flowsByRow.set(row, (flows = flowsOfRow(row)));
  return flows;
}

/** What a method does that has the name of one of an array, a Map, a Set, a promise or a string. */
function flowsOfMethod(name: string): readonly BuiltInFlow[] | undefined {
  const row = COLLECTIONS.get(name);
  const flows = OTHERS.get(name) ?? (row ? flowsOfCollection(row) : []);
  if (givesText(name) || givesPartOfText(name)) return [...flows, ...OF_TEXT];
  return flows.length > 0 || row ? flows : undefined;
}

/** `Array.from(list, (item) => …)` has what the function returns, not what is in the list. */
function formOf(object: string, name: string, { arguments: given }: Call): string {
  return object === 'Array' && name === 'from' && given.length > 1 ? ' with a function' : '';
}

/** What the language says that a call does; undefined if nobody knows it. */
export function builtInFlows(source: SourceCode, call: Call): readonly BuiltInFlow[] | undefined {
  const callee = withoutWrappers(call.callee);
  if (call.type === AST_NODE_TYPES.NewExpression)
    return callee.type === AST_NODE_TYPES.Identifier && isGlobal(source, callee, callee.name)
      ? flowsOfConstructor(callee.name)
      : undefined;
  if (callee.type === AST_NODE_TYPES.Identifier)
    return isGlobal(source, callee, callee.name) ? flowsOfGlobal(callee.name) : undefined;
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const name = propertyName(source, callee);
  if (name === undefined) return undefined;
  const { object } = callee;
  if (object.type === AST_NODE_TYPES.Identifier && isGlobal(source, object, object.name)) {
    const ofGlobal = flowsOfGlobal(`${object.name}.${name}${formOf(object.name, name, call)}`);
    if (ofGlobal) return ofGlobal;
  }
  const flows = flowsOfMethod(name);
  return beginsWithValue(call) ? flows?.filter((each) => each !== FIRST_ELEMENT) : flows;
}

/** `list.reduce((all, item) => …, {})` */
function beginsWithValue({ arguments: given }: Call): boolean {
  return given.length > 1 && given.every(({ type }) => type !== AST_NODE_TYPES.SpreadElement);
}

/** Whether a function of the language takes a function at a position. */
export function takesFunction(source: SourceCode, call: Call, position: number): boolean {
  if (call.type === AST_NODE_TYPES.NewExpression && isGlobal(source, call.callee, 'Promise'))
    return position === 0;
  return (builtInFlows(source, call) ?? []).some(({ from, to }) =>
    [from, to].some((place) => 'callback' in place && place.callback === position),
  );
}
