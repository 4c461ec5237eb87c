/**
 * The agents that requests of a file fall back to where they name none, by what the file and others do to them.
 */
import type { AgentName } from '../clients/agent-state.ts';
import { locationIn, type Location } from '../findings/location.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { AgentQueries, GlobalAgentElsewhere } from './agent-queries.ts';
import { globalAgentSettings } from './global-agent-writes.ts';

export class GlobalAgents {
  readonly #source: SourceCode;
  readonly #project: AgentQueries;
  #settings: readonly GlobalAgentElsewhere[] | undefined;

  constructor(source: SourceCode, project: AgentQueries) {
    this.#source = source;
    this.#project = project;
  }

  /** Where one is set to do what another agent may not do. */
  customSetting(agent: AgentName): Location | undefined {
    return this.#of(agent).find(({ isCustom }) => isCustom);
  }

  /** Where its sockets are bounded, if nothing is seen to lift that; a file that may be a program of its own bounds nothing here. */
  boundBy(agent: AgentName): Location | undefined {
    const settings = this.#of(agent);
    return settings.some(({ bounds }) => bounds === 'lifted')
      ? undefined
      : settings.find(({ bounds, isLoadedTogether }) => bounds === 'set' && isLoadedTogether);
  }

  #of(name: AgentName): readonly GlobalAgentElsewhere[] {
    this.#settings ??= [...this.#here(), ...this.#project.globalAgentsElsewhere()];
    return this.#settings.filter(({ agent }) => agent === name);
  }

  #here(): GlobalAgentElsewhere[] {
    return globalAgentSettings(this.#source, this.#project).map(({ node, ...effect }) => ({
      ...effect,
      ...locationIn(this.#project.file, node),
      isLoadedTogether: true,
    }));
  }
}
