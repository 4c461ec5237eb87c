import { boundMaps } from './bound-maps.ts';
import type { Codemod } from './create-codemod.ts';
import { fixAgents } from './fix-agents.ts';
import { releaseResponses } from './release-responses.ts';

/** Every codemod, in the order in which `all` runs them. */
export const codemods: readonly Codemod[] = [fixAgents, releaseResponses, boundMaps];
