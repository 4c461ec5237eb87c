/**
 * The agents of a module that a file imports, or is to import.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { AgentsModule } from '../../agents/agent-queries.ts';
import { AGENT_NAMES, isAgentName, type AgentName } from '../../clients/agent-state.ts';
import { numbered, sharedName, variableNames } from '../../edits/free-names.ts';
import { importStyle, requiredBy } from '../../edits/import-style.ts';
import { importPosition, insertImport, insertImportEquals } from '../../edits/imports.ts';
import type { Edit } from '../../findings/finding.ts';
import { once } from '../../findings/remedies.ts';
import { directEvalIn } from '../../flow/dynamic-names.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { loadedModule } from '../../syntax/calls.ts';
import { topStatements } from '../../syntax/components.ts';
import { asksWhereItRuns } from '../browser-signs.ts';
import { mayBeBundledByNext } from '../bundled-by-next.ts';
import type { ProjectFacts } from '../project-queries.ts';

/** The source text of both agents at a site, and what must be added to the file for it to mean something. */
export interface AgentSource {
  readonly httpAgent: string;
  readonly httpsAgent: string;
  readonly imports: () => readonly Edit[];
  /** The module that these import; none if the site can have the agents without. */
  readonly module?: string;
  /** Those that the import brings, where there is one; without it, none. */
  readonly imported?: readonly AgentName[];
  /** Whether they may open a certain number of sockets only, where the site would have others. */
  readonly isCapped: boolean;
}

export type AgentSourceChoice =
  | AgentSource
  | {
      readonly refusal: string;
      /** Of agents that are yet to be written: whether they would have a cap. */
      readonly wouldBeCapped?: boolean;
    };

/** A file's import of the module of shared agents: worked out once, whoever asks. */
export class AgentImport {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #sites: readonly Node[];
  readonly #names: readonly AgentName[];
  #choice: AgentSourceChoice | undefined;

  /**
   * @param sites the calls that run when the file is loaded: an added `require` must stand before the first
   * @param names the agents that the file needs: linters and compilers report an import that nobody uses
   */
  constructor(
    source: SourceCode,
    project: ProjectFacts,
    sites: readonly Node[],
    names: readonly AgentName[],
  ) {
    this.#source = source;
    this.#project = project;
    this.#sites = sites;
    this.#names = names;
  }

  /** The names of both agents, with the import that they need, or why they cannot be had. */
  agents(): AgentSourceChoice {
    this.#choice ??= this.#find();
    return this.#choice;
  }

  #find(): AgentSourceChoice {
    if (topStatements(this.#source).length === 0)
      return {
        refusal: 'this file has no script that could import the agents: add one that imports them',
      };
    const style = importStyle(this.#source, this.#project);
    const module = this.#project.agentsModule(style);
    const isNewCapped = this.#project.agentNumbers.maxSockets !== Infinity;
    if (!module)
      return {
        refusal:
          'there is no module of shared agents yet, and ESLint writes no new files: `npx leakproof fix-agents` writes it and fixes this; or pass agents of your own that have `maxSockets` and a `timeout` for idle sockets',
        wouldBeCapped: isNewCapped,
      };
    if (module.unusable !== undefined) return { refusal: module.unusable };
    if (module.file === this.#project.file)
      return { refusal: 'this is the agents module itself: pass its agents by hand' };
    const { locals: known, last } = this.#importedFrom(module);
    const isCapped = module.exists ? module.isUncapped !== true : isNewCapped;
    const needed = this.#names.filter((name) => !known.has(name));
    const chosen = (
      added: ReadonlyMap<AgentName, string>,
      imports: Pick<AgentSource, 'imports' | 'module'>,
    ): AgentSource => {
      const local = (name: AgentName) => known.get(name) ?? added.get(name) ?? name;
      return {
        httpAgent: local('httpAgent'),
        httpsAgent: local('httpsAgent'),
        ...imports,
        imported: this.#names,
        isCapped,
      };
    };
    if (needed.length === 0) return chosen(new Map(), { imports: () => [] });
    if (module.exists && this.#project.importsBack(module.specifier) === true)
      return {
        refusal: `${module.file} imports this file, so its agents may not exist yet when they are needed: name another module (\`--agents-module\`)`,
      };
    const bundled = this.#whyBundled();
    if (bundled !== undefined) return { refusal: bundled };
    const evaluated = directEvalIn(this.#source, this.#source.ast);
    if (evaluated)
      return {
        refusal: `\`eval\` on line ${evaluated.loc.start.line} may use, or declare, the names of the agents: pass agents by hand`,
      };
    const { specifier } = module;
    const position = importPosition(
      this.#source,
      this.#sites,
      module.dependsOnOrder === true ? undefined : { syntax: style.syntax, specifier },
    );
    if (style.isImportEquals === true) {
      const local = this.#freeName('agents');
      return {
        ...membersOf(local),
        imports: once(() => [insertImportEquals(this.#source, position, local, specifier)]),
        module: specifier,
        isCapped,
      };
    }
    const locals = needed.map((exported) => ({ exported, local: this.#freeName(exported) }));
    const added = new Map(locals.map(({ exported, local }) => [exported, local]));
    if (last) {
      const names = locals.map(({ exported, local }) =>
        exported === local
          ? exported
          : `${exported}${last.type === AST_NODE_TYPES.ImportSpecifier ? ' as ' : ': '}${local}`,
      );
      return chosen(added, {
        imports: () => [{ range: [last.range[1], last.range[1]], text: `, ${names.join(', ')}` }],
      });
    }
    return chosen(added, {
      module: specifier,
      imports: once(() => [
        insertImport(
          this.#source,
          position,
          { syntax: style.syntax, names: locals, specifier },
          this.#project.styleSigns,
        ),
      ]),
    });
  }

  /** Why an import of `node:http` would break something that is made of the file, if so. */
  #whyBundled(): string | undefined {
    if (asksWhereItRuns(this.#source))
      return 'this file asks whether it runs in a browser, and an import of `node:http` would break the bundles for browsers: give it agents from a file of the server';
    if (this.#project.isForBrowsersToo())
      return 'package.json says that browsers load it, too (`browser`, `unpkg` or a condition in `exports`), and an import of `node:http` would break the bundles for browsers: give it agents from a file of the server';
    return mayBeBundledByNext(this.#source, this.#project)
      ? 'a page or the middleware of Next.js loads it, too, and an import of `node:http` would break the bundle for browsers or the edge runtime: give it agents from a file that only the server loads'
      : undefined;
  }

  /** The names under which the file imports agents already, and the last in the list of those, which more can follow. */
  #importedFrom(module: AgentsModule): {
    readonly locals: ReadonlyMap<AgentName, string>;
    readonly last?: Node | undefined;
  } {
    const locals = new Map<AgentName, string>();
    let last: Node | undefined;
    for (const statement of topStatements(this.#source)) {
      if (
        statement.type === AST_NODE_TYPES.ImportDeclaration &&
        isSameModule(statement.source.value, module)
      ) {
        for (const specifier of statement.specifiers) {
          if (
            specifier.type === AST_NODE_TYPES.ImportSpecifier &&
            specifier.imported.type === AST_NODE_TYPES.Identifier &&
            !isTypeOnly(specifier) &&
            isAgentName(specifier.imported.name)
          ) {
            locals.set(specifier.imported.name, specifier.local.name);
            last = statement.specifiers.at(-1);
          }
        }
      } else if (statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration) {
        const specifier = requiredBy(statement);
        if (specifier !== undefined && isSameModule(specifier, module))
          return {
            locals: new Map(AGENT_NAMES.map((name) => [name, membersOf(statement.id.name)[name]])),
          };
      } else if (statement.type === AST_NODE_TYPES.VariableDeclaration) {
        for (const { id, init } of statement.declarations)
          last = this.#collectRequired(id, init, module, locals) ?? last;
      }
    }
    return { locals, last };
  }

  /** @returns the last in the list of what is taken from the module, if an agent is */
  #collectRequired(
    pattern: Node,
    init: Node | null,
    module: AgentsModule,
    locals: Map<AgentName, string>,
  ): Node | undefined {
    const specifier = init ? loadedModule(this.#source, init) : undefined;
    if (
      specifier === undefined ||
      !isSameModule(specifier, module) ||
      pattern.type !== AST_NODE_TYPES.ObjectPattern
    )
      return undefined;
    let last: Node | undefined;
    for (const property of pattern.properties) {
      if (
        property.type === AST_NODE_TYPES.Property &&
        property.key.type === AST_NODE_TYPES.Identifier &&
        property.value.type === AST_NODE_TYPES.Identifier &&
        isAgentName(property.key.name)
      ) {
        locals.set(property.key.name, property.value.name);
        last = pattern.properties.at(-1);
      }
    }
    // Nothing can follow the rest.
    return last?.type === AST_NODE_TYPES.RestElement ? undefined : last;
  }

  /** The name itself, or one that no scope and no reference of the file uses. */
  #freeName(name: AgentName | 'agents'): string {
    const taken = variableNames(this.#source);
    return taken.has(name) ? numbered(sharedName(name), taken) : name;
  }
}

/** Whether an import is gone once TypeScript is compiled. */
export function isTypeOnly(node: Node): boolean {
  if (node.type === AST_NODE_TYPES.ImportSpecifier && node.importKind === 'type') return true;
  return (
    node.parent?.type === AST_NODE_TYPES.ImportDeclaration && node.parent.importKind === 'type'
  );
}

/** Both agents of a module that is taken in as a whole. */
function membersOf(local: string): { readonly httpAgent: string; readonly httpsAgent: string } {
  return { httpAgent: `${local}.httpAgent`, httpsAgent: `${local}.httpsAgent` };
}

function isSameModule(specifier: string, module: AgentsModule): boolean {
  const withoutExtension = (path: string) => path.replace(/\.[cm]?[jt]s$/u, '');
  return withoutExtension(specifier) === withoutExtension(module.specifier);
}
