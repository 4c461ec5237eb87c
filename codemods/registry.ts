import { codemodsByName } from './generated.ts';

/** Every codemod, in the order in which `all` runs them. */
export const codemods = codemodsByName.toSorted((one, other) => one.order - other.order);
