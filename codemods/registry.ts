import type { Codemod } from './adapter/codemod.ts';
import { boundAgents } from './bound-agents.ts';
import { boundMaps } from './bound-maps.ts';
import { fixAgents } from './fix-agents.ts';
import { hoistAgents } from './hoist-agents.ts';
import { releaseResponses } from './release-responses.ts';

/** Every codemod, in the order in which `all` runs them. */
export const codemods: readonly Codemod[] = [
  fixAgents,
  hoistAgents,
  boundAgents,
  releaseResponses,
  boundMaps,
];
