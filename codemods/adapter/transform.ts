/**
 * The jscodeshift adapter: makes a transform of a codemod, and writes the agents module.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { AgentNumbers } from '../../analysis/agents/agent-numbers.ts';
import type { AgentsModule } from '../../analysis/agents/agent-queries.ts';
import { agentsModuleText } from '../../analysis/agents/agents-module-text.ts';
import { moduleText } from '../../analysis/edits/restyled.ts';
import type { Site } from '../../analysis/findings/finding.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { settingsFor } from '../../analysis/project/package-settings.ts';
import { withAgentNumbers } from '../../analysis/project/settings.ts';
import { fixText } from './apply.ts';
import { replaceFile } from '../../analysis/modules/atomic-write.ts';
import type { Codemod } from './codemod.ts';
import { givenOptions } from './given-options.ts';
import type { Transform } from './transform-types.ts';

/** An agents module that is to be written. */
export interface PlannedModule extends Pick<AgentsModule, 'file' | 'syntax' | 'form'> {
  readonly numbers: AgentNumbers;
}

/**
 * Makes a standard jscodeshift transform of a codemod: it runs under `jscodeshift -t` and its test utilities. Whatever it
 * refuses, or writes beside the file, it reports; jscodeshift prints that behind the name of the file.
 */
export function createTransform(codemod: Codemod): Transform {
  return (file, api, passed) => {
    const path = resolve(file.path);
    // jscodeshift goes into every folder.
    if (path.split(sep).includes('node_modules')) return undefined;
    const given = givenOptions(codemod, passed);
    assertReadAsText(file.source);
    const project = projectFacts(path, {
      settings: withAgentNumbers(settingsFor(path, given.settings, process.cwd()), given),
      agentsModule: given.agentsModule === undefined ? undefined : resolve(given.agentsModule),
      plansAgents: true,
    });
    const { output, sites, agentsModule, missingDependency } = fixText(
      codemod,
      file.source,
      project,
      given,
    );
    for (const { site, remedy } of sites) {
      if (remedy === 'none') continue;
      api.stats(remedy);
      if (remedy === 'refused') api.report?.(refusalText(site));
    }
    if (missingDependency !== undefined)
      api.report?.(
        `imports ${missingDependency}, which its package.json does not list among its dependencies`,
      );
    if (agentsModule && !given.dry) {
      const isNew = writeAgentsModule({ ...agentsModule, numbers: project.agentNumbers });
      if (isNew)
        api.report?.(`imports ${agentsModule.specifier}, a new file that exports the two agents`);
    }
    return output === file.source ? undefined : output;
  };
}

/** @throws {Error} if jscodeshift, which reads files as UTF-8 whatever they are, would write other bytes for what it could not read */
function assertReadAsText(source: string): void {
  if (source.includes('\uFFFD'))
    throw new Error('the file is not UTF-8, or contains the character U+FFFD');
}

function refusalText({ node, finding }: Site): string {
  const reason = finding && 'refusal' in finding.remedy ? finding.remedy.refusal : '';
  return `${node.loc.start.line}:${node.loc.start.column + 1} ${reason}`;
}

/**
 * Writes a new agents module; one that another worker or run has written meanwhile is left as it is.
 * @returns whether it was written
 * @throws {NodeJS.ErrnoException} if it cannot be written
 */
export function writeAgentsModule({ file, syntax, numbers, form }: PlannedModule): boolean {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) return false;
  replaceFile(file, moduleText(file, agentsModuleText(syntax, numbers, form)));
  return true;
}
