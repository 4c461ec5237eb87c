/**
 * The ESLint adapter: findings become reports, their edits a suggestion.
 */
import type { Rule } from 'eslint';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { unlessCompiled } from '../analysis/finders/compiled-file.ts';
import type { Finder } from '../analysis/finders/inspector.ts';
import type { Finding } from '../analysis/findings/finding.ts';
import { projectFacts } from '../analysis/project/project.ts';
import { settingsFrom } from '../analysis/project/settings.ts';
import type { SourceCode } from '../analysis/source/source-code.ts';

/** What the rules about agents take beside their own options. */
export interface SharedOptions {
  /** Path of the agents module, relative to the working directory. */
  readonly agentsModule?: string;
}

type JsonSchema = Extract<Rule.RuleMetaData['schema'], readonly unknown[]>[number];

interface RuleDefinition<Options extends object, MessageIds extends string> {
  readonly name: string;
  readonly description: string;
  readonly messages: Readonly<Record<MessageIds, string>>;
  /** The message of the suggestion that applies the fix. Without it, the rule makes no suggestions. */
  readonly suggestion?: string;
  readonly properties: Readonly<Record<string, JsonSchema>>;
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

function documentationUrl(name: string): string {
  return `${homepage}/blob/main/docs/rules/${name}.md`;
}

/** Makes an ESLint rule of a finder. It holds no analysis: whatever it reports, the codemod sees too. */
export function createRule<Options extends object, MessageIds extends string>(
  definition: RuleDefinition<Options, MessageIds>,
): LeakproofRule {
  const { name, description, messages, suggestion, properties, defaultOptions, find } = definition;
  const { isRecommended: recommended, strictOptions: strict } = definition;
  return {
    meta: {
      type: 'problem',
      docs: { description, recommended, strict, url: documentationUrl(name) },
      hasSuggestions: suggestion !== undefined,
      messages: { ...messages, ...(suggestion !== undefined && { mend: suggestion }) },
      schema: [{ type: 'object', properties: { ...properties }, additionalProperties: false }],
      defaultOptions: [defaultOptions],
    },
    create(context) {
      const { settings, cwd } = context;
      // ESLint before 9.15 does not read `meta.defaultOptions`.
      const options = {
        ...defaultOptions,
        ...(context.options[0] as Partial<Options> | undefined),
      };
      const { agentsModule } = options as SharedOptions;
      const project = projectFacts(resolve(cwd, context.physicalFilename), {
        settings: settingsFrom(settings['leakproof'], cwd),
        agentsModule: agentsModule === undefined ? undefined : resolve(cwd, agentsModule),
      });
      return {
        'Program:exit'() {
          // ESLint types the AST as ESTree; finders read what typescript-eslint makes of the same nodes.
          const source = context.sourceCode as unknown as SourceCode;
          const held = unlessCompiled(source, project);
          for (const finding of find(source, project, options))
            context.report(reportOf(held(finding), suggestion !== undefined));
        },
      };
    },
  };
}

function reportOf(
  { node, messageId, data, remedy }: Finding,
  suggests: boolean,
): Rule.ReportDescriptor {
  return {
    node: node as unknown as Rule.Node,
    messageId,
    data: { ...data },
    suggest:
      suggests && 'edits' in remedy
        ? [
            {
              messageId: 'mend',
              fix: (fixer) =>
                remedy.edits.map(({ range, text }) => fixer.replaceTextRange([...range], text)),
            },
          ]
        : [],
  };
}
