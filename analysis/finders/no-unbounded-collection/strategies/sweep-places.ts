/**
 * Where a sweep stands: on a timer beside the collection, or with each addition.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import { numbered, variableNames } from '../../../edits/free-names.ts';
import { insertLinesAfter, insertLinesBefore } from '../../../edits/statement-edits.ts';
import type { Edit } from '../../../findings/finding.ts';
import { mayRunAtEdge } from '../../../lifetime/edge-runtimes.ts';
import { isServerless } from '../../../lifetime/serverless.ts';
import { isTypeScript } from '../../../modules/source-files.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isModuleLevel, variableNamed, type Variable } from '../../../syntax/bindings.ts';
import { ancestorsOf, contains, functionAround } from '../../../syntax/traversal.ts';
import { ENTRY, type ExpiryTest } from './expiry-tests.ts';
import { receiverName } from './receivers.ts';
import { placeWith, type StatementPlace } from './statement-places.ts';
import type { Refusal, Subject } from './strategy.ts';
import { conditional } from './trims.ts';
import { givenOnce } from './times.ts';

export type SweepPlace =
  | { readonly by: 'timer'; readonly statement: Node; readonly name: string }
  | {
      readonly by: 'addition';
      readonly beside: readonly { readonly place: StatementPlace; readonly name: string }[];
    };

export function sweepPlace(
  subject: Subject,
  test: ExpiryTest,
  additions: readonly Change[],
): SweepPlace | Refusal {
  return timerPlace(subject, test) ?? placesBeside(subject, test, additions);
}

/** Behind the declaration of a collection of the module, in a process whose timers run. */
function timerPlace(
  { source, project, collection }: Subject,
  { names, globals, usesThis }: ExpiryTest,
): SweepPlace | undefined {
  const { root, makers, declaration } = collection;
  const declarator = declaration.parent;
  const isMadeThere =
    root.kind === 'variable' &&
    isModuleLevel(root.variable) &&
    makers.length === 1 &&
    declarator?.type === AST_NODE_TYPES.VariableDeclarator &&
    declarator.init !== null &&
    contains(declarator.init, makers[0]!);
  if (!isMadeThere || usesThis || !names.every(isModuleLevel)) return undefined;
  if (isServerless(source, project) || mayRunAtEdge(source, project)) return undefined;
  if (isTypeScript(project.file) && !project.hasNodeTypes()) return undefined;
  const statement = topStatementOf(declaration);
  if (!statement || hiddenGlobal(source, [...globals, 'setInterval'], statement) !== undefined)
    return undefined;
  return { by: 'timer', statement, name: root.variable.name };
}

/** The first of some names of the runtime that means something else at a node. */
function hiddenGlobal(source: SourceCode, names: readonly string[], at: Node): string | undefined {
  return names.find((name) => (variableNamed(source, name, at)?.defs.length ?? 0) > 0);
}

function topStatementOf(node: Node): Node | undefined {
  return [...ancestorsOf(node)].find(
    (ancestor) => ancestor.parent?.type === AST_NODE_TYPES.Program,
  );
}

function placesBeside(
  subject: Subject,
  test: ExpiryTest,
  additions: readonly Change[],
): SweepPlace | Refusal {
  const { source } = subject;
  const beside: { place: StatementPlace; name: string }[] = [];
  for (const addition of additions) {
    const { node } = addition;
    const at = `line ${node.loc.start.line}`;
    const place = placeWith(node);
    const name = receiverName(subject, addition);
    if (!place || name === undefined)
      return { refusal: `${at} adds where no sweep can stand beside it, or under another name` };
    const read = readBehind(subject, node);
    if (read)
      return {
        refusal: `line ${read.loc.start.line} reads the entry that ${at} adds, and a sweep between them may have removed it`,
      };
    const hidden = test.names.find(
      (variable) =>
        !isOfAll(variable, subject.collection.declaration) ||
        !isVisible(source, variable, place.statement),
    );
    if (hidden)
      return {
        refusal: `how long its entries live depends on \`${hidden.name}\`, which is given by each caller, or not known where ${at} adds one`,
      };
    const other = hiddenGlobal(
      source,
      subject.collection.kind === 'map' ? test.globals : [...test.globals, 'Object'],
      place.statement,
    );
    if (other !== undefined)
      return { refusal: `\`${other}\` means something else where ${at} adds an entry` };
    if (test.usesThis && !isOfSameThis(node, test))
      return {
        refusal: `how long its entries live depends on \`this\`, which is another one in ${at}`,
      };
    beside.push({ place, name });
  }
  return { by: 'addition', beside };
}

/** Whether a name means the same for all entries: it belongs to the module, or to the function that has the collection. */
function isOfAll(variable: Variable, declaration: Node): boolean {
  return isModuleLevel(variable) || contains(variable.scope.block, declaration);
}

function isVisible(source: SourceCode, variable: Variable, at: Node): boolean {
  return (
    variableNamed(source, variable.name, at) === variable &&
    variable.defs.every(
      ({ type, name }) => DECLARED_FIRST.has(type) || name.range[1] <= at.range[0],
    )
  );
}

/** What has its value before any code of the module runs. */
const DECLARED_FIRST: ReadonlySet<string> = new Set(['FunctionName', 'ImportBinding']);

/** A read of the collection in the function of an addition, behind it. */
function readBehind({ uses }: Subject, addition: Node): Node | undefined {
  const fn = functionAround(addition);
  return uses.all.find(
    ({ level, node, access }) =>
      level === 0 &&
      (access.kind === 'read' || (access.kind === 'call' && access.method === 'get')) &&
      node.range[0] > addition.range[1] &&
      functionAround(node) === fn,
  )?.node;
}

/** Whether a comparison and a node stand in methods of one object. */
function isOfSameThis(node: Node, { comparisons }: ExpiryTest): boolean {
  const owner = methodAround(node)?.parent;
  return (
    owner !== undefined &&
    [...comparisons.keys()].every((comparison) => methodAround(comparison)?.parent === owner)
  );
}

/** The method of a class whose `this` a node has. */
function methodAround(node: Node): TSESTree.MethodDefinition | undefined {
  let fn = functionAround(node);
  while (fn?.type === AST_NODE_TYPES.ArrowFunctionExpression) fn = functionAround(fn);
  const { parent } = fn ?? {};
  return parent?.type === AST_NODE_TYPES.MethodDefinition && !parent.static ? parent : undefined;
}

export function sweepingEdits(
  subject: Subject,
  { test, place }: { readonly test: ExpiryTest; readonly place: SweepPlace },
): readonly Edit[] {
  const { source } = subject;
  if (place.by === 'timer') {
    const { statement, name } = place;
    const lines = loopLines(subject, test, name, statement);
    return [
      insertLinesAfter(source, statement, [
        'setInterval(() => {',
        ...lines.map((line) => `  ${line}`),
        `}, ${periodOf(source, test, statement)}).unref();`,
      ]),
    ];
  }
  return place.beside.map(({ place: { statement, side }, name }) => {
    const lines = loopLines(subject, test, name, statement);
    return side === 'before'
      ? insertLinesBefore(source, statement, lines)
      : insertLinesAfter(source, statement, lines);
  });
}

function loopLines(
  { source, project, collection }: Subject,
  { text, names }: ExpiryTest,
  collectionName: string,
  statement: Node,
): string[] {
  const isTaken = (name: string) =>
    names.some((variable) => variable.name === name) ||
    new RegExp(String.raw`\b${name}\b`, 'u').test(collectionName) ||
    variableNamed(source, name, statement) !== undefined;
  const free = (names: readonly string[]) =>
    names.find((name) => !isTaken(name)) ?? numbered(names[0]!, variableNames(source));
  const [key, entry] = [free(['key', 'id', 'name']), free(['entry', 'item', 'record'])];
  const test = text.replaceAll(ENTRY, entry);
  const isMap = collection.kind === 'map';
  const all = isMap ? collectionName : `Object.entries(${collectionName})`;
  const removal = isMap ? `${collectionName}.delete(${key});` : `delete ${collectionName}[${key}];`;
  const [head, end] =
    isMap && project.compilerOptions().loopsOverArraysAlone
      ? [`${collectionName}.forEach((${entry}, ${key}) => {`, '});']
      : [`for (const [${key}, ${entry}] of ${all}) {`, '}'];
  return [
    head,
    ...conditional(source, statement, `if (${test})`, [removal]).map((line) => `  ${line}`),
    end,
  ];
}

/** A minute: what has expired is in nobody's way for so long. */
const LONGEST_PERIOD = 60_000;

/** A second: a smaller number may count seconds or minutes, unless its name says what it counts. */
const SHORTEST_PERIOD = 1000;
const NAMED_MILLISECONDS = /(?:_ms|_MS|[a-z]M[sS]|[mM]illis(?:econds)?|MILLIS(?:ECONDS)?)$/u;

/** Whether the clock of a test is read as it is: `Date.now() / 1000` gives seconds, and lifetimes in those. */
function isInMilliseconds(text: string): boolean {
  return !/\/|\*/u.test(text);
}

/** As often as entries expire, at most a minute: a longer period than 2^31 ms would be none. */
function periodOf(source: SourceCode, { text, lifetime }: ExpiryTest, statement: Node): string {
  const length = lifetime && numberOf(source, lifetime);
  const isKnownThere =
    lifetime && nodesIn(lifetime).every((node) => node.range[0] < statement.range[0]);
  return lifetime &&
    length !== undefined &&
    isKnownThere &&
    isInMilliseconds(text) &&
    (length >= SHORTEST_PERIOD || NAMED_MILLISECONDS.test(source.getText(lifetime))) &&
    length >= 1 &&
    length <= LONGEST_PERIOD
    ? source.getText(lifetime)
    : '60 * 1000';

  function nodesIn(node: Node): Node[] {
    if (node.type !== AST_NODE_TYPES.Identifier) return [];
    const given = variableNamed(source, node.name, statement)?.defs[0]?.node as Node | undefined;
    return given ? [given] : [];
  }
}

/** The number that an expression always is. */
function numberOf(source: SourceCode, expression: Node, names = 3): number | undefined {
  switch (expression.type) {
    case AST_NODE_TYPES.Literal:
      return typeof expression.value === 'number' ? expression.value : undefined;
    case AST_NODE_TYPES.Identifier: {
      const given = names > 0 ? givenOnce(source, expression) : undefined;
      return given && numberOf(source, given, names - 1);
    }
    case AST_NODE_TYPES.BinaryExpression: {
      const left = numberOf(source, expression.left, names);
      const right = numberOf(source, expression.right, names);
      if (left === undefined || right === undefined) return undefined;
      return expression.operator === '*'
        ? left * right
        : expression.operator === '+'
          ? left + right
          : undefined;
    }
    default:
      return undefined;
  }
}
