/**
 * Whether a file can use a client of another file. Most files that import something send nothing: that is told by the file
 * itself, and the project, which would have to be read for it, is asked about the others alone.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import type { SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { ClientQueries, ImportedClients } from './client-queries.ts';
import { ClientResolver } from './clients.ts';
import { mayHoldClients, maySendThroughAnything } from './prefilters.ts';
import { methodValues, sendsAny } from './requests.ts';

/** A client of which nothing is known. */
const ANY: ImportedClients = { clients: [{ kind: 'opaque' }], complete: false };

/** What rules found out of a file, for the next rule. */
const known = new WeakMap<SourceCode, boolean>();

/** Whether a file can make a client or send a request, by what it does and by what other files give it. */
export function mayUseClients(source: SourceCode, project: ClientQueries): boolean {
  return mayHoldClients(source.text, {
    ...project,
    importsClients: () =>
      project.asksOthers &&
      // The cheaper question first.
      (project.areSharersKnown()
        ? project.importsClients() && usesWhatMayBeClient(source, project)
        : usesWhatMayBeClient(source, project) && project.importsClients()),
  });
}

function usesWhatMayBeClient(source: SourceCode, project: ClientQueries): boolean {
  // Types tell of clients that no other file gives.
  if (project.hasTypes(source)) return true;
  let found = known.get(source);
  if (found === undefined)
    known.set(
      source,
      (found = maySendThroughAnything(source.text) && sendsIfAllGiveClients(source, project)),
    );
  return found;
}

/** Whether a file would have anything to look at if each file of the project gave it clients. */
function sendsIfAllGiveClients(source: SourceCode, project: ClientQueries): boolean {
  const resolver = new ClientResolver(source, {
    ...project,
    importedClients: (module) => (isBuiltin(module) ? undefined : ANY),
    clientArguments: () => ANY,
  });
  const calls = [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ];
  return (
    sendsAny(source, resolver) ||
    calls.some((call) => resolver.creationOf(call) !== undefined) ||
    methodValues(source, resolver).length > 0
  );
}
