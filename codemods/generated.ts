// Written by `npm run generate`, from the files in this folder. Do not edit.
import type { Codemod } from './adapter/codemod.ts';
import { boundAgents } from './bound-agents.ts';
import { boundCollections } from './bound-collections.ts';
import { consumeResponses } from './consume-responses.ts';
import { fixAgents } from './fix-agents.ts';
import { hoistAgents } from './hoist-agents.ts';
import { releaseResponses } from './release-responses.ts';
import { setDeadlines } from './set-deadlines.ts';

export const codemodsByName: readonly Codemod[] = [
  boundAgents,
  boundCollections,
  consumeResponses,
  fixAgents,
  hoistAgents,
  releaseResponses,
  setDeadlines,
];
