/**
 * Where the body of a response of `fetch` is cancelled: before what leaves it unread, or behind the request.
 *
 * The statement does not wait: `cancel` closes the socket at once, and what it may reject with, where the connection broke
 * before, is nobody's business then. So it changes neither the order of effects nor an error, and needs no async function.
 */
import type { FetchCall } from '../../clients/fetch-calls.ts';
import type { BodyRelease, FunctionModel } from '../../clients/models/client-model.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { Remedy } from '../../findings/finding.ts';
import { isTypeScript } from '../../modules/source-files.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { destroyingBefore } from './before-leaves.ts';
import { bodyName, isVisible, whyListening, whyMixed, type BodyName } from './body-name.ts';
import { refusalOfEnd } from './end-refusal.ts';
import type { FetchFile, UnreadFetch } from './fetch-file.ts';
import { whyReplaced } from './fetch-replacements.ts';
import { isTypedOtherwise } from './fetch-types.ts';
import { atOnce } from './unread-bodies.ts';
import { TAKES_OTHERS } from './handlers.ts';
import { shownIn, stateReads } from './uses-behind.ts';

export function fixFetch(
  { source, project }: FetchFile,
  call: FetchCall,
  { body, paths, takesOthers }: UnreadFetch,
): Remedy {
  const { module, model } = call;
  const replaced =
    module === undefined || model.sendsByGlobal === true ? whyReplaced(project) : undefined;
  if (replaced !== undefined) return { refusal: replaced };
  if (takesOthers) return { refusal: TAKES_OTHERS };
  const mixed = whyMixed(body);
  if (mixed !== undefined) return { refusal: mixed };
  const name = bodyName(source, body);
  if (!name)
    return {
      refusal: `the response has no name of its own there: assign it to a constant, and call \`${model.release.method}()\` on its \`body\`, or read it`,
    };
  if (isTypeScript(project.file) && isTypedOtherwise(source, call, body, name))
    return {
      refusal: `by its type, the response may have no \`body\` with a \`${model.release.method}\`: correct the type (\`${model.responseTypes[0]}\`), or read the body`,
    };
  const listener = model.body.api.stream === 'node' ? whyHeard(body) : undefined;
  if (listener !== undefined) return { refusal: listener };
  const text = releasing(name, model.release);
  if (body.uses.fates.size === 0 && [...shownIn(body), ...stateReads(source, body)].length > 0)
    return {
      refusal: `the code shows, or may show, whether the body of the response has been used: call \`${text}\` behind that`,
    };
  if (body.uses.fates.size === 0) return unreadAnywhere({ source, project }, call, body, name);
  if (paths.reachesEnd) return { refusal: refusalOfEnd(paths, 'body', text) };
  return destroyingBefore(source, paths.leaves, {
    statement: text,
    body,
    isKnownAt: (leave) => isVisible(source, name, leave),
  });
}

/** Which listener of the body would run that does not run now, if one would. */
function whyHeard(body: StreamBody): string | undefined {
  const { events } = body.uses;
  return events.has('end')
    ? 'a listener for `end` would run, which does not run now: read the body there'
    : whyListening(body);
}

/** Where no path reads the body: it is let go of behind what gives it its name. */
function unreadAnywhere(
  { source, project }: FetchFile,
  { init, model }: FetchCall,
  body: StreamBody,
  name: BodyName,
): Remedy {
  const text = releasing(name, model.release);
  const asks = init.method === model.method.default;
  const given = asks ? closingOf(project, model) : model.release;
  if (!given)
    return {
      refusal: `\`${text}\` reads all of the body, however long it is: do so if it is short, or ask with \`HEAD\``,
    };
  if (!asks && given.closes !== 'never')
    return {
      refusal: `to close the connection could end what the server does for ${init.method === undefined ? 'a request whose method is not visible here' : `a \`${init.method}\``}: read the body to its end, or call \`${text}\` if the server has done its work once it answers`,
    };
  return atOnce(source, body, name, releasing(name, given));
}

/** Why a body is not destroyed where what it is piped to closes early, for people. */
export function whyNotPiped(project: ProjectFacts, model: FunctionModel): string | undefined {
  if (model.whyNotDestroyed !== undefined) return model.whyNotDestroyed;
  return closingOf(project, model)
    ? undefined
    : 'its body may have no method that closes the connection (node-fetch 2, and the types of 3): end the request by a `signal` once the destination closes';
}

/** What lets go of a body that may be of any length. */
function closingOf(
  project: ProjectFacts,
  { exports, release, closing }: FunctionModel,
): BodyRelease | undefined {
  if (release.closes !== 'never') return release;
  const isNew = Object.keys(exports).some(
    (module) => Number(/\d+/u.exec(project.dependency(module) ?? '')?.[0]) >= (closing?.since ?? 0),
  );
  return closing && isNew && !isTypeScript(project.file)
    ? { ...release, method: closing.method, closes: 'always' }
    : undefined;
}

/** `response.body?.cancel().catch(() => undefined)` */
function releasing(
  { text, isSure }: BodyName,
  { method, givesPromise, mayBeMissing }: BodyRelease,
): string {
  const parts = text.split('.');
  const owner = parts.slice(0, -1).join('.');
  const last = parts.at(-1)!;
  const path = owner === '' ? last : `${owner}${isSure ? '.' : '?.'}${last}`;
  const isMissing = mayBeMissing || !isSure;
  return `${path}${isMissing ? '?.' : '.'}${method}()${givesPromise ? '.catch(() => undefined)' : ''}`;
}
