import { describe, expect, it } from 'vitest';
import type { ReportedSite } from '../../codemods/cli/judge/reported-site.ts';
import { nothingIn } from '../../codemods/cli/judge/process-file.ts';
import type { Outcome } from '../../codemods/cli/report/formats/outcome.ts';
import { sarifLimitNotice } from '../../codemods/cli/report/formats/sarif-limit.ts';
import { makeReport } from '../../codemods/cli/report/report.ts';

function outcomeOf(findings: number): Outcome {
  const sites = Array.from(
    { length: findings },
    (_, index) =>
      ({
        kind: 'request',
        rule: 'require-axios-agents',
        line: index + 1,
        messageId: 'missingAgents',
        verdict: 'flagged',
      }) as ReportedSite,
  );
  const results = [{ ...nothingIn('/service/a.js'), sites }];
  return {
    report: makeReport('/service', results, { tests: [], warnings: [] }),
    mode: 'report',
    results,
    judged: 1,
    isVerbose: false,
    again: { command: 'leakproof all', options: [], paths: ['.'] },
    newModules: [],
  };
}

describe('the limit of GitHub’s code scanning', () => {
  it('is said of a SARIF that is over it', () => {
    expect(sarifLimitNotice(outcomeOf(25_001), { format: 'sarif', output: 'big.sarif' })).toBe(
      'big.sarif has 25,001 results, and GitHub code scanning rejects a file with more than 25,000: write one file for each folder, and upload each under a category of its own',
    );
  });

  it.each([
    { findings: 25_000, format: 'sarif' },
    { findings: 25_001, format: 'json' },
  ] as const)('is not said of $findings findings as $format', ({ findings, format }) => {
    expect(sarifLimitNotice(outcomeOf(findings), { format })).toBe(undefined);
  });
});
