/**
 * How long an object lives: as long as the process, no longer than a call or an entry, or as long as code that is not seen
 * decides. Whoever asks how long something is held asks here.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isExportedClass, isExportedExpression, isExportedVariable } from '../flow/exports.ts';
import { callGraph } from '../flow/build-call-graph.ts';
import { leanOn, withGrounds, type Grounds } from '../modules/grounds.ts';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isModuleLevel, variableOf } from '../syntax/bindings.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, nodesOf } from '../syntax/traversal.ts';
import { makesOneInstance } from '../vocabulary/injected-classes.ts';
import { callbackRuns } from '../vocabulary/callback-takers.ts';
import { callFrequency } from './call-frequency.ts';
import { registersRoute } from './callback-roles.ts';
import { handsOn, keepersOf, keptByObject, type Keepers, type Registration } from './keepers.ts';
import { runnerText, type Lifetime, type LifetimeQueries } from './lifetime-queries.ts';
import { isOfHost, isOfStart, isStartedWithPort, startedElsewhere } from './serving-objects.ts';

/** How long what an expression makes lives. */
export function lifetimeOf(source: SourceCode, made: Node, project: LifetimeQueries): Lifetime {
  return answered(project, made, () => judgeMade(source, made, project));
}

/** How long what a function takes by a parameter lives for what the function does with it. */
export function parameterLifetime(
  source: SourceCode,
  parameter: Node,
  project: LifetimeQueries,
): Lifetime {
  return answered(project, parameter, () =>
    judgeKept(source, keepersOf(source, parameter), [], project),
  );
}

/** How long the instances of a class, or of a constructor function, live. */
export function instanceLifetime(
  source: SourceCode,
  owner: ClassNode | FunctionNode,
  project: LifetimeQueries,
): Lifetime {
  return answered(project, owner, () => judgeInstances(source, owner, project));
}

const ITSELF: Lifetime = { kind: 'short', why: 'only itself keeps it' };

interface Kept {
  readonly answer: Lifetime;
  readonly grounds: Grounds | undefined;
}

const known = new WeakMap<LifetimeQueries, Map<Node, Kept>>();

function answered(project: LifetimeQueries, node: Node, judge: () => Lifetime): Lifetime {
  let answers = known.get(project);
  if (!answers) known.set(project, (answers = new Map<Node, Kept>()));
  const kept = answers.get(node);
  if (kept) {
    leanOn(kept.grounds);
    return kept.answer;
  }
  // What keeps itself lives no longer for that.
  answers.set(node, { answer: ITSELF, grounds: undefined });
  const { found: answer, grounds } = withGrounds(judge);
  answers.set(node, { answer, grounds });
  return answer;
}

function lasting(why: string): Lifetime {
  return { kind: 'lasting', why };
}

function judgeMade(source: SourceCode, made: Node, project: LifetimeQueries): Lifetime {
  const place = placeOf(made);
  if (place && isClass(place)) return instanceLifetime(source, place, project);
  if (!place && made.parent?.type !== AST_NODE_TYPES.ExpressionStatement)
    return lasting('the module makes it as it is loaded');
  return judgeKept(source, keepersOf(source, made), [made], project);
}

/** The function that makes something, the class in whose field it is made, or undefined if the module does. */
function placeOf(made: Node): FunctionNode | ClassNode | undefined {
  for (const ancestor of ancestorsOf(made)) {
    if (isFunction(ancestor)) return ancestor;
    if (ancestor.type === AST_NODE_TYPES.PropertyDefinition && !ancestor.static)
      return ancestor.parent.parent;
  }
  return undefined;
}

function judgeInstances(
  source: SourceCode,
  owner: ClassNode | FunctionNode,
  project: LifetimeQueries,
): Lifetime {
  const decorator = isClass(owner) ? injectedBy(source, owner) : undefined;
  if (decorator !== undefined) return lasting(`\`@${decorator}\` makes one instance`);
  const keepers = keepersOf(source, owner.body);
  const made = new Set<Node>([...keepers.made, ...instancesOf(source, owner)]);
  const bySite = [...made].map((site): Lifetime | undefined => {
    const place = placeOf(site);
    if (place && isClass(place)) return instanceLifetime(source, place, project);
    return !place && site.parent?.type !== AST_NODE_TYPES.ExpressionStatement
      ? lasting('the module makes one as it is loaded')
      : undefined;
  });
  const inModule = bySite.find((life) => life?.kind === 'lasting');
  if (inModule) return inModule;
  const here: Lifetime[] = bySite.flatMap((life) => life ?? []);
  const inFunctions = [...made].filter((_, index) => bySite[index] === undefined);
  if (inFunctions.length > 0) here.push(judgeKept(source, keepers, inFunctions, project));
  if (here.some(isLasting)) return longest(here)!;
  const elsewhere = isReachable(source, owner)
    ? [project.instancesElsewhere(nodeKeyOf(source, owner))]
    : [];
  const all = [...here, ...elsewhere];
  if (elsewhere.length > 0 && isClass(owner)) {
    const started = startedElsewhere(source, { owner, keepers, elsewhere: elsewhere[0]! }, project);
    if (started) return started;
  }
  const life = longest(all);
  if (life) return life;
  return isHandedOn(source, owner)
    ? { kind: 'unknown', why: 'code that is not seen is given the class' }
    : { kind: 'short', why: 'nobody makes an instance' };
}

/** The life that lasts longest, as far as that can be told; undefined of none. */
export function longest(lives: readonly Lifetime[]): Lifetime | undefined {
  return lives.find(isLasting) ?? lives.find(({ kind }) => kind === 'unknown') ?? lives[0];
}

function instancesOf(source: SourceCode, owner: ClassNode | FunctionNode): readonly Node[] {
  const graph = callGraph(source);
  return isClass(owner)
    ? graph.instancesOf(owner)
    : graph.callsOf(owner).filter(({ type }) => type === AST_NODE_TYPES.NewExpression);
}

function isReachable(source: SourceCode, owner: ClassNode | FunctionNode): boolean {
  if (isClass(owner)) return isExportedClass(source, owner);
  return (
    isExportedExpression(source, owner) ||
    owner.parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    source.getDeclaredVariables(owner).some((variable) => isExportedVariable(source, variable))
  );
}

/** Whether a class is a value that goes on to what is not seen. */
function isHandedOn(source: SourceCode, owner: ClassNode | FunctionNode): boolean {
  const name = 'id' in owner ? owner.id?.name : undefined;
  if (name === undefined) return true;
  const references = source
    .getDeclaredVariables(owner)
    .flatMap((variable) => (variable.name === name ? variable.references : []));
  return references.some(({ identifier }) => {
    const { parent } = identifier as Node;
    return (
      parent?.type !== AST_NODE_TYPES.NewExpression &&
      parent?.type !== AST_NODE_TYPES.MemberExpression &&
      parent?.type.startsWith('TS') !== true
    );
  });
}

function judgeKept(
  source: SourceCode,
  keepers: Keepers,
  made: readonly Node[],
  project: LifetimeQueries,
): Lifetime {
  if (keepers.module !== undefined) return lasting(`${keepers.module} keeps it`);
  const runs = made.map((site) => callFrequency(source, site, project));
  const once = runs.find(({ kind }) => kind === 'once');
  if (once && (keepers.registrations.length > 0 || keepers.entry !== undefined || keepers.loops))
    return lasting(`${runnerText(once)} makes it, and ${keptBy(keepers)}`);
  const registered = keepers.registrations.find((registration) =>
    isForGood(source, registration, project),
  );
  if (registered) return lasting(`\`${nameOf(registered)}\` keeps a function that uses it`);
  const isRare = runs.every(({ kind, isAssumed }) => kind !== 'often' || isAssumed === true);
  const served = isRare ? made.find((site) => isStartedWithPort(source, site)) : undefined;
  if (served) return lasting(`it is started with a port (line ${served.loc.start.line})`);
  const holder = keepers.holders.find((name) => isRare && isOfStart(source, name, made));
  if (holder) return lasting(`\`${holder.name}\` keeps it, which start-up is given`);
  const setUp = [...keepers.registrations.map(({ call }) => call), ...keepers.handed].find((call) =>
    isOfHost(source, call, made),
  );
  if (setUp && isRare)
    return lasting(
      `line ${setUp.loc.start.line} gives a function that uses it to what the module is plugged into`,
    );
  const byOthers = [
    ...[...keepers.owners].map((owner) => instanceLifetime(source, owner, project)),
    ...[...keepers.givenBy].map((fn) => project.instancesElsewhere(nodeKeyOf(source, fn))),
  ];
  const lastingOne = byOthers.find(isLasting);
  if (lastingOne) return lastingOne;
  const often = runs.find(({ kind, isAssumed }) => kind === 'often' && isAssumed !== true);
  if (often && runs.every(({ kind }) => kind === 'often' || kind === 'test'))
    return { kind: 'short', why: `${runnerText(often)} makes one each time` };
  const byTakers = takersOf(keepers, project);
  const taker = byTakers.find(isLasting);
  if (taker) return taker;
  const others = [...byOthers, ...byTakers];
  const open = openIn(source, keepers, others);
  if (open !== undefined) return unknownBy(open, others);
  if (once)
    return {
      kind: 'unknown',
      why: `${runnerText(once)} makes it, and nothing shows what keeps it`,
    };
  return keepers.entry === undefined
    ? { kind: 'short', why: 'nothing keeps it beyond the call that makes it' }
    : { kind: 'short', why: `it lives as long as its own entry in ${keepers.entry}` };
}

const isLasting = ({ kind }: Lifetime) => kind === 'lasting';

/** How long those keep it that it is passed to in other files. */
function takersOf({ passed }: Keepers, project: LifetimeQueries): Lifetime[] {
  return passed.map(
    ({ line, to }) => project.keptElsewhere(to) ?? { kind: 'unknown', why: handsOn(line) },
  );
}

/** That whoever installs the package decides stays known. */
function unknownBy(open: string, byOthers: readonly Lifetime[]): Lifetime {
  return byOthers.find(({ why }) => why === open) ?? { kind: 'unknown', why: open };
}

/** What is not seen of who keeps it. */
function openIn(
  source: SourceCode,
  { unseen, holders: [holder], registrations, handed: [given] }: Keepers,
  byOthers: readonly Lifetime[],
): string | undefined {
  const registration = registrations.find(({ call }) => !isOfOwnEmitter(source, call));
  return (
    unseen ??
    (holder && keptByObject(holder)) ??
    byOthers.find(({ kind }) => kind === 'unknown')?.why ??
    (registration
      ? `cannot tell how often \`${nameOf(registration)}\` is called`
      : given &&
        `line ${given.loc.start.line} hands a function that uses it to code that is not seen`)
  );
}

function keptBy({ registrations: [first], entry }: Keepers): string {
  if (first) return `\`${nameOf(first)}\` keeps a function that uses it`;
  return entry === undefined ? 'a loop without an end uses it' : `${entry} keeps it`;
}

function nameOf({ role }: Registration): string {
  return 'name' in role ? role.name : 'a call';
}

/** Whether a function is given to a server as it is set up, or by code that runs once. */
function isForGood(
  source: SourceCode,
  { call, role }: Registration,
  project: LifetimeQueries,
): boolean {
  const { kind, isAssumed } = callFrequency(source, call, project);
  if (kind === 'once') return true;
  return (
    (kind === 'unknown' || isAssumed === true) && role.kind === 'handler' && isRoute(source, call)
  );
}

/** Whether the emitter is one that the function makes itself: it goes with its listeners. */
function isOfOwnEmitter(source: SourceCode, { callee }: Registration['call']): boolean {
  let object: Node = callee;
  while (object.type === AST_NODE_TYPES.MemberExpression) object = withoutWrappers(object.object);
  const variable =
    object.type === AST_NODE_TYPES.Identifier ? variableOf(source, object) : undefined;
  return (
    variable !== undefined && !isModuleLevel(variable) && variable.defs[0]?.type === 'Variable'
  );
}

const SET_UP_ONCE: ReadonlySet<string> = new Set(['for clients', 'for messages', 'for requests']);

/** A route, a command or a middleware is set up once, whoever calls the function that does it. */
function isRoute(source: SourceCode, call: Registration['call']): boolean {
  const { callee } = call;
  const method =
    callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(source, callee) : undefined;
  const runs = method === undefined ? undefined : callbackRuns(method, true);
  return (
    SET_UP_ONCE.has(runs ?? '') &&
    (runs !== 'for requests' || registersRoute(call, call.arguments.at(-1)!))
  );
}

/** The decorator that says that there is one instance of a class. */
function injectedBy(source: SourceCode, node: ClassNode): string | undefined {
  // espree's classes have no decorators.
  const decorators = (node.decorators as readonly TSESTree.Decorator[] | undefined) ?? [];
  for (const { expression } of decorators) {
    const isCalled = expression.type === AST_NODE_TYPES.CallExpression;
    const name = isCalled ? expression.callee : expression;
    if (name.type !== AST_NODE_TYPES.Identifier) continue;
    const isScoped =
      isCalled && expression.arguments.some((argument) => hasScope(source, argument));
    if (!isScoped && makesOneInstance(name.name, importedFrom(source, name))) return name.name;
  }
  return undefined;
}

function hasScope(source: SourceCode, argument: Node): boolean {
  return (
    argument.type === AST_NODE_TYPES.ObjectExpression &&
    argument.properties.some(
      (property) =>
        property.type === AST_NODE_TYPES.Property &&
        ['scope', 'transient', 'durable', 'multiple'].includes(
          propertyName(source, property) ?? '',
        ),
    )
  );
}

function importedFrom(source: SourceCode, name: TSESTree.Identifier): string | undefined {
  return nodesOf(source, AST_NODE_TYPES.ImportDeclaration).find(({ specifiers }) =>
    specifiers.some(({ local }) => local.name === name.name),
  )?.source.value;
}
