/**
 * How often a piece of code can run: a single time, as the module loads, or again and again for as long as the process lives.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf, type Callers } from '../flow/call-graph.ts';
import { isEndlessLoop } from '../flow/loops.ts';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { isHandlerProperty } from '../vocabulary/events.ts';
import { isEffectHook } from '../vocabulary/page-names.ts';
import { isKeySource } from '../vocabulary/key-sources.ts';
import { isLoadedExport } from '../vocabulary/lifecycle-names.ts';
import { debuggingVariable } from './debugging.ts';
import { callbackRole, isTimeout, type Handler } from './callback-roles.ts';
import { giversOf, type Givers, type GivingCalls } from './giving-calls.ts';
import {
  buildsNestModule,
  exportedName,
  methodName,
  HAS_ITS_PARTS,
  isDecorator,
  isMember,
  isMadeHere,
  isOwnInstance,
  isMethodOfInstance,
  isRunByNestModule,
  isStartup,
  isTestName,
} from './function-forms.ts';
import type {
  CallFrequency,
  LifetimeQueries,
  PassedOn,
  RunsElsewhere,
} from './lifetime-queries.ts';
import { onceFlagHolder, type FlagHolder } from './once-flags.ts';
import { passedInObject, passedOn } from './passed-on.ts';
import { isSingleton } from './long-lived-places.ts';
import { completedCall, ofSeen } from './seen-callers.ts';

/** How many functions one answer may lead through. */
const MAX_FUNCTIONS = 60;

/**
 * Who runs the code at a node, through every function around it.
 * @param giving which calls count, if not all do
 */
export function callFrequency(
  source: SourceCode,
  node: Node,
  project: LifetimeQueries,
  giving?: GivingCalls,
): CallFrequency {
  return new CallFrequencies(source, project, giving).at(node);
}

/** Who runs a function that an expression names and hands on. */
export function callFrequencyOfValue(
  source: SourceCode,
  node: Node,
  project: LifetimeQueries,
): CallFrequency {
  return new CallFrequencies(source, project).ofValue(node);
}

/** What is known of a function while it is being judged: that it calls itself. */
const ITSELF: CallFrequency = { kind: 'once', by: 'itself' };

/** `@Command('x')`: what a decorator calls and gives runs as the class is defined. */
const BY_DECORATOR: CallFrequency = {
  kind: 'once',
  by: 'the definition of a class',
  role: 'decorator',
};

/** React renders components on a server, too, but runs their effects in pages alone. */
const IN_A_PAGE: CallFrequency = { kind: 'once', by: 'React, in a page' };

const BUILT_BY_NEST: CallFrequency = { kind: 'once', by: 'NestJS, as it builds its modules' };

/** What is known of a function that nobody runs often, if all who run it are known. */
function rarest(runs: readonly CallFrequency[]): CallFrequency | undefined {
  // Whoever is not seen may find it by its name: a table of handlers, a loader.
  if (runs.length === 0 || runs.some(({ kind }) => kind === 'unknown')) return undefined;
  return runs.find(({ kind }) => kind === 'once') ?? runs[0];
}

/** @param runs at least one */
function commonest(runs: readonly CallFrequency[]): CallFrequency {
  return (
    (['often', 'unknown', 'once'] as const).flatMap(
      (wanted) => runs.find(({ kind }) => kind === wanted) ?? [],
    )[0] ?? runs[0]!
  );
}

/** Whether that is sure; who is assumed to run it is asked but where it is doubted, for that may go through other files. */
function isOften(frequency: CallFrequency, isDoubted: boolean): boolean {
  return frequency.kind === 'often' && !(isDoubted && frequency.isAssumed === true);
}

/** `export function GET(request)`: Next and SvelteKit run it for each request. */
function routeOf(name: string | undefined): CallFrequency | undefined {
  return name !== undefined && isKeySource(name, 'export')
    ? { kind: 'often', by: `requests to \`${name}\``, handler: { name, waitsFor: 'requests' } }
    : undefined;
}

/** What makes a function the result of another. */
const GIVES_BACK: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ArrowFunctionExpression,
]);

const WHOEVER_HAS_IT: CallFrequency = { kind: 'unknown', by: 'whoever has it' };

/** What a value is to a function: the function, an object literal that has it, or such an object that a call has returned. */
type Held = 'itself' | 'in an object' | 'in a result';

const OBJECTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
]);

class CallFrequencies {
  readonly #source: SourceCode;
  readonly #project: LifetimeQueries;
  readonly #giving: GivingCalls | undefined;
  readonly #known = new Map<FunctionNode, CallFrequency>();
  /** Functions of which it is being asked who gets what they return. */
  readonly #returning = new Set<FunctionNode>();

  constructor(source: SourceCode, project: LifetimeQueries, giving?: GivingCalls) {
    this.#source = source;
    this.#project = project;
    this.#giving = giving;
  }

  at(node: Node): CallFrequency {
    const holder = onceFlagHolder(this.#source, node);
    if (holder) return this.#ofFlag(holder);
    const variable = debuggingVariable(this.#source, node);
    if (variable !== undefined) return forDebugging(variable);
    for (const ancestor of ancestorsOf(node)) {
      if (ancestor.type === AST_NODE_TYPES.Decorator) return BY_DECORATOR;
      if (isFunction(ancestor)) return this.#ofFunction(ancestor);
      if (isEndlessLoop(this.#source, ancestor)) return { kind: 'often', by: 'an endless loop' };
      const isField = ancestor.type === AST_NODE_TYPES.PropertyDefinition && !ancestor.static;
      if (isField)
        return isSingleton(this.#source, ancestor.parent.parent)
          ? { kind: 'once', by: 'the making of a singleton' }
          : { kind: 'unknown', by: 'whoever makes an instance' };
    }
    return { kind: 'once', by: 'the loading of the module' };
  }

  /** As often as whoever has the flag is made. */
  #ofFlag(holder: FlagHolder): CallFrequency {
    if (holder === 'module') return { kind: 'once', by: 'a flag that lets it run but once' };
    return isClass(holder) ? this.#ofConstructor(holder) : this.#ofFunction(holder);
  }

  #ofFunction(fn: FunctionNode): CallFrequency {
    const known = this.#known.get(fn);
    if (known) return known;
    // A function that calls itself runs no oftener for that.
    this.#known.set(fn, ITSELF);
    const frequency: CallFrequency =
      this.#known.size > MAX_FUNCTIONS
        ? { kind: 'unknown', by: 'too many functions' }
        : this.#judge(fn);
    this.#known.set(fn, frequency);
    return frequency;
  }

  #judge(fn: FunctionNode): CallFrequency {
    if (isDecorator(fn)) return BY_DECORATOR;
    if (buildsNestModule(fn)) return BUILT_BY_NEST;
    const giving = this.#giving;
    if (giving?.outer?.fn === fn) return giving.outer.frequency();
    const givers = giving && giversOf(this.#source, fn, giving);
    if (givers) return commonest(this.#ofRuns(givers));
    const callers = callersOf(this.#source, fn);
    const completed = completedCall(this.#source, fn);
    if (completed) return this.#ofCompletion(completed);
    // What is named like a start-up routine is not taken to run often because a function that calls it may.
    const startsUp = callers.name !== undefined && isStartup(fn, callers.name);
    const frequencies = this.#ofRuns(callers, startsUp);
    const often = frequencies.find((frequency) => isOften(frequency, startsUp));
    if (often) return (often.handler && this.#ofOwnHandler(fn)) ?? often;
    if (callers.isExported)
      return routeOf(callers.name) ?? this.#ofExported(fn, callers, frequencies);
    if (isMethodOfInstance(this.#source, fn)) return this.#ofInstanceMethod(fn, frequencies);
    if (frequencies.length === 0) return neverCalled(callers.name);
    return commonest(frequencies);
  }

  /**
   * Each of them; one that runs it often comes last, and is enough.
   * @param isDoubted whether one that may run it often, or not, is not enough
   */
  #ofRuns({ calls, values }: Givers, isDoubted = false): CallFrequency[] {
    const frequencies: CallFrequency[] = [];
    for (const ask of [
      ...calls.map((call) => () => this.at(call)),
      ...values.map((value) => () => this.ofValue(value)),
    ]) {
      const frequency = ask();
      frequencies.push(frequency);
      if (isOften(frequency, isDoubted)) break;
    }
    return frequencies;
  }

  /** @param here who runs it in its own file, none often */
  #ofInstanceMethod(fn: FunctionNode, here: readonly CallFrequency[]): CallFrequency {
    const owner = fn.parent.parent?.parent;
    const [once] = here;
    if (owner && isClass(owner)) {
      if (!once && isMadeHere(this.#source, owner))
        return { kind: 'often', by: 'whoever has an instance', isAssumed: true };
      if (once && here.every(({ kind }) => kind === 'once') && isOwnInstance(this.#source, owner))
        return once;
    }
    return { kind: 'unknown', by: 'whoever has an instance' };
  }

  /** By convention it runs once for each call, whatever event tells that the work is done. */
  #ofCompletion(call: Call): CallFrequency {
    const around = this.at(call);
    return around.kind === 'often'
      ? around
      : { kind: 'unknown', by: 'whatever takes the callback' };
  }

  #ofExported(fn: FunctionNode, { name }: Callers, here: readonly CallFrequency[]): CallFrequency {
    const startsUp = name !== undefined && isStartup(fn, name);
    const isForTests = name !== undefined && isTestName(name);
    if (isMember(fn) && !startsUp && !isForTests) return this.#ofMember(fn, name, here);
    // What other files run often, or nobody knows how often, does so; only of a start-up function that must be shown.
    const elsewhere = this.#project.runsElsewhere(
      nodeKeyOf(this.#source, fn),
      startsUp ? ['often'] : ['often', 'unknown'],
    );
    const { runs, isComplete } = elsewhere;
    const often = runs.find(({ kind }) => kind === 'often');
    if (often) return often;
    const member = fn.parent;
    if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor')
      return this.#ofConstructor(member.parent.parent);
    const rare = isComplete && !isMember(fn) ? rarest([...here, ...runs]) : undefined;
    if (rare) return rare;
    return ofUnseen(name, {
      startsUp,
      isForTests,
      isUncalled: here.length === 0 && isUncalled(fn, name, elsewhere),
    });
  }

  /** Runs often, whatever other files say, unless callers are seen: who runs it is asked once somebody wants to hear it. */
  #ofMember(
    fn: FunctionNode,
    name: string | undefined,
    here: readonly CallFrequency[],
  ): CallFrequency {
    // Callers that are seen, and none of them often, are more than a guess.
    if (here.length > 0) {
      const elsewhere = this.#project.runsElsewhere(nodeKeyOf(this.#source, fn), ['often']);
      return elsewhere.runs.find(({ kind }) => kind === 'often') ?? ofSeen(here, elsewhere);
    }
    const source = this.#source;
    let asked: RunsElsewhere | undefined;
    const elsewhere = () =>
      (asked ??= this.#project.runsElsewhere(nodeKeyOf(this.#source, fn), ['often', 'unknown']));
    const runner = (): CallFrequency =>
      elsewhere().runs.find(({ kind }) => kind === 'often') ?? {
        kind: 'often',
        by: methodName(fn, name),
        isAssumed: true,
        exported: name,
      };
    return {
      kind: 'often',
      get by() {
        return runner().by;
      },
      get file() {
        return runner().file;
      },
      get isAssumed() {
        return runner().isAssumed;
      },
      get exported() {
        return runner().exported;
      },
      get seen() {
        const found = elsewhere();
        if (found.isUnnamed === true && isCalledByNameAlone(source, fn, name))
          return neverCalled(name);
        const runs = found.runs.filter(({ kind }) => kind !== 'test');
        return found.loadedBy !== 'anybody' &&
          runs.length > 0 &&
          runs.every(({ kind }) => kind === 'once')
          ? ofSeen([], found)
          : undefined;
      },
      get role() {
        return runner().role;
      },
      get handler() {
        return runner().handler;
      },
    };
  }

  #ofConstructor(owner: ClassNode): CallFrequency {
    const isLasting =
      isSingleton(this.#source, owner) ||
      this.#project.instancesElsewhere(nodeKeyOf(this.#source, owner)).kind === 'lasting';
    return isLasting
      ? { kind: 'once', by: 'the making of a singleton' }
      : { kind: 'unknown', by: 'whoever makes an instance' };
  }

  /** A function as a value, or an object that has it: what it is handed to decides. */
  ofValue(value: Node, before: Held = 'itself'): CallFrequency {
    const { parent } = value;
    if (isRunByNestModule(this.#source, value)) return BUILT_BY_NEST;
    const held = before === 'itself' && OBJECTS.has(value.type) ? 'in an object' : before;
    if (parent && HAS_ITS_PARTS.has(parent.type))
      return this.#whereHanded(passedInObject(this.#source, value)) ?? this.ofValue(parent, held);
    if (parent && GIVES_BACK.has(parent.type)) return this.#ofReturned(parent, held);
    switch (parent?.type) {
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        // `(() => { … })()`
        return parent.callee === value ? this.at(parent) : this.#ofCallback(parent, value, held);
      case AST_NODE_TYPES.MemberExpression:
        return parent.object === value ? this.#ofMethodOf(parent) : WHOEVER_HAS_IT;
      case AST_NODE_TYPES.AssignmentExpression:
        return this.#ofAssigned(parent);
      default:
        return parent?.type === AST_NODE_TYPES.Decorator ? BY_DECORATOR : WHOEVER_HAS_IT;
    }
  }

  /** `handle.bind(this)` */
  #ofMethodOf(member: TSESTree.MemberExpression): CallFrequency {
    const call = member.parent;
    return call.type === AST_NODE_TYPES.CallExpression && call.callee === member
      ? this.#ofBound(call)
      : WHOEVER_HAS_IT;
  }

  #ofBound(call: TSESTree.CallExpression): CallFrequency {
    const { callee } = call;
    const isBound =
      callee.type === AST_NODE_TYPES.MemberExpression &&
      callee.property.type === AST_NODE_TYPES.Identifier &&
      callee.property.name === 'bind';
    return isBound ? this.ofValue(call) : this.at(call);
  }

  #ofCallback(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    callback: Node,
    held: Held,
  ): CallFrequency {
    if (isEffectHook(calledName(this.#source, call.callee))) return IN_A_PAGE;
    const role = callbackRole(this.#source, call, callback);
    if (role.kind === 'inline' && held === 'in a result') return WHOEVER_HAS_IT;
    if (role.kind === 'inline') return isTimeout(call) ? this.#ofTimeout(call) : this.at(call);
    if (role.kind === 'stream') return this.#ofStream(call, role);
    if (role.kind === 'handler' || role.kind === 'ending')
      return { kind: 'often', by: `the handler of \`${role.name}\``, handler: role };
    if (role.kind === 'timer')
      return { kind: 'often', by: timerText(this.#source, role.name, call), role: 'timer' };
    if (role.kind === 'lifecycle') return { kind: 'once', by: `\`${role.name}\`` };
    const around = this.at(call);
    return around.kind === 'often'
      ? around
      : (this.#whereHanded(passedOn(this.#source, call, callback)) ?? {
          kind: 'unknown',
          by: 'whatever takes the callback',
        });
  }

  /** `bot.on('lock', withAuthor(handle))`: a helper with many callers knows one of them, and that may be of another event. */
  #ofOwnHandler({ parent: wrapper }: Node): CallFrequency | undefined {
    const call = wrapper?.parent;
    if (
      wrapper?.type !== AST_NODE_TYPES.CallExpression ||
      call?.type !== AST_NODE_TYPES.CallExpression
    )
      return undefined;
    const role = callbackRole(this.#source, call, wrapper);
    return role.kind === 'handler'
      ? { kind: 'often', by: `the handler of \`${role.name}\``, handler: role }
      : undefined;
  }

  /** What runs it of the function of another file that it is passed to; undefined if none is seen to run it often. */
  #whereHanded(passed: PassedOn | undefined): CallFrequency | undefined {
    return (
      passed && this.#project.runsWhereHanded(passed).runs.find(({ kind }) => kind === 'often')
    );
  }

  /** `function tick() { …; setTimeout(tick, 1000); }` goes on. */
  #ofTimeout(call: TSESTree.CallExpression | TSESTree.NewExpression): CallFrequency {
    const around = this.at(call);
    return around === ITSELF
      ? { kind: 'often', by: 'a timer that sets itself again', role: 'timer' }
      : around;
  }

  /** A file that is read as the module loads comes to its end; what else a module listens to does not. */
  #ofStream(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    handler: Handler,
  ): CallFrequency {
    const around = this.at(call);
    const by = `the handler of \`${handler.name}\``;
    return around.kind === 'often'
      ? { kind: 'often', by, handler }
      : around.kind === 'once'
        ? { kind: 'unknown', by: `${by}, whose stream may end` }
        : around;
  }

  /** A function that a function returns: who gets it may call it at will. */
  #ofReturned(statement: Node, held: Held): CallFrequency {
    const outer = isFunction(statement)
      ? statement
      : [...ancestorsOf(statement)].find((ancestor) => isFunction(ancestor));
    if (!outer || !isFunction(outer)) return WHOEVER_HAS_IT;
    // A function that returns what it returns to itself hands it to nobody else by that.
    if (this.#returning.has(outer)) return { kind: 'unknown', by: 'itself' };
    this.#returning.add(outer);
    const callers = callersOf(this.#source, outer);
    const frequencies = callers.calls.map((call) =>
      this.ofValue(call, held === 'itself' ? held : 'in a result'),
    );
    // `exports.middleware = (store) => (next) => (action) => { … }`
    const curried = callers.values.filter(({ parent }) => parent && GIVES_BACK.has(parent.type));
    const often = [
      ...frequencies,
      ...curried.map((value) => this.#ofReturned(value.parent!, held)),
    ].find(({ kind }) => kind === 'often');
    if (often) return often;
    return callers.isExported
      ? (this.#ofRole(outer, 'debugging') ??
          this.#ofRole(outer, 'decorator') ?? {
            kind: 'often',
            by: `the function that \`${callers.name ?? 'the exported function'}\` returns`,
            isAssumed: true,
            exported: callers.name,
          })
      : WHOEVER_HAS_IT;
  }

  /** Who calls a function of other files, if all do so to look for faults, or to decorate a class. */
  #ofRole(fn: FunctionNode, wanted: 'debugging' | 'decorator'): CallFrequency | undefined {
    const key = nodeKeyOf(this.#source, fn);
    const isSo = ({ role }: CallFrequency) => role === wanted;
    // The first of them is enough where it is another.
    if (!this.#project.runsElsewhere(key, ['often', 'unknown']).runs.some(isSo)) return undefined;
    const { runs, isComplete } = this.#project.runsElsewhere(key, ['often']);
    return isComplete && runs.every(isSo) ? runs[0] : undefined;
  }

  /** `ws.onmessage = (event) => …` */
  #ofAssigned({ left }: TSESTree.AssignmentExpression): CallFrequency {
    const property =
      left.type === AST_NODE_TYPES.MemberExpression ? (propertyName(this.#source, left) ?? '') : '';
    return isHandlerProperty(property)
      ? { kind: 'often', by: `the handler \`${property}\`` }
      : WHOEVER_HAS_IT;
  }
}

interface UnseenCallers {
  readonly startsUp: boolean;
  readonly isForTests: boolean;
  readonly isUncalled: boolean;
}

/** How often a function runs that other files may call, if none is seen to. */
function ofUnseen(
  name: string | undefined,
  { startsUp, isForTests, isUncalled: isNeverCalled }: UnseenCallers,
): CallFrequency {
  if (isForTests) return { kind: 'test', by: `tests, as the name of \`${name}\` says` };
  if (startsUp) return { kind: 'unknown', by: `\`${name}\`, which may run at start-up alone` };
  return {
    kind: 'often',
    by: exportedName(name),
    isAssumed: true,
    exported: name,
    ...(isNeverCalled ? { seen: neverCalled(name) } : {}),
  };
}

/** Whether no other file calls a function, which only what imports it can: no framework asks for its name. */
function isUncalled(
  fn: FunctionNode,
  name: string | undefined,
  { isUnnamed, isGivenOn }: RunsElsewhere,
): boolean {
  const isFound = name === undefined || name === 'default' || isLoadedExport(name);
  return isUnnamed === true && isGivenOn !== true && !isMember(fn) && !isFound;
}

function forDebugging(variable: string): CallFrequency {
  return {
    kind: 'unknown',
    by: `whoever sets \`${variable}\`, to look for faults`,
    role: 'debugging',
  };
}

function neverCalled(name: string | undefined): CallFrequency {
  const by = name === undefined ? 'nothing' : `nobody: \`${name}\` is never called`;
  return { kind: 'once', by, role: 'nobody' };
}

/**
 * Whether who calls a method must name it: no class above its own, no interface and no decorator tells a framework of it,
 * and the file does not name it again.
 */
function isCalledByNameAlone(
  source: SourceCode,
  { parent: method }: FunctionNode,
  name: string | undefined,
): boolean {
  const owner = method.parent?.parent;
  return (
    name !== undefined &&
    method.type === AST_NODE_TYPES.MethodDefinition &&
    method.kind === 'method' &&
    isBare(method.decorators) &&
    owner !== undefined &&
    isClass(owner) &&
    owner.superClass === null &&
    isBare(owner.implements) &&
    source.text.split(name).length === 2
  );
}

/** Parsers of JavaScript have no such lists. */
function isBare(list: readonly Node[] | undefined): boolean {
  return list === undefined || list.length === 0;
}

/** With its line, where the file names such a timer elsewhere, too. */
function timerText({ text }: SourceCode, name: string, { loc }: Node): string {
  const at = text.indexOf(name);
  const isOneOfMany = text.indexOf(name, at + 1) >= 0;
  return `the timer \`${name}\`${isOneOfMany ? ` of line ${loc.start.line}` : ''}`;
}
