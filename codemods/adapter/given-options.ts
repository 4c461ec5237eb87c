/**
 * The options that jscodeshift passes on, read as the command line of our own program reads them.
 */
import type { Codemod, CodemodFlag } from './codemod.ts';
import type { TransformOptions } from './transform-types.ts';

/**
 * Options by their names in the rule, each with a value that the codemod takes. jscodeshift passes on whatever it does not
 * know, by the name that was typed, so a flag of the program (`--max-sockets=20`) has its dashes.
 * @throws {RangeError} in words for the command line, if an option has a value that there cannot be
 */
export function givenOptions({ flags }: Codemod, given: TransformOptions): TransformOptions {
  const agentsModule = valueOf(given, 'agentsModule') as string | number | undefined;
  return {
    ...given,
    ...(agentsModule === undefined ? {} : { agentsModule: String(agentsModule) }),
    ...Object.fromEntries(
      flags.flatMap((flag) => {
        const value = valueOf(given, flag.option);
        return value === undefined ? [] : [[flag.option, parsed(flag, value)]];
      }),
    ),
  };
}

/** The name of an option as the command line has it, without the two dashes before it. */
export function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

function valueOf(given: TransformOptions, name: string): unknown {
  return given[name] ?? given[dashed(name)];
}

function parsed({ option, choices, parse }: CodemodFlag, value: unknown): unknown {
  const refuse = (needed: string, cause?: unknown): never => {
    throw new RangeError(
      `${option}: ${needed}, not ${typeof value === 'number' ? value : JSON.stringify(value)}`,
      { cause },
    );
  };
  if (choices)
    return choices.includes(value as string)
      ? value
      : refuse(`one of ${choices.join(', ')} is needed`);
  if (!parse) return typeof value === 'boolean' ? value : refuse('true or false is needed');
  try {
    // jscodeshift has made a number of what looks like one.
    return parse(String(value));
  } catch (error) {
    return refuse((error as Error).message, error);
  }
}
