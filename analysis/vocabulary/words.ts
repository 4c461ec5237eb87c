/** The words of names. */

/** The words of a name: `chatUserId` is `chat`, `user`, `id`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter(Boolean);
}

/** The words of a name, without the s of the plural: `activeJobs` is `active`, `job`. */
export function singularWordsOf(name: string): string[] {
  return wordsOf(name).map((word) =>
    word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/(?<=[a-z]{2})s$/u, ''),
  );
}

/** Whether a name that begins with a word is that of a yes or a no: `hasAccessToken`, `shouldRetry`. */
export function asksYesOrNo(word: string): boolean {
  return /^(?:allow|can|did|has|is|must|needs|should|was|will)$/u.test(word);
}
