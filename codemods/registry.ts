import { codemodsByName } from './generated.ts';

/** Every codemod, in the order in which they run. */
export const codemods = codemodsByName.toSorted((one, other) => one.order - other.order);

/** Those that `all` runs, and of whose rules `report` lists the findings. */
export const codemodsOfAll = codemods.filter(({ isOptIn }) => !isOptIn);

/** The rules that no codemod fixes: ESLint alone reports them. */
export const RULES_WITHOUT_CODEMOD = [
  'no-leaked-abort-listener',
  'no-per-call-interceptor',
  'no-race-without-abort',
] as const;
