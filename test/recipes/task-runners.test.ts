/**
 * The sections on Turborepo and Nx of docs/adoption.md, run on a workspace of ten packages: what the tasks say together is
 * what one run over the whole tree says, and a cached task never hides what a change of another package brings.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackages, removePackages, Repository } from './service.ts';
import { WORKSPACE } from './workspace.ts';

interface Report {
  readonly files: readonly {
    readonly path: string;
    readonly sites: readonly { readonly client: string | null }[];
  }[];
}

beforeAll(installPackages, 300_000);

afterAll(removePackages);

class Workspace extends Repository {
  readonly packages = readdirSync(join(this.folder, 'packages'));
  /** Outside the workspace, where a report is no input of a task. */
  readonly #reports = `${this.folder}-reports`;

  constructor() {
    super(WORKSPACE, { workspaces: ['packages/*'], packageManager: 'npm@10.8.2' });
    mkdirSync(this.#reports);
  }

  /** Lets the task of each package write a report in place of its check. */
  report(): void {
    for (const name of this.packages)
      this.pass(
        `npm pkg set scripts.leakproof="leakproof report --format json --output ${join(this.#reports, name)}.json . --cache" --workspace packages/${name}`,
      );
  }

  /** What the tasks have said last, as files of the whole tree. */
  said(): Report['files'] {
    return this.packages.flatMap((name) => {
      const { files } = read(readFileSync(join(this.#reports, `${name}.json`), 'utf8'));
      const fromRoot = (path: string) => posix.join('packages', name, path);
      return files.map(({ path, sites, ...file }) => ({
        ...file,
        path: fromRoot(path),
        sites: sites.map((site) => ({ ...site, client: site.client && fromRoot(site.client) })),
      }));
    });
  }

  /** What one run over the whole tree says. */
  whole(): Report['files'] {
    return read(this.pass('npx leakproof report --format json . 2> /dev/null')).files;
  }
}

function read(json: string): Report {
  return JSON.parse(json) as Report;
}

describe.each([
  {
    heading: 'Turborepo',
    run: 'npx turbo run leakproof',
    allCached: /Cached: +10 cached, 10 total/u,
    noneCached: /Cached: +0 cached, 10 total/u,
  },
  {
    heading: 'Nx',
    run: 'npx nx run-many --targets leakproof --outputStyle static',
    allCached: /for 10 out of 10 tasks/u,
    noneCached: /Successfully ran target leakproof for 10 projects(?!.*out of)/su,
  },
])('$heading', ({ heading, run, allCached, noneCached }) => {
  it('says package by package what a run over the whole tree says, also where another package has changed', () => {
    const workspace = new Workspace();
    workspace.follow(heading);
    workspace.report();
    expect(workspace.pass(run)).toMatch(noneCached);
    expect(workspace.said()).toEqual(workspace.whole());
    expect(workspace.pass(run)).toMatch(allCached);
    // Nothing removes entries of the Map in another package now, which does not import this one.
    workspace.write('packages/sweeper/src/index.js', '');
    const before = workspace.said();
    expect(workspace.pass(run)).toMatch(noneCached);
    expect(workspace.said()).toEqual(workspace.whole());
    expect(workspace.said()).not.toEqual(before);
    // A manifest tells where code runs.
    workspace.pass('npm pkg delete scripts.start --workspace packages/mail');
    expect(workspace.pass(run)).toMatch(noneCached);
    expect(workspace.said()).toEqual(workspace.whole());
  });

  it('fails with a leak, and passes from the cache once it is fixed', () => {
    const workspace = new Workspace();
    workspace.follow(heading);
    const failed = workspace.run(run);
    expect(failed.code, failed.output).not.toBe(0);
    expect(failed.output).toMatch(/has no explicit `httpAgent`|grows without limit/u);
    workspace.pass('git add --all && git commit --quiet --message task && npx leakproof all .');
    expect(workspace.pass(run)).toMatch(noneCached);
    expect(workspace.pass(run)).toMatch(allCached);
  });
});
