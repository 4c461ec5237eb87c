/**
 * The same code as each host sees it: our own parser call, and ESLint's linter under both parsers and every
 * source type. What the analysis says must not depend on who parsed.
 */
import * as typescriptParser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { Linter } from 'eslint';
import * as espree from 'espree';
import { expect } from 'vitest';
import { CLIENT_NAMES } from '../../analysis/clients/models/client-model.ts';
import { DEFAULT_AGENT_NUMBERS } from '../../analysis/agents/agent-numbers.ts';
import type { ProjectFacts } from '../../analysis/finders/project-queries.ts';
import type { Value } from '../../analysis/flow/values.ts';
import { NO_COMPILER_OPTIONS } from '../../analysis/modules/compiler-options.ts';
import { NO_PROJECT } from '../../analysis/project/no-project.ts';
import { parseSource } from '../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../analysis/source/source-code.ts';
import { nodesOf } from '../../analysis/syntax/traversal.ts';

export type Language = 'js' | 'ts';

export interface Host {
  readonly name: string;
  readonly languages: readonly Language[];
  /** @returns undefined if the host cannot parse the code */
  readonly parse: (code: string, language: Language) => SourceCode | undefined;
}

const SOURCE_TYPES = ['module', 'script', 'commonjs'] as const;

const HOSTS: readonly Host[] = [
  {
    name: 'parseSource',
    languages: ['js', 'ts'],
    parse: (code, language) => parseSource(code, `/input.${language}`),
  },
  ...SOURCE_TYPES.map((sourceType): Host => ({
    name: `ESLint, TypeScript parser, ${sourceType}`,
    languages: ['js', 'ts'],
    parse: (code, language) =>
      parsedByESLint(code, `input.${language}`, { parser: typescriptParser, sourceType }),
  })),
  ...SOURCE_TYPES.map((sourceType): Host => ({
    name: `ESLint, espree, ${sourceType}`,
    languages: ['js'],
    parse: (code, language) =>
      parsedByESLint(code, `input.${language}`, { parser: espree, sourceType }),
  })),
];

function parsedByESLint(
  code: string,
  filename: string,
  languageOptions: Record<string, unknown>,
): SourceCode | undefined {
  let captured: SourceCode | undefined;
  const capture = {
    create(context: { sourceCode: unknown }) {
      captured = context.sourceCode as SourceCode;
      return {};
    },
  };
  const config = {
    files: ['**/*.{js,ts}'],
    languageOptions: { ...languageOptions, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { test: { rules: { capture } } },
    rules: { 'test/capture': 'error' },
  } as unknown as Linter.Config;
  new Linter({ configType: 'flat' }).verify(code, [config], { filename });
  return captured;
}

/**
 * Runs an assertion in each host that can parse the code.
 * @param language `ts` leaves out espree; `js` runs the code as a `.js` file in all
 */
export function forEachHost(
  code: string,
  run: (source: SourceCode, hostName: string) => void,
  language: Language = 'js',
): void {
  let parsed = 0;
  for (const host of HOSTS) {
    if (!host.languages.includes(language)) continue;
    const source = host.parse(code, language);
    if (!source) continue;
    parsed++;
    run(source, host.name);
  }
  // `parseSource` and one of ESLint's modes at least, or a typing error in a case would pass for a success.
  expect(parsed, `hosts that parse:\n${code}`).toBeGreaterThanOrEqual(2);
}

/** The first argument of the last `use(…)` of the code: what a case asks about. */
export function subjectOf(source: SourceCode): TSESTree.Expression {
  const call = nodesOf(source, AST_NODE_TYPES.CallExpression).findLast(
    ({ callee }) => callee.type === AST_NODE_TYPES.Identifier && callee.name === 'use',
  );
  if (!call) throw new Error('The case has no use(…)');
  return call.arguments[0] as TSESTree.Expression;
}

/** The shortest call or `new` that starts with a text: `f(url)` of `f(url).then(g)`. */
export function callStarting(
  source: SourceCode,
  start: string,
): TSESTree.CallExpression | TSESTree.NewExpression {
  const [call] = [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ]
    .filter((node) => source.getText(node).startsWith(start))
    .toSorted((a, b) => a.range[1] - b.range[1]);
  if (!call) throw new Error(`The case has no ${start}`);
  return call;
}

/** The object literal that comes first in the source and holds a text. */
export function literalWith(source: SourceCode, text = '{'): TSESTree.ObjectExpression {
  const literal = nodesOf(source, AST_NODE_TYPES.ObjectExpression).find((node) =>
    source.getText(node).includes(text),
  );
  if (!literal) throw new Error(`The case has no literal with ${text}`);
  return literal;
}

/** Facts of a world with nothing in it, but for what a case says. */
export function facts(overrides: Partial<ProjectFacts> = {}): ProjectFacts {
  const epoch = {};
  return {
    file: '/project/input.js',
    epoch: () => epoch,
    analysedClients: CLIENT_NAMES,
    clientModules: [],
    wrapperModules: [],
    agentNumbers: DEFAULT_AGENT_NUMBERS,
    packageRoot: '/project',
    styleSigns: { configured: {}, sampled: () => ({}), sampledCommas: () => ({}) },
    environments: 'server',
    projectRoot: () => '/project',
    isForBrowsersToo: () => false,
    browserBuild: () => undefined,
    packageType: () => 'commonjs',
    dependency: () => undefined,
    compilerOptions: () => NO_COMPILER_OPTIONS,
    hasNodeTypes: () => true,
    hasTypes: () => false,
    clientType: () => undefined,
    isNullable: () => undefined,
    typeElsewhere: () => 'unknown',
    axiosDefaults: () => ({ httpAgent: [], httpsAgent: [] }),
    globalAgentsElsewhere: () => [],
    fetchReplacers: () => [],
    agentsModule: () => undefined,
    ...NO_PROJECT,
    ...overrides,
  };
}

/** `axios.get` of a module, the source of a node, `object→name` for a property that the file does not show. */
export function shownValue(source: SourceCode, value: Value): string {
  switch (value.kind) {
    case 'module':
      return `module ${[value.module, ...value.path].join('.')}`;
    case 'node':
      return source.getText(value.node);
    case 'member':
      return `${shownValue(source, value.object)}→${value.property}`;
    case 'parameter':
      return `parameter ${value.node.name}`;
    case 'instance':
      return `instance of ${value.class.id?.name ?? 'a class'}`;
    default:
      return 'unknown';
  }
}

/** A handler that runs for each request. */
export function inRoute(body: string): string {
  return `app.post('/x', (req, res) => { ${body} });`;
}
