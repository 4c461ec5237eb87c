/**
 * Where the value of an expression comes from by the value flow: through lists, Maps, loops, callbacks and what callers in the
 * file give, which `valuesOf` does not go through.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isCall, withoutWrappers } from '../syntax/nodes.ts';
import { builtInFlows, takesFunction } from './built-in-flows.ts';
import { callersOf } from './call-graph.ts';
import { functionTaking } from './call-sites.ts';
import type { Path } from './contents.ts';
import { evaluate } from './evaluate.ts';
import { lazyFlow } from './lazy-flow.ts';
import { propertyOf, valuesOf, type Value } from './values.ts';

/** How many expressions one question may lead through. */
const MAX_STATES = 500;

/**
 * What an expression can be as far as its file tells; what cannot be followed is `unknown`.
 * @param known what `valuesOf` says of it
 * @returns undefined if the flow tells no more than that
 */
export function flowingValuesOf(
  source: SourceCode,
  node: Node,
  known: readonly Value[],
): readonly Value[] | undefined {
  if (!known.some((value) => mayComeByFlow(source, value))) return undefined;
  return evaluate<readonly Value[]>(
    lazyFlow(source),
    node,
    {
      leaf: (found, path) => valuesAt(source, found, path),
      join: (answers) => answers.flat(),
      unknown: [{ kind: 'unknown', node }],
      beside: (found) => (isGivenByOthers(source, found) ? [{ kind: 'unknown', node }] : undefined),
    },
    { budget: MAX_STATES },
  );
}

/** Whether a value is one where `valuesOf` ends and the flow may go on. */
function mayComeByFlow(source: SourceCode, value: Value): boolean {
  if (value.kind === 'member') return true;
  if (value.kind === 'node') return isOfTheLanguage(source, value.node);
  if (value.kind === 'unknown') return value.node.type !== AST_NODE_TYPES.ThisExpression;
  return value.kind === 'parameter' && isCalledByTheLanguage(source, value.node.parent);
}

/** What makes a container of its own, whose contents all flow into it. */
const IS_CONTAINER: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.NewExpression,
]);

/** The values at a path in an expression that nothing flows into there. */
function valuesAt(source: SourceCode, wrapped: Node, path: Path): readonly Value[] {
  const node = withoutWrappers(wrapped);
  const [head] = path;
  // What an `await` is given is a promise, or it is not: the other way has the answer.
  if (head === 'promise' || isOfTheLanguage(source, node)) return [];
  if (head !== undefined && IS_CONTAINER.has(node.type) && !head.startsWith('.')) return [];
  let values = valuesOf(source, node);
  for (const content of path) {
    if (!content.startsWith('.')) return [{ kind: 'unknown', node }];
    values = values.flatMap((value) => propertyOf(source, value, content.slice(1)));
  }
  return values;
}

/** Whether it is a parameter of a function that code which is not seen can call. */
function isGivenByOthers(source: SourceCode, node: Node): boolean {
  const fn = functionTaking(node);
  if (!fn) return false;
  const { isExported, values } = callersOf(source, fn);
  return isExported || values.some((value) => !isCalledByTheLanguage(source, value));
}

/** `forEach`, `then`: what they call a function with flows into its parameters. */
function isCalledByTheLanguage(source: SourceCode, fn: Node): boolean {
  const { parent } = fn;
  if (!parent || !isCall(parent)) return false;
  return takesFunction(
    source,
    parent,
    parent.arguments.findIndex((given) => given === fn),
  );
}

/** Whether a function of the language makes it: what it takes from elsewhere flows into it. */
function isOfTheLanguage(source: SourceCode, node: Node): boolean {
  return isCall(node) && builtInFlows(source, node) !== undefined;
}
