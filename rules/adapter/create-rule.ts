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
import { unlessCompiled } from '../../analysis/finders/compiled-file.ts';
import { unlessMisdirecting } from '../../analysis/finders/directed-code.ts';
import type { Finder } from '../../analysis/finders/inspector.ts';
import type { Finding } from '../../analysis/findings/finding.ts';
import { remedyText, wholeMessage, type Message } from '../../analysis/findings/message.ts';
import { into, newGrounds } from '../../analysis/modules/grounds.ts';
import { packageInfo } from '../../analysis/modules/package-info.ts';
import { hasTypesInLinting } from '../../analysis/project/client-types.ts';
import { isStackOverflow } from '../../analysis/source/nesting-depth.ts';
import { lendSource } from '../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../analysis/source/source-code.ts';
import type { Report } from './kept-reports.ts';
import { isAstroComponent, isJavaScript, isOfKnownParser } from './languages.ts';
import { lintedFile } from './linted-file.ts';

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

const createNamedRule = RuleCreator<{ recommended: boolean; strict: object }>(
  (name) => `${packageInfo.homepage}/blob/main/docs/rules/${name}.md`,
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
        name,
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
  readonly name: string;
  readonly find: Finder<Options>;
  readonly options: Options;
  /** The messages of a rule with a codemod: its reports carry the fix as a suggestion, or the reason why there is none. */
  readonly fixed?: Readonly<Record<string, Message>>;
}

function listenerOf<Options extends object>(
  context: Readonly<RuleContext<string, readonly unknown[]>>,
  { name, find, options, fixed }: Listening<Options>,
): RuleListener {
  const { sourceCode } = context;
  if (!isJavaScript(sourceCode) || isAstroComponent(sourceCode)) return {};
  const linted = lintedFile(context);
  const known = linted.reports?.find(name, options);
  if (known?.length === 0) return {};
  const reports = () => {
    const project = linted.project((options as SharedOptions).agentsModule);
    const source: SourceCode = sourceCode;
    // With types, what other files are told would depend on which of them is linted first.
    if (isOfKnownParser(context) && !hasTypesInLinting(source)) lendSource(linted.file, source);
    const held = unlessCompiled(source, project);
    const judge = () =>
      unlessTooDeep(() =>
        find(source, project, options).map((finding) =>
          reportOf(unlessMisdirecting(source, held(finding)), fixed),
        ),
      );
    // Where one file is kept, what another one asks is recorded, too.
    return linted.reports?.judge(name, options, judge) ?? into(newGrounds(), judge) ?? [];
  };
  return {
    'Program:exit'() {
      for (const report of known ?? reports()) context.report(descriptorOf(report));
    },
  };
}

/** Undefined for a file that is nested too deeply for the call stack: the program says so of it, and ESLint goes on to the next. */
function unlessTooDeep<T>(find: () => readonly T[]): readonly T[] | undefined {
  try {
    return find();
  } catch (error) {
    if (isStackOverflow(error)) return undefined;
    throw error;
  }
}

function reportOf(finding: Finding, fixed: Readonly<Record<string, Message>> | undefined): Report {
  const {
    node: {
      loc: { start, end },
    },
    messageId,
    data = {},
    remedy,
  } = finding;
  return {
    loc: { start: positionOf(start), end: positionOf(end) },
    messageId,
    data: fixed ? { ...data, remedy: remedyText(fixed, finding) } : { ...data },
    ...(fixed && 'edits' in remedy
      ? { suggestion: { how: remedy.how, edits: [...remedy.edits] } }
      : {}),
  };
}

/** Without what parsers add to it. */
function positionOf({ line, column }: Report['loc']['start']): Report['loc']['start'] {
  return { line, column };
}

function descriptorOf({ loc, messageId, data, suggestion }: Report): ReportDescriptor<string> {
  return {
    loc,
    messageId,
    data: { ...data },
    ...(suggestion
      ? {
          suggest: [
            {
              messageId: 'fix',
              ...(suggestion.how === undefined ? {} : { data: { how: suggestion.how } }),
              fix: (fixer) =>
                suggestion.edits.map(({ range, text }) => fixer.replaceTextRange(range, text)),
            },
          ],
        }
      : {}),
  };
}
