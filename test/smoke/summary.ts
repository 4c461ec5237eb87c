/**
 * What a run comes to, as a table for people.
 */
import Table from 'cli-table3';
import type { Judgement } from './promises.ts';
import { variants } from './variants.ts';

export interface Judged {
  readonly file: string;
  readonly judgement: Judgement;
  /** All that was asked of the file, our checks included. */
  readonly milliseconds: number;
}

const HEAD = ['variant', 'sites', 'fixed', 'refused', 'faults', 'seconds'];

/** A row for each variant; the seconds are those of the codemod itself. */
export function tableOf(judged: readonly Judged[]): string {
  const table = new Table({
    head: HEAD,
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  const faultsOf = (name: string) =>
    judged.flatMap(({ judgement }) => judgement.faults).filter(({ variant }) => variant === name)
      .length;
  for (const { name } of variants) {
    const tallies = judged.flatMap(({ judgement }) => judgement.tallies[name] ?? []);
    if (tallies.length === 0) continue;
    const sum = (count: 'sites' | 'fixed' | 'refused' | 'milliseconds') =>
      tallies.reduce((total, tally) => total + tally[count], 0);
    table.push([
      name,
      sum('sites'),
      sum('fixed'),
      sum('refused'),
      faultsOf(name),
      (sum('milliseconds') / 1000).toFixed(1),
    ]);
  }
  table.push(['all, one after the other', '', '', '', faultsOf('all'), '']);
  return table.toString();
}

/** @param kilobytes the most that the process had in memory */
export function summaryOf(
  judged: readonly Judged[],
  { seconds, kilobytes }: { readonly seconds: number; readonly kilobytes: number },
): string {
  const unread = judged.filter(({ judgement }) => judgement.unread !== undefined);
  const reasons = new Map<string, Judged[]>();
  for (const file of unread) {
    const reason = file.judgement.unread!.replaceAll(/[`'"].*?[`'"]/gu, '…');
    reasons.set(reason, [...(reasons.get(reason) ?? []), file]);
  }
  const slowest = judged.toSorted((a, b) => b.milliseconds - a.milliseconds)[0];
  const faults = judged.reduce((total, { judgement }) => total + judgement.faults.length, 0);
  return [
    `${judged.length} files, ${unread.length} of them not read, ${faults} faults, ${seconds.toFixed(0)} s, at most ${(kilobytes / 1024).toFixed(0)} MB`,
    ...(slowest
      ? [`the slowest: ${slowest.file}, ${(slowest.milliseconds / 1000).toFixed(1)} s`]
      : []),
    ...[...reasons]
      .toSorted(([, a], [, b]) => b.length - a.length)
      .slice(0, 15)
      .map(([reason, files]) => `not read, ${files.length}: ${reason} (${files[0]!.file})`),
  ].join('\n');
}
