/**
 * Why an agent stays where it is made, for people.
 */
import type { AgentFamily } from '../../agents/agent-constructors.ts';
import type { Handling } from '../../agents/agent-handling.ts';
import type { Obstacle } from './hoistable.ts';

/** By what the code does with the agent in a line. */
const HANDLED: Readonly<Record<Handling['kind'], (line: number) => string>> = {
  changed: (line) =>
    `line ${line} changes or reads the agent, which all calls would share: move the agent to module scope by hand`,
  destroyed: (line) =>
    `line ${line} destroys it, which would close the sockets of other calls: create one agent in module scope, and destroy it when the process ends`,
  compared: (line) =>
    `line ${line} compares the agent, which would be the same agent for all calls: move it to module scope by hand`,
  set: (line) =>
    `line ${line} makes it the agent of all requests that name none: call that once, where the process starts; if its options change later, \`close()\` the one that \`getGlobalDispatcher()\` returned before`,
  handed: (line) =>
    `line ${line} passes the agent to code that may change or destroy it, and all calls would share it: move it to module scope by hand`,
};

export const handledAs = ({ kind, node }: Handling): string => HANDLED[kind](node.loc.start.line);

export const HAS_ONE_CONNECTION =
  'a `Client` has one connection, over which the requests of all calls would go one after the other: create one `Pool` in module scope, and use it for all calls';

/** @param family of undici, agents close idle sockets by themselves; of https-proxy-agent, no timeout closes any */
export function refusalOf({ kind, text }: Obstacle, family: AgentFamily): string {
  if (kind === 'call' && text.startsWith('this.'))
    return `its options depend on the instance (\`${text}\`): if that is the same for all instances, move it to module scope together with the agent; otherwise keep one agent for each value`;
  if (kind === 'call' && family === 'https-proxy')
    return `its options depend on the call (\`${text}\`), so that one agent cannot serve all calls: keep one agent for each value in an LRU cache, and call \`destroy()\` on those that it evicts, once no request uses them (no \`timeout\` closes their idle sockets)`;
  if (kind === 'call' && family === 'undici')
    return `its options depend on the call (\`${text}\`), so that one dispatcher cannot serve all calls: if only the origin differs, create one \`Agent\` of undici in module scope, which has a pool for each origin; otherwise keep one for each value in an LRU cache (those that the cache evicts close their idle sockets by themselves, after \`keepAliveTimeout\`)`;
  if (kind === 'call')
    return `its options depend on the call (\`${text}\`), so that one agent cannot serve all calls: keep one agent for each value in an LRU cache, and give each a \`timeout\`, which closes the idle sockets of those that the cache evicts (\`destroy()\` would also end their requests)`;
  if (kind === 'local')
    return `\`${text}\` is a variable of the function: move it to module scope together with the agent`;
  if (kind === 'early')
    return `\`${text}\` does not depend on the call, but what it reads may have another value, or none, while the module loads: read that at module level first, and move \`${text}\` there together with the agent`;
  return `\`${text}\` is read when the agent is created, and may have another value, or none, while the module loads: move the agent to module scope by hand`;
}
