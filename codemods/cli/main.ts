#!/usr/bin/env node
/**
 * The program `leakproof`, which is also called `codemod`.
 */
import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { codemods } from '../registry.ts';
import { runCodemod, runReport } from './commands.ts';
import {
  repeatedOptions,
  withCommonFlags,
  withFixFlags,
  type CommonFlags,
  type FixFlags,
} from './flags.ts';
import { UsageError } from './program/errors.ts';
import { DONE, FAULT } from './program/exit-codes.ts';
import { notice, programName } from './program/notice.ts';
import { packageInfo } from './program/package-info.ts';
import type { Rerun } from './program/rerun.ts';

const { version } = packageInfo;

async function main(argv: readonly string[]): Promise<number> {
  let exitCode = DONE;
  const program = new Command(programName)
    .description('Finds axios calls that leak memory or sockets, and fixes them.')
    .version(version)
    .exitOverride()
    .showHelpAfterError(
      `(\`${programName} --help\` lists the commands, \`${programName} list\` the codemods)`,
    )
    .configureHelp({ showGlobalOptions: true });

  for (const { name, description } of [
    ...codemods,
    { name: 'all', description: 'run every codemod' },
  ]) {
    const run = name === 'all' ? codemods : codemods.filter((codemod) => codemod.name === name);
    withFixFlags(program.command(name), run)
      .description(description)
      .action(async (paths: string[], flags: FixFlags, command: Command) => {
        exitCode = await runCodemod(name, paths, flags, againWith(name, paths, command));
      });
  }
  withCommonFlags(program.command('report'), codemods)
    .description('write nothing; list every site with its verdict')
    .action(async (paths: string[], flags: CommonFlags, command: Command) => {
      exitCode = await runReport(paths, flags, againWith('all', paths, command));
    });
  program
    .command('list')
    .description('list the codemods')
    .action(() => {
      for (const { name, description, rule } of codemods)
        console.log(`${pc.bold(name)}  ${description} (leakproof/${rule})`);
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

/** What fixes what a command has found: `all` for a report. */
function againWith(name: string, paths: readonly string[], command: Command): Rerun {
  return {
    command: `${programName} ${name}`,
    options: repeatedOptions(command),
    paths: paths.length > 0 ? paths : ['.'],
  };
}

// Whoever reads the output may stop reading (`| head`): what is to be done is done all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv);
