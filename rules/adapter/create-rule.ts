/**
 * The ESLint adapter: findings become reports, their edits a suggestion.
 */
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type {
  ReportDescriptor,
  RuleContext,
  RuleListener,
} from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { unlessCompiled } from '../../analysis/finders/compiled-file.ts';
import { unlessMisdirecting } from '../../analysis/finders/directed-code.ts';
import type { Finder } from '../../analysis/finders/inspector.ts';
import type { ProjectFacts } from '../../analysis/finders/project-queries.ts';
import type { Finding } from '../../analysis/findings/finding.ts';
import { remedyText, wholeMessage, type Message } from '../../analysis/findings/message.ts';
import { hasTypesInLinting } from '../../analysis/project/client-types.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { settingsFor } from '../../analysis/project/package-settings.ts';
import { isStackOverflow } from '../../analysis/source/nesting-depth.ts';
import { lendSource } from '../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../analysis/source/source-code.ts';
import { isAstroComponent, isJavaScript, isOfKnownParser } from './languages.ts';

/** What the rules about agents take beside their own options. */
export interface SharedOptions {
  /** Path of the agents module, relative to the working directory. */
  readonly agentsModule?: string;
}

interface RuleDefinition<Options extends object, MessageIds extends string> {
  readonly name: string;
  readonly description: string;
  readonly messages: Readonly<Record<MessageIds, Message>>;
  /** The message of the suggestion that applies the fix. Without it, the rule makes no suggestions. */
  readonly suggestion?: string;
  readonly properties: Readonly<Record<string, JSONSchema4>>;
  readonly defaultOptions: Options;
  /** Whether the config `recommended` turns it on. `strict` turns on every rule. */
  readonly isRecommended: boolean;
  /** Its options in the config `strict`. */
  readonly strictOptions: Partial<Options>;
  readonly find: Finder<Options>;
}

/** A rule with what the configs need to know of it. */
export interface LeakproofRule extends Rule.RuleModule {
  readonly meta: Rule.RuleMetaData & {
    readonly docs: { readonly recommended: boolean; readonly strict: object };
  };
}

// By the package's own name: the same from the sources and from the build.
const { homepage } = createRequire(import.meta.url)('eslint-plugin-leakproof/package.json') as {
  homepage: string;
};

const createNamedRule = RuleCreator<{ recommended: boolean; strict: object }>(
  (name) => `${homepage}/blob/main/docs/rules/${name}.md`,
);

/**
 * Makes an ESLint rule of a finder. It holds no analysis: whatever it reports, the codemod sees too.
 * @returns the rule by ESLint's own types: a project that imports the plugin has none of typescript-eslint's
 */
export function createRule<Options extends object, MessageIds extends string>(
  definition: RuleDefinition<Options, MessageIds>,
): LeakproofRule {
  const { name, description, messages, suggestion, properties, defaultOptions, find } = definition;
  const { isRecommended: recommended, strictOptions: strict } = definition;
  const suggests = suggestion !== undefined;
  const rule = createNamedRule<[Options], string>({
    name,
    meta: {
      type: 'problem',
      docs: { description, recommended, strict },
      hasSuggestions: suggests,
      messages: suggests ? { ...templatesOf(messages), fix: suggestion } : textsOf(messages),
      schema: [{ type: 'object', properties: { ...properties }, additionalProperties: false }],
      defaultOptions: [defaultOptions],
    },
    create: (context, [options]) =>
      listenerOf(context, {
        find,
        options,
        ...(suggests ? { fixed: messages } : {}),
      }),
  });
  return rule as unknown as LeakproofRule;
}

function textsOf(messages: Readonly<Record<string, Message>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).map(([id, message]) => [id, wholeMessage(message)]),
  );
}

/** With what the codemod says in place of the general advice, because a refusal may forbid that. */
function templatesOf(messages: Readonly<Record<string, Message>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).map(([id, { problem }]) => [id, `${problem} {{remedy}}`]),
  );
}

interface Listening<Options extends object> {
  readonly find: Finder<Options>;
  readonly options: Options;
  /** The messages of a rule with a codemod: its reports carry the fix as a suggestion, or the reason why there is none. */
  readonly fixed?: Readonly<Record<string, Message>>;
}

interface Linted {
  readonly file: string;
  readonly settings: object;
  readonly agentsModule: string | undefined;
  readonly project: ProjectFacts;
}

/** What is known of a file's project, for all rules that look at it: by the source code that they are given. */
const projects = new WeakMap<object, Linted[]>();

function projectOf(
  { settings, cwd, sourceCode }: Readonly<RuleContext<string, readonly unknown[]>>,
  file: string,
  named: string | undefined,
): ProjectFacts {
  const agentsModule = named === undefined ? undefined : resolve(cwd, named);
  const known = projects.get(sourceCode) ?? [];
  projects.set(sourceCode, known);
  const found = known.find(
    (one) => one.file === file && one.settings === settings && one.agentsModule === agentsModule,
  );
  if (found) return found.project;
  const project = projectFacts(file, {
    settings: settingsFor(file, settings['leakproof'], cwd),
    agentsModule,
  });
  known.push({ file, settings, agentsModule, project });
  return project;
}

function listenerOf<Options extends object>(
  context: Readonly<RuleContext<string, readonly unknown[]>>,
  { find, options, fixed }: Listening<Options>,
): RuleListener {
  const { cwd, physicalFilename, sourceCode } = context;
  const file = resolve(cwd, physicalFilename);
  if (!isJavaScript(sourceCode) || isAstroComponent(sourceCode)) return {};
  const project = projectOf(context, file, (options as SharedOptions).agentsModule);
  return {
    'Program:exit'() {
      const source: SourceCode = sourceCode;
      // With types, what other files are told would depend on which of them is linted first.
      if (isOfKnownParser(context) && !hasTypesInLinting(source)) lendSource(file, source);
      const held = unlessCompiled(source, project);
      const reports = unlessTooDeep(() =>
        find(source, project, options).map((finding) =>
          reportOf(unlessMisdirecting(source, held(finding)), fixed),
        ),
      );
      for (const report of reports) context.report(report);
    },
  };
}

/** Nothing of a file that is nested too deeply for the call stack: the program says so of it, and ESLint goes on to the next. */
function unlessTooDeep<T>(find: () => readonly T[]): readonly T[] {
  try {
    return find();
  } catch (error) {
    if (isStackOverflow(error)) return [];
    throw error;
  }
}

function reportOf(
  finding: Finding,
  fixed: Readonly<Record<string, Message>> | undefined,
): ReportDescriptor<string> {
  const { node, messageId, data, remedy } = finding;
  if (fixed === undefined) return { node, messageId, data: { ...data } };
  return {
    node,
    messageId,
    data: { ...data, remedy: remedyText(fixed, finding) },
    suggest:
      'edits' in remedy
        ? [
            {
              messageId: 'fix',
              ...(remedy.how === undefined ? {} : { data: { how: remedy.how } }),
              fix: (fixer) =>
                remedy.edits.map(({ range, text }) => fixer.replaceTextRange(range, text)),
            },
          ]
        : [],
  };
}
