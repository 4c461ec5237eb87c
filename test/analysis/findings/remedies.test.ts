import { expect, it } from 'vitest';
import type { Edit } from '../../../analysis/findings/finding.ts';
import { whenAsked } from '../../../analysis/findings/remedies.ts';

const EDIT: Edit = { range: [0, 0], text: 'a' };

it('works edits out when they are first asked for, and no more after that', () => {
  let count = 0;
  const remedy = whenAsked({ isCapping: true }, () => {
    count++;
    return [EDIT];
  });
  expect('edits' in remedy && remedy.isCapping).toBe(true);
  expect(count).toBe(0);
  expect(remedy).toEqual({ isCapping: true, edits: [EDIT] });
  expect('edits' in remedy ? remedy.edits : undefined).toEqual([EDIT]);
  expect(count).toBe(1);
});
