/**
 * How often a thing is made: once, or with each call of a function that runs again and again.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { escapeOf, type Escape } from '../flow/escape.ts';
import { isExportedClass } from '../flow/exports.ts';
import { valuesOf } from '../flow/values.ts';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { constructorOf, isClass, isFunction } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, functionAround, nodesOf } from '../syntax/traversal.ts';
import { callFrequency } from './call-frequency.ts';
import { runnerText, type CreationFrequency, type LifetimeQueries } from './lifetime-queries.ts';
import { isSingleton } from './long-lived-places.ts';
import { isMadeOnce } from './memoization.ts';

/** How many functions one answer may lead through. */
const MAX_FUNCTIONS = 12;

const MODULE_LOAD: CreationFrequency = { kind: 'once', by: 'the loading of the module' };
const KEPT: CreationFrequency = { kind: 'once', by: 'a function that looks whether it is there' };

/** What it asks of the clients of a file: whether a call makes one of what it is given. */
interface CreationLookup {
  creationOf(call: TSESTree.CallExpression): object | undefined;
}

/** A file in which things are made, with what tells who makes them. */
export interface MakingFile {
  readonly source: SourceCode;
  readonly project: LifetimeQueries;
  readonly resolver: CreationLookup;
}

/** How often a thing of the file is made. */
export function creationFrequency(file: MakingFile, made: Node): CreationFrequency {
  return frequencyOf(file, made, new Set());
}

/** Where a thing of the file goes from where it is made. */
export function escapeOfMade(file: MakingFile, made: Node): Escape {
  return escapeOf(file.source, made, (call) => givesOn(file, call));
}

function givesOn(file: MakingFile, call: Node): boolean {
  if (call.type !== AST_NODE_TYPES.CallExpression) return false;
  return isObjectAssign(file.source, call) || file.resolver.creationOf(call) !== undefined;
}

function frequencyOf(file: MakingFile, made: Node, open: ReadonlySet<Node>): CreationFrequency {
  const owner = fieldOwner(made);
  if (owner) return ofInstances(file, owner, open);
  const fn = functionAround(made);
  if (!fn) return MODULE_LOAD;
  if (open.has(fn) || open.size > MAX_FUNCTIONS)
    return { kind: 'unknown', by: 'functions that call each other' };
  if (isMadeOnce(file.source, made)) return KEPT;
  const frequency = callFrequency(file.source, made, file.project);
  if (frequency.kind === 'once' || frequency.kind === 'test')
    return { kind: 'once', by: runnerText(frequency) };
  if (isBoundInContainer(file.source, made))
    return { kind: 'unknown', by: 'a container that keeps it' };
  const inner = new Set([...open, fn]);
  const { returned, stored } = escapeOfMade(file, made);
  if (stored) return ofStored(file, fn, inner);
  if (returned) return ofReturned(file, fn, inner);
  if (frequency.kind === 'unknown')
    return { kind: 'unknown', by: runnerText(frequency), isUsedUp: true };
  return { kind: 'often', by: runnerText(frequency), exported: frequency.exported };
}

/** `container.bind(CLIENT).toConstantValue(axios.create({ httpAgent: new http.Agent() }))` (inversify) */
function isBoundInContainer(source: SourceCode, made: Node): boolean {
  for (const ancestor of ancestorsOf(made)) {
    if (isFunction(ancestor)) return false;
    if (
      ancestor.type === AST_NODE_TYPES.CallExpression &&
      ancestor.callee.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(source, ancestor.callee) === 'toConstantValue'
    )
      return true;
  }
  return false;
}

function ofStored(file: MakingFile, fn: FunctionNode, open: ReadonlySet<Node>): CreationFrequency {
  const method = fn.parent;
  if (method.type === AST_NODE_TYPES.MethodDefinition && method.kind === 'constructor')
    return ofInstances(file, method.parent.parent, open);
  return { kind: 'unknown', by: 'a function that keeps it, and may run but once' };
}

/** A thing that each instance of a class has. */
function ofInstances(
  file: MakingFile,
  owner: ClassNode,
  open: ReadonlySet<Node>,
): CreationFrequency {
  if (isSingleton(file.source, owner)) return { kind: 'once', by: 'the making of a singleton' };
  if (open.has(owner)) return { kind: 'unknown', by: 'a class that makes itself' };
  const made = nodesOf(file.source, AST_NODE_TYPES.NewExpression).filter(({ callee }) =>
    isOf(file, callee, owner),
  );
  return worst(
    file,
    {
      calls: made,
      exported: isExportedClass(file.source, owner) ? (constructorOf(owner) ?? owner) : undefined,
      whoever: 'whoever makes an instance',
    },
    new Set([...open, owner]),
  );
}

/** Whether a callee names a class, or one that extends it. */
function isOf(file: MakingFile, callee: Node, owner: ClassNode): boolean {
  const seen = new Set<Node>();
  for (let named: Node | null = callee; named;) {
    const found: Node | undefined = valuesOf(file.source, named).flatMap((value) =>
      value.kind === 'node' && isClass(value.node) ? [value.node] : [],
    )[0];
    if (!found || seen.has(found)) return false;
    if (found === owner) return true;
    seen.add(found);
    named = isClass(found) ? found.superClass : null;
  }
  return false;
}

/** A thing that a function gives back is made as often as somebody asks for it. */
function ofReturned(
  file: MakingFile,
  fn: FunctionNode,
  open: ReadonlySet<Node>,
): CreationFrequency {
  const { calls, values, isExported } = callersOf(file.source, fn);
  const handed = values
    .map((value) =>
      callFrequency(file.source, fn.parent === value.parent ? fn.body : value, file.project),
    )
    .filter(({ kind }) => kind === 'often');
  const [often] = handed;
  if (often && values.length > 0 && calls.length === 0 && !isExported)
    return { kind: 'often', by: runnerText(often), exported: often.exported };
  const asked = worst(
    file,
    { calls, exported: isExported ? fn : undefined, whoever: 'the code that calls this function' },
    open,
  );
  return asked.kind === 'once' && values.length > 0
    ? { kind: 'unknown', by: 'the code that has this function' }
    : asked;
}

/** Who asks for a thing. */
interface Askers {
  readonly calls: readonly Call[];
  /** What other files ask for it by, if they can. */
  readonly exported: FunctionNode | ClassNode | undefined;
  /** Those who are not seen, for people. */
  readonly whoever: string;
}

function worst(
  file: MakingFile,
  { calls, exported, whoever }: Askers,
  open: ReadonlySet<Node>,
): CreationFrequency {
  const elsewhere = exported && file.project.callsElsewhere(nodeKeyOf(file.source, exported));
  const unseen: CreationFrequency[] =
    exported && !elsewhere ? [{ kind: 'unknown', by: whoever }] : [];
  const frequencies = [
    ...calls.map((call) => frequencyOf(file, call, open)),
    ...(elsewhere ? [elsewhere] : []),
    ...unseen,
  ];
  return worstOf(frequencies) ?? { kind: 'once', by: 'nobody' };
}

/** What makes more of a thing comes first; undefined of none. */
export function worstOf(frequencies: readonly CreationFrequency[]): CreationFrequency | undefined {
  const one = (wanted: CreationFrequency['kind']) =>
    frequencies.find(({ kind }) => kind === wanted);
  return (
    one('often') ??
    frequencies.find(({ kind, isUsedUp }) => kind === 'unknown' && !isUsedUp) ??
    one('unknown') ??
    one('once')
  );
}

/** The class in whose field a thing is made. */
function fieldOwner(made: Node): ClassNode | undefined {
  for (const ancestor of ancestorsOf(made)) {
    if (isFunction(ancestor)) return undefined;
    if (ancestor.type === AST_NODE_TYPES.PropertyDefinition && !ancestor.static)
      return ancestor.parent.parent;
  }
  return undefined;
}
