#!/usr/bin/env node
/**
 * The program `leakproof`, which is also called `codemod`. All that it does is loaded behind the cache for what is compiled.
 */
import { useCompileCache } from './program/compile-cache.ts';
import { collectInOneThread } from './program/garbage.ts';
import { delayTierUp } from './program/tier-up.ts';

delayTierUp();
collectInOneThread();
const keepCompiled = useCompileCache();
const { main } = await import('./run-program.ts');

// Whoever reads the output may stop reading (`| head`): what is to be done is done all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv, { onJudged: keepCompiled });
