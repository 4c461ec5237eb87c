/**
 * What an idle socket holds of the response that came over it last, by versions of axios, and what our bounds leave of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { AGENT_BOUNDS } from '../../analysis/agents/agents-module.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import { boundAgents } from '../../codemods/bound-agents.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { pathToBytes } from './heap-snapshot.ts';
import { leaksOf, type Figures } from './judge.ts';
import type { Program } from './leak-pair.ts';
import { measureBurst } from './measure.ts';
import { inProgramFolder } from './program-folder.ts';
import { record } from './record.ts';
import { fixed, run } from './run-program.ts';
import { useServer } from './server.ts';
import { AXIOS, HTTP } from './texts.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

const SOCKETS = 100;
const ESM = `${AXIOS}${HTTP}`;
const CALL = `export const call = (url) => axios.get(url, { httpAgent });\n`;

const binary = `${ESM}const httpAgent = new http.Agent({ keepAlive: true });\nexport const call = (url) => axios.get(url, { httpAgent, responseType: 'arraybuffer' });\n`;
const unbounded: Program = {
  name: 'an agent that keeps its sockets',
  code: `${ESM}const httpAgent = new http.Agent({ keepAlive: true });\n${CALL}`,
  load: { burst: SOCKETS },
};
const withoutAgent: Program = {
  name: 'no agent',
  code: `${AXIOS}export const call = (url) => axios.get(url);\n`,
  load: { burst: SOCKETS },
};

interface Version {
  /** The package that it is installed as. */
  readonly installedAs: string;
  /** By what an idle socket holds the last response that came over it, as V8's heap names it. */
  readonly holdsBy?: string;
  /** Whether a socket in use holds all of them. */
  readonly grows: boolean;
}

const versions = [
  {
    installedAs: 'axios',
    holdsBy: '<symbol axios.http.currentReq>: RedirectableRequest',
    grows: false,
  },
  { installedAs: 'axios-1.15.1', holdsBy: '0: handleRequestSocketError', grows: true },
  { installedAs: 'axios-1.15.0', grows: false },
  { installedAs: 'axios-1.6.8', grows: false },
  { installedAs: 'axios-0.27.2', grows: false },
].map((version: Version, index) => ({
  ...version,
  version: versionOf(version.installedAs),
  index,
}));

function versionOf(installedAs: string): string {
  const manifest = fileURLToPath(
    new URL(`../../node_modules/${installedAs}/package.json`, import.meta.url),
  );
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** The same program on another axios. The rules look at it before: they know `axios` by its name. */
const on = (installedAs: string, program: Program): Program => ({
  ...program,
  code: program.code.replace(`'axios'`, `'${installedAs}'`),
});

const cure = async (codemod: Codemod, program: Program, options: TransformOptions = {}) =>
  (await fixed({ ...program, options }, codemod, 'recommended')).program;

const bytesOf = ({ heap, external }: Figures) => heap! + external!;
/** Of all calls of a burst. */
const bytesLeft = (figures: Figures) => bytesOf(figures) * SOCKETS;

/** How the agent comes to a body of 300,000 bytes, once its call is over. */
async function pathFromIdleSockets(code: string, url: string): Promise<string[] | undefined> {
  return inProgramFolder({ 'call.js': code }, async (folder) => {
    const heapSnapshot = join(folder, 'left.heapsnapshot');
    await measureBurst(join(folder, 'call.js'), url, { calls: 2, idleTime: 0, heapSnapshot });
    return pathToBytes(
      readFileSync(heapSnapshot, 'utf8'),
      { className: 'Agent', property: 'freeSockets' },
      300_000,
    );
  });
}

/** A body has 104 KB, and 180 more when it is parsed. A socket has 3 to 6; what axios loads for its first request comes to 10 a call. */
const CLEAN_SOCKET = 40_000;
const SOCKET_WITH_BODY = 200_000;

describe('idle sockets', () => {
  const urlOf = useServer();
  const rows: object[] = [];

  it.concurrent.each(versions)(
    'of axios $version hold responses as the table says',
    async ({ index, installedAs, version, holdsBy, grows }) => {
      const runOn = (program: Program) => run(on(installedAs, program), urlOf);
      const bounded = await cure(boundAgents, unbounded);
      const shortLived = await cure(boundAgents, unbounded, { idleTimeout: 200 });

      const idle = await runOn(unbounded);
      expect(idle['sockets left']).toBe(SOCKETS);
      if (holdsBy) expect(bytesOf(idle)).toBeGreaterThan(SOCKET_WITH_BODY);
      else expect(bytesOf(idle)).toBeLessThan(CLEAN_SOCKET);

      const few = await runOn(bounded);
      expect(few['sockets left']).toBe(AGENT_BOUNDS.maxFreeSockets);
      if (holdsBy) expect(bytesOf(few)).toBeLessThan(bytesOf(idle) / 3);
      else expect(bytesOf(few)).toBeLessThan(CLEAN_SOCKET);

      const none = await runOn({ ...shortLived, load: { burst: SOCKETS, idleTime: 1_000 } });
      expect(none['sockets left']).toBe(0);
      expect(bytesOf(none)).toBeLessThan(CLEAN_SOCKET);

      // No bound of an agent ends what a socket gathers while it is in use: a newer axios does.
      const inUse = await runOn({ ...bounded, load: 'requests' });
      expect(leaksOf(inUse, 'requests')).toEqual(grows ? ['heap', 'external', 'responses'] : []);

      rows[index] = {
        axios: version,
        'bytes left, 100 idle sockets': bytesLeft(idle),
        'bytes left, bounded to 10': bytesLeft(few),
        'bytes left, after the timeout': bytesLeft(none),
        'bytes/call, one bounded socket in use': bytesOf(inUse),
      };
    },
  );

  it('a call without an agent leaves what the global agent keeps, fix-agents bounds it', async () => {
    const before = await run(withoutAgent, urlOf);
    const after = await run(await cure(fixAgents, withoutAgent), urlOf);
    expect([before['sockets left'], after['sockets left']]).toEqual([
      SOCKETS,
      AGENT_BOUNDS.maxFreeSockets,
    ]);
    expect(bytesOf(after)).toBeLessThan(bytesOf(before) / 3);
    record('idle-sockets-of-no-agent', [
      {
        axios: versionOf('axios'),
        'bytes left, no agent': bytesLeft(before),
        'bytes left, by fix-agents': bytesLeft(after),
      },
    ]);
  });

  const paths: object[] = [];

  it.concurrent.each(versions)(
    'of axios $version lead to a body in V8’s heap, or do not',
    async ({ index, installedAs, version, holdsBy }) => {
      const path = await pathFromIdleSockets(
        on(installedAs, { ...unbounded, code: binary }).code,
        urlOf('binary'),
      );
      if (holdsBy)
        expect(path).toEqual(
          expect.arrayContaining([
            'Agent.freeSockets',
            '0: Socket',
            holdsBy,
            'buffer: ArrayBuffer',
          ]),
        );
      else expect(path).toBeUndefined();
      paths[index] = {
        axios: version,
        path: path?.join(' → ').replace(/127\.0\.0\.1:\d+:/u, 'host') ?? 'none',
      };
    },
  );

  afterAll(() => {
    record('idle-sockets', rows);
    record('idle-sockets-paths', paths);
  });
});
