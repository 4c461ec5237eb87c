/**
 * Awaits of requests: those that nothing ends, where a silent server makes them wait indefinitely, and loops of them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { StreamRequests } from '../../agents/stream-requests.ts';
import { AgentConfigReader } from '../../clients/agent-config.ts';
import { ClientResolver } from '../../clients/clients.ts';
import { responseCalls } from '../../clients/response-calls.ts';
import { requestSites } from '../../clients/requests.ts';
import { mayHaveDeadline } from '../../clients/response-state.ts';
import type { Await } from '../../lifetime/suspension-points.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { withoutWrappers } from '../../syntax/nodes.ts';
import { contains, functionAround } from '../../syntax/traversal.ts';
import type { ProjectFacts } from '../project-queries.ts';

/** Asks the awaits of one file. */
export class UnlimitedWaits {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  #requests: ReadonlySet<TSESTree.Node> | undefined;
  #sends: readonly TSESTree.Node[] | undefined;

  constructor(source: SourceCode, project: ProjectFacts) {
    this.#source = source;
    this.#project = project;
  }

  /** Whether an await waits for a request that is seen to have neither a `timeout` nor a `signal`. */
  has(node: Await): boolean {
    return (
      node.type === AST_NODE_TYPES.AwaitExpression &&
      (this.#requests ??= this.#find()).has(withoutWrappers(node.argument))
    );
  }

  /** Whether a loop sends requests itself: one for each of its rounds. */
  sendsIn(loop: TSESTree.Node): boolean {
    const resolver = new ClientResolver(this.#source, this.#project);
    this.#sends ??= [
      ...requestSites(this.#source, resolver),
      ...responseCalls(this.#source, this.#project.analysedClients),
    ].map(({ node }) => node);
    return this.#sends.some(
      (node) => contains(loop, node) && functionAround(node) === functionAround(loop),
    );
  }

  #find(): ReadonlySet<TSESTree.Node> {
    const resolver = new ClientResolver(this.#source, this.#project);
    const streams = new StreamRequests(
      this.#source,
      this.#project,
      new AgentConfigReader(this.#source, resolver, this.#project),
    );
    return new Set(
      requestSites(this.#source, resolver)
        .filter((request) => {
          const states = streams.responsesOf(request);
          return (
            request.clients.complete &&
            !states.some((state) => state.mayAbort || mayHaveDeadline(state))
          );
        })
        .map(({ node }) => node),
    );
  }
}
