/**
 * Why nothing is written where control comes to an end with a body unread, for people.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { UnreadPaths } from '../../clients/body-paths.ts';

/**
 * @param what is unread: `body`, `stream`, `response`
 * @param text the call that lets go of it
 */
export function refusalOfEnd({ wayToEnd }: UnreadPaths, what: string, text: string): string {
  const way = wayToEnd();
  if (!way)
    return `a path leaves the function, or goes on to the next round of a loop, with the ${what} unread: call \`${text}\` on it`;
  const line = way.node.loc.start.line;
  if (way.kind === 'test')
    return `where the condition in line ${line} is ${way.outcome}, the ${what} stays unread: call \`${text}\` there`;
  const jump = way.node.type === AST_NODE_TYPES.ContinueStatement ? 'continue' : 'break';
  return `the \`${jump}\` in line ${line} goes on with the ${what} unread: call \`${text}\` before it`;
}
