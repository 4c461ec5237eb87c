/**
 * Responses that are held longer than they are needed.
 */
import type { AwaitKind, Await } from './later-awaits.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { mayHoldClients } from './axios-clients.ts';
import { isModuleLevel, variableOf, type Variable } from './bindings.ts';
import { detachCut, detachView, type DetachForm } from './detach.ts';
import type { HeldValue } from './held-value.ts';
import type { Finder, Finding, Inspector, ProjectFacts, Remedy, Site, SourceCode } from './finding.ts';
import { captures, heldClosures } from './held-closures.ts';
import { isBelow, laterAwaits } from './later-awaits.ts';
import { mendByCloning } from './mend-by-cloning.ts';
import { Destructurer } from './mend-by-destructuring.ts';
import { holdsBody, responseFlow, type ResponseArgument, type ResponseBinding, type ResponseStore } from './response-flow.ts';
import { membersOf, releasedIn, RESPONSE_MEMBERS, usesOf, WHOLE, type ResponseUse } from './response-uses.ts';
import { addsEachTime, boundOf, isCollection, isTakenOut } from './retention.ts';
import type { RetainedResponseMessageId } from './retained-response-messages.ts';
import { ancestorsOf, contains, functionAround, isFunction, LOOPS, oneLine, type Node } from './syntax.ts';

export interface RetainedResponseOptions {
  /** Which awaits count as long enough to mind what they hold. */
  readonly awaits: AwaitKind;
  /** How a held response is let go. */
  readonly strategy: 'destructure' | 'clone';
  /** How a cut of a body is copied. */
  readonly detach: DetachForm;
}

export const findRetainedResponses: Finder<RetainedResponseOptions> = (source, project, options) =>
  inspectRetainedResponses(source, project, options).flatMap((site) => site.finding ?? []);

export const inspectRetainedResponses: Inspector<RetainedResponseOptions> = (source, project, options) => {
  if (!mayHoldClients(source.text, project)) return [];
  return new Inspection(source, project, options).sites();
};

class Inspection {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #options: RetainedResponseOptions;
  readonly #destructurer: Destructurer;

  constructor(source: SourceCode, project: ProjectFacts, options: RetainedResponseOptions) {
    this.#source = source;
    this.#project = project;
    this.#options = options;
    this.#destructurer = new Destructurer(source);
  }

  sites(): Site[] {
    const { bindings, stores, callbacks } = responseFlow(this.#source, this.#project);
    // In source order: names that mends choose must not depend on who asks.
    const held = oneEach(bindings.filter((binding) => holdsResponse(binding))).toSorted((a, b) => a.identifier.range[0] - b.identifier.range[0]);
    const sites = [...held.flatMap((binding) => this.#heldSite(binding) ?? []), ...callbacks.flatMap((argument) => this.#argumentSite(argument) ?? []), ...stores.flatMap((store) => this.#storeSite(store) ?? [])];
    return sites.toSorted((a, b) => a.node.range[0] - b.node.range[0] || b.node.range[1] - a.node.range[1]);
  }

  #heldSite(binding: ResponseBinding): Site | undefined {
    const { variable, identifier, held } = binding;
    const uses = usesOf(this.#source, variable, identifier);
    if (held.wraps.length > 0) return this.#awaitedSite(binding, uses.map(({ reference }) => ({ kind: 'whole', reference })));
    // Other members than a response has: an interceptor gives something else.
    if (uses.some((use) => use.kind === 'member' && !RESPONSE_MEMBERS.has(use.member))) return undefined;
    return this.#capturedSite(binding) ?? this.#awaitedSite(binding, uses);
  }

  #capturedSite(binding: ResponseBinding): Site | undefined {
    const closure = heldClosures(this.#source).find((candidate) => captures(candidate, binding.variable));
    if (!closure || releasedIn(this.#source, binding.variable).has(WHOLE)) return undefined;
    const remedy = this.#options.strategy === 'clone' ? { refusal: 'a clone does not help a closure that reads the response later: destructure it' } : this.#destructurer.mend(binding);
    const { name } = binding.identifier;
    const holder = `${closure.holder[0]!.toUpperCase()}${closure.holder.slice(1)}`;
    return this.#site(closure.node, binding.identifier, { messageId: 'capturedResponse', data: { holder, name }, remedy });
  }

  #awaitedSite(binding: ResponseBinding, uses: readonly ResponseUse[]): Site | undefined {
    const { identifier, variable } = binding;
    const fn = functionAround(identifier);
    if (!fn?.async || variable.scope.variableScope.block !== fn || isFunction(identifier.parent)) return undefined;
    const from = bindingNode(identifier);
    const later = laterAwaits(this.#source, fn, from, this.#options.awaits).find((node) => !isNeededWhole(uses, node) && !this.#isReleased(variable, from, node));
    if (!later) return undefined;
    const remedy = this.#letGo(binding, isBelow(later, from) ? later : undefined);
    const data = { name: identifier.name, line: String(later.loc.start.line), needed: neededOf(membersRead(uses)) };
    return this.#site(from, identifier, { messageId: 'heldAcrossAwait', data, remedy });
  }

  #letGo(binding: ResponseBinding, later: Await | undefined): Remedy {
    if (binding.held.wraps.length > 0) return { refusal: `\`${binding.identifier.name}\` is a list: take what is needed where it is awaited, \`(await …).map(({ data }) => …)\`` };
    return this.#options.strategy === 'clone' ? mendByCloning(this.#source, binding, later) : this.#destructurer.mend(binding);
  }

  /** `.then(async (response) => …)`: whatever the parameter is destructured into, the call keeps its argument. */
  #argumentSite({ fn, parameter }: ResponseArgument): Site | undefined {
    const variable = parameter.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, parameter) : undefined;
    const uses = variable ? usesOf(this.#source, variable, parameter as TSESTree.Identifier) : [];
    if (uses.some((use) => use.kind === 'member' && !RESPONSE_MEMBERS.has(use.member))) return undefined;
    const later = laterAwaits(this.#source, fn, parameter, this.#options.awaits).find((node) => !isNeededWhole(uses, node) && !(variable && this.#isReleased(variable, parameter, node)));
    if (!later) return undefined;
    const name = oneLine(this.#source, parameter);
    const data = { name, line: String(later.loc.start.line), needed: neededOf(parameter.type === AST_NODE_TYPES.ObjectPattern ? membersOf(parameter) : membersRead(uses)) };
    const remedy = { refusal: 'an argument stays with its call, whatever it is destructured into: await the response in the function around, and destructure it there' };
    return { kind: 'response', node: parameter, callee: name, verdict: 'flagged', ...(variable ? { name } : {}), finding: { node: parameter, messageId: 'heldAcrossAwait', data, remedy } };
  }

  /** `response = null` before the await; with the clone, `response.data = null`. */
  #isReleased(variable: Variable, from: Node, later: Await): boolean {
    const released = releasedIn(this.#source, variable, ({ range }) => range[0] >= from.range[1] && !(isBelow(later, from) && range[0] > later.range[0]));
    return released.has(WHOLE) || (released.has('data') && (this.#options.strategy === 'clone' || released.has('request')));
  }

  #storeSite(store: ResponseStore): Site | undefined {
    const { node, held, how } = store;
    // What runs once, as the module is loaded, stores once.
    if (!functionAround(node)) return undefined;
    if ((how === 'entry' || how === 'push') && node.type === AST_NODE_TYPES.CallExpression && node.callee.type === AST_NODE_TYPES.MemberExpression && !isCollection(this.#source, node.callee.object)) return undefined;
    switch (held.level) {
      case 'response':
      case 'request':
        return this.#storedResponse(store);
      case 'data':
        return this.#storedData(store);
      case 'view':
      case 'memory':
      case 'cut':
      case 'sum':
        return this.#storedView(store);
      default:
        if (this.#isEmptied(held)) return undefined;
        return this.#stored(store, 'storedError', {}, { refusal: 'what reads it may need more than a message: store `{ message, code, status }` of the error' });
    }
  }

  #storedResponse(store: ResponseStore): Site | undefined {
    const { held, place } = store;
    if (held.body === 'stream') return undefined;
    const variable = held.bare.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, held.bare) : undefined;
    const released = variable ? releasedIn(this.#source, variable) : undefined;
    if (released?.has('request')) return released.has('data') ? this.#kept(store, 'its data and its request are let go') : this.#storedData(store);
    const isPromise = held.wraps.includes('promise');
    // Requests under way that are shared, and forgotten once they are answered.
    if (isPromise && isTakenOut(this.#source, place)) return this.#kept(store, 'it is taken out again');
    if (held.level === 'request') return this.#stored(store, 'storedResponse', { what: 'The request of a response' }, { refusal: 'only its reader knows what it needs of the request' });
    const refusal = isPromise
      ? 'whoever awaits it reads a response: store the promise of its data, `.then(({ data }) => data)`, and read it without `.data`'
      : 'whoever reads it expects a response: store its `data`, and read it without `.data`';
    return this.#stored(store, 'storedResponse', { what: isPromise ? 'A promise of a response' : 'A response' }, { refusal });
  }

  #storedData(store: ResponseStore): Site | undefined {
    if (!addsEachTime(this.#source, store)) return this.#kept(store, 'what is stored here is overwritten');
    if (boundOf(this.#source, store.place)) return this.#kept(store, 'something takes bodies out again');
    return this.#stored(store, 'storedData', {}, { refusal: 'a cache needs a bound that fits it: a maximum, or a time to live' });
  }

  #storedView(store: ResponseStore): Site {
    const { held } = store;
    const what = held.level === 'cut' || held.level === 'sum' ? 'A piece' : 'A view';
    return this.#stored(store, 'storedView', { what }, this.#detached(store));
  }

  #detached({ held }: ResponseStore): Remedy {
    if (held.wraps.some((wrap) => !wrap.startsWith('.'))) return { refusal: 'a list of pieces is stored: copy each of them' };
    if (held.level === 'memory') return { refusal: 'an ArrayBuffer or a typed array over it: copy it with its own `slice()`' };
    return held.level === 'view' ? detachView(this.#source, held.bare) : detachCut(this.#source, this.#project.file, held.bare, this.#options.detach);
  }

  /** An error without request and response is a message. */
  #isEmptied({ bare }: HeldValue): boolean {
    const variable = bare.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, bare) : undefined;
    const released = variable ? releasedIn(this.#source, variable) : new Set<string>();
    return released.has('request') && released.has('response');
  }

  #stored(store: ResponseStore, messageId: RetainedResponseMessageId, data: Readonly<Record<string, string>>, remedy: Remedy): Site {
    return { ...this.#row(store), verdict: 'flagged', finding: { node: store.node, messageId, data: { place: store.place.name, ...data }, remedy } };
  }

  /** A row for the report: it was looked at, and is right. */
  #kept(store: ResponseStore, reason: string): Site {
    return { ...this.#row(store), verdict: 'ok', reason };
  }

  #row({ node, place }: ResponseStore): Omit<Site, 'verdict'> {
    return { kind: 'response', node, callee: oneLine(this.#source, node), name: place.name };
  }

  #site(node: Node, identifier: Node & { name: string }, finding: Omit<Finding, 'node'>): Site {
    return { kind: 'response', node, callee: oneLine(this.#source, node), name: identifier.name, verdict: 'flagged', finding: { node, ...finding } };
  }
}

/** Whether a binding holds a whole response of its own, one whose body has been read. */
function holdsResponse({ held, variable, identifier }: ResponseBinding): boolean {
  if (isModuleLevel(variable)) return false;
  const isList = held.wraps.length === 1 && held.wraps[0] === 'list';
  if (!holdsBody(isList ? { ...held, wraps: [] } : held)) return false;
  // An argument is held by whoever calls, but for that of a callback.
  return !isFunction(identifier.parent) || identifier.parent.parent.type === AST_NODE_TYPES.CallExpression;
}

/** One binding for each name. */
function oneEach(bindings: readonly ResponseBinding[]): ResponseBinding[] {
  return [...new Map(bindings.toReversed().map((binding) => [binding.variable, binding])).values()];
}

/** Whether a use behind an await, or in its next round, needs the response itself. */
function isNeededWhole(uses: readonly ResponseUse[], later: Await): boolean {
  return uses.some(({ kind, reference }) => {
    if (kind !== 'whole') return false;
    if (reference.range[0] > later.range[0] || functionAround(reference) !== functionAround(later)) return true;
    return [...ancestorsOf(reference)].some((ancestor) => LOOPS.has(ancestor.type) && contains(ancestor, later) && !isBoundIn(uses, ancestor));
  });
}

/** Whether the name is given a new response in each round of a loop. */
function isBoundIn(uses: readonly ResponseUse[], loop: Node): boolean {
  return uses.every(({ reference }) => contains(loop, reference));
}

function membersRead(uses: readonly ResponseUse[]): string[] {
  return uses.flatMap((use) => (use.kind === 'member' ? [use.member] : use.kind === 'pattern' ? membersOf(use.pattern) : []));
}

function neededOf(members: readonly string[]): string {
  const [last, ...others] = [...new Set(members)].map((member) => `\`${member}\``).toReversed();
  if (last === undefined) return 'nothing of it is needed any more';
  return others.length > 0 ? `only ${others.toReversed().join(', ')} and ${last} are needed` : `only ${last} is needed`;
}

/** The declaration, the assignment or the parameter that binds a response. */
function bindingNode(identifier: Node): Node {
  let inner = identifier;
  for (const ancestor of ancestorsOf(identifier)) {
    if (ancestor.type === AST_NODE_TYPES.VariableDeclaration || ancestor.type === AST_NODE_TYPES.AssignmentExpression) return ancestor;
    if (isFunction(ancestor)) return inner;
    inner = ancestor;
  }
  return identifier;
}
