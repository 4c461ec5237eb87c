/**
 * The calls and the other uses of a function: by its names alone where these tell all, else by the graph of all calls.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { callGraph } from './build-call-graph.ts';
import { plainCallersOf, plainInstancesOf } from './plain-callers.ts';

export function callsOf(source: SourceCode, fn: FunctionNode): readonly Call[] {
  return plainCallsOf(source, fn) ?? callGraph(source).callsOf(fn);
}

/** Undefined if only the graph can tell. */
export function plainCallsOf(source: SourceCode, fn: FunctionNode): readonly Call[] | undefined {
  const { parent } = fn;
  return parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind === 'constructor'
    ? plainInstancesOf(source, parent.parent.parent)
    : plainCallersOf(source, fn)?.calls;
}

/** Every expression that is the function. */
export function expressionsOf(source: SourceCode, fn: FunctionNode): readonly Node[] {
  return plainCallersOf(source, fn)?.expressions ?? callGraph(source).expressionsOf(fn);
}

/** The calls of `new` that make instances of a class. */
export function instancesOf(source: SourceCode, owner: ClassNode): readonly Call[] {
  return plainInstancesOf(source, owner) ?? callGraph(source).instancesOf(owner);
}
