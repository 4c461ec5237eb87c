/**
 * `settings.leakproof.cache`: what the rules reported in an earlier run of ESLint, for a run that would come to the same. A
 * run of the command `eslint` keeps its reports for the next one; editors, and whoever else lints, use them and write nothing.
 */
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint';
import { LRUCache } from 'lru-cache';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Edit } from '../../analysis/findings/finding.ts';
import {
  closureOf,
  hashOf,
  into,
  isRecording,
  newGrounds,
  startRecording,
  takeRecorded,
} from '../../analysis/modules/grounds.ts';
import { rightUntil } from '../../analysis/modules/recent-answers.ts';
import { defaultCacheFile } from '../../analysis/project/cache-file.ts';
import { hasTypesInLinting } from '../../analysis/project/client-types.ts';
import type { LeakproofSettings } from '../../analysis/project/settings.ts';
import {
  makeSure,
  modulesOf,
  VerdictCache,
  type NewVerdict,
} from '../../analysis/project/verdict-cache.ts';
import { parserNameOf } from './languages.ts';

/** What a rule reports, as plain data. */
export interface Report {
  readonly loc: { readonly start: Position; readonly end: Position };
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly suggestion?: { readonly how: string | undefined; readonly edits: readonly Edit[] };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

type Context = Readonly<RuleContext<string, readonly unknown[]>>;

/** The reports in one text, by rule and options. */
type Reports = Readonly<Record<string, readonly Report[]>>;

type Kept = ReturnType<VerdictCache<Reports>['find']>;

/** The reports in a text that is linted: those of an earlier run, and those that this one comes to. */
export class FileReports {
  readonly #file: string;
  readonly #key: string;
  readonly #kept: Kept;
  readonly #own = new Map<string, readonly Report[]>();
  /** Of all rules: what one has asked, the next one need not. */
  readonly #grounds = newGrounds();

  constructor(file: string, key: string, kept: Kept) {
    this.#file = file;
    this.#key = key;
    this.#kept = kept;
  }

  /** What a rule reported in an earlier run, if it would report the same now. */
  find(rule: string, options: object): readonly Report[] | undefined {
    return this.#kept?.value[ruleKey(rule, options)];
  }

  /** Finds the reports of a rule, to be kept. @param find gives undefined if it has come to no end */
  judge(
    rule: string,
    options: object,
    find: () => readonly Report[] | undefined,
  ): readonly Report[] {
    const found = into(this.#grounds, find);
    if (found) this.#own.set(ruleKey(rule, options), found);
    return found ?? [];
  }

  /** @returns undefined if nothing new is to be kept */
  verdict(): NewVerdict<Reports> | undefined {
    if (this.#own.size === 0) return undefined;
    const { files, isOpen } = closureOf(this.#grounds);
    if (isOpen) return undefined;
    return {
      file: this.#file,
      key: this.#key,
      value: { ...this.#kept?.value, ...Object.fromEntries(this.#own) },
      files: new Set([...(this.#kept?.files ?? []), ...files]),
    };
  }
}

function ruleKey(rule: string, options: object): string {
  return `${rule} ${JSON.stringify(options)}`;
}

/** One file of verdicts, as long as the process runs. */
class Session {
  readonly #path: string;
  readonly #modules: string;
  readonly #isWritten: boolean;
  readonly #added: NewVerdict<Reports>[] = [];
  #cache: VerdictCache<Reports>;
  #isRightUntil: number;
  #last: FileReports | undefined;
  /** Whether files have other settings of modules: nothing can be kept then. */
  #isMixed = false;

  constructor(path: string, modules: string, { isWritten }: { readonly isWritten: boolean }) {
    this.#path = path;
    this.#modules = modules;
    this.#isWritten = isWritten;
    if (isWritten) {
      makeSure(path);
      startRecording();
      process.once('exit', () => {
        this.#save();
      });
    }
    const begun = performance.now();
    this.#cache = new VerdictCache(path, modules);
    // A run of the command is over before anybody looks again.
    this.#isRightUntil = isWritten ? Infinity : rightUntil(begun);
  }

  reportsIn(file: string, key: string, modules: string): FileReports {
    const now = performance.now();
    if (now >= this.#isRightUntil) {
      this.#cache = new VerdictCache(this.#path, this.#modules);
      this.#isRightUntil = rightUntil(now);
    }
    this.#isMixed ||= modules !== this.#modules;
    this.#finishLast();
    const reports = new FileReports(file, key, this.#cache.find(file, key));
    if (this.#isWritten) this.#last = reports;
    return reports;
  }

  #finishLast(): void {
    const verdict = this.#last?.verdict();
    if (verdict) this.#added.push(verdict);
    this.#last = undefined;
  }

  #save(): void {
    this.#finishLast();
    if (this.#isMixed) return;
    try {
      this.#cache.save(this.#added, [takeRecorded()]);
    } catch {
      // ESLint has reported all that there is: what cannot be kept is found again.
    }
  }
}

/** By the path of the file. */
const sessions = new LRUCache<string, Session>({ max: 8 });

/** Whether something was asked that nobody has recorded: what is made of it cannot be kept. */
let isUnrecorded = false;

/** @returns undefined if the settings want nothing kept, or nobody can tell all that the reports stand on */
export function fileReports(
  context: Context,
  file: string,
  settings: LeakproofSettings,
): FileReports | undefined {
  const { cache = false } = settings;
  if (cache === false) {
    isUnrecorded ||= !isRecording();
    return undefined;
  }
  const path = cache === true ? defaultCacheFile(context.cwd, 'eslint') : cache;
  const modules = modulesOf(settings);
  let session = sessions.get(path);
  if (!session) {
    // What is recorded belongs to one of them.
    const isWritten = sessions.size === 0 && !isUnrecorded && isCommand();
    sessions.set(path, (session = new Session(path, modules, { isWritten })));
  }
  const key = keyOf(context, file, settings);
  return key === undefined ? undefined : session.reportsIn(context.filename, key, modules);
}

/** All that the reports in a text follow from beside rules, options and what is recorded; undefined with types. */
function keyOf(context: Context, file: string, settings: LeakproofSettings): string | undefined {
  const { sourceCode, cwd } = context;
  const language = languageOf(context);
  if (language === undefined || hasTypesInLinting(sourceCode)) return undefined;
  const { text, hasBOM } = sourceCode;
  return hashOf(JSON.stringify([text, hasBOM, file, cwd, settings, language, versionsFor(cwd)]));
}

const languages = new WeakMap<object, string | undefined>();

/** How a text is read, by a parser that is known; undefined if that cannot be written down. */
function languageOf(context: Context): string | undefined {
  const { languageOptions, parserPath } = context as Partial<Pick<Context, 'languageOptions'>> & {
    readonly parserPath?: unknown;
  };
  // Of an `.eslintrc`, ESLint 8 and 9 do not tell which globals its environments have.
  if (!languageOptions || parserPath !== undefined) return undefined;
  if (!languages.has(languageOptions)) languages.set(languageOptions, findLanguage(context));
  return languages.get(languageOptions);
}

function findLanguage({ languageOptions }: Context): string | undefined {
  const parser = parserNameOf({ languageOptions });
  try {
    return parser && JSON.stringify({ ...languageOptions, parser });
  } catch {
    // An object that holds itself.
    return undefined;
  }
}

const versions = new Map<string, string>();

/** Of what makes trees and scopes beside the parser, as a project has it. */
function versionsFor(cwd: string): string {
  let found = versions.get(cwd);
  if (found === undefined)
    versions.set(
      cwd,
      (found = ['eslint', 'typescript'].map((name) => versionOf(name, cwd)).join()),
    );
  return found;
}

function versionOf(name: string, cwd: string): string {
  try {
    const require = createRequire(join(cwd, 'index.js'));
    return (require(`${name}/package.json`) as { readonly version: string }).version;
  } catch {
    return '';
  }
}

/** The script of the command `eslint`, or of its workers. */
const COMMAND =
  /[/\\](?:eslint[/\\](?:bin[/\\]eslint\.js|lib[/\\]eslint[/\\]worker\.js)|\.bin[/\\]eslint)$/u;

/** Whether this is a run of the command `eslint` over files: an editor passes it a text that nobody has saved. */
function isCommand(): boolean {
  const [, script = '', ...given] = process.argv;
  return COMMAND.test(script) && !given.includes('--stdin');
}
