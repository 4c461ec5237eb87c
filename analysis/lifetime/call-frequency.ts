/**
 * How often a piece of code can run: a single time, as the module loads, or again and again for as long as the process lives.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf, type Callers } from '../flow/call-graph.ts';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { placeOf } from '../syntax/node-keys.ts';
import { isFunction, LOOPS } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, isAtModuleLevel, nodesOf, someNode } from '../syntax/traversal.ts';
import { callbackRole } from './callback-roles.ts';
import type { LifetimeQueries, RunContext } from './lifetime-queries.ts';
import { isSingleton } from './long-lived-places.ts';

/** Whether nothing but the clock runs it. */
export function isTimer({ by }: RunContext): boolean {
  return by === SELF_SETTING_TIMER || by.startsWith(A_TIMER);
}

const A_TIMER = 'the timer ';
const SELF_SETTING_TIMER = 'a timer that sets itself again';

/** Names of functions that run as a service starts, and register what it is made of. */
const STARTUP_NAME =
  /^(?:init|initiali[sz]e|setup|set_up|start|startup|boot|bootstrap|load|preload|register|define|configure|install|migrate|seed|warm|hydrate|restore|discover|main|use|mount|build|connect|onModuleInit|onApplicationBootstrap|onReady)(?![a-z])/u;
const TEST_NAME =
  /(?:^|_)(?:tests?|mock|spec)(?=[A-Z_]|$)|(?:ForTest|ForTests|ForTesting|InTest|InTests|TestOnly|_test|Test|Tests|Testing)$|^(?:reset|clear)?_+(?:reset|clear|test)/u;

/** Properties that sockets, workers, ports and signals keep the handler of an event in, which comes more than once in a process. */
const HANDLER_PROPERTY =
  /^on(?:abort|change|close|connect|data|datachannel|disconnect|end|error|exit|icecandidate|message|messageerror|notification|progress|readystatechange|request|response|result|timeout|track)$/u;

/** How many functions one answer may lead through. */
const MAX_FUNCTIONS = 60;

/** Who runs the code at a node, through every function around it. */
export function runContext(source: SourceCode, node: Node, project: LifetimeQueries): RunContext {
  return new RunContexts(source, project).at(node);
}

/** Who runs a function that an expression names and hands on. */
export function runContextOfValue(
  source: SourceCode,
  node: Node,
  project: LifetimeQueries,
): RunContext {
  return new RunContexts(source, project).ofValue(node);
}

/** A method that its file does not call may be called on an instance that the file gives away, or by a superclass. */
function isMethodOfInstance(source: SourceCode, { parent }: FunctionNode): boolean {
  if (
    parent.type !== AST_NODE_TYPES.MethodDefinition ||
    parent.accessibility === 'private' ||
    parent.key.type === AST_NODE_TYPES.PrivateIdentifier
  )
    return false;
  const owner = parent.parent.parent;
  if (parent.kind === 'constructor') return false;
  return (
    owner.superClass !== null ||
    nodesOf(source, AST_NODE_TYPES.NewExpression).some(
      ({ callee }) => callee.type === AST_NODE_TYPES.Identifier && callee.name === owner.id?.name,
    )
  );
}

/** What is known of a function while it is being judged: that it calls itself. */
const ITSELF: RunContext = { kind: 'once', by: 'itself' };

/** `while (true)`, `for (;;)`; one that is left in the middle reads page by page, and comes to an end. */
export function isEndless(source: SourceCode, node: Node): boolean {
  const isWhile =
    node.type === AST_NODE_TYPES.WhileStatement || node.type === AST_NODE_TYPES.DoWhileStatement;
  const goesOn = isWhile
    ? node.test.type === AST_NODE_TYPES.Literal && Boolean(node.test.value)
    : node.type === AST_NODE_TYPES.ForStatement && !node.test;
  return (
    goesOn &&
    !someNode(
      source,
      node,
      ({ type }) =>
        type === AST_NODE_TYPES.BreakStatement || type === AST_NODE_TYPES.ReturnStatement,
    )
  );
}

function isTimeout({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return (
    callee.type === AST_NODE_TYPES.Identifier && /^set(?:Timeout|Immediate)$/u.test(callee.name)
  );
}

/** `startSession(req, res)`: what is named like a start-up routine runs with each request all the same. */
function takesRequest({ params }: FunctionNode): boolean {
  return params.some(
    (parameter) =>
      parameter.type === AST_NODE_TYPES.Identifier && /^_?req(?:uest)?$/u.test(parameter.name),
  );
}

/** What is known of a function that nobody runs often, if all who run it are known. */
function rarest(runs: readonly RunContext[]): RunContext | undefined {
  // Whoever is not seen may find it by its name: a table of handlers, a loader.
  if (runs.length === 0 || runs.some(({ kind }) => kind === 'unknown')) return undefined;
  return runs.find(({ kind }) => kind === 'once') ?? runs[0];
}

/** Whoever has an instance calls a method by ways that nobody sees. */
function isMember({ parent }: FunctionNode): boolean {
  if (parent.type === AST_NODE_TYPES.MethodDefinition) return parent.kind !== 'constructor';
  return (
    parent.type === AST_NODE_TYPES.Property || parent.type === AST_NODE_TYPES.PropertyDefinition
  );
}

function exportedName(name: string | undefined): string {
  return name === undefined ? 'an exported function' : `the exported function \`${name}\``;
}

class RunContexts {
  readonly #source: SourceCode;
  readonly #project: LifetimeQueries;
  readonly #known = new Map<FunctionNode, RunContext>();
  /** Functions of which it is being asked who gets what they return. */
  readonly #returning = new Set<FunctionNode>();

  constructor(source: SourceCode, project: LifetimeQueries) {
    this.#source = source;
    this.#project = project;
  }

  at(node: Node): RunContext {
    for (const ancestor of ancestorsOf(node)) {
      if (isFunction(ancestor)) return this.#ofFunction(ancestor);
      if (isEndless(this.#source, ancestor)) return { kind: 'often', by: 'an endless loop' };
      const isField = ancestor.type === AST_NODE_TYPES.PropertyDefinition && !ancestor.static;
      if (isField)
        return isSingleton(this.#source, ancestor.parent.parent)
          ? { kind: 'once', by: 'the making of a singleton' }
          : { kind: 'unknown', by: 'whoever makes an instance' };
    }
    return { kind: 'once', by: 'the loading of the module' };
  }

  #ofFunction(fn: FunctionNode): RunContext {
    const known = this.#known.get(fn);
    if (known) return known;
    // A function that calls itself runs no oftener for that.
    this.#known.set(fn, ITSELF);
    const context: RunContext =
      this.#known.size > MAX_FUNCTIONS
        ? { kind: 'unknown', by: 'too many functions' }
        : this.#judge(fn);
    this.#known.set(fn, context);
    return context;
  }

  #judge(fn: FunctionNode): RunContext {
    const callers = callersOf(this.#source, fn);
    const contexts: RunContext[] = [];
    for (const ask of [
      ...callers.calls.map((call) => () => this.at(call)),
      ...callers.values.map((value) => () => this.ofValue(value)),
    ]) {
      const context = ask();
      if (context.kind === 'often') return context;
      contexts.push(context);
    }
    if (callers.isExported) return this.#ofExported(fn, callers, contexts);
    if (isMethodOfInstance(this.#source, fn))
      return { kind: 'unknown', by: 'whoever has an instance' };
    if (contexts.length === 0)
      return {
        kind: 'once',
        by: callers.name === undefined ? 'nothing' : `nobody: \`${callers.name}\` is never called`,
      };
    return (
      contexts.find(({ kind }) => kind === 'unknown') ??
      contexts.find(({ kind }) => kind === 'once') ??
      contexts[0]!
    );
  }

  #ofExported(fn: FunctionNode, { name }: Callers, here: readonly RunContext[]): RunContext {
    const isStartup = name !== undefined && STARTUP_NAME.test(name) && !takesRequest(fn);
    if (isMember(fn) && !isStartup && !(name !== undefined && TEST_NAME.test(name)))
      return this.#ofMember(fn, name);
    // What other files run often, or nobody knows how often, does so; only of a start-up function that must be shown.
    const { runs, isComplete } = this.#project.runsElsewhere(
      placeOf(this.#source, fn),
      isStartup ? ['often'] : ['often', 'unknown'],
    );
    const often = runs.find(({ kind }) => kind === 'often');
    if (often) return often;
    const member = fn.parent;
    if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor')
      return this.#ofConstructor(member.parent.parent);
    const rare = isComplete && !isMember(fn) ? rarest([...here, ...runs]) : undefined;
    if (rare) return rare;
    if (name !== undefined && TEST_NAME.test(name))
      return { kind: 'test', by: `tests, as the name of \`${name}\` says` };
    if (isStartup) return { kind: 'unknown', by: `\`${name}\`, which may run at start-up alone` };
    return { kind: 'often', by: exportedName(name) };
  }

  /** Runs often, whatever other files say: they are asked once somebody wants to hear who runs it. */
  #ofMember(fn: FunctionNode, name: string | undefined): RunContext {
    let asked: RunContext | undefined;
    const runner = (): RunContext =>
      (asked ??= this.#project
        .runsElsewhere(placeOf(this.#source, fn), ['often', 'unknown'])
        .runs.find(({ kind }) => kind === 'often') ?? { kind: 'often', by: exportedName(name) });
    return {
      kind: 'often',
      get by() {
        return runner().by;
      },
      get file() {
        return runner().file;
      },
    };
  }

  #ofConstructor(owner: ClassNode): RunContext {
    const isLasting =
      isSingleton(this.#source, owner) ||
      this.#project.instancesElsewhere(placeOf(this.#source, owner)).isLasting;
    return isLasting
      ? { kind: 'once', by: 'the making of a singleton' }
      : { kind: 'unknown', by: 'whoever makes an instance' };
  }

  /** A function as a value: what it is handed to decides. */
  ofValue(value: Node): RunContext {
    const { parent } = value;
    switch (parent?.type) {
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        // `(() => { … })()`
        if (parent.callee === value) return this.at(parent);
        return this.#ofCallback(parent, value);
      case AST_NODE_TYPES.Property:
      case AST_NODE_TYPES.ObjectExpression:
      case AST_NODE_TYPES.SpreadElement:
      case AST_NODE_TYPES.ArrayExpression:
      case AST_NODE_TYPES.ConditionalExpression:
      case AST_NODE_TYPES.LogicalExpression:
      case AST_NODE_TYPES.AwaitExpression:
      case AST_NODE_TYPES.TSAsExpression:
      case AST_NODE_TYPES.TSSatisfiesExpression:
        return this.ofValue(parent);
      case AST_NODE_TYPES.MemberExpression:
        // `handle.bind(this)`
        return parent.object === value &&
          parent.parent.type === AST_NODE_TYPES.CallExpression &&
          parent.parent.callee === parent
          ? this.#ofBound(parent.parent)
          : { kind: 'unknown', by: 'whoever has it' };
      case AST_NODE_TYPES.ReturnStatement:
      case AST_NODE_TYPES.ArrowFunctionExpression:
        return this.#ofReturned(parent);
      case AST_NODE_TYPES.AssignmentExpression:
        return this.#ofAssigned(parent);
      default:
        return { kind: 'unknown', by: 'whoever has it' };
    }
  }

  #ofBound(call: TSESTree.CallExpression): RunContext {
    const { callee } = call;
    const isBound =
      callee.type === AST_NODE_TYPES.MemberExpression &&
      callee.property.type === AST_NODE_TYPES.Identifier &&
      callee.property.name === 'bind';
    return isBound ? this.ofValue(call) : this.at(call);
  }

  #ofCallback(call: TSESTree.CallExpression | TSESTree.NewExpression, callback: Node): RunContext {
    const role = callbackRole(this.#source, call, callback);
    if (role.kind === 'inline') return isTimeout(call) ? this.#ofTimeout(call) : this.at(call);
    if (role.kind === 'stream') return this.#ofStream(call, role.name);
    if (role.kind === 'handler' || role.kind === 'ending')
      return { kind: 'often', by: `the handler of \`${role.name}\`` };
    if (role.kind === 'timer') return { kind: 'often', by: `${A_TIMER}\`${role.name}\`` };
    if (role.kind === 'lifecycle') return { kind: 'once', by: `\`${role.name}\`` };
    const around = this.at(call);
    return around.kind === 'often'
      ? around
      : { kind: 'unknown', by: 'whatever takes the callback' };
  }

  /** `function tick() { …; setTimeout(tick, 1000); }` goes on. */
  #ofTimeout(call: TSESTree.CallExpression | TSESTree.NewExpression): RunContext {
    const around = this.at(call);
    return around === ITSELF ? { kind: 'often', by: SELF_SETTING_TIMER } : around;
  }

  /** A file that is read as the module loads comes to its end; what else a module listens to does not. */
  #ofStream(call: TSESTree.CallExpression | TSESTree.NewExpression, name: string): RunContext {
    const around = this.at(call);
    return around.kind === 'often'
      ? { kind: 'often', by: `the handler of \`${name}\`` }
      : around.kind === 'once'
        ? { kind: 'unknown', by: `the handler of \`${name}\`, whose stream may end` }
        : around;
  }

  /** A function that a function returns: who gets it may call it at will. */
  #ofReturned(statement: Node): RunContext {
    const outer = isFunction(statement)
      ? statement
      : [...ancestorsOf(statement)].find((ancestor) => isFunction(ancestor));
    if (!outer || !isFunction(outer)) return { kind: 'unknown', by: 'whoever has it' };
    // A function that returns what it returns to itself hands it to nobody else by that.
    if (this.#returning.has(outer)) return { kind: 'unknown', by: 'itself' };
    this.#returning.add(outer);
    const callers = callersOf(this.#source, outer);
    const contexts = callers.calls.map((call) => this.ofValue(call));
    const often = contexts.find(({ kind }) => kind === 'often');
    if (often) return often;
    return callers.isExported
      ? { kind: 'often', by: `what \`${callers.name ?? 'the exported function'}\` returns` }
      : { kind: 'unknown', by: 'whoever has it' };
  }

  /** `ws.onmessage = (event) => …` */
  #ofAssigned({ left }: TSESTree.AssignmentExpression): RunContext {
    const property =
      left.type === AST_NODE_TYPES.MemberExpression ? (propertyName(this.#source, left) ?? '') : '';
    return HANDLER_PROPERTY.test(property)
      ? { kind: 'often', by: `the handler \`${property}\`` }
      : { kind: 'unknown', by: 'whoever has it' };
  }
}

/** Callees that run the function that they are given once: of promises, and of test runners. */
const RUNS_ONCE =
  /^(?:then|catch|finally|describe|it|test|before|after|beforeAll|afterAll|beforeEach|afterEach|suite|setup)$/u;

/** Whether a node runs once: in no loop, and in functions that the module alone calls, where it is loaded. */
export function runsOnce(source: SourceCode, node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (LOOPS.has(ancestor.type)) return false;
    if (isFunction(ancestor) && !isStartedByModule(source, ancestor)) return false;
  }
  return true;
}

function isStartedByModule(source: SourceCode, fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === AST_NODE_TYPES.CallExpression)
    return (parent.callee === fn || isRunOnceBy(parent)) && runsOnce(source, parent);
  const [variable] = source.getDeclaredVariables(
    fn.type === AST_NODE_TYPES.FunctionDeclaration ? fn : parent,
  );
  const isNamed =
    fn.type === AST_NODE_TYPES.FunctionDeclaration
      ? parent.type === AST_NODE_TYPES.Program
      : parent.type === AST_NODE_TYPES.VariableDeclarator && isAtModuleLevel(parent);
  if (!isNamed || !variable) return false;
  const reads = variable.references.filter((reference) => reference.isRead());
  return (
    reads.length > 0 &&
    reads.every(
      ({ identifier }) =>
        isCalled(identifier) &&
        isAtModuleLevel(identifier) &&
        ![...ancestorsOf(identifier)].some(({ type }) => LOOPS.has(type)),
    )
  );
}

function isRunOnceBy({ callee }: TSESTree.CallExpression): boolean {
  const named = callee.type === AST_NODE_TYPES.MemberExpression ? callee.property : callee;
  return named.type === AST_NODE_TYPES.Identifier && RUNS_ONCE.test(named.name);
}

function isCalled(identifier: Node): boolean {
  const { parent } = identifier;
  return parent?.type === AST_NODE_TYPES.CallExpression && parent.callee === identifier;
}
