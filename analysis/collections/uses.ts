/**
 * What is done to a collection and to the values in it, wherever they go in the file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { forwardFlow } from '../flow/forward-flow.ts';
import type { Content, Path, Step } from '../flow/contents.ts';
import { type Edge } from '../flow/edges.ts';
import { isExportedClass } from '../flow/exports.ts';
import { namesAt } from '../flow/names.ts';
import { isAwaiting, Tracker, type Edges, type Fact } from '../flow/track.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { addsTo } from '../vocabulary/collection-methods.ts';
import { accessesAt, isLostAt, type Access } from './accesses.ts';
import type { Collection } from './collections.ts';
import { isChangedInMaking } from './making.ts';
import { resultsBy } from './results.ts';

export interface Use {
  /** The expression that names the collection, or a value in it. */
  readonly node: Node;
  /** 0: the collection itself; 1: a value in it; 2: a value in that. */
  readonly level: number;
  /** The property of a value that holds what is used: `events` of `sessions.get(id).events`. */
  readonly path: string;
  readonly access: Access;
}

/** An expression that has a value of the collection inside. */
export interface Holder {
  readonly node: Node;
  /** Where in it the value is. */
  readonly path: Path;
  /** The part of a value that it is, as `path` of a use. */
  readonly part?: string;
}

export interface Uses {
  readonly all: readonly Use[];
  readonly holders: readonly Holder[];
  /** The expressions that have the collection itself inside. */
  readonly owners: readonly Node[];
  /** Whether an expression names the collection itself. */
  readonly isCollection: (node: Node) => boolean;
  /** Whether an expression names a value in it. */
  readonly isValue: (node: Node) => boolean;
}

/** Where in the collection a value is. */
type Place = Pick<Use, 'level' | 'path'>;

/** How many places one collection may lead through; beyond, it escapes. */
const MAX_STATES = 4000;
const MAX_LEVEL = 2;
const MAX_PATH = 2;

const WHOLE: Place = { level: 0, path: '' };

export function usesOf(
  source: SourceCode,
  { names, madeIn }: Pick<Collection, 'names' | 'madeIn'>,
): Uses {
  const follower = new Follower(source, names);
  for (const node of names) follower.add(node, WHOLE);
  const uses = follower.run();
  if (!madeIn) return uses;
  return { ...uses, all: uses.all.filter((use) => !isChangedInMaking(source, use, madeIn)) };
}

/** An expression that gives a value, or has it inside. */
export interface Seed extends Pick<Use, 'node' | 'level' | 'path'> {
  /** Where in it the value is. */
  readonly at?: Path;
}

/**
 * The uses of values that expressions give.
 * @param functions expressions that name a function which returns one, or what has one inside
 */
export function usesOfValues(
  source: SourceCode,
  values: readonly Seed[],
  functions: readonly Holder[] = [],
): Uses {
  const follower = new Follower(
    source,
    [],
    values.flatMap(({ node, level }) => (level === 0 ? [node] : [])),
  );
  for (const { node, level, path, at } of values) follower.add(node, { level, path }, at);
  for (const node of functions) follower.addResults(node);
  return follower.run();
}

class Follower {
  readonly #source: SourceCode;
  readonly #names: ReadonlySet<Node>;
  readonly #tracker: Tracker<Place>;
  readonly #places = new Map<Node, Place>();
  readonly #uses: Use[] = [];
  readonly #holders: Holder[] = [];
  readonly #owners: Node[] = [];
  /** Whether an object that holds the collection goes where nobody follows it. */
  #isHolderLost = false;

  /**
   * @param names the expressions that name the collection: what holds it is not looked for by them
   * @param wholes others that do: what is put into it is followed from there on already
   */
  constructor(source: SourceCode, names: readonly Node[], wholes: readonly Node[] = []) {
    this.#source = source;
    this.#names = new Set(names);
    this.#tracker = new Tracker<Place>(
      edgesOf(source, this.#names, new Set(wholes)),
      { key: ({ level, path }) => `${level}${path}`, after },
      (node, fact) => {
        this.#arrive(node, fact);
      },
      {
        budget: MAX_STATES,
        settles: (origin, { label }) => {
          if (label.level === 0) this.#isHolderLost ||= !isMadeHere(source, origin);
        },
      },
    );
  }

  add(node: Node, place: Place, at?: Path): void {
    this.#tracker.seed(node, place, at);
  }

  /** What a function of another file gives, wherever it is called or given to a method that calls it. */
  addResults({ node: name, path: at }: Holder): void {
    for (const { node, path } of resultsBy(this.#source, name).results)
      this.#tracker.seed(node, { level: 1, path: '' }, [...path, ...at]);
  }

  run(): Uses {
    this.#tracker.run();
    const levelOf = (node: Node) => this.#places.get(withoutWrappers(node))?.level;
    return {
      all: this.#told().toSorted((a, b) => a.node.range[0] - b.node.range[0]),
      holders: this.#holders,
      owners: this.#owners,
      isCollection: (node) => levelOf(node) === 0,
      isValue: (node) => (levelOf(node) ?? 0) > 0,
    };
  }

  #arrive(node: Node, { label, path }: Fact<Place>): void {
    if (!this.#names.has(node) && !isExpression(this.#source, node)) return;
    if (path.length > 0) {
      if (label.level > 0) this.#holders.push({ node, path, part: label.path });
      else {
        this.#owners.push(node);
        this.#isHolderLost ||= isLostAt(this.#source, node);
      }
      return;
    }
    if (!this.#places.has(node)) this.#places.set(node, label);
    for (const access of accessesAt(this.#source, node, label.level === 0))
      this.#use(node, label, access);
  }

  #use(node: Node, place: Place, access: Access): void {
    if (access.kind !== 'write') {
      this.#uses.push({ node, ...place, access });
      return;
    }
    // `this.bits[index]! |= 1`
    const target = withoutWrappers(access.assignment.left) as TSESTree.MemberExpression;
    const name = propertyName(this.#source, target);
    const isEntry = access.key !== undefined && name === undefined;
    const path = isEntry || place.level === 0 ? place.path : joined(place.path, name);
    this.#uses.push({ node, level: place.level, path, access });
    // `(table[key] ??= []).push(x)`
    if (access.key) this.add(access.assignment, { level: place.level + 1, path: '' });
  }

  /** The uses, where it is known by now which objects are followed. */
  #told(): Use[] {
    const isLost = this.#isHolderLost || !this.#tracker.isComplete;
    return this.#uses.map((use) =>
      isLost && use.access.kind === 'escape' && use.access.how === 'held'
        ? { ...use, access: { kind: 'escape', how: 'stored' } }
        : use,
    );
  }
}

/** The flow of a file without what names of the collection are written into, and what hands nothing on. */
function edgesOf(source: SourceCode, names: ReadonlySet<Node>, wholes: ReadonlySet<Node>): Edges {
  const flow = forwardFlow(source);
  return {
    into: (node) => flow.into(node),
    out: (node, head) => {
      if (isIdleResult(source, node)) return [];
      const isTarget = names.has(node) && isWriteTarget(node);
      return flow
        .out(node, head)
        .filter(({ to, isWritten }) => isWritten !== true || (!isTarget && !wholes.has(to)));
    },
  };
}

/** An arrow function that happens to return what `set` gives back hands nothing on; `cache.set(a, 1).set(b, 2)` does. */
function isIdleResult(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    node.parent.type !== AST_NODE_TYPES.MemberExpression &&
    addsTo(propertyName(source, node.callee) ?? '') === 'entry'
  );
}

/** What a step makes of a place: what is taken out of a collection is a value, what is taken out of that one of it. */
function after(place: Place, step: Step, edge: Edge): Fact<Place> | undefined {
  if (isAwaiting(step)) return { label: place, path: [] };
  if (step.kind === 'iterate') return within(valueIn(place), isOfPairs(step, edge) ? ['[1]'] : []);
  return step.kind === 'load' ? loaded(place, step.content) : undefined;
}

/** Whether what a loop takes out is taken apart as a pair of a key and its value. */
function isOfPairs(step: Step, { to, steps }: Edge): boolean {
  const next = steps[steps.indexOf(step) + 1];
  return (
    to.type === AST_NODE_TYPES.ArrayPattern || (next?.kind === 'load' && next.content === '[1]')
  );
}

/** What is read of a collection that is no value in it. */
const NO_VALUE: ReadonlySet<Content> = new Set(['key', '.size', '.length']);

function loaded(place: Place, content: Content): Fact<Place> | undefined {
  if (NO_VALUE.has(content)) return undefined;
  if (content === 'entry' || content === '[]' || content === '{}')
    return within(valueIn(place), []);
  const { level, path } = place;
  const name = content.startsWith('.') ? content.slice(1) : content;
  return level > 0 && path.split('.').length <= MAX_PATH
    ? { label: { level, path: joined(path, name) }, path: [] }
    : undefined;
}

function valueIn({ level }: Place): Place {
  return { level: level + 1, path: '' };
}

function within(label: Place, path: Path): Fact<Place> | undefined {
  return label.level > MAX_LEVEL ? undefined : { label, path };
}

/** What stands for values, and does nothing with them. */
const STANDS_FOR: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayPattern,
  AST_NODE_TYPES.AssignmentPattern,
  AST_NODE_TYPES.BlockStatement,
  AST_NODE_TYPES.ClassBody,
  AST_NODE_TYPES.ExportDefaultDeclaration,
  AST_NODE_TYPES.ExportSpecifier,
  AST_NODE_TYPES.ObjectPattern,
  AST_NODE_TYPES.Program,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.TSExportAssignment,
]);

/** Whether a node gives a value where it stands: what is declared or written to does not. */
function isExpression(source: SourceCode, node: Node): boolean {
  if (STANDS_FOR.has(node.type) || isIdleResult(source, node)) return false;
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === node) return false;
  return namesAt(source, node).every(({ reads }) => reads.includes(node));
}

/** Whether an object that something is put into is made where it can be seen. */
function isMadeHere(source: SourceCode, origin: Node): boolean {
  switch (origin.type) {
    case AST_NODE_TYPES.ObjectExpression:
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.NewExpression:
      return true;
    case AST_NODE_TYPES.ClassBody:
      return !isExportedClass(source, origin.parent);
    default:
      return false;
  }
}

function joined(path: string, name: string | undefined): string {
  return path === '' ? (name ?? '?') : `${path}.${name ?? '?'}`;
}
