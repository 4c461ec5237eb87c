/**
 * How a package is written, by the configs of Prettier and editors, then by a sample of its files. It follows from the package
 * alone: whichever of its files is fixed first, what is written for all of them is the same.
 */
import { LRUCache } from 'lru-cache';
import { dirname, extname, join } from 'node:path';
import { exists, readText, sourceText } from '../modules/disk.ts';
import { recordExtract, recordFact } from '../modules/grounds.ts';
import { packageFolder, readJson } from '../modules/package-json.ts';
import { filesBelow, hasSourceExtension, isTestFile } from '../modules/source-files.ts';
import { parseSource } from '../source/parse-source.ts';
import type { SourceCode } from '../source/source-code.ts';
import { commaSignsOf, type CommaSigns } from './comma-signs.ts';
import { majority, signsOf, type PackageSigns, type StyleSigns } from './file-style.ts';

const EXTENSIONS = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'];

/** The files in which Prettier 3 looks for its config, in its order; `package.json` apart. */
const PRETTIER_FILES = [
  '.prettierrc',
  ...['json', 'yaml', 'yml', 'json5'].map((extension) => `.prettierrc.${extension}`),
  ...EXTENSIONS.map((extension) => `.prettierrc.${extension}`),
  ...EXTENSIONS.map((extension) => `prettier.config.${extension}`),
  '.prettierrc.toml',
];

/** How many files of a package are read, the first by path; those of a package in it only if it has none itself. */
const SAMPLE = 12;

const configs = new LRUCache<string, StyleSigns>({ max: 500 });
const samples = new LRUCache<string, StyleSigns>({ max: 50 });
const commas = new LRUCache<string, CommaSigns>({ max: 50 });

/**
 * @param file absolute path of the file that is written, or is to be
 * @param packageRoot the folder of its package
 */
export function packageSigns(file: string, packageRoot: string): PackageSigns {
  return {
    get configured() {
      const key = `${dirname(file)}\n${extname(file)}`;
      let found = configs.get(key);
      if (!found) configs.set(key, (found = configuredFor(file)));
      return found;
    },
    sampled() {
      let found = samples.get(packageRoot);
      if (!found) samples.set(packageRoot, (found = majority(sampleOf(packageRoot, signsOf))));
      return found;
    },
    sampledCommas() {
      let found = commas.get(packageRoot);
      if (!found) commas.set(packageRoot, (found = majority(sampleOf(packageRoot, commaSignsOf))));
      return found;
    },
  };
}

/** @param read takes of a file what is asked for */
function sampleOf<S>(packageRoot: string, read: (source: SourceCode) => S): S[] {
  if (!exists(join(packageRoot, 'package.json'))) return [];
  return sampledFiles(packageRoot).flatMap((file) => {
    const text = sourceText(file);
    recordExtract('style', file, text, () => signsOfText(text, file));
    return fromText(text, file, read);
  });
}

function sampledFiles(packageRoot: string): string[] {
  const all = filesBelow(packageRoot, {
    accepts: (name) => hasSourceExtension(name),
    respectGitignore: true,
    entersSubmodules: false,
  }).filter((file) => !isTestFile(file.slice(packageRoot.length)));
  const packages = new Map<string, string>();
  const packageOf = (file: string) => {
    const folder = dirname(file);
    const found = packages.get(folder) ?? packageFolder(file);
    packages.set(folder, found);
    return found;
  };
  const own = all.filter((file) => packageOf(file) === packageRoot);
  const files = (own.length > 0 ? own : all).slice(0, SAMPLE);
  recordFact('sample', packageRoot, () => files.join('\n'));
  return files;
}

/** How a text is written; nothing of one that cannot be read. */
export function signsOfText(text: string, file: string): StyleSigns[] {
  return fromText(text, file, signsOf);
}

function fromText<S>(text: string, file: string, read: (source: SourceCode) => S): S[] {
  try {
    return [read(parseSource(text, file))];
  } catch {
    // Not ours to report: it is only asked how it is written.
    return [];
  }
}

/** What is to be said now of facts that were recorded. */
export const STYLE_FACTS = {
  sample: (packageRoot: string) => sampledFiles(packageRoot).join('\n'),
} as const;

function configuredFor(file: string): StyleSigns {
  const editor = editorSigns(file);
  const prettier = prettierConfig(dirname(file));
  return prettier === undefined ? editor : { ...editor, ...prettierSigns(prettier, editor) };
}

interface FoundConfig {
  /** Its text, without what it says of some files alone. */
  readonly text: string;
  /** Whether it may take something from another module. */
  readonly isOpen: boolean;
  /** The default of `trailingComma` is another since version 3. */
  readonly major: number | undefined;
}

/** The nearest config; its code is not run. */
function prettierConfig(start: string): FoundConfig | undefined {
  let major: number | undefined;
  let found: Omit<FoundConfig, 'major'> | undefined;
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = readJson(join(folder, 'package.json'));
    major ??= majorOf(manifest);
    found ??= configIn(folder, manifest);
    if (
      folder === dirname(folder) ||
      (found && major !== undefined) ||
      exists(join(folder, '.git'))
    )
      break;
  }
  // Without a config, Prettier has its defaults.
  return found || major !== undefined ? { text: '', isOpen: false, ...found, major } : undefined;
}

function configIn(
  folder: string,
  manifest: Readonly<Record<string, unknown>> | undefined,
): Omit<FoundConfig, 'major'> | undefined {
  const inManifest = manifest?.['prettier'];
  if (inManifest !== undefined)
    return { text: ownPart(JSON.stringify(inManifest)), isOpen: typeof inManifest === 'string' };
  const name = PRETTIER_FILES.find((candidate) => exists(join(folder, candidate)));
  if (name === undefined) return undefined;
  try {
    const text = readText(join(folder, name));
    return {
      text: ownPart(text),
      isOpen:
        /\b(?:require\s*\(|import\b|\.\.\.)/u.test(text) || /^\s*["'][^"']+["']\s*$/u.test(text),
    };
  } catch {
    return undefined;
  }
}

function majorOf(manifest: Readonly<Record<string, unknown>> | undefined): number | undefined {
  for (const field of ['devDependencies', 'dependencies']) {
    const range = (manifest?.[field] as Readonly<Record<string, unknown>> | undefined)?.[
      'prettier'
    ];
    const major = typeof range === 'string' ? /\d+/u.exec(range)?.[0] : undefined;
    if (major !== undefined) return Number(major);
  }
  return undefined;
}

/** Without comments, and without `overrides`, which say something of some files. */
function ownPart(text: string): string {
  return text.replaceAll(/^[ \t]*(?:\/\/|#|\*|\/\*).*$/gmu, '').split(/\boverrides\b/u)[0]!;
}

/** What a config says, whichever language it is in: `printWidth: 100`, `"printWidth": 100`, `printWidth = 100`. */
function optionIn(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}["']?\\s*[:=]\\s*["']?(?<value>[\\w-]+)`, 'u').exec(text)?.groups?.[
    'value'
  ];
}

function prettierSigns({ text, isOpen, major = 3 }: FoundConfig, editor: StyleSigns): StyleSigns {
  const option = (name: string) => optionIn(text, name);
  // What the config does not say may be said by the module that it takes something from.
  const said = (value: string | undefined, signs: StyleSigns): StyleSigns =>
    value === undefined && isOpen ? {} : signs;
  const [printWidth, semi, singleQuote, bracketSpacing] = [
    'printWidth',
    'semi',
    'singleQuote',
    'bracketSpacing',
  ].map(option);
  const [tabWidth, useTabs] = [option('tabWidth'), option('useTabs')];
  const columns = tabWidth === undefined ? (editor.tabWidth ?? 2) : Number(tabWidth);
  const hasTabs = useTabs === undefined ? editor.indentUnit === '\t' : useTabs === 'true';
  return {
    isPrettier: true,
    tabWidth: columns,
    ...said(printWidth, {
      width: printWidth === undefined ? (editor.width ?? 80) : Number(printWidth),
    }),
    ...said(useTabs ?? tabWidth, { indentUnit: hasTabs ? '\t' : ' '.repeat(columns) }),
    ...said(semi, { hasSemicolons: semi !== 'false' }),
    ...said(singleQuote, { quote: singleQuote === 'true' ? "'" : '"' }),
    ...said(bracketSpacing, { hasBraceSpaces: bracketSpacing !== 'false' }),
    ...commaSigns(option('trailingComma') ?? (isOpen ? undefined : defaultCommas(major))),
  };
}

/** The default of `trailingComma` in a major version. */
function defaultCommas(major: number): string {
  if (major < 2) return 'none';
  return major < 3 ? 'es5' : 'all';
}

function commaSigns(trailingComma: string | undefined): StyleSigns {
  return trailingComma === undefined
    ? {}
    : { hasLiteralCommas: trailingComma !== 'none', hasArgumentCommas: trailingComma === 'all' };
}

/** What the `.editorconfig` files say that rule a file, the nearest last. */
function editorSigns(file: string): StyleSigns {
  const said = new Map<string, string>();
  for (const text of editorConfigs(dirname(file)).toReversed()) {
    let applies = false;
    for (const line of text.split(/\r?\n/u)) {
      const section = /^\s*\[(?<glob>.+)\]\s*$/u.exec(line)?.groups?.['glob'];
      if (section !== undefined) applies = isGlobFor(section, extname(file).slice(1));
      const entry = /^\s*(?<name>[\w-]+)\s*=\s*(?<value>[^\s;#]+)/u.exec(line)?.groups;
      if (applies && entry) said.set(entry['name']!.toLowerCase(), entry['value']!.toLowerCase());
    }
  }
  const number = (name: string) =>
    /^\d+$/u.test(said.get(name) ?? '') ? Number(said.get(name)) : undefined;
  const [width, size] = [number('max_line_length'), number('indent_size') ?? number('tab_width')];
  const unit =
    said.get('indent_style') === 'tab'
      ? '\t'
      : said.get('indent_style') === 'space' && size !== undefined
        ? ' '.repeat(size)
        : undefined;
  return {
    ...(width === undefined ? {} : { width }),
    ...(size === undefined ? {} : { tabWidth: size }),
    ...(unit === undefined ? {} : { indentUnit: unit }),
  };
}

/** The nearest first. */
function editorConfigs(start: string): string[] {
  const texts: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    try {
      texts.push(readText(join(folder, '.editorconfig')));
    } catch {
      // None is there.
    }
    if (folder === dirname(folder) || /^[ \t]*root[ \t]*=[ \t]*true/imu.test(texts.at(-1) ?? ''))
      return texts;
  }
}

/** `[*]`, `[*.ts]`, `[*.{js,ts}]`; a glob with folders is left out of account. */
function isGlobFor(glob: string, extension: string): boolean {
  const names = /^(?:\*\*\/)?\*\.\{?(?<names>[\w,\s]+)\}?$/u.exec(glob)?.groups?.['names'];
  return (
    glob === '*' ||
    glob === '**' ||
    (names?.split(',').some((name) => name.trim() === extension) ?? false)
  );
}
