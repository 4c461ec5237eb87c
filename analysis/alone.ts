/**
 * What is known of other files where nobody asks them: nothing.
 */
import { NO_SETTINGS } from './client-settings.ts';
import { NO_NEEDS } from './eviction-safety.ts';
import { EMPTY_BALANCE } from './collection-growth.ts';
import type { CrossFileFacts } from './project-facts.ts';

export const ALONE: CrossFileFacts = {
  importsBack: () => undefined,
  importerThatNames: () => undefined,
  moduleNames: () => false,
  importsClients: () => false,
  importedClients: () => undefined,
  clientArguments: () => undefined,
  judgeImported: () => ({ verdict: 'unverifiable' }),
  settingsElsewhere: () => NO_SETTINGS,
  importedConfig: () => undefined,
  streamsElsewhere: () => [],
  agentsGivenElsewhere: () => new Set(),
  agentsOfStreamsElsewhere: () => new Set(),
  callsElsewhere: () => undefined,
  receivesResponses: () => false,
  importedResponses: () => [],
  runsElsewhere: () => ({ runs: [], isComplete: false }),
  keysElsewhere: () => ({ origins: [], isComplete: false }),
  instancesElsewhere: () => ({ isLasting: false, isPassing: false }),
  entriesChangedElsewhere: () => undefined,
  firstImporters: () => undefined,
  loaders: () => undefined,
  setsBaseUrl: () => false,
  collectionElsewhere: () => ({ balance: EMPTY_BALANCE, isSeen: false, isHandedSeen: false, needs: NO_NEEDS }),
};
