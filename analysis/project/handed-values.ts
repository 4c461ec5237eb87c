/**
 * What is handed to functions of other files, by itself or in an options object: collections, and functions.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { patternOf } from '../flow/call-sites.ts';
import type { GivenEntry } from '../collections/collection-queries.ts';
import type { Holder } from '../collections/uses.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { propertyName } from '../syntax/references.ts';
import { functionsAt } from './functions-at.ts';
import type { ProjectContext } from './project-context.ts';

/** A file with the expressions in it that name what it was handed. */
export interface NamedIn {
  readonly file: string;
  readonly source: SourceCode;
  readonly nodes: readonly Node[];
  /** Whether other expressions may name it, too. */
  readonly isLost?: boolean;
}

/** The same in a function that it was handed to. */
export interface TakenIn extends NamedIn {
  readonly fn: FunctionNode;
}

/** The names of a value in the function that it is passed to; undefined if that is not seen. */
export function takenBy(
  context: ProjectContext,
  file: string,
  { module, path, position, within }: PassedOn,
): TakenIn[] | undefined {
  const found = functionsAt(context, file, { module, path }).flatMap(
    ({ home, source, fn }): TakenIn[] => {
      const parameter = fn.params[position];
      if (parameter?.type === AST_NODE_TYPES.RestElement) return [];
      const pattern = parameter && withoutDefault(patternOf(parameter));
      const named =
        pattern &&
        (within === undefined
          ? namesOf(source, fn, pattern)
          : namesInPattern(source, { fn, pattern, within }));
      return named ? [{ file: home, source, fn, ...named }] : [];
    },
  );
  return found.length > 0 ? found : undefined;
}

/** A parameter of a function, with where in it an entry is. */
export interface TakenEntry extends Pick<NamedIn, 'file' | 'source'> {
  readonly parameter: Holder;
}

/** The parameters of functions that are given an entry; undefined if such a function is not seen. */
export function entriesTakenBy(
  context: ProjectContext,
  file: string,
  { module, path, position, at }: GivenEntry,
): TakenEntry[] | undefined {
  const found = functionsAt(context, file, { module, path }).map(
    ({ home, source, fn: { params } }): TakenEntry | undefined => {
      const last = params.at(-1);
      const isRest = last?.type === AST_NODE_TYPES.RestElement && position >= params.length - 1;
      const parameter = isRest ? last : params[position];
      return position < 0 || !parameter
        ? undefined
        : {
            file: home,
            source,
            parameter: { node: patternOf(parameter), path: isRest ? ['[]', ...at] : at },
          };
    },
  );
  const seen = found.flatMap((taken) => taken ?? []);
  return found.length > 0 && seen.length === found.length ? seen : undefined;
}

function withoutDefault(pattern: Node): Node {
  return pattern.type === AST_NODE_TYPES.AssignmentPattern ? pattern.left : pattern;
}

type Names = Pick<NamedIn, 'nodes' | 'isLost'>;

function namesOf(source: SourceCode, declaring: Node, pattern: Node): Names | undefined {
  return pattern.type === AST_NODE_TYPES.Identifier
    ? { nodes: readsOf(source, declaring, pattern) }
    : undefined;
}

function readsOf(source: SourceCode, declaring: Node, name: TSESTree.Identifier): Node[] {
  return source
    .getDeclaredVariables(declaring)
    .filter(({ identifiers }) => identifiers.includes(name))
    .flatMap(({ references }) =>
      references
        .filter((reference) => reference.isRead())
        .map(({ identifier }) => identifier as Node),
    );
}

interface InPattern {
  readonly fn: Node;
  readonly pattern: Node;
  readonly within: string;
}

/** `({ jobs }) => …`, `(options) => { options.jobs; const { jobs } = options; }` */
function namesInPattern(source: SourceCode, { fn, pattern, within }: InPattern): Names | undefined {
  if (pattern.type === AST_NODE_TYPES.ObjectPattern) return taken(source, fn, pattern, within);
  if (pattern.type !== AST_NODE_TYPES.Identifier) return undefined;
  const uses = readsOf(source, fn, pattern).map((read) => ofObject(source, read, within));
  return {
    nodes: uses.flatMap((use) => use?.nodes ?? []),
    isLost: uses.some((use) => use === undefined || use.isLost === true),
  };
}

/** What a use of an object names of it; undefined if it hands the object on. */
function ofObject(source: SourceCode, object: Node, within: string): Names | undefined {
  const { parent } = object;
  if (parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === object) {
    const name = propertyName(source, parent);
    return name === undefined ? undefined : { nodes: name === within ? [parent] : [] };
  }
  return parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init === object
    ? taken(source, parent, parent.id, within)
    : undefined;
}

function taken(
  source: SourceCode,
  declaring: Node,
  pattern: Node,
  within: string,
): Names | undefined {
  if (pattern.type !== AST_NODE_TYPES.ObjectPattern) return undefined;
  const isLost = pattern.properties.some(({ type }) => type === AST_NODE_TYPES.RestElement);
  const property = pattern.properties.find(
    (candidate) =>
      candidate.type === AST_NODE_TYPES.Property && propertyName(source, candidate) === within,
  );
  if (property?.type !== AST_NODE_TYPES.Property) return { nodes: [], isLost };
  const { value } = property;
  const named = namesOf(source, declaring, withoutDefault(value));
  return named && { ...named, isLost };
}
