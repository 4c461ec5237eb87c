/**
 * Completion for shells: a script that has every command, option and choice in it, so that no key press starts the program.
 * The argument library has none, and what others offer for it runs the program at each key press and completes no paths.
 */
import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Both names that the package installs. */
const NAMES = ['leakproof', 'codemod'];

/** @param program with its commands */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.createHelp().visibleCommands(program);
  if (shell === 'fish') return fishScript(commands);
  // zsh runs bash's functions.
  const head = shell === 'zsh' ? ['autoload -U +X bashcompinit && bashcompinit'] : [];
  return [...head, ...bashLines(commands)].join('\n');
}

const optionsOf = (command: Command) => command.createHelp().visibleOptions(command);
const flagsOf = ({ short, long }: Option) => [short, long].filter((flag) => flag !== undefined);
const takesValue = ({ required, optional }: Option) => required || optional;

function bashLines(commands: readonly Command[]): string[] {
  const choices = new Map(
    commands
      .flatMap(optionsOf)
      .flatMap((option) => (option.argChoices ? [[option.long!, option.argChoices]] : [])),
  );
  const words = (list: readonly string[]) => `words='${list.join(' ')}'`;
  return [
    '_leakproof() {',
    '  local words="" cur="${COMP_WORDS[COMP_CWORD]}"',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    ${words(commands.map((command) => command.name()))}`,
    '  else',
    '    case "${COMP_WORDS[COMP_CWORD-1]}" in',
    ...[...choices].map(([flag, list]) => `      ${flag}) ${words(list)} ;;`),
    '      *) case "$cur" in -*) case "${COMP_WORDS[1]}" in',
    ...commands.map(
      (command) => `        ${command.name()}) ${words(optionsOf(command).flatMap(flagsOf))} ;;`,
    ),
    '      esac ;; esac ;;',
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    '}',
    // Where there is no word of ours, the shell completes paths.
    `complete -o default -F _leakproof ${NAMES.join(' ')}`,
  ];
}

function fishScript(commands: readonly Command[]): string {
  const text = (words: string) => `'${words.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
  return NAMES.flatMap((name) => [
    ...commands.map(
      (command) =>
        `complete -c ${name} -n __fish_use_subcommand -f -a ${command.name()} -d ${text(command.description())}`,
    ),
    ...commands.flatMap((command) =>
      optionsOf(command).map((option) =>
        [
          `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name()}'`,
          ...(option.short ? [`-s ${option.short.slice(1)}`] : []),
          `-l ${option.long!.slice(2)}`,
          ...(option.argChoices ? [`-x -a ${text(option.argChoices.join(' '))}`] : []),
          ...(takesValue(option) && !option.argChoices ? ['-r'] : []),
          `-d ${text(option.description)}`,
        ].join(' '),
      ),
    ),
  ]).join('\n');
}
