/**
 * The fixes of request sites and instances without agents.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { AGENT_NAMES, type AgentName } from '../../clients/agent-state.ts';
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
import type { PackageSigns } from '../../edits/file-style.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import { whenAsked } from '../../findings/remedies.ts';
import { IN_WITH, isInsideWith } from '../../flow/dynamic-names.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { isNullish, withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import { chooseAgents, type AgentSite, type AgentsFile } from './agent-choice.ts';
import type { AgentSource } from './agents-import.ts';
import type { AgentFault } from './messages.ts';

type FixableSite = Omit<AgentSite, 'lacking'> & {
  readonly node: InstanceCreation;
  /** Why agents with a cap would block a host, if so. */
  readonly againstCap: string | undefined;
  /** Why an agent for HTTPS would make a request fail, if so. */
  readonly againstHttpsAgent: string | undefined;
};

export class AgentFixer {
  readonly #source: SourceCode;
  readonly #agents: AgentsFile;
  readonly #signs: PackageSigns;
  /** The agents that the fixes take from an import. */
  readonly taken = new Set<AgentName>();

  constructor(source: SourceCode, agents: AgentsFile, signs: PackageSigns) {
    this.#source = source;
    this.#agents = agents;
    this.#signs = signs;
  }

  /** The edits that give a site its agents, or the reason why there are none. */
  fix(site: FixableSite, config: ConfigArgument, fault: AgentFault): Remedy {
    if (isInsideWith(site.node)) return { refusal: IN_WITH };
    if (config.kind === 'hidden') return { refusal: config.reason };
    const refusal = this.#whyNot(site, config, fault);
    if (refusal !== undefined) return { refusal };
    const lacking = fault.lacking ?? AGENT_NAMES;
    const agents = chooseAgents(this.#agents, { ...site, lacking });
    if ('refusal' in agents) {
      const { refusal, wouldBeCapped } = agents;
      return { refusal: (wouldBeCapped && site.againstCap) || refusal };
    }
    if (site.againstCap !== undefined && agents.isCapped) return { refusal: site.againstCap };
    const remedy: Remedy =
      config.kind === 'literal'
        ? this.#fixLiteral(config.node, agents, fault)
        : whenAsked(capping(agents), () => [
            ...this.#fixOther(site.node, config, agents, lacking),
            ...agents.imports(),
          ]);
    if ('edits' in remedy)
      for (const name of lacking) if (agents.imported?.includes(name)) this.taken.add(name);
    return remedy;
  }

  /** Why a site is to be given no agents at all, whichever they are. */
  #whyNot(site: FixableSite, config: ConfigArgument, fault: AgentFault): string | undefined {
    if (fault.unseen !== undefined && fault.unseen !== 'config')
      return `the ${fault.unseen} is not visible here, and agents that are passed here could replace its own: pass agents by hand if it has none`;
    // What comes last wins: agents laid under an empty one that stands elsewhere would fix nothing.
    if (fault.replaced?.some((name) => !this.#isDecidedBy(config, name)))
      return `\`${fault.replaced.join('\` and \`')}\` is set where the config is created: set an agent there`;
    const declared = site.request && typeWithoutConfig(this.#source, site.node.callee);
    if (declared)
      return `the type of the client takes no config (\`${oneLine(this.#source, declared)}\`): pass the agents where the client is created, or add a config to the type`;
    return (fault.lacking ?? AGENT_NAMES).includes('httpsAgent')
      ? site.againstHttpsAgent
      : undefined;
  }

  #fixOther(
    node: FixableSite['node'],
    config: Extract<ConfigArgument, { kind: 'absent' | 'expression' }>,
    agents: AgentSource,
    lacking: readonly AgentName[],
  ): Edit[] {
    const added = lacking.map((key): NewProperty => ({ key, value: agents[key] }));
    if (config.kind === 'absent')
      return appendArgument(this.#source, node, { missing: config.missing, added }, this.#signs);
    // As good as no config.
    if (isNullish(withoutWrappers(config.node)))
      return [replacement(config.node, `{ ${added.map(propertyText).join(', ')} }`)];
    return spreadInto(this.#source, config.node, added, this.#signs);
  }

  /** The property of that name which a config literal holds itself. */
  #propertyIn(config: ConfigArgument, name: AgentName): TSESTree.Property | undefined {
    if (config.kind !== 'literal') return undefined;
    return config.node.properties.findLast(
      (candidate): candidate is TSESTree.Property =>
        candidate.type === AST_NODE_TYPES.Property &&
        propertyName(this.#source, candidate) === name,
    );
  }

  /** Whether the literal itself has the last word on an agent: no spread behind the property can bring another. */
  #isDecidedBy(config: ConfigArgument, name: AgentName): boolean {
    const property = this.#propertyIn(config, name);
    const spread =
      config.kind === 'literal'
        ? config.node.properties.findLast(({ type }) => type === AST_NODE_TYPES.SpreadElement)
        : undefined;
    return property !== undefined && (spread === undefined || spread.range[0] < property.range[0]);
  }

  #fixLiteral(literal: TSESTree.ObjectExpression, agents: AgentSource, fault: AgentFault): Remedy {
    const edits: Edit[] = [];
    const missing: NewProperty[] = [];
    for (const key of fault.lacking ?? AGENT_NAMES) {
      const property = this.#propertyIn({ kind: 'literal', node: literal }, key);
      if (!property) missing.push({ key, value: agents[key] });
      // Below a spread that nobody sees, an empty one is as good as none.
      else if (fault.replaced?.includes(key) || isNullish(withoutWrappers(property.value))) {
        const value = withoutWrappers(property.value);
        if (value.type === AST_NODE_TYPES.Literal)
          return {
            refusal: `\`${key}: null\` overrides the defaults, which may be intended: pass an agent, or remove the property`,
          };
        if (this.#source.getText(value) === agents[key])
          return { refusal: `\`${agents[key]}\` is not an agent here: set an agent` };
        edits.push(this.#replaceValue(property, key, agents[key]));
      }
    }
    const type = typeAgainst(
      this.#source,
      literal,
      missing.map(({ key }) => key),
    );
    if (type)
      return {
        refusal: `the type of the config (\`${oneLine(this.#source, type)}\`) has no properties for agents: add \`httpAgent\` and \`httpsAgent\` to it`,
      };
    return whenAsked(capping(agents), () => [
      ...edits,
      ...(missing.length > 0 ? insertProperties(this.#source, literal, missing, this.#signs) : []),
      ...agents.imports(),
    ]);
  }

  #replaceValue(property: TSESTree.Property, key: AgentName, agent: string): Edit {
    if (property.shorthand) return replacement(property, `${key}: ${agent}`);
    const isPlain =
      !property.computed &&
      property.key.type === AST_NODE_TYPES.Identifier &&
      this.#source.getCommentsInside(property).length === 0;
    return isPlain && agent === key
      ? replacement(property, key)
      : replacement(property.value, agent);
  }
}

function capping({ isCapped, module }: AgentSource): {
  readonly isCapping: boolean;
  readonly imports?: string;
} {
  return { isCapping: isCapped, ...(module === undefined ? {} : { imports: module }) };
}
