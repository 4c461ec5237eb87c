/**
 * Where an application's agents module goes that is yet to be written, and of which kind it is. Both follow from the
 * application alone: whichever of its files is fixed first, the same module is written.
 */
import { basename, dirname, extname, join } from 'node:path';
import type { ConfigInputs } from '../modules/config-inputs.ts';
import { groupBy } from '../modules/group-by.ts';
import { isTypeScript } from '../modules/source-files.ts';
import { commonFolder, depth, firstName, foldersTo, isBelow, leavesOf } from './folders.ts';

/** The base name that is looked for, and written by default. */
export const AGENTS_MODULE_NAME = 'http-agents';

/** What is asked of an application. Paths are absolute. */
export interface Application {
  readonly root: string;
  /** Its source files, its `tsconfig.json` and other configs of TypeScript; those of applications below it are not its. */
  readonly files: readonly string[];
  /** Those that import axios, sorted; what no service runs is left out. */
  readonly importers: readonly string[];
  /** Those that list a folder, perhaps to load what is in it. */
  readonly listers: readonly string[];
  textOf(file: string): string;
  /** How the file takes in other modules, by its extension, its text and the `package.json` above it. */
  syntaxOf(file: string): 'esm' | 'cjs';
  moduleType(folder: string): 'module' | 'commonjs';
  runsOnServer(file: string): boolean;
  /** How many of the lists of what is deployed take along a new file of a folder directly in the application (`''`: of itself). */
  ships(folder: string): number;
  inputsOf(tsconfig: string): ConfigInputs | undefined;
}

export interface PlannedAgents {
  readonly file: string;
  readonly syntax: 'esm' | 'cjs';
  /** Why no file can be added, if so. */
  readonly refusal?: string;
}

/** Folders in which a file is a page, or a function that a platform runs, by its place. */
const ROUTED = new Set(['pages', 'api', 'functions', 'netlify']);

/** Folders that hold a whole program, which are deployed by themselves; what stands in `helpers` or `lib` is loaded from elsewhere. */
const SOURCE_ROOTS = new Set(['src', 'source', 'server', 'backend', 'app']);

export class AgentsPlan {
  /** Agents modules that are there, nearest to the application's folder first. */
  readonly existing: readonly string[];
  readonly #application: Application;
  readonly #plans = new Map<string, PlannedAgents>();
  readonly #onServer = new Map<string, boolean>();
  readonly #configsIn: ReadonlyMap<string, readonly string[]>;
  readonly #hasTypeScript: boolean;
  readonly #mayEmitJavaScript: boolean;

  constructor(application: Application) {
    this.#application = application;
    const configs = application.files.filter((file) => /^tsconfig.*\.json$/u.test(basename(file)));
    this.#configsIn = groupBy(configs, dirname);
    this.#hasTypeScript = application.importers.some(isTypeScript);
    this.#mayEmitJavaScript = configs.some((config) =>
      /"(?:allow|check)Js"\s*:\s*true/u.test(application.textOf(config)),
    );
    this.existing = application.files
      .filter((file) => isAgentsModule(file))
      .toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  }

  /** The module that a file of the application is to import. */
  for(importer: string): PlannedAgents {
    const isCompiled = this.isCompiled(importer);
    const group = [...new Set([...this.#application.importers, importer])].filter(
      (file) => this.isCompiled(file) === isCompiled,
    );
    const listed = this.#application.importers.includes(importer)
      ? group
      : group.filter((file) => file !== importer);
    const members = listed.length > 0 ? listed : group;
    const bases = leavesOf(members.flatMap((file) => this.#neededBase(file) ?? []));
    const baseOf = (file: string) => this.#chosenBase(file, bases);
    const base = baseOf(importer);
    const key = `${isCompiled} ${base}`;
    let plan = this.#plans.get(key);
    if (!plan)
      this.#plans.set(
        key,
        (plan = this.#plan(
          base,
          members.filter((file) => baseOf(file) === base),
          isCompiled,
        )),
      );
    return plan;
  }

  /** Whether a file can load TypeScript: it is some, or is compiled together with some. */
  isCompiled(file: string): boolean {
    return (
      isTypeScript(file) ||
      (this.#hasTypeScript &&
        this.#mayEmitJavaScript &&
        this.#configsOf(file).some(({ inputs }) => inputs.isEmittedElsewhere))
    );
  }

  /**
   * Whether a module is what is planned for files that cannot share one with the importer: plain scripts beside TypeScript.
   * Whichever is fixed first, the other one then gets its own.
   */
  isOfOthers(importer: string, module: string): boolean {
    const isCompiled = this.isCompiled(importer);
    return this.#application.importers.some(
      (other) => this.isCompiled(other) !== isCompiled && this.for(other).file === module,
    );
  }

  /** Whether the compilation of a file allows for an import of another one. */
  allows(importer: string, file: string): boolean {
    const base = this.#neededBase(importer);
    return base === undefined || isBelow(base, file);
  }

  #plan(base: string, members: readonly string[], isCompiled: boolean): PlannedAgents {
    const composite = [
      ...new Set(
        members.flatMap((file) => this.#configsOf(file)).filter(({ inputs }) => inputs.isComposite),
      ),
    ];
    const wanted = this.#isProjectFolder(base) ? this.#folderIn(base, members) : base;
    const inFolder = (folder: string) => {
      const { name, syntax } = this.#form(folder, members, isCompiled);
      return { file: join(folder, name), syntax };
    };
    for (const folder of foldersTo(wanted, commonFolder(members))) {
      const planned = inFolder(folder);
      if (composite.every(({ inputs }) => inputs.has(planned.file))) return planned;
    }
    const { file, syntax } = inFolder(wanted);
    const refusal = `${composite[0]!.file} lists the files of a composite project one by one: write ${file} and add it there, or name another module (\`--agents-module\`)`;
    return { file, syntax, refusal };
  }

  /** The folder itself; or the source folder in it that holds all that runs on the server, or what is deployed where the folder is not. */
  #folderIn(base: string, members: readonly string[]): string {
    const byName = groupBy(members, (file) => firstName(base, file));
    const groups = [...byName];
    // One file is enough to tell, and each that is asked is parsed: they are counted only where that decides.
    const served =
      groups.length === 1
        ? groups
        : groups.filter(([, files]) => files.some((file) => this.#runsOnServer(file)));
    const names = (served.length === 0 ? groups : served).map(([name]) => name);
    const usable = names.filter((name) => name !== '' && !this.#isListed(join(base, name)));
    if (names.length === 1 && usable.length === 1 && SOURCE_ROOTS.has(usable[0]!))
      return join(base, usable[0]!);
    const ships = (name: string) =>
      base === this.#application.root ? this.#application.ships(name) : 0;
    const shipped = usable.filter((name) => ships(name) > ships(''));
    if (shipped.length <= 1) return join(base, shipped[0] ?? '');
    const counts = new Map(
      shipped.map((name) => [name, this.#servedOrAll(byName.get(name)!).length]),
    );
    return join(base, shipped.toSorted((a, b) => counts.get(b)! - counts.get(a)!)[0]!);
  }

  /** The files that run on the server; if none does, all. */
  #servedOrAll(files: readonly string[]): readonly string[] {
    const served = files.filter((file) => this.#runsOnServer(file));
    return served.length > 0 ? served : files;
  }

  #runsOnServer(file: string): boolean {
    let answer = this.#onServer.get(file);
    if (answer === undefined)
      this.#onServer.set(file, (answer = this.#application.runsOnServer(file)));
    return answer;
  }

  /** Whether something may load whatever stands in a folder. */
  #isListed(folder: string): boolean {
    if (ROUTED.has(basename(folder))) return true;
    const named = listingOf(basename(folder));
    return this.#application.listers.some((file) => {
      const text = this.#application.textOf(file);
      return named.test(text) || (dirname(file) === folder && LISTS_ITS_OWN.test(text));
    });
  }

  /** CommonJS, which every file can load, if one needs it; else as the importers are. */
  #form(
    folder: string,
    members: readonly string[],
    isCompiled: boolean,
  ): { readonly name: string; readonly syntax: 'esm' | 'cjs' } {
    const isModule = this.#application.moduleType(folder) === 'module';
    const isRequired = members.some((file) =>
      isTypeScript(file) ? file.endsWith('.cts') : this.#application.syntaxOf(file) === 'cjs',
    );
    if (isCompiled)
      return {
        name: `${AGENTS_MODULE_NAME}.${isModule && isRequired ? 'cts' : 'ts'}`,
        syntax: 'esm',
      };
    // `http-agents.js` would be compiled over by an `http-agents.ts` beside it.
    if (this.#hasTypeScript || this.#configsIn.has(this.#application.root))
      return isRequired
        ? { name: `${AGENTS_MODULE_NAME}.cjs`, syntax: 'cjs' }
        : { name: `${AGENTS_MODULE_NAME}.mjs`, syntax: 'esm' };
    if (isModule)
      return isRequired
        ? { name: `${AGENTS_MODULE_NAME}.cjs`, syntax: 'cjs' }
        : { name: `${AGENTS_MODULE_NAME}.js`, syntax: 'esm' };
    const isCompiledAnyhow = !isRequired && !members.some((file) => this.#isModule(file));
    return { name: `${AGENTS_MODULE_NAME}.js`, syntax: isCompiledAnyhow ? 'esm' : 'cjs' };
  }

  /** Whether Node itself loads a file as a module: what only looks like one is compiled before, and so is what it imports. */
  #isModule(file: string): boolean {
    return (
      file.endsWith('.mjs') ||
      (!file.endsWith('.cjs') && this.#application.moduleType(dirname(file)) === 'module')
    );
  }

  /** What is needed by the deepest of the bases; where several projects exclude each other, each has a module. */
  #chosenBase(file: string, leaves: readonly string[]): string {
    const needed = this.#neededBase(file);
    const below = leaves.filter((leaf) => needed === undefined || isBelow(needed, leaf));
    return below[0] ?? needed ?? this.#application.root;
  }

  /** The folder that a file's imports must be in, lest its project does not compile, or its output is laid out otherwise. */
  #neededBase(file: string): string | undefined {
    const bases = this.#configsOf(file)
      .flatMap(({ inputs }) => inputs.base ?? [])
      .filter((base) => isBelow(base, file));
    const deepest = bases.toSorted((a, b) => b.length - a.length)[0];
    return deepest === undefined || isBelow(deepest, this.#application.root) ? undefined : deepest;
  }

  /** The nearest configs above a file that compile it. */
  #configsOf(file: string): { readonly file: string; readonly inputs: ConfigInputs }[] {
    if (!isTypeScript(file) && !this.#mayEmitJavaScript) return [];
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const found = (this.#configsIn.get(folder) ?? []).flatMap((config) => {
        const inputs = this.#application.inputsOf(config);
        return inputs?.has(file) ? [{ file: config, inputs }] : [];
      });
      if (found.length > 0 || folder === this.#application.root || folder === dirname(folder))
        return found;
    }
  }

  #isProjectFolder(folder: string): boolean {
    return folder === this.#application.root || this.#configsIn.has(folder);
  }
}

function isAgentsModule(file: string): boolean {
  const name = basename(file, extname(file));
  return (
    name === AGENTS_MODULE_NAME ||
    (name === 'index' && basename(dirname(file)) === AGENTS_MODULE_NAME)
  );
}

/** `readdirSync(__dirname)`, `requireAll({ dirname: __dirname })`, `glob('./*.js')`. */
const LISTS_ITS_OWN =
  /(?:readdir|opendir|all|dir|load)\w*\(\s*(?:__dirname|import\.meta\.dirname|['"]\.\/?['"])\s*[,)]|(?:cwd|dir|dirname|directory)\s*:\s*(?:__dirname|import\.meta\.dirname)\s*[,}]|['"`](?:\.\/)?\*/iu;

/** What names a folder, not a module: `join(__dirname, 'routes')`, `'./routes'`, `'routes/*.js'`, `readdirSync('routes')`. */
function listingOf(folder: string): RegExp {
  const name = folder.replaceAll(/[.*+?^$()|[\]{}\\]/gu, String.raw`\$&`);
  const quote = String.raw`['"\x60]`;
  const forms = [
    String.raw`(?:join|resolve)\([^()]{0,200}${quote}${name}\/?${quote}\s*\)`,
    String.raw`(?<!\b(?:from|require|import)\s*\(?\s*)${quote}[^'"\x60\n]{0,200}\/${name}\/?${quote}`,
    String.raw`['"\x60/]${name}\/\*`,
    String.raw`(?:readdir|opendir|glob|all|dir|load)\w*\(\s*${quote}${name}\/?${quote}`,
  ];
  return new RegExp(forms.join('|'), 'iu');
}
