/**
 * What the callers of a function ask of a response by the config that they give it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { argumentsFor, callersOf } from '../flow/call-graph.ts';
import type { SourceCode } from '../source/source-code.ts';
import { eitherResponse, UNSEEN_RESPONSE, type ResponseState } from './response-state.ts';

type Parameter = TSESTree.Identifier;

/** How many parameters one answer is read from: functions that call each other in circles lead to each other on ever more ways. */
const MAX_READINGS = 100;

export class CallerResponses {
  readonly #source: SourceCode;
  readonly #read: (argument: TSESTree.Expression) => ResponseState;
  /** The parameters whose arguments are being read. */
  readonly #open = new Set<Parameter>();
  /** What was found on the way to one answer: functions that call each other pass on what they are given. */
  readonly #found = new Map<Parameter, ResponseState>();
  #readings = 0;
  /** How often a way has led to itself, or too far. */
  #cuts = 0;

  /** @param read what a config says of the response; it may come back with a parameter */
  constructor(source: SourceCode, read: (argument: TSESTree.Expression) => ResponseState) {
    this.#source = source;
    this.#read = read;
  }

  /** What the callers in this file are seen to ask for: others, if there may be any, may ask for anything. */
  of(parameter: Parameter): ResponseState {
    const known = this.#found.get(parameter);
    if (known) return known;
    if (this.#open.has(parameter) || this.#readings >= MAX_READINGS) {
      this.#cuts++;
      return UNSEEN_RESPONSE;
    }
    const cuts = this.#cuts;
    this.#readings++;
    this.#open.add(parameter);
    const found = this.#ofCallers(parameter);
    this.#open.delete(parameter);
    if (this.#cuts === cuts) this.#found.set(parameter, found);
    if (this.#open.size === 0) {
      this.#found.clear();
      this.#readings = 0;
    }
    return found;
  }

  #ofCallers(parameter: Parameter): ResponseState {
    const given = argumentsFor(this.#source, parameter).map(this.#read);
    const [first, ...others] = given;
    return first !== undefined && given.length === callsThatAreAll(this.#source, parameter)
      ? others.reduce(eitherResponse, first)
      : given.reduce(eitherResponse, UNSEEN_RESPONSE);
  }
}

/** How many calls give a parameter its value, if no other file and no code that is not seen calls its function. */
function callsThatAreAll(source: SourceCode, parameter: Parameter): number | undefined {
  const { parent: fn } = parameter;
  if (
    fn.type !== AST_NODE_TYPES.FunctionDeclaration &&
    fn.type !== AST_NODE_TYPES.ArrowFunctionExpression
  )
    return undefined;
  const { calls, values, isExported } = callersOf(source, fn);
  return isExported || values.length > 0 ? undefined : calls.length;
}
