/**
 * What is asked of folders once, however many files ask.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startRecording, takeRecorded } from '../../../analysis/modules/grounds.ts';
import { packageFolder } from '../../../analysis/modules/package-json.ts';
import { RecentAnswers } from '../../../analysis/modules/recent-answers.ts';
import { applicationFolder } from '../../../analysis/project/applications.ts';
import { writeProject } from '../../harness/project-tester.ts';

let root: string | undefined;
afterEach(() => {
  vi.useRealTimers();
  if (root !== undefined) rmSync(root, { recursive: true, force: true });
  root = undefined;
});

const asking = () => {
  const answers = new RecentAnswers<string | undefined>();
  const find = vi.fn(() => undefined);
  return { ask: (subject: string) => answers.get(subject, find), find };
};

describe('an answer', () => {
  it('is found once for all who ask within five seconds, if it is none, too', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { ask, find } = asking();
    for (let count = 0; count < 100; count++) ask('/a');
    ask('/b');
    expect(find).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(5001);
    ask('/a');
    expect(find).toHaveBeenCalledTimes(3);
  });

  it('is found again for who has not recorded what it stands on', () => {
    const { ask, find } = asking();
    ask('/a');
    startRecording();
    ask('/a');
    ask('/a');
    expect(find).toHaveBeenCalledTimes(2);
    takeRecorded();
    ask('/a');
    expect(find).toHaveBeenCalledTimes(3);
  });
});

it('is another one for a file once a manifest has been put beside it, after five seconds', () => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  root = writeProject({
    'package.json': '{ "dependencies": { "axios": "*" } }',
    'packages/a/index.js': '',
  });
  const inner = join(root, 'packages/a');
  const file = join(inner, 'index.js');
  expect([packageFolder(file), applicationFolder(file)]).toEqual([root, root]);
  writeFileSync(join(inner, 'package.json'), '{ "dependencies": { "axios": "*" } }');
  vi.advanceTimersByTime(5001);
  expect([packageFolder(file), applicationFolder(file)]).toEqual([inner, inner]);
});
