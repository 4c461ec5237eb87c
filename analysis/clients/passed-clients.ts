/**
 * Which clients the callers of a function pass for one of its parameters.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { argumentsFor, callersOf } from '../flow/call-graph.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { contains, functionAround } from '../syntax/traversal.ts';
import { isSameClient, type Clients } from './client-identity.ts';
import type { ClientQueries } from './client-queries.ts';
import { isTypedOtherwise } from './client-types.ts';

/** What parameters for functions of another kind are called, which most of those that a function calls are: `next(error)`. */
const IS_CALLBACK =
  /^(?:cb|done|next|resolve|reject)$|(?:callback|comparator|filter|listener|predicate)$/iu;

/** From how many functions to how many a client may be passed on. */
const MAX_PASSES = 6;

/** Knows what is passed for the parameters of one file. */
export class PassedClients {
  readonly #source: SourceCode;
  readonly #project: Pick<ClientQueries, 'clientArguments'>;
  readonly #clientsAmong: (values: readonly Value[]) => Clients;
  readonly #passing = new Set<Node>();
  readonly #passed = new Map<Node, Clients | undefined>();
  #cuts = 0;

  /** @param clientsAmong the clients among the values that an argument can have */
  constructor(
    source: SourceCode,
    project: Pick<ClientQueries, 'clientArguments'>,
    clientsAmong: (values: readonly Value[]) => Clients,
  ) {
    this.#source = source;
    this.#project = project;
    this.#clientsAmong = clientsAmong;
  }

  /** What the callers of a function pass for one of its parameters. Kept, unless a cycle cut the answer short. */
  to(parameter: TSESTree.Identifier): Clients | undefined {
    if (this.#passed.has(parameter)) return this.#passed.get(parameter);
    if (this.#passing.has(parameter) || this.#passing.size > MAX_PASSES) {
      this.#cuts++;
      return undefined;
    }
    const cutsBefore = this.#cuts;
    this.#passing.add(parameter);
    const clients = isTypedOtherwise(this.#source, parameter)
      ? undefined
      : this.#findPassed(parameter);
    this.#passing.delete(parameter);
    if (this.#cuts === cutsBefore || this.#passing.size === 0) this.#passed.set(parameter, clients);
    return clients;
  }

  #findPassed(parameter: TSESTree.Identifier): Clients | undefined {
    const fn = functionAround(parameter);
    if (!fn?.params.some((candidate) => contains(candidate, parameter))) return undefined;
    const here = this.#clientsAmong(
      argumentsFor(this.#source, parameter).flatMap((argument) => valuesOf(this.#source, argument)),
    );
    const position = fn.params.findIndex((candidate) => nameIn(candidate) === parameter);
    const callers = callersOf(this.#source, fn);
    const elsewhere =
      position >= 0 && !IS_CALLBACK.test(parameter.name) && callers.isExported
        ? this.#project.clientArguments(nodeKeyOf(this.#source, fn), position)
        : undefined;
    const clients = [...here.clients];
    for (const client of elsewhere?.clients ?? [])
      if (!clients.some((other) => isSameClient(other, client))) clients.push(client);
    if (clients.length === 0) return undefined;
    // Whoever is not seen may pass a client of another kind.
    const complete = here.complete && !callers.isExported && callers.values.length === 0;
    return { clients, complete };
  }
}

/** The name of a parameter, with or without a default or a modifier; undefined for a pattern. */
function nameIn(parameter: TSESTree.Parameter): TSESTree.Identifier | undefined {
  const inner =
    parameter.type === AST_NODE_TYPES.TSParameterProperty ? parameter.parameter : parameter;
  const named = inner.type === AST_NODE_TYPES.AssignmentPattern ? inner.left : inner;
  return named.type === AST_NODE_TYPES.Identifier ? named : undefined;
}
