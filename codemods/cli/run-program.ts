/**
 * The program as a function of its arguments: commands, errors and exit codes.
 */
import { CommanderError, type Command } from 'commander';
import { runCodemod, runReport } from './commands.ts';
import { programCommand } from './program-command.ts';
import { UsageError } from './program/errors.ts';
import { DONE, FAULT } from './program/exit-codes.ts';
import { notice } from './program/notice.ts';

/**
 * @param argv as Node has it
 * @param onJudged called behind a command that judged files
 * @returns the exit code
 */
export async function main(
  argv: readonly string[],
  { onJudged }: { readonly onJudged: () => void },
): Promise<number> {
  let exitCode = DONE;
  const program = programCommand({
    async report(...given) {
      exitCode = await runReport(...given);
      onJudged();
    },
    async run(...given) {
      exitCode = await runCodemod(...given);
      onJudged();
    },
  });
  try {
    await program.parseAsync(withKnownHelp(argv, program));
    return exitCode;
  } catch (error) {
    // Commander has said what is wrong; help and version that were asked for are no fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : FAULT;
    if (error instanceof UsageError) notice(error.message);
    else console.error(error);
    return FAULT;
  }
}

/** `help frob` as `frob`, which is answered as an unknown command: the library would print the help of the program. */
function withKnownHelp(argv: readonly string[], { commands }: Command): readonly string[] {
  const [node, script, command, asked] = argv;
  const isUnknown =
    command === 'help' &&
    asked !== undefined &&
    !asked.startsWith('-') &&
    !commands.some((known) => known.name() === asked || asked === command);
  return isUnknown ? [node!, script!, asked] : argv;
}
