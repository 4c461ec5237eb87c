/**
 * Whether a file can use a client, or hold a response, of another file. Most files that import something send nothing: that
 * is told by the file itself, and the project, which would have to be read for it, is asked about the others alone.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import { ClientResolver, mayHoldClients } from './axios-clients.ts';
import { isDropped } from './carried-values.ts';
import { maySendThroughAnything } from './client-texts.ts';
import { modulePaths } from './module-path.ts';
import type { ImportedClients, ProjectFacts } from './project-facts.ts';
import { methodValues, requestSites } from './request-sites.ts';
import type { SourceCode } from './source-code.ts';
import { nodesOf } from './syntax.ts';
import { valuesOf } from './values.ts';

/** A client of which nothing is known. */
const ANY: ImportedClients = { clients: [{ kind: 'opaque' }], complete: false };

/** What rules found out of a file, for the next rule. */
const known = new WeakMap<SourceCode, boolean>();

/** Whether a file can make a client or send a request, by what it does and by what other files give it. */
export function mayUseClients(source: SourceCode, project: ProjectFacts): boolean {
  return mayHoldClients(source.text, { ...project, importsClients: () => usesWhatMayBeClient(source, project) && project.importsClients() });
}

/** Whether a file can hold a response: its own clients give it, or a helper of another file. */
export function mayHoldResponses(source: SourceCode, project: ProjectFacts): boolean {
  return mayUseClients(source, project) || (callsHelpers(source) && project.receivesResponses());
}

function usesWhatMayBeClient(source: SourceCode, project: ProjectFacts): boolean {
  // Types tell of clients that no other file gives.
  if (project.hasTypes(source)) return true;
  let found = known.get(source);
  if (found === undefined) known.set(source, (found = maySendThroughAnything(source.text) && sendsIfAllGiveClients(source, project)));
  return found;
}

/** Whether a file would have anything to look at if each file of the project gave it clients. */
function sendsIfAllGiveClients(source: SourceCode, project: ProjectFacts): boolean {
  const resolver = new ClientResolver(source, { ...project, importedClients: (module) => (isBuiltin(module) ? undefined : ANY), clientArguments: () => ANY });
  const calls = [...nodesOf(source, AST_NODE_TYPES.CallExpression), ...nodesOf(source, AST_NODE_TYPES.NewExpression)];
  return requestSites(source, resolver).length > 0 || calls.some((call) => resolver.creationOf(call) !== undefined) || methodValues(source, resolver).length > 0;
}

/** Whether a file makes something of what functions of other modules return. */
function callsHelpers(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some((call) => !isDropped(call) && valuesOf(source, call.callee).some((value) => modulePaths(source, value).some(({ module }) => !isBuiltin(module))));
}
