/**
 * Whether a file can hold a response: of its own requests, or of a helper in another file.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import { mayUseClients } from '../clients/possible-clients.ts';
import { mayCallResponder } from '../clients/response-calls.ts';
import { accessPaths } from '../flow/access-paths.ts';
import { valuesOf } from '../flow/values.ts';
import type { SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { ResponseQueries } from './response-queries.ts';
import { isDropped } from './transfer.ts';

/** Whether a file can hold a response: its own clients give it, or a helper of another file. */
export function mayHoldResponses(source: SourceCode, project: ResponseQueries): boolean {
  return (
    mayCallResponder(source.text) ||
    mayUseClients(source, project) ||
    (project.asksOthers && callsHelpers(source) && project.receivesResponses())
  );
}

/** Whether a file makes something of what functions of other modules return. */
function callsHelpers(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(
    (call) =>
      !isDropped(call) &&
      valuesOf(source, call.callee).some((value) =>
        accessPaths(source, value).some(({ module }) => !isBuiltin(module)),
      ),
  );
}
