/**
 * Which files a `tsconfig.json` lists, by their paths alone: as TypeScript reads `files`, `include` and `exclude`.
 */
import { LRUCache } from 'lru-cache';
import { isAbsolute, join, normalize, sep } from 'node:path';

/** What a config says of files, with all that it inherits. */
export interface ConfigFiles {
  /** `files`, `include` and `exclude`, each with the folder of the config that says it. */
  readonly files?: FileList;
  readonly include?: FileList;
  readonly exclude?: FileList;
  /** Options that name a folder; absolute, or with `${configDir}` in it. */
  readonly folders: Readonly<Partial<Record<(typeof FOLDER_OPTIONS)[number], string>>>;
}

export interface FileList {
  readonly folder: string;
  readonly patterns: readonly string[];
}

export const FOLDER_OPTIONS = ['rootDir', 'outDir', 'declarationDir'] as const;

/** Stands for the folder of the config that inherits, not of the one that it is written in. */
export const CONFIG_DIR = '${configDir}';

/** What `**` of an `include` does not enter. */
const PACKAGE_FOLDERS = '(?:node_modules|bower_components|jspm_packages)/';

/** @param configDir the folder of the config that inherits what is said */
export function includes(
  { files, include, exclude, folders }: ConfigFiles,
  configDir: string,
  file: string,
): boolean {
  if (files && matches(files, configDir, file, 'files')) return true;
  if (files && !include) return false;
  const written = [folders.outDir, folders.declarationDir].filter((one) => one !== undefined);
  return (
    !excludes(exclude ?? { folder: configDir, patterns: written }, configDir, file) &&
    matches(include ?? { folder: configDir, patterns: ['**/*'] }, configDir, file, 'include')
  );
}

/** Whether a list leaves out a file, or a folder that it is in. */
export function excludes(list: FileList, configDir: string, file: string): boolean {
  return matches(list, configDir, file, 'exclude');
}

/** The folders that what a config includes is in: what stands before a wildcard. */
export function includedFolders({ files, include }: ConfigFiles, configDir: string): string[] {
  if (!include) return files ? [] : [configDir];
  return include.patterns.map((pattern) => {
    const path = absolute(include.folder, withConfigDir(pattern, configDir));
    const wild = path.search(/[*?]/u);
    return wild === -1 ? path : path.slice(0, path.lastIndexOf(sep, wild));
  });
}

function matches(
  { folder, patterns }: FileList,
  configDir: string,
  file: string,
  as: keyof typeof PATTERNS,
): boolean {
  const path = slashed(file);
  return patterns.some((pattern) => {
    const question = [as, configDir, folder, pattern].join('\n');
    let compiled = expressions.get(question);
    if (!compiled) {
      const listed = slashed(absolute(folder, withConfigDir(pattern, configDir)));
      compiled = new RegExp(PATTERNS[as](listed.replace(/\/$/u, '')), 'u');
      expressions.set(question, compiled);
    }
    return compiled.test(path);
  });
}

/** Each is asked for every file of a project: to compile one takes longer than to test a path. */
const expressions = new LRUCache<string, RegExp>({ max: 1000 });

const PATTERNS = {
  files: (path: string) => `^${escaped(path)}$`,
  include: includePattern,
  exclude: excludePattern,
};

/** `src`, `src/*.ts`, `src/**` + `/*`: a folder means all that is in it, apart from what a name with a dot hides. */
function includePattern(path: string): string {
  const parts = path.split('/');
  const isFolder = !/[*?.]/u.test(parts.at(-1)!);
  const all = isFolder ? [...parts, '**', '*'] : parts;
  const pattern = all.map((part) => {
    if (part === '**') return `(?:(?!${PACKAGE_FOLDERS})[^/.][^/]*/)*`;
    return `${/^[*?]/u.test(part) ? '(?!\\.)' : ''}${wild(part)}/`;
  });
  return `^${pattern.join('').replace(/\/$/u, '')}$`;
}

/** It hides nothing, and what a folder is left out by leaves out all that is in it. */
function excludePattern(path: string): string {
  const parts = (path.endsWith('/**') ? path.slice(0, -3) : path).split('/');
  const pattern = parts.map((part) => (part === '**' ? '(?:[^/]+/)*' : `${wild(part)}/`));
  return `^${pattern.join('').replace(/\/$/u, '')}(?:/|$)`;
}

function wild(part: string): string {
  return escaped(part)
    .replaceAll(String.raw`\*`, '[^/]*')
    .replaceAll(String.raw`\?`, '[^/]');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

export function withConfigDir(path: string, folder: string): string {
  return path.replaceAll(CONFIG_DIR, () => folder);
}

/** A slash at its end stays: it means a folder. */
export function absolute(folder: string, path: string): string {
  return isAbsolute(path) ? normalize(path) : join(folder, path);
}
