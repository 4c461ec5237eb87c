/**
 * What is known of other files where nobody asks them: nothing.
 */
import { NO_SETTINGS } from '../clients/client-settings.ts';
import { EMPTY_BALANCE } from '../collections/removals/balance.ts';
import { NO_NEEDS } from '../collections/eviction-safety.ts';
import type { CrossFileFacts } from '../finders/project-queries.ts';

export const NO_PROJECT: CrossFileFacts = {
  asksOthers: false,
  areSharersKnown: () => false,
  importsBack: () => undefined,
  importerThatNames: () => undefined,
  fileUsingMember: () => undefined,
  fileUsingWhole: () => undefined,
  changingModule: () => undefined,
  moduleNames: () => false,
  importsClients: () => false,
  importedClients: () => undefined,
  clientArguments: () => undefined,
  judgeImported: () => ({ verdict: 'unverifiable' }),
  settingsElsewhere: () => NO_SETTINGS,
  importedConfig: () => undefined,
  streamsElsewhere: () => [],
  agentsGivenElsewhere: () => new Map(),
  callsElsewhere: () => undefined,
  whyOutOfService: () => undefined,
  receivesResponses: () => false,
  importedResponses: () => [],
  runsElsewhere: () => ({ runs: [], isComplete: false, loadedBy: 'anybody' }),
  keysElsewhere: () => ({ origins: [], isComplete: false }),
  instancesElsewhere: () => ({ kind: 'unknown', why: 'other files decide' }),
  keysWhereHanded: () => ({ origins: [], isComplete: false }),
  runsWhereHanded: () => ({ runs: [], isComplete: false, loadedBy: 'anybody' }),
  keptElsewhere: () => undefined,
  listedByElsewhere: () => [],
  entriesChangedElsewhere: ({ to, gettersTo }) => {
    const given =
      to.find(({ module, isReader }) => !isReader || isOfProject(module)) ??
      gettersTo.find(({ module }) => isOfProject(module));
    return given && `\`${given.module}\` is given its entries, and may change them`;
  },
  effectElsewhere: () => undefined,
  isAsyncElsewhere: () => false,
  firstImporters: () => undefined,
  loaders: () => undefined,
  pageFolder: () => undefined,
  setsBaseUrl: () => false,
  collectionElsewhere: () => ({
    balance: EMPTY_BALANCE,
    isSeen: false,
    isHandedSeen: false,
    needs: NO_NEEDS,
  }),
};

/** `./users`, `../users` */
function isOfProject(module: string): boolean {
  return module.startsWith('.');
}
