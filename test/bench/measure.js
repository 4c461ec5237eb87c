/**
 * Whole processes, one after the other in turn, so that a machine whose speed drifts slows each of them alike.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {readonly [string, ...string[]]} command
 * @property {string} cwd
 * @property {number} exitCode what it must end with: a program that failed at once would be the fastest
 * @property {() => void} [prepare] before each run, not counted
 * @property {boolean} [ownsMemory] whether its peak memory is of interest; for programs of Node in one process
 */

/**
 * Runs each contestant once to warm the disk's cache, then all of them in turn.
 * @param {readonly Contestant[]} contestants
 * @param {number} rounds
 * @returns {{ name: string, seconds: number[], peak: number | undefined }[]} a figure a round; `peak` in MiB, the highest
 */
export function measureInTurn(contestants, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'leakproof-bench-peak-'));
  const file = join(folder, 'peak');
  const results = contestants.map(({ name }) => ({ name, seconds: [], peak: undefined }));
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const [index, contestant] of contestants.entries()) {
        contestant.prepare?.();
        const seconds = runOnce(contestant, file);
        if (round === 0) continue;
        results[index].seconds.push(seconds);
        if (contestant.ownsMemory)
          results[index].peak = Math.max(
            results[index].peak ?? 0,
            Number(readFileSync(file, 'utf8')) / 1024,
          );
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return results;
}

function runOnce({ name, command: [program, ...args], cwd, exitCode, ownsMemory }, peakFile) {
  const preload = new URL('peak-memory.js', import.meta.url).href;
  const env = ownsMemory
    ? { ...process.env, PEAK_MEMORY_FILE: peakFile, NODE_OPTIONS: `--import=${preload}` }
    : process.env;
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(program, args, { cwd, env, stdio: 'ignore' });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== exitCode)
    throw new Error(
      `${name} ended with ${status ?? error}, not with ${exitCode}: ${[program, ...args].join(' ')} in ${cwd}`,
    );
  return seconds;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the rounds' ratios. */
export function ratio(one, other) {
  return median(one.seconds.map((seconds, round) => seconds / other.seconds[round]));
}
