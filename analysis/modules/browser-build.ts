/**
 * What a package tells of the pages that it builds: whether it builds nothing else, and the files that a page loads first.
 */
import { dirname, join } from 'node:path';
import { makesServer } from '../vocabulary/server-modules.ts';
import { exists, textOrNothing } from './disk.ts';
import { readJson } from './package-json.ts';

export interface BrowserBuild {
  /** The tool that builds the pages. */
  readonly tool: string;
  /** Whether the package builds pages and runs no server. */
  readonly isOnly: boolean;
  /** Absolute paths of the files that its pages load first. */
  readonly entries: readonly string[];
}

/** Tools that make the page themselves, and those that build for phones. `nuxt` runs on a server, too, unless its config says otherwise. */
const WITHOUT_PAGE = [
  'nuxt',
  'react-native',
  'expo',
  '@tarojs/cli',
  'html-webpack-plugin',
  '@rsbuild/core',
  '@quasar/app-vite',
  '@quasar/app-webpack',
  'ember-cli',
];

/** Tools that build pages, by their packages. */
const BUILDERS = [
  ...WITHOUT_PAGE,
  'vite',
  'react-scripts',
  '@vue/cli-service',
  '@angular/cli',
  'parcel',
  'parcel-bundler',
  'gatsby',
  '@craco/craco',
  'webpack',
];

/** Libraries that make pages: a package that needs one while it runs is for pages, or renders them on a server. */
const PAGE_LIBRARIES = ['@angular/core', 'react-dom', 'svelte', 'vue'];

/** What makes a package one that Node can load. */
const LOADED_BY_NODE = ['main', 'module', 'exports', 'bin'];

/** Names of scripts that do their work and end, whatever they start. */
const ENDS =
  /(?:^|[:_-])(?:pre|post)?(?:build|check|clean|codegen|format|generate|i18n|install|lint|prepare|release|test|type-?check|types?)(?:$|[:_-])/iu;

/** A script that starts a program of Node, or builds for one; `scripts/` holds those that do their work and end. */
const RUNS_NODE =
  /(?:^|[\s;&|])(?:node|nodemon|ts-node(?:-dev)?|tsx|bun(?: run)?|pm2|nest|vite-node|electron)\s+(?!(?:\.\/)?scripts?\/)[^\s-]|--ssr\b/u;

/** Where builders look for the first file of the pages without being told. */
const USUAL_ENTRIES = ['src/index', 'src/main'].flatMap((path) =>
  ['tsx', 'ts', 'jsx', 'js'].map((extension) => `${path}.${extension}`),
);

/** @returns undefined if the package builds no pages, by all that it says */
export function browserBuildOf(root: string): BrowserBuild | undefined {
  const manifest = readJson(join(root, 'package.json'));
  if (!manifest) return undefined;
  const runtime = Object.keys(recordOf(manifest['dependencies']));
  const all = new Set([...runtime, ...Object.keys(recordOf(manifest['devDependencies']))]);
  const tool = BUILDERS.find((name) => all.has(name));
  if (tool === undefined) return undefined;
  const needsPage = !WITHOUT_PAGE.includes(tool);
  const entries = tool === 'nuxt' ? [] : entriesOf(root, needsPage, tool === 'vite');
  const isOnly =
    manifest['bin'] === undefined && !runtime.some(makesServer) && !runsNode(manifest['scripts']);
  if (tool === 'nuxt') return isNuxtWithoutServer(root) ? { tool, isOnly, entries } : undefined;
  if (needsPage && entries.length === 0)
    return isOnly && isSourceOfPages(manifest, runtime) ? { tool, isOnly, entries } : undefined;
  return { tool, isOnly, entries };
}

/** Whether a package has no page of its own, and is there for the pages that others of its workspace build of its sources. */
function isSourceOfPages(
  manifest: Readonly<Record<string, unknown>>,
  runtime: readonly string[],
): boolean {
  return (
    manifest['private'] === true &&
    LOADED_BY_NODE.every((field) => manifest[field] === undefined) &&
    PAGE_LIBRARIES.some((name) => runtime.includes(name))
  );
}

function runsNode(scripts: unknown): boolean {
  return Object.entries(recordOf(scripts)).some(
    ([name, script]) => typeof script === 'string' && !ENDS.test(name) && RUNS_NODE.test(script),
  );
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** What the package's pages name in their scripts; else the files that the builder takes. */
function entriesOf(root: string, needsPage: boolean, isNamed: boolean): string[] {
  const pages = ['index.html', 'public/index.html', 'src/index.html']
    .map((path) => join(root, path))
    .filter((path) => exists(path));
  if (needsPage && pages.length === 0) return [];
  // From the folder of the page, which Vite may have as its root, or from that of the package.
  const named = pages.flatMap((page) =>
    [
      ...textOrNothing(page).matchAll(
        /<script\b[^>]*\bsrc\s*=\s*["']\.?\/?([^"':]+\.[cm]?[jt]sx?)["']/giu,
      ),
    ].flatMap(([, path]) => [join(dirname(page), path!), join(root, path!)]),
  );
  const existing = [...new Set(named)].filter((path) => exists(path));
  if (existing.length > 0) return existing;
  return isNamed
    ? []
    : USUAL_ENTRIES.map((path) => join(root, path)).filter((path) => exists(path));
}

/** `ssr: false`; before Nuxt 2.13 `mode: 'spa'`. */
function isNuxtWithoutServer(root: string): boolean {
  return ['js', 'ts', 'mjs'].some((extension) =>
    /\bssr\s*:\s*false\b|\bmode\s*:\s*['"]spa['"]/u.test(
      textOrNothing(join(root, `nuxt.config.${extension}`)),
    ),
  );
}
