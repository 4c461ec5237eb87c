/**
 * What is said of a response that is held.
 */
import type { ResponsePart } from '../../responses/response-part.ts';
import { membersOf, type ResponseUse } from '../../responses/response-uses.ts';

/** What a message says of the client, and of what its response keeps. */
export function keptOf({ model }: ResponsePart): Readonly<Record<string, string>> {
  return { client: model.client, keeps: model.response.keeps?.what ?? '' };
}

export function membersRead(uses: readonly ResponseUse[], { model }: ResponsePart): string[] {
  return uses.flatMap((use) =>
    use.kind === 'member'
      ? [use.member]
      : use.kind === 'pattern'
        ? membersOf(use.pattern, model)
        : [],
  );
}

export function neededOf(members: readonly string[]): string {
  const [last, ...others] = [...new Set(members)].map((member) => `\`${member}\``).toReversed();
  if (last === undefined) return 'nothing of it is needed any more';
  return others.length > 0
    ? `only ${others.toReversed().join(', ')} and ${last} are needed`
    : `only ${last} is needed`;
}
