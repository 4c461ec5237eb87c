/**
 * The ESLint adapter: findings become reports, their edits a suggestion.
 */
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import type { TSESLint } from '@typescript-eslint/utils';
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Finder, Finding } from '../analysis/finding.ts';
import { projectFacts } from '../analysis/project.ts';
import { settingsFrom } from '../analysis/settings.ts';

export interface RuleDocs {
  readonly recommended: boolean;
}

/** What the rules about agents take beside their own options. */
export interface SharedOptions {
  /** Path of the agents module, relative to the working directory. */
  readonly agentsModule?: string;
}

interface RuleDefinition<Options extends object, MessageIds extends string> {
  readonly name: string;
  readonly description: string;
  readonly messages: Readonly<Record<MessageIds, string>>;
  /** The message of the suggestion that applies the mend. */
  readonly suggestion: string;
  readonly properties: Readonly<Record<string, JSONSchema4>>;
  readonly defaultOptions: Options;
  readonly find: Finder<Options>;
}

const createRuleModule = RuleCreator<RuleDocs>(documentationUrl);

// By the package's own name: the same from the sources and from the build.
const { homepage } = createRequire(import.meta.url)('eslint-plugin-leakproof/package.json') as { homepage: string };

function documentationUrl(name: string): string {
  return `${homepage}/blob/main/docs/rules/${name}.md`;
}

/** Makes an ESLint rule of a finder. It holds no analysis: whatever it reports, the codemod sees too. */
export function createRule<Options extends object, MessageIds extends string>(definition: RuleDefinition<Options, MessageIds>) {
  const { name, description, messages, suggestion, properties, defaultOptions, find } = definition;
  return createRuleModule<[Options], MessageIds | 'mend'>({
    name,
    meta: {
      type: 'problem',
      docs: { description, recommended: true },
      hasSuggestions: true,
      messages: { ...messages, mend: suggestion },
      schema: [{ type: 'object', properties: { ...properties }, additionalProperties: false }],
      defaultOptions: [defaultOptions],
    },
    // ESLint before 9.15 does not read `meta.defaultOptions`.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    defaultOptions: [defaultOptions],
    create(context, [options]) {
      const { sourceCode, settings, cwd } = context;
      const { agentsModule } = options as SharedOptions;
      const project = projectFacts(resolve(cwd, context.physicalFilename), {
        settings: settingsFrom(settings['leakproof'] ?? {}, cwd),
        agentsModule: agentsModule === undefined ? undefined : resolve(cwd, agentsModule),
      });
      return {
        'Program:exit'() {
          for (const finding of find(sourceCode, project, options)) context.report(reportOf<MessageIds>(finding));
        },
      };
    },
  });
}

function reportOf<MessageIds extends string>({ node, messageId, data, remedy }: Finding): TSESLint.ReportDescriptor<MessageIds | 'mend'> {
  return {
    node,
    messageId: messageId as MessageIds,
    data: { ...data },
    suggest: 'edits' in remedy ? [{ messageId: 'mend', fix: (fixer) => remedy.edits.map(({ range, text }) => fixer.replaceTextRange([...range], text)) }] : [],
  };
}
