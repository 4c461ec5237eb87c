/**
 * The fix of `set-deadlines`: a `timeout` in the config, or the reason why there is none.
 */
import type { InstanceCreation } from '../../clients/client-identity.ts';
import { typeWithoutConfig } from '../../clients/declared-clients.ts';
import type { ConfigArgument } from '../../clients/requests.ts';
import {
  appendArgument,
  insertProperties,
  propertyText,
  spreadInto,
  type NewProperty,
} from '../../edits/added-properties.ts';
import { replacement } from '../../edits/apply-edits.ts';
import { typeAgainst } from '../../edits/declared-properties.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import { IN_WITH, isInsideWith } from '../../flow/dynamic-names.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { isNullish, withoutWrappers } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { timeoutIn } from './timeout-property.ts';

interface DeadlineFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  /** In milliseconds. */
  readonly timeout: number;
}

interface DeadlineSite {
  readonly node: InstanceCreation;
  readonly config: ConfigArgument;
  /** Whether it sends a request; otherwise it makes a client. */
  readonly isRequest: boolean;
  /** Whether its `timeout` is set to none, there or elsewhere. */
  readonly isEmpty: boolean;
  /** What a `timeout` would cut that goes on for longer, for people. */
  readonly againstTimeout: string | undefined;
}

/** The edits that give a site its `timeout`; what is spread into its config still wins. */
export function fixDeadline(file: DeadlineFile, site: DeadlineSite): Remedy {
  const { source } = file;
  const { config } = site;
  if (isInsideWith(site.node)) return { refusal: IN_WITH };
  if (config.kind === 'hidden') return { refusal: config.reason };
  if (site.isEmpty || timeoutIn(source, config))
    return {
      refusal:
        'a `timeout` that is set to none may be intended: set the number of milliseconds there',
    };
  if (site.againstTimeout !== undefined)
    return {
      refusal: `${site.againstTimeout}, which a \`timeout\` would cut if it stays silent for as long: set one there by hand, or abort it by a \`signal\``,
    };
  const type = whyTyped(source, site);
  if (type !== undefined) return { refusal: type };
  return { edits: editsOf(file, site.node, config) };
}

/** Why a type that is written in the file takes no `timeout` there. */
function whyTyped(
  source: SourceCode,
  { node, config, isRequest }: DeadlineSite,
): string | undefined {
  const declared = isRequest ? typeWithoutConfig(source, node.callee) : undefined;
  if (declared)
    return `the type of the client takes no config (\`${oneLine(source, declared)}\`): pass a \`timeout\` where the client is created, or add a config to the type`;
  const type = config.kind === 'literal' && typeAgainst(source, config.node, ['timeout']);
  return type
    ? `the type of the config (\`${oneLine(source, type)}\`) has no \`timeout\`: add it to the type`
    : undefined;
}

function editsOf(
  { source, project, timeout }: DeadlineFile,
  node: InstanceCreation,
  config: Exclude<ConfigArgument, { readonly kind: 'hidden' }>,
): Edit[] {
  const added: NewProperty[] = [{ key: 'timeout', value: String(timeout) }];
  const { styleSigns } = project;
  if (config.kind === 'absent')
    return appendArgument(source, node, { missing: config.missing, added }, styleSigns);
  if (config.kind === 'literal') return insertProperties(source, config.node, added, styleSigns);
  // As good as no config.
  if (isNullish(withoutWrappers(config.node)))
    return [replacement(config.node, `{ ${added.map(propertyText).join(', ')} }`)];
  return spreadInto(source, config.node, added, styleSigns);
}
