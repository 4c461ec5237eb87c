/**
 * Where the key of an entry comes from: out of a finite set, or out of one that grows as long as the process runs.
 * What flows into it comes first, then what callers pass, then types; names last.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { functionTaking } from '../flow/call-sites.ts';
import type { Path } from '../flow/contents.ts';
import { statesBefore, type State } from '../flow/evaluate.ts';
import { lazyFlow } from '../flow/lazy-flow.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { callOrigin, madeOrigin } from './call-origins.ts';
import { counterText, isLastingCounter } from './counters.ts';
import { isFiniteType } from './finite-types.ts';
import { listedAt } from './key-guards.ts';
import type { KeyOrigin, KeyQueries } from './key-queries.ts';
import { contentsOfLiteral, partsOfObject } from './literal-origins.ts';
import { memberOrigin } from './member-origins.ts';
import { identifierOrigin } from './name-origins.ts';
import {
  FINITE,
  grows,
  isElement,
  joined,
  madeAnew,
  objectMadeAnew,
  OPEN,
  OPEN_CONTENT,
  quote,
  THROUGH_ALL,
  unknown,
  type Asker,
} from './origins.ts';
import { parameterOrigin, type EnteredCall, type GivingKeys } from './parameter-origins.ts';

const LISTED: KeyOrigin = { kind: 'finite', text: 'only what a constant of the module lists' };

/** How many expressions one question may lead through, and how many one behind the other. */
const MAX_STEPS = 1500;
const MAX_DEPTH = 200;

/** What is known where a key is used. */
export interface KeyUse {
  /** Which calls hand on what the key is for; without it, nobody knows what it is for. */
  readonly giving?: GivingKeys;
  /** Whether an expression is known to be one of a constant's there. */
  readonly isListed: (expression: Node) => boolean;
}

const NOTHING_KNOWN: KeyUse = { isListed: () => false };

/** Where the key of an entry comes from. */
export function keyOrigin(
  source: SourceCode,
  key: Node,
  project: KeyQueries,
  use: KeyUse = NOTHING_KNOWN,
): KeyOrigin {
  const origin = new KeyOrigins(source, project, use).at(key, []);
  return origin === OPEN_CONTENT ? unknown(source, key) : origin;
}

/** An argument of a call, at a position, and where in it the key is. */
export interface KeyArgument {
  readonly call: Call;
  readonly position: number;
  readonly path: Path;
}

/**
 * The same of an argument that a function of another file takes as a key.
 * @param giving which calls count in this file, if not all do
 */
export function originOfArgument(
  source: SourceCode,
  { call, position, path }: KeyArgument,
  project: KeyQueries,
  giving?: GivingKeys,
): KeyOrigin {
  const given = call.arguments.slice(0, position + 1);
  const spread = given.find(({ type }) => type === AST_NODE_TYPES.SpreadElement);
  if (spread) return unknown(source, spread);
  const argument = call.arguments[position];
  const use: KeyUse = giving ? { ...NOTHING_KNOWN, giving } : NOTHING_KNOWN;
  return argument ? new KeyOrigins(source, project, use).at(argument, path) : FINITE;
}

/** What one question has cost so far. */
interface Spent {
  steps: number;
  depth: number;
}

/** A function whose answers to a call are looked into. */
interface Inside {
  readonly functions: readonly FunctionNode[];
  readonly call: Call;
  /** Who asks where the call stands. */
  readonly outside: KeyOrigins;
}

/** How many functions may lead to one another by their answers before all calls of the next count. */
const MAX_CALLS = 5;

class KeyOrigins implements Asker {
  readonly source: SourceCode;
  readonly project: KeyQueries;
  readonly #use: KeyUse;
  readonly #known = new Map<Node, Map<string, KeyOrigin>>();
  readonly #inside: Inside | undefined;
  readonly #calls: number;
  readonly #spent: Spent;

  /** @param inside what is looked into, where the question is about the answer of a function */
  constructor(source: SourceCode, project: KeyQueries, use: KeyUse, inside?: Inside) {
    this.source = source;
    this.project = project;
    this.#use = use;
    this.#inside = inside;
    this.#calls = inside ? inside.outside.#calls + 1 : 0;
    this.#spent = inside ? inside.outside.#spent : { steps: 0, depth: 0 };
  }

  get giving(): GivingKeys | undefined {
    return this.#use.giving;
  }

  at(expression: Node, path: Path): KeyOrigin {
    const node = withoutWrappers(expression);
    let known = this.#known.get(node);
    if (!known) this.#known.set(node, (known = new Map<string, KeyOrigin>()));
    const key = path.join(' ');
    const answer = known.get(key);
    if (answer) return answer;
    const spent = this.#spent;
    if (spent.steps++ > MAX_STEPS || spent.depth > MAX_DEPTH) return unknown(this.source, node);
    known.set(key, path.length === 0 ? OPEN : OPEN_CONTENT);
    spent.depth++;
    let origin = this.#judge(node, path);
    if (origin.kind !== 'finite' && isListedThere(this, node)) origin = LISTED;
    spent.depth--;
    known.set(key, origin);
    return origin;
  }

  anyOf(parts: readonly Node[], whole: Node): KeyOrigin {
    return joined(
      parts.map((part) => this.at(part, [])),
      () => unknown(this.source, whole),
    );
  }

  callOf(fn: FunctionNode): EnteredCall | undefined {
    const inside = this.#inside;
    return inside?.functions.includes(fn) ? inside : inside?.outside.callOf(fn);
  }

  givenBy(call: Call, functions: readonly FunctionNode[], path: Path): KeyOrigin | undefined {
    const plain = functions.filter(
      (fn) => !this.callOf(fn) && callersOf(this.source, fn).calls.includes(call),
    );
    if (plain.length === 0 || this.#calls >= MAX_CALLS) return this.flowInto(call, path);
    const inside = { functions: plain, call, outside: this };
    return new KeyOrigins(this.source, this.project, this.#use, inside).flowInto(call, path);
  }

  flowInto(node: Node, path: Path): KeyOrigin | undefined {
    const states = statesBefore(lazyFlow(this.source), { node, path }, THROUGH_ALL);
    if (states.length === 0) return undefined;
    return joined(
      states.map((state) => this.#from(state, path)),
      () => unknown(this.source, node),
    );
  }

  #from(state: State, path: Path): KeyOrigin {
    if (!state.isDerived) return this.at(state.node, state.path);
    const written = withoutWrappers(state.node);
    const origin =
      written.type === AST_NODE_TYPES.ObjectExpression
        ? this.anyOf(partsOfObject(written), written)
        : this.at(written, state.path);
    // A part of what is worked out: its name may tell more.
    return path.length > 0 && origin.kind === 'grows' ? grows(origin.text) : origin;
  }

  #judge(node: Node, path: Path): KeyOrigin {
    if (this.#use.isListed(node)) return LISTED;
    const judge = functionFor(KeyOrigins.#JUDGES, node);
    if (judge) return judge(node, this, path);
    if (isFunction(node)) return path.length === 0 ? objectMadeAnew('a function') : FINITE;
    return this.place(node, path);
  }

  static readonly #JUDGES: ByNodeType<[KeyOrigins, Path], KeyOrigin> = {
    [AST_NODE_TYPES.Literal]: () => FINITE,
    [AST_NODE_TYPES.MetaProperty]: () => FINITE,
    [AST_NODE_TYPES.ClassExpression]: (node, self, path) =>
      path.length === 0 ? FINITE : self.place(node, path),
    [AST_NODE_TYPES.UnaryExpression]: ({ operator, argument }, self) =>
      /^[-+~]$/u.test(operator) ? self.at(argument, []) : FINITE,
    [AST_NODE_TYPES.TemplateLiteral]: (node, self) => self.anyOf(node.expressions, node),
    // The rest of a division, a comparison: one of few.
    [AST_NODE_TYPES.BinaryExpression]: (node, self) =>
      /^(?:[-+*/|^]|\*\*|<<|>>>?)$/u.test(node.operator)
        ? self.anyOf([node.left, node.right], node)
        : FINITE,
    [AST_NODE_TYPES.ArrayExpression]: (node, self, path) =>
      path.length === 0
        ? self.anyOf(elementsOf(node.elements), node)
        : contentsOfLiteral(self, node, path),
    [AST_NODE_TYPES.ObjectExpression]: (node, self, path) =>
      path.length === 0 ? objectMadeAnew('an object') : contentsOfLiteral(self, node, path),
    [AST_NODE_TYPES.UpdateExpression]: ({ argument }, self) =>
      isLastingCounter(self.source, argument)
        ? madeAnew(counterText(self.source, argument))
        : self.at(argument, []),
    [AST_NODE_TYPES.ThisExpression]: (node, self, path) => self.#this(node, path),
    [AST_NODE_TYPES.Identifier]: (node, self, path) => identifierOrigin(self, node, path),
    [AST_NODE_TYPES.MemberExpression]: (node, self, path) => memberOrigin(self, node, path),
    [AST_NODE_TYPES.CallExpression]: (node, self, path) => callOrigin(self, node, path),
    [AST_NODE_TYPES.NewExpression]: (node, self, path) => madeOrigin(self, node, path),
  };

  /** A pattern, a parameter, a class, or whatever else values only go through. */
  place(node: Node, path: Path): KeyOrigin {
    if (isFiniteType(this.source, node, path))
      return { kind: 'finite', text: `${quote(this.source, node)}, whose type is finite` };
    const fn = functionTaking(node);
    if (fn) return parameterOrigin(this, { fn, pattern: node, path });
    return this.flowInto(node, path) ?? unknown(this.source, node);
  }

  #this(node: Node, path: Path): KeyOrigin {
    if (path.length === 0 || path.some(isElement)) return unknown(this.source, node);
    return this.flowInto(node, path) ?? unknown(this.source, node);
  }
}

/** `LANGS.includes(lang) ? lang : 'en'`, and what a function returns behind such a test. */
function isListedThere({ source, project }: KeyOrigins, node: Node): boolean {
  return (
    (node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.MemberExpression) &&
    listedAt(source, node, project)(node)
  );
}

/** What an array writes out, what it spreads with it. */
function elementsOf(elements: readonly (Node | null)[]): Node[] {
  return elements.flatMap((element) =>
    element ? [element.type === AST_NODE_TYPES.SpreadElement ? element.argument : element] : [],
  );
}
