/**
 * Which `axios.defaults` a site may use: an instance copies what they are when it is created.
 */
import type { AxiosDefaults, DefaultAgent } from '../../agents/agent-queries.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isAtModuleLevel } from '../../syntax/traversal.ts';
import type { ProjectFacts } from '../project-queries.ts';

/**
 * The agents of `axios.defaults`, for an instance without those that are set after it is created.
 * @param instance the call that creates it; undefined for a request on axios itself, which reads them as it is sent
 */
export function defaultsFor(
  source: SourceCode,
  project: ProjectFacts,
  instance: Node | undefined,
): AxiosDefaults {
  const defaults = project.axiosDefaults();
  if (!instance || !isAtModuleLevel(instance)) return defaults;
  const isCopied = ({ file, line, column }: DefaultAgent) =>
    file !== project.file ||
    !source.ast.body.some(
      ({ loc: { start }, range }) =>
        start.line === line && start.column === column - 1 && range[0] > instance.range[0],
    );
  return {
    httpAgent: defaults.httpAgent.filter(isCopied),
    httpsAgent: defaults.httpsAgent.filter(isCopied),
  };
}
