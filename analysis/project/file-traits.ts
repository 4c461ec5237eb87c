/**
 * What the text of each file of a project is asked, to choose those that a question can lead to.
 */
import { maySetGlobalAgents } from '../agents/global-agent-writes.ts';
import { mayGiveAgents } from '../agents/other-requests.ts';
import { maySetClients } from '../clients/client-settings.ts';
import { AXIOS } from '../clients/models/axios.ts';
import { maySendThroughAnything, mayShareClients } from '../clients/prefilters.ts';
import { replacesFetch } from '../finders/no-unread-response/fetch-replacements.ts';
import { maySetBaseUrl } from '../finders/request-urls.ts';
import type { Trait } from '../modules/text-traits.ts';
import { namesNode } from '../modules/node-types.ts';
import type { LeakproofSettings } from './settings.ts';

export function fileTraits({
  modules = [],
}: Pick<LeakproofSettings, 'modules'>): Readonly<Record<string, Trait>> {
  return {
    imports: (_, specifiers) =>
      specifiers.some((specifier) => specifier === AXIOS.module || modules.includes(specifier)),
    shares: (text, specifiers) => mayShareClients(text, specifiers, modules),
    sends: maySendThroughAnything,
    givesAgents: mayGiveAgents,
    sets: maySetClients,
    setsGlobalAgents: maySetGlobalAgents,
    setsBaseUrl: (text, specifiers) => specifiers.includes(AXIOS.module) && maySetBaseUrl(text),
    streams: (text) => text.includes('stream'),
    listsFolders: (text) =>
      /readdir|opendir|glob(?!al)|autoload|require\.context|(?:require|include)-?(?:all|dir)|consign/iu.test(
        text,
      ),
    replacesFetch,
    namesNode,
  };
}
