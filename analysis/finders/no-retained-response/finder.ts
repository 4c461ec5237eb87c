/**
 * Responses that are held longer than they are needed.
 */
import { mayHoldClients } from '../../clients/prefilters.ts';
import { mayCallResponder } from '../../clients/response-calls.ts';
import { mayHoldResponses } from '../../responses/possible-responses.ts';
import { responseFlow } from '../../responses/response-flow.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { heldArgument, heldBindings } from './held-responses.ts';
import { ReleaseNames } from './member-names.ts';
import type { RetainedResponseOptions } from './options.ts';
import { storedSite } from './stored-responses.ts';
import { UnlimitedWaits } from './unlimited-waits.ts';

export const findRetainedResponses: Finder<RetainedResponseOptions> = (source, project, options) =>
  inspectRetainedResponses(source, project, options).flatMap((site) => site.finding ?? []);

/** Whether a text can hold a response at all: its own clients give it, or a helper of another file. */
export function mayNameResponses(text: string, project: ProjectFacts): boolean {
  return mayCallResponder(text) || mayHoldClients(text, project) || project.receivesResponses();
}

export const inspectRetainedResponses: Inspector<RetainedResponseOptions> = inServers(
  (source, project, options) => {
    if (!mayHoldResponses(source, project)) return [];
    const { bindings, stores, callbacks } = responseFlow(source, project);
    const file = {
      source,
      project,
      options,
      names: new ReleaseNames(source),
      unlimited: new UnlimitedWaits(source, project),
    };
    const sites = [
      ...heldBindings(file, bindings),
      ...callbacks.flatMap((argument) => heldArgument(file, argument) ?? []),
      ...stores.flatMap((store) => storedSite(file, store) ?? []),
    ];
    return sites.toSorted(
      (a, b) => a.node.range[0] - b.node.range[0] || b.node.range[1] - a.node.range[1],
    );
  },
);
