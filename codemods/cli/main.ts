#!/usr/bin/env node
/**
 * The program `leakproof`, which is also called `codemod`.
 */
import { CommanderError } from 'commander';
import { runCodemod, runReport } from './commands.ts';
import { programCommand } from './program-command.ts';
import { UsageError } from './program/errors.ts';
import { DONE, FAULT } from './program/exit-codes.ts';
import { notice } from './program/notice.ts';

async function main(argv: readonly string[]): Promise<number> {
  let exitCode = DONE;
  const program = programCommand({
    async report(...given) {
      exitCode = await runReport(...given);
    },
    async run(...given) {
      exitCode = await runCodemod(...given);
    },
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    // Commander has said what is wrong; help and version that were asked for are no fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : FAULT;
    if (error instanceof UsageError) notice(error.message);
    else console.error(error);
    return FAULT;
  }
}

// Whoever reads the output may stop reading (`| head`): what is to be done is done all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv);
