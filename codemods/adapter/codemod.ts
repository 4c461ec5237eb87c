/**
 * What a codemod is made of: its rule, its flags, its inspection.
 */
import type { Inspector } from '../../analysis/finders/inspector.ts';
import type { ProjectFacts } from '../../analysis/finders/project-queries.ts';
import type { Site } from '../../analysis/findings/finding.ts';
import type { Message } from '../../analysis/findings/message.ts';
import type { TransformOptions } from './transform-types.ts';

/** An option of the command line that sets an option of the codemod's rule. */
export interface CodemodFlag {
  /** The option's name in the rule. */
  readonly option: string;
  /** As the argument library takes it: `--agents <form>`. */
  readonly flags: string;
  readonly description: string;
  /** The values that it takes, where they are few. */
  readonly choices?: readonly string[];
  /** Makes the option's value of the text that is given; throws where the text makes none. Without it, the text, or true. */
  readonly parse?: (text: string) => unknown;
}

/** The value of an option that another codemod has, too, with values of its own: one that is not of this codemod is none. */
export function ownChoice<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  byDefault: Choice,
): Choice {
  return choices.find((choice) => choice === value) ?? byDefault;
}

/** @throws {RangeError} in words for the command line, if a text is no whole number, or a smaller one */
export function wholeNumber(text: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least)
    throw new RangeError(`a whole number from ${least} is needed`);
  return number;
}

export interface Codemod {
  readonly name: string;
  /** The rule whose findings it fixes, without the plugin's prefix. */
  readonly rule: string;
  /** Its place in `all`: the lowest runs first. `bound-agents` bounds what `hoist-agents` has moved, so it comes later. */
  readonly order: number;
  readonly description: string;
  /** Set if the rule is a policy that the user asks for: its findings are no leaks, and reports list them last. */
  readonly isPolicy?: true;
  /**
   * Set if what it writes changes what the program does, as only its user can decide: `all` and `report` leave it out, and its
   * own command runs it.
   */
  readonly isOptIn?: true;
  /** What a finding of its rule is, in words. */
  readonly finds: string;
  /** What its sites are. */
  readonly kinds: readonly Site['kind'][];
  /** The rule's messages by id, for the report. */
  readonly messages: Readonly<Record<string, Message>>;
  readonly flags: readonly CodemodFlag[];
  /** The package that what it writes imports. */
  readonly dependency?: string;
  /** The rule's own inspection; its options are read from those of the command line and the ESLint config. */
  readonly inspect: Inspector<TransformOptions>;
  /** Whether a file can hold a site at all, by its text: most cannot, and need no parsing. */
  readonly concerns: (text: string, project: ProjectFacts, options: TransformOptions) => boolean;
}
