/**
 * The program as the argument library takes it: its commands, what they are called and what their help says.
 */
import { Argument, Command } from 'commander';
import pc from 'picocolors';
import { codemods, codemodsOfAll } from '../registry.ts';
import { completionScript, SHELLS, type Shell } from './completion.ts';
import {
  repeatedOptions,
  withCommonFlags,
  withFixFlags,
  type CommonFlags,
  type FixFlags,
} from './flags.ts';
import { programName } from './program/notice.ts';
import { packageInfo } from '../../analysis/modules/package-info.ts';
import type { Rerun } from './program/rerun.ts';

/** What the commands do; each returns nothing, or sets the exit code. */
export interface Actions {
  readonly report: (paths: readonly string[], flags: CommonFlags, again: Rerun) => Promise<void>;
  readonly run: (
    name: string,
    paths: readonly string[],
    flags: FixFlags,
    again: Rerun,
  ) => Promise<void>;
}

const EXAMPLES = `
Start here:
  npx ${programName} report src/          list the findings; nothing is written
  npx ${programName} all --dry src/       show the fixes as a diff; nothing is written
  npx ${programName} all src/             write the fixes
  npx ${programName} all --check src/     for hooks and CI: exit 1 if there are findings
`;

export function programCommand({ report, run }: Actions): Command {
  const program = new Command(programName)
    .description('Finds code of Node services that leaks memory or sockets, and fixes it.')
    .version(packageInfo.version)
    .exitOverride()
    .showHelpAfterError(
      `(\`${programName} --help\` lists the commands, \`${programName} list\` the codemods)`,
    )
    .configureHelp({ helpWidth: process.stdout.columns || 100 })
    .configureOutput({
      outputError: (text, write) => {
        write(withFitAdvice(text));
      },
    })
    .addHelpText('after', EXAMPLES);

  program.commandsGroup('Commands:');
  withCommonFlags(program.command('report'), codemodsOfAll)
    .description('list the findings that the codemods of `all` fix or refuse; writes nothing')
    .addHelpText(
      'after',
      examples([
        ['report src/', 'the findings below a folder'],
        ['report --verbose src/', 'also what was judged without a finding'],
        ['report --format html --output report.html src/', 'one page for a browser'],
      ]),
    )
    .action((paths: string[], flags: CommonFlags, command: Command) =>
      report(paths, flags, againWith('all', paths, command)),
    );
  addFixCommand('all', 'run all codemods but set-deadlines, which makes slow requests fail');
  program
    .command('list')
    .description('list the codemods with their rules')
    .action(() => {
      console.log(codemodList());
    });
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action((shell: Shell) => {
      console.log(completionScript(program, shell));
    });
  program.commandsGroup('Codemods, which fix the findings of one rule:');
  for (const { name, description } of codemodsOfAll) addFixCommand(name, description);
  program.commandsGroup(
    'A codemod that makes slow requests fail, which `all` and `report` leave out:',
  );
  for (const { name, description, isOptIn } of codemods)
    if (isOptIn) addFixCommand(name, description);
  return program;

  function addFixCommand(name: string, description: string): void {
    const ran =
      name === 'all' ? codemodsOfAll : codemods.filter((codemod) => codemod.name === name);
    withFixFlags(program.command(name), ran)
      .description(description)
      .addHelpText(
        'after',
        examples([
          [`${name} --dry src/`, 'show the fixes as a diff'],
          [`${name} src/`, 'write the fixes'],
          [`${name} --check --staged`, 'in a pre-commit hook'],
        ]),
      )
      .action((paths: string[], flags: FixFlags, command: Command) =>
        run(name, paths, flags, againWith(name, paths, command)),
      );
  }
}

/** An option that lets the program change what the code does is no guess for another that does not exist. */
function withFitAdvice(error: string): string {
  if (error.includes("'--strict'"))
    return "error: unknown option '--strict' (`strict` is an ESLint config; `--verbose` lists what the rules cannot decide)\n";
  return /'--e?v/u.test(error) ? error : error.replace(/\n?\(Did you mean --evict\?\)/u, '');
}

function examples(rows: readonly (readonly [args: string, meaning: string])[]): string {
  const width = Math.max(...rows.map(([args]) => args.length));
  return [
    '\nExamples:',
    ...rows.map(([args, meaning]) => `  npx ${programName} ${args.padEnd(width)}  ${meaning}`),
    '\nTo keep a finding, write a comment above its line, with or without ESLint:',
    '  // eslint-disable-next-line leakproof/<rule> -- the reason',
  ].join('\n');
}

/** One line a codemod, in columns. */
function codemodList(): string {
  const width = Math.max(...codemods.map(({ name }) => name.length));
  const ruleWidth = Math.max(...codemods.map(({ rule }) => rule.length));
  return codemods
    .map(
      ({ name, rule, description, isOptIn }) =>
        `${pc.bold(name)}${' '.repeat(width - name.length)}  ${rule.padEnd(ruleWidth)}  ${description}${isOptIn ? ' (not part of `all`)' : ''}`,
    )
    .join('\n');
}

/** What fixes what a command has found: `all` for a report. */
function againWith(name: string, paths: readonly string[], command: Command): Rerun {
  return {
    command: `${programName} ${name}`,
    options: repeatedOptions(command),
    paths: paths.length > 0 ? paths : ['.'],
  };
}
