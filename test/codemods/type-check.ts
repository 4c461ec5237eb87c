/**
 * Type-checks small projects on disk, before and after a codemod, against the packages that are installed here.
 */
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { filesBelow, hasSourceExtension } from '../../analysis/modules/source-files.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import { writeAgentsModule } from '../../codemods/adapter/transform.ts';
import { writeProject } from '../harness/project-tester.ts';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Files of libraries, parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile>();

export class CheckedProject {
  readonly root: string;

  /**
   * @param files texts by path; the folder is the caller's to remove
   * @param options of the compiler, laid over those of a strict project
   */
  constructor(
    files: Readonly<Record<string, string>>,
    options: object,
    { packages = true }: { readonly packages?: boolean } = {},
  ) {
    const config = {
      compilerOptions: {
        strict: true,
        target: 'es2022',
        module: 'nodenext',
        noEmit: true,
        skipLibCheck: true,
        types: ['node'],
        ...options,
      },
      include: ['**/*'],
      exclude: ['node_modules'],
    };
    this.root = writeProject({ 'tsconfig.json': JSON.stringify(config), ...files });
    if (packages) symlinkSync(PACKAGES, join(this.root, 'node_modules'), 'junction');
  }

  /** What the compiler says, as `file TScode text`. */
  errors(): string[] {
    const host: ts.ParseConfigFileHost = {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    };
    const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(
      join(this.root, 'tsconfig.json'),
      {},
      host,
    )!;
    const program = ts.createProgram(fileNames, options, sharingHost(options));
    return [...errors, ...ts.getPreEmitDiagnostics(program)].map(
      ({ file, code, messageText }) =>
        `${file ? relative(this.root, file.fileName).split(sep).join('/') : 'config'} TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  }

  /** Runs a codemod over all files. @returns the reasons of its refusals */
  run(codemod: Codemod, options: TransformOptions = {}): string[] {
    const files = filesBelow(this.root, {
      accepts: (name) => hasSourceExtension(name),
      respectGitignore: true,
    });
    return files.flatMap((file) => {
      const project = projectFacts(file, { plansAgents: true });
      const { output, sites, agentsModule } = fixText(
        codemod,
        readFileSync(file, 'utf8'),
        project,
        options,
      );
      writeFileSync(file, output);
      if (agentsModule) writeAgentsModule({ ...agentsModule, numbers: project.agentNumbers });
      return sites.flatMap(({ site: { finding } }) =>
        finding && 'refusal' in finding.remedy ? [finding.remedy.refusal] : [],
      );
    });
  }

  read(path: string): string | undefined {
    const file = join(this.root, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }
}

function sharingHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  return {
    ...host,
    getSourceFile(file, language, ...rest) {
      if (!file.includes('/node_modules/')) return getSourceFile(file, language, ...rest);
      const key = JSON.stringify([file, language]);
      const known = parsed.get(key) ?? getSourceFile(file, language, ...rest);
      if (known) parsed.set(key, known);
      return known;
    },
  };
}
