/**
 * The text of a finding, in two parts: a refusal brings a remedy of its own, which takes the place of the general one.
 */
import type { Finding } from './finding.ts';

/** `{{…}}` stands for the data of a finding. */
export interface Message {
  /** What is wrong, and what follows from it. */
  readonly problem: string;
  /** What to do in general. */
  readonly advice: string;
}

/** The whole text, as ESLint shows it. */
export const wholeMessage = ({ problem, advice }: Message): string => `${problem} ${advice}`;

/** Why a finding is not fixed, and what to do by hand, as a sentence. */
export const refusalText = (refusal: string): string => `Not fixed: ${refusal}.`;

/** What follows the problem: what to do, or why the codemod leaves it alone, and what to do by hand. */
export function remedyText(
  messages: Readonly<Record<string, Message>>,
  { messageId, data = {}, remedy }: Pick<Finding, 'messageId' | 'data' | 'remedy'>,
): string {
  return 'refusal' in remedy
    ? refusalText(remedy.refusal)
    : filled(messages[messageId]!.advice, data);
}

/** The text of a finding; of one that is refused only the problem, since its refusal says what to do. */
export function findingText(
  messages: Readonly<Record<string, Message>>,
  { messageId, data = {} }: Pick<Finding, 'messageId' | 'data'>,
  isRefused: boolean,
): string {
  const message = messages[messageId]!;
  return filled(isRefused ? message.problem : wholeMessage(message), data);
}

function filled(text: string, data: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/gu, (_, key: string) => data[key] ?? '');
}
