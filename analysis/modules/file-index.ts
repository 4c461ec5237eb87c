/**
 * The source files of a project and what their text alone tells: which modules they name, and which words they hold.
 * A file is read when a question first leads to it, and again when it has changed; texts are not kept.
 */
import type { ConfigInputs } from './config-inputs.ts';
import { sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { recordFact, recordExtract } from './grounds.ts';
import { sourceText } from './disk.ts';
import { ImporterIndex, type Import } from './importer-index.ts';
import { KeptFiles, stampOf } from './kept-files.ts';
import { ModuleResolver } from './module-resolver.ts';
import { NearestConfigs } from './nearest-configs.ts';
import { PackageFolders } from './package-folders.ts';
import type { ProjectNote } from './project-note.ts';
import { rightUntil } from './recent-answers.ts';
import { filesBelow, hasSourceExtension, type WalkOptions } from './source-files.ts';
import { specifiersIn, surfaceOf, traitsOf, type Trait } from './text-traits.ts';
import { parseConfig, type TsConfig } from './ts-configs.ts';

/** A file of the project, and what its text tells, as far as somebody has asked. */
interface ListedFile {
  /** Undefined as long as nobody has looked into the file: what became of it then changes no answer. */
  stamp: string | undefined;
  /** What the file names between the quotes of an import, a re-export, a `require` or an `import()`. */
  specifiers: readonly string[] | undefined;
  /** For each question that the index was given, whether the text can matter to it. */
  traits: ReadonlySet<string> | undefined;
}

const NONE: readonly string[] = [];
const MANIFEST = 'package.json';

export class ProjectFiles {
  readonly #root: string;
  readonly #tsconfig: string | undefined;
  readonly #traits: Readonly<Record<string, Trait>>;
  readonly #note: (note: ProjectNote) => void;
  /** They outlive the resolver: what has not changed is not parsed again. */
  readonly #configs = new KeptFiles(parseConfig);
  readonly #manifests = new KeptFiles<unknown>(JSON.parse);
  #isRightUntil = -Infinity;
  #version = 0;
  #files: ReadonlyMap<string, ListedFile> = new Map();
  /** Whether anybody wants to know traits: they are then found when a file is read for its specifiers. */
  #areTraitsAsked = false;
  #resolver: ModuleResolver | undefined;
  #importers: ImporterIndex | undefined;
  /** One string for each specifier, however many files have it. */
  readonly #copies = new Map<string, string>();

  /**
   * @param root absolute path of the folder that holds the project
   * @param note takes what went wrong without stopping anything
   */
  constructor(
    root: string,
    tsconfig: string | undefined,
    traits: Readonly<Record<string, Trait>>,
    note: (note: ProjectNote) => void,
  ) {
    this.#root = root;
    this.#tsconfig = tsconfig;
    this.#traits = traits;
    this.#note = note;
  }

  /** Whether the files have been read for their traits. */
  get areTraitsAsked(): boolean {
    return this.#areTraitsAsked;
  }

  /** A number that is another one once any file has changed: what was found out before may be wrong. */
  version(): number {
    const now = performance.now();
    if (now >= this.#isRightUntil) {
      this.#refresh();
      this.#isRightUntil = rightUntil(now);
    }
    return this.#version;
  }

  /** The files that have a trait, sorted. */
  having(trait: string): string[] {
    this.version();
    return [...this.#files]
      .filter(([file, listed]) => this.#traitsOf(file, listed).has(trait))
      .map(([file]) => file);
  }

  /** The files below a folder, sorted: sources, and what configures packages and TypeScript. */
  below(folder: string): string[] {
    this.version();
    return [...this.#files.keys()].filter((file) => file.startsWith(folder + sep));
  }

  has(file: string, trait: string): boolean {
    this.version();
    const listed = this.#files.get(file);
    return listed !== undefined && this.#traitsOf(file, listed).has(trait);
  }

  /** All of them, sorted. */
  list(): string[] {
    this.version();
    return [...this.#files.keys()].filter((file) => hasSourceExtension(file));
  }

  specifiersOf(file: string): readonly string[] {
    this.version();
    const listed = this.#files.get(file);
    return listed ? this.#specifiersIn(file, listed) : [];
  }

  /**
   * Says that somebody is about to read a file: a change of it is one of the project from now on.
   * @returns another text once the file is known to have changed; undefined of one that is not of the project
   */
  watch(file: string): string | undefined {
    this.version();
    const listed = this.#files.get(file);
    return listed && (listed.stamp ??= stampOf(file));
  }

  /** What a specifier in a file means, if that is a source file of the project. */
  resolve(importer: string, specifier: string): string | undefined {
    this.version();
    return this.#resolver!.resolve(importer, specifier);
  }

  /** What the configs say that compile a file, by their paths (`ModuleResolver.configsOf`). */
  configsOf(file: string): ReadonlyMap<string, TsConfig> {
    this.version();
    return this.#resolver!.configsOf(file);
  }

  /** Whether one of some configs compiles a file, and looks at what it says. */
  isCheckedByAny(configs: readonly string[], file: string): boolean {
    this.version();
    return configs.some((config) => this.#resolver!.configs.checks(config, file));
  }

  /** What a config compiles, and where to; undefined if it cannot be read. @param config absolute path */
  inputsOf(config: string): ConfigInputs | undefined {
    this.version();
    return this.#resolver!.configs.inputsOf(config);
  }

  /** Whether a relative specifier in a file means nothing that is there. */
  isMissing(importer: string, specifier: string): boolean {
    this.version();
    return this.#resolver!.isMissing(importer, specifier);
  }

  /** The files that name a file in an import, sorted. */
  importersOf(file: string): readonly string[] {
    this.version();
    this.#importers ??= new ImporterIndex({
      imports: () => this.#imports(),
      specifiersOf: (importer) => this.specifiersOf(importer),
      resolve: (importer, specifier) => this.#resolver!.resolveQuietly(importer, specifier),
    });
    return this.#importers.of(file);
  }

  #refresh(): void {
    const nearestConfigs = new NearestConfigs();
    const paths = filesOf(this.#root, (folder, entries) => {
      nearestConfigs.enter(folder, entries);
    });
    recordFact('project', this.#root, () => paths.join('\n'));
    const known = this.#files;
    const next = new Map(
      paths.map((file): [string, ListedFile] => [file, nowOf(file, known.get(file))]),
    );
    const changed = [...next].filter(([file, listed]) => listed !== known.get(file));
    const isListed = changed.length === 0 && next.size === known.size;
    const isConfigured = ![this.#configs.recheck(), this.#manifests.recheck()].includes(true);
    if (this.#resolver && isListed && isConfigured) return;
    this.#version++;
    this.#files = next;
    // In an editor the texts change: what is where, and who imports what, seldom does.
    const isMoved =
      next.size !== known.size ||
      changed.some(([file]) => !known.has(file) || !hasSourceExtension(file));
    if (
      this.#resolver &&
      isConfigured &&
      !isMoved &&
      changed.every(([file, listed]) => this.#namesTheSame(file, listed, known.get(file)!))
    )
      return;
    this.#importers = undefined;
    if (this.#resolver && isConfigured && !isMoved) return;
    this.#resolver = new ModuleResolver({
      packages: new PackageFolders(paths, this.#manifests),
      tsconfig: this.#tsconfig,
      configs: this.#configs,
      manifests: this.#manifests,
      nearestConfigs,
      note: this.#note,
    });
  }

  #namesTheSame(file: string, listed: ListedFile, before: ListedFile): boolean {
    return (
      before.specifiers === undefined ||
      isDeepStrictEqual(this.#specifiersIn(file, listed), before.specifiers)
    );
  }

  #specifiersIn(file: string, listed: ListedFile): readonly string[] {
    if (!listed.specifiers) this.#read(file, listed);
    return listed.specifiers!;
  }

  #traitsOf(file: string, listed: ListedFile): ReadonlySet<string> {
    this.#areTraitsAsked = true;
    if (!listed.traits) this.#read(file, listed);
    return listed.traits!;
  }

  #read(file: string, listed: ListedFile): void {
    const isSource = hasSourceExtension(file);
    const text = isSource ? textOf(file, listed) : '';
    const specifiers = (listed.specifiers ??= this.#specifiersOfText(text));
    if (this.#areTraitsAsked) listed.traits = new Set(traitsOf(text, specifiers, this.#traits));
    if (isSource) recordExtract('surface', file, text, () => surfaceOf(text, this.#traits));
  }

  #specifiersOfText(text: string): readonly string[] {
    const found = specifiersIn(text).map((part) => {
      let specifier = this.#copies.get(part);
      // A part of a text would keep the whole of it in memory.
      if (specifier === undefined)
        this.#copies.set((specifier = Buffer.from(part).toString()), specifier);
      return specifier;
    });
    return found.length === 0 ? NONE : found;
  }

  *#imports(): Generator<Import, void> {
    for (const [file, listed] of this.#files)
      for (const specifier of this.#specifiersIn(file, listed)) yield { file, specifier };
  }
}

/** The files of a project, sorted: sources, and what configures packages and TypeScript. */
function filesOf(root: string, onFolder?: WalkOptions['onFolder']): string[] {
  return filesBelow(root, {
    accepts: (name) => hasSourceExtension(name) || name === MANIFEST || isConfig(name),
    respectGitignore: true,
    ...(onFolder ? { onFolder } : {}),
  });
}

/** What the file system says now of a fact that was recorded. */
export const PROJECT_FACTS = { project: (root: string) => filesOf(root).join('\n') } as const;

/** What is known of a file, if it has not changed. Whether a config has, tells what parsed it. */
function nowOf(file: string, known: ListedFile | undefined): ListedFile {
  const isLookedInto = known?.stamp !== undefined || file.endsWith(MANIFEST);
  const stamp = isLookedInto ? stampOf(file) : undefined;
  return known && known.stamp === stamp
    ? known
    : { stamp, specifiers: undefined, traits: undefined };
}

function isConfig(name: string): boolean {
  return /^[tj]sconfig.*\.json$/u.test(name);
}

/** A file that vanished says nothing. */
function textOf(file: string, listed: ListedFile): string {
  listed.stamp ??= stampOf(file);
  return sourceText(file);
}
