import { expect, it } from 'vitest';
import { keySetOf } from '../../../analysis/keys/key-names.ts';

it.each(['hash', 'hashKey', 'theHash'])(
  '%s is one of many, though it is all that the name says',
  (name) => {
    expect(keySetOf(name)).toBe('many');
  },
);

it.each(['nameId', 'nameKey', 'cachedNameKey'])(
  '%s is one of few: it says of nothing else that it is its name',
  (name) => {
    expect(keySetOf(name)).toBe('few');
  },
);
