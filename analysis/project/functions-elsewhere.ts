/**
 * What other files do with the functions and the classes of a file: when they run them, with what, and how long they
 * keep what they make.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { patternOf } from '../flow/call-sites.ts';
import type { Path } from '../flow/contents.ts';
import { isExportedExpression } from '../flow/exports.ts';
import { originOfArgument } from '../keys/key-origin.ts';
import type { KeyOrigin, KeysElsewhere } from '../keys/key-queries.ts';
import { callFrequency, callFrequencyOfValue } from '../lifetime/call-frequency.ts';
import type {
  CallFrequency,
  Lifetime,
  PassedOn,
  RunsElsewhere,
} from '../lifetime/lifetime-queries.ts';
import {
  instanceLifetime,
  lifetimeOf,
  longest,
  parameterLifetime,
} from '../lifetime/object-lifetime.ts';
import { importingNames, isImported, type NamesIn } from '../modules/importing-names.ts';
import { isNamedElsewhere } from '../modules/importers.ts';
import { projectKey } from '../modules/module-graph.ts';
import { isTestFile } from '../modules/source-files.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import type { NodeKey } from '../syntax/node-keys.ts';
import { isCall, isClass } from '../syntax/nodes.ts';
import { isExportedAgain, runsBesides } from './copies-of-files.ts';
import { functionsAt } from './functions-at.ts';
import { takenBy } from './handed-values.ts';
import type { ProjectContext } from './project-context.ts';

/** What a function is given at a position. */
interface Parameter {
  readonly fn: NodeKey;
  readonly position: number;
  /** Where in it the key is. */
  readonly path: Path;
}

export function runsElsewhere(
  context: ProjectContext,
  file: string,
  fn: NodeKey,
  enough: CallFrequency['kind'][],
): RunsElsewhere {
  const question = `runs ${projectKey(file, fn)} ${enough.join()}`;
  // Who calls it by way of itself makes it run no oftener.
  return (
    context.modules.kept(question, () => findRuns(context, file, fn, enough)) ?? {
      runs: [{ kind: 'once', by: 'itself' }],
      isComplete: true,
      loadedBy: 'project',
    }
  );
}

function findRuns(
  context: ProjectContext,
  file: string,
  fn: NodeKey,
  enough: readonly CallFrequency['kind'][],
): RunsElsewhere {
  const runs: CallFrequency[] = [];
  const loadedBy = loadersOf(context, file);
  let isComplete = loadedBy === 'project';
  for (const found of importingNames(context.modules, file, {
    keys: [fn],
    words: context.modules.wordsFor(file, fn),
  })) {
    isComplete &&= !found.isHandedOn;
    for (const node of found.nodes) {
      const run = runOf(context, found, node);
      if (run) runs.push(run);
      if (run && enough.includes(run.kind)) return { runs, isComplete: false, loadedBy };
    }
  }
  const isUnnamed =
    loadedBy === 'project' &&
    runs.length === 0 &&
    !isNamedElsewhere(context.modules, file, fn, (other) => runsBesides(context, file, other));
  return {
    runs,
    isComplete,
    loadedBy,
    ...(isUnnamed ? { isUnnamed, isGivenOn: isExportedAgain(context, file) } : {}),
  };
}

/** When functions of other files run a function that a file passes to them. */
export function runsWhereHanded(
  context: ProjectContext,
  file: string,
  passed: PassedOn,
): RunsElsewhere {
  const question = `runs where handed ${file} ${JSON.stringify(passed)}`;
  return (
    context.modules.kept(question, (): RunsElsewhere => {
      const taken = takenBy(context, file, passed);
      const runs = (taken ?? []).flatMap(({ file: home, source, nodes }) => {
        const isTest = isTestFile(`/${context.modules.nameOf(home)}`);
        return nodes.map((node) => runOf(context, { file: home, source, isTest }, node));
      });
      return {
        runs: runs.flatMap((run) => run ?? []),
        isComplete:
          taken?.every(({ isLost }) => isLost !== true) === true && !runs.includes(undefined),
        loadedBy: 'project',
      };
    }) ?? { runs: [{ kind: 'once', by: 'itself' }], isComplete: true, loadedBy: 'project' }
  );
}

/** Whether the files of the project are all that can use what a file exports. */
function isAlone(context: ProjectContext, file: string): boolean {
  return loadersOf(context, file) === 'project';
}

function loadersOf(context: ProjectContext, file: string): RunsElsewhere['loadedBy'] {
  if (context.isExposed(file)) return 'anybody';
  return isImported(context.modules, file) ? 'project' : 'nobody';
}

function runOf(
  context: ProjectContext,
  { file, source, isTest }: Pick<NamesIn, 'file' | 'source' | 'isTest'>,
  node: Node,
): CallFrequency | undefined {
  const use = useOf(source!, node);
  if (use === undefined) return undefined;
  if (isTest) return { kind: 'test', by: 'tests' };
  const project = context.factsOf(file);
  const run =
    use === 'call'
      ? callFrequency(source!, node.parent!, project)
      : callFrequencyOfValue(source!, node, project);
  return { ...run, file: run.file ?? context.modules.nameOf(file) };
}

export function keysElsewhere(
  context: ProjectContext,
  file: string,
  { fn, position, path }: Parameter,
): KeysElsewhere {
  const question = `keys ${projectKey(file, fn)} ${position} ${path.join(' ')}`;
  return (
    context.modules.kept(question, () => findKeys(context, file, { fn, position, path })) ?? {
      origins: [{ kind: 'finite', text: 'itself' }],
      isComplete: true,
    }
  );
}

function findKeys(
  context: ProjectContext,
  file: string,
  { fn, position, path }: Parameter,
): KeysElsewhere {
  const origins: KeyOrigin[] = [];
  let isComplete = isAlone(context, file);
  for (const { file: caller, source, isTest, isHandedOn, nodes } of importingNames(
    context.modules,
    file,
    { keys: [fn], words: context.modules.wordsFor(file, fn) },
  )) {
    isComplete &&= !isHandedOn;
    if (isTest) continue;
    for (const node of nodes) {
      const use = useOf(source!, node);
      if (use === 'value') isComplete = false;
      const call = node.parent!;
      if (use !== 'call' || !isCall(call)) continue;
      const origin = originOfArgument(source!, { call, position, path }, context.factsOf(caller));
      origins.push(origin);
      if (origin.kind === 'grows') return { origins, isComplete: false };
    }
  }
  return { origins, isComplete: isComplete && origins.length > 0 };
}

/** What functions of other files give a function that a file passes to them. */
export function keysWhereHanded(
  context: ProjectContext,
  file: string,
  { passed, position, path }: Pick<Parameter, 'path' | 'position'> & { readonly passed: PassedOn },
): KeysElsewhere {
  const question = `keys where handed ${file} ${JSON.stringify(passed)} ${position} ${path.join(' ')}`;
  return (
    context.modules.kept(question, (): KeysElsewhere => {
      const taken = takenBy(context, file, passed);
      let isComplete = taken?.every(({ isLost }) => isLost !== true) === true;
      const origins = (taken ?? []).flatMap(({ file: home, source, nodes }) =>
        nodes.flatMap((node) => {
          const call = node.parent;
          const isCalled = isCall(call) && call.callee === node;
          isComplete &&= isCalled;
          return isCalled
            ? [originOfArgument(source, { call, position, path }, context.factsOf(home))]
            : [];
        }),
      );
      return { origins, isComplete: isComplete && origins.length > 0 };
    }) ?? { origins: [{ kind: 'finite', text: 'itself' }], isComplete: true }
  );
}

/** How long that lives which other files make by a class or a function of this one. */
export function instancesElsewhere(
  context: ProjectContext,
  file: string,
  maker: NodeKey,
): Lifetime {
  return (
    context.modules.kept(`instances ${projectKey(file, maker)}`, () =>
      findInstances(context, file, maker),
    ) ?? { kind: 'short', why: 'only itself keeps it' }
  );
}

function findInstances(context: ProjectContext, file: string, maker: NodeKey): Lifetime {
  let short: Lifetime | undefined;
  let unknown: Lifetime | undefined = isAlone(context, file)
    ? undefined
    : { kind: 'unknown', why: 'files that are not seen may make one', isPublic: true };
  for (const found of importingNames(context.modules, file, {
    keys: [maker],
    words: context.modules.wordsFor(file, maker),
  })) {
    const name = context.modules.nameOf(found.file);
    if (found.isHandedOn) unknown ??= { kind: 'unknown', why: `${name} hands on what makes it` };
    for (const node of found.isTest ? [] : found.nodes) {
      const life = lifeOf(context, found, node);
      if (!life) continue;
      const placed = { ...life, why: `${life.why} (${name})` };
      if (life.kind === 'lasting') return placed;
      if (life.kind === 'unknown') unknown ??= placed;
      else short ??= placed;
    }
  }
  return unknown ?? short ?? { kind: 'unknown', why: 'nobody is seen to make one' };
}

/** How long a function of another file keeps what is passed to it; undefined if the function is not seen. */
export function keptElsewhere(
  context: ProjectContext,
  file: string,
  passed: PassedOn,
): Lifetime | undefined {
  const lives = functionsAt(context, file, passed).map(({ home, source, fn }): Lifetime => {
    const parameter = fn.params[passed.position];
    if (!parameter) return { kind: 'short', why: 'the function takes no such argument' };
    const pattern = patternOf(parameter);
    const life = parameterLifetime(source, pattern, context.factsOf(home));
    return { ...life, why: `${life.why} (${context.modules.nameOf(home)})` };
  });
  return longest(lives);
}

/** How long what is made at a name of a class or a function lives; undefined if nothing is made there. */
function lifeOf(
  context: ProjectContext,
  { file, source: found }: NamesIn,
  node: Node,
): Lifetime | undefined {
  const source = found!;
  const { parent } = node;
  if (parent && isClass(parent) && parent.superClass === node)
    return instanceLifetime(source, parent, context.factsOf(file));
  const use = useOf(source, node);
  if (use === 'call') return lifetimeOf(source, parent!, context.factsOf(file));
  const isSeen =
    use === undefined ||
    (parent?.type === AST_NODE_TYPES.BinaryExpression && parent.operator === 'instanceof');
  return isSeen
    ? undefined
    : { kind: 'unknown', why: 'code that is not seen is given what makes it' };
}

/** Whether a name of a function is called, or handed on; undefined where it is only given another name, or exported again. */
function useOf(source: SourceCode, node: Node): 'call' | 'value' | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return parent.callee === node ? 'call' : 'value';
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node ? undefined : 'value';
    case AST_NODE_TYPES.VariableDeclarator:
      return undefined;
    default:
      return isExportedExpression(source, node) ? undefined : 'value';
  }
}
