/**
 * Responses that are held longer than they are needed.
 */
import { mayHoldClients } from './axios-clients.ts';
import { inServers } from './environment.ts';
import type { Finder, Inspector } from './finding.ts';
import { HeldResponses } from './held-responses.ts';
import { mayHoldResponses } from './possible-clients.ts';
import type { ProjectFacts } from './project-facts.ts';
import { responseFlow } from './response-flow.ts';
import type { RetainedResponseOptions } from './retained-response-options.ts';
import { StoredResponses } from './stored-responses.ts';

export const findRetainedResponses: Finder<RetainedResponseOptions> = (source, project, options) =>
  inspectRetainedResponses(source, project, options).flatMap((site) => site.finding ?? []);

/** Whether a text can hold a response at all: its own clients give it, or a helper of another file. */
export function mayNameResponses(text: string, project: ProjectFacts): boolean {
  return mayHoldClients(text, project) || project.receivesResponses();
}

export const inspectRetainedResponses: Inspector<RetainedResponseOptions> = inServers((source, project, options) => {
  if (!mayHoldResponses(source, project)) return [];
  const { bindings, stores, callbacks } = responseFlow(source, project);
  const held = new HeldResponses(source, options);
  const stored = new StoredResponses(source, project, options);
  const sites = [
    ...held.ofBindings(bindings),
    ...callbacks.flatMap((argument) => held.ofArgument(argument) ?? []),
    ...stores.flatMap((store) => stored.ofStore(store) ?? []),
  ];
  return sites.toSorted((a, b) => a.node.range[0] - b.node.range[0] || b.node.range[1] - a.node.range[1]);
});
