/**
 * The type errors of a tree's programs, by the TypeScript that the tree has installed.
 */
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type ts from 'typescript';
import { filesBelow } from '../../analysis/modules/source-files.ts';

export interface TypeProblem {
  /** Relative to the tree, with slashes. */
  readonly file: string;
  /** From 1, as the compiler prints them. */
  readonly line: number;
  readonly column: number;
  /** `TS2345`. */
  readonly code: string;
  readonly message: string;
}

export interface Program {
  /** Absolute path of its tsconfig.json. */
  readonly config: string;
  /** The version of its TypeScript. */
  readonly version: string;
  readonly options: ts.CompilerOptions;
  /** Absolute paths, those of packages left out. */
  readonly files: ReadonlySet<string>;
  /** Files that import axios, absolute paths, by whether it resolves to something with types. */
  readonly axios: { readonly resolved: readonly string[]; readonly unresolved: readonly string[] };
  /** Runs the checker, which takes most of the time. */
  problems(): TypeProblem[];
}

/**
 * Every tsconfig of a tree that has files of its own. One of another name than `tsconfig.json` that others extend is what they
 * have in common, and no program. `tsconfig.json` stands before its siblings.
 */
export function tsconfigsBelow(root: string): string[] {
  const configs = filesBelow(root, {
    accepts: (name) => /^tsconfig.*\.json$/u.test(name),
    respectGitignore: false,
  });
  const extended = new Set<string>();
  for (const config of configs) {
    const typescript = loadTypescript(config);
    const { config: fields } = typescript.readConfigFile(config, (path) =>
      typescript.sys.readFile(path),
    ) as { config?: { extends?: string | string[] } };
    for (const name of [fields?.extends ?? []].flat())
      extended.add(resolve(dirname(config), name.endsWith('.json') ? name : `${name}.json`));
  }
  const isMain = (config: string) => basename(config) === 'tsconfig.json';
  return configs
    .filter((config) => isMain(config) || !extended.has(config))
    .toSorted((a, b) => Number(isMain(b)) - Number(isMain(a)));
}

/** @throws Error if none is installed, or one that is no library */
function loadTypescript(config: string): typeof ts {
  let loaded: Partial<typeof ts>;
  try {
    loaded = createRequire(config)('typescript') as Partial<typeof ts>;
  } catch (error) {
    throw new Error(
      `no TypeScript is installed for ${config}: ${(error as Error).message.split('\n')[0]}`,
    );
  }
  if (loaded.createProgram === undefined)
    throw new Error(`the TypeScript ${loaded.version ?? ''} of ${config} has no createProgram`);
  return loaded as typeof ts;
}

/**
 * @param root the tree, to which paths in the problems are relative
 * @returns undefined if the config names no file that is there
 * @throws Error if the config cannot be read, or one that it extends
 */
export function loadProgram(config: string, root: string): Program | undefined {
  const typescript = loadTypescript(config);
  const fatal: ts.Diagnostic[] = [];
  const parsed = typescript.getParsedCommandLineOfConfigFile(
    config,
    {},
    {
      ...typescript.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => void fatal.push(diagnostic),
    },
  );
  // 5083: a file that the config extends is not there, or outside of the tree; 18002 and 18003: it has no files.
  const unread = [
    ...fatal,
    ...(parsed?.errors ?? []).filter(({ code }) => code === 5083 || code === 6053),
  ];
  if (unread[0])
    throw new Error(
      `${relative(root, config)}: ${typescript.flattenDiagnosticMessageText(unread[0].messageText, '\n')}; give the folder that holds all of it`,
    );
  if (parsed === undefined || parsed.fileNames.length === 0) return undefined;
  const host = typescript.createCompilerHost(parsed.options, true);
  // What is built of a referenced project is not there: its sources stand for it, as in an editor.
  (
    host as { useSourceOfProjectReferenceRedirect?: () => boolean }
  ).useSourceOfProjectReferenceRedirect = () => true;
  const program = typescript.createProgram({
    rootNames: parsed.fileNames,
    options: parsed.options,
    projectReferences: parsed.projectReferences ?? [],
    host,
    configFileParsingDiagnostics: typescript.getConfigFileParsingDiagnostics(parsed),
  });
  const own = program.getSourceFiles().filter((file) => !file.fileName.includes('/node_modules/'));
  const importing = own.filter(
    ({ text }) =>
      text.includes('axios') &&
      typescript
        .preProcessFile(text, true, true)
        .importedFiles.some(({ fileName }) => fileName === 'axios'),
  );
  const resolves = ({ fileName }: ts.SourceFile) => {
    const { resolvedModule } = typescript.resolveModuleName(
      'axios',
      fileName,
      parsed.options,
      host,
    );
    return resolvedModule !== undefined && /\.d\.[cm]?ts$/u.test(resolvedModule.resolvedFileName);
  };
  const toPath = ({ fileName }: ts.SourceFile) => resolve(fileName);
  const [resolved, unresolved] = [
    importing.filter(resolves).map(toPath),
    importing.filter((file) => !resolves(file)).map(toPath),
  ];
  return {
    config,
    version: typescript.version,
    options: parsed.options,
    files: new Set(own.map(toPath)),
    axios: { resolved, unresolved },
    problems: () =>
      typescript
        .getPreEmitDiagnostics(program)
        .map((diagnostic) => problemOf(typescript, diagnostic, root)),
  };
}

function problemOf(
  typescript: typeof ts,
  { file, start, code, messageText }: ts.Diagnostic,
  root: string,
): TypeProblem {
  const { line, character } =
    file && start !== undefined
      ? file.getLineAndCharacterOfPosition(start)
      : { line: 0, character: 0 };
  const message = typescript
    .flattenDiagnosticMessageText(messageText, '\n')
    .replaceAll(join(root, '/').split(sep).join('/'), '');
  return {
    file: file ? relative(root, resolve(file.fileName)).split(sep).join('/') : '',
    line: line + 1,
    column: character + 1,
    code: `TS${code}`,
    message,
  };
}
