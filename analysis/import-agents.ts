/**
 * The agents of a module that a file imports, or is to import.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { AGENT_NAMES, type AgentName } from './agent-state.ts';
import { loadedModule } from './bindings.ts';
import { asksWhereItRuns } from './browser-signs.ts';
import { topStatements } from './components.ts';
import { directEvalIn } from './dynamic-names.ts';
import { insertImport, insertImportEquals } from './edits.ts';
import type { Edit } from './finding.ts';
import { numbered, sharedName, variableNames } from './free-name.ts';
import { importPosition, importStyle, requiredBy } from './import-style.ts';
import type { AgentsModule, ProjectFacts } from './project-facts.ts';
import type { SourceCode } from './source-code.ts';
import type { Node } from './syntax.ts';

/** The source text of both agents at a site, and what must be added to the file for it to mean something. */
export interface AgentSource {
  readonly httpAgent: string;
  readonly httpsAgent: string;
  readonly imports: readonly Edit[];
  /** Whether they may open a certain number of sockets only, where the site would have others. */
  readonly isCapped: boolean;
}

export type AgentSourceChoice = AgentSource | { readonly refusal: string };

/** A file's import of the module of shared agents: worked out once, whoever asks. */
export class AgentImport {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #sites: readonly Node[];
  #choice: AgentSourceChoice | undefined;

  /** @param sites the calls that run when the file is loaded: an added `require` must stand before the first */
  constructor(source: SourceCode, project: ProjectFacts, sites: readonly Node[]) {
    this.#source = source;
    this.#project = project;
    this.#sites = sites;
  }

  /** The names of both agents, with the import that they need, or why they cannot be had. */
  agents(): AgentSourceChoice {
    this.#choice ??= this.#find();
    return this.#choice;
  }

  #find(): AgentSourceChoice {
    if (topStatements(this.#source).length === 0) return { refusal: 'there is no script here that could import them' };
    const style = importStyle(this.#source, this.#project);
    const module = this.#project.agentsModule(style);
    if (!module) return { refusal: 'there is no module of shared agents yet: `npx codemod fix-agents` writes one' };
    if (module.unusable !== undefined) return { refusal: module.unusable };
    if (module.file === this.#project.file) return { refusal: 'this is the agents module itself' };
    const imported = this.#importedFrom(module);
    const isCapped = module.exists ? module.isUncapped !== true : this.#project.agentNumbers.maxSockets !== Infinity;
    if (imported) return { ...imported, imports: [], isCapped };
    if (asksWhereItRuns(this.#source)) return { refusal: 'this file asks whether it runs in a browser, and an import of `node:http` would break the bundles for browsers: give it agents from a file of the server' };
    if (this.#project.isForBrowsersToo()) return { refusal: 'package.json says that browsers load it, too (`browser`, `unpkg` or a condition in `exports`), and an import of `node:http` would break the bundles for browsers: give it agents from a file of the server' };
    const evaluated = directEvalIn(this.#source, this.#source.ast);
    if (evaluated) return { refusal: `\`eval\` on line ${evaluated.loc.start.line} may use, or declare, the names of the agents` };
    const position = importPosition(this.#source, this.#sites);
    if (style.isImportEquals === true) {
      const local = this.#freeName('agents');
      return { ...membersOf(local), imports: [insertImportEquals(this.#source, position, local, module.specifier)], isCapped };
    }
    const locals = AGENT_NAMES.map((exported) => ({ exported, local: this.#freeName(exported) }));
    return {
      httpAgent: locals[0]!.local,
      httpsAgent: locals[1]!.local,
      imports: [insertImport(this.#source, position, style.syntax, locals, module.specifier)],
      isCapped,
    };
  }

  /** The names under which the file imports both agents already. */
  #importedFrom(module: AgentsModule): { httpAgent: string; httpsAgent: string } | undefined {
    const names = new Map<string, string>();
    for (const statement of topStatements(this.#source)) {
      if (statement.type === AST_NODE_TYPES.ImportDeclaration && isSameModule(statement.source.value, module)) {
        for (const specifier of statement.specifiers) {
          if (specifier.type === AST_NODE_TYPES.ImportSpecifier && specifier.imported.type === AST_NODE_TYPES.Identifier && !isTypeOnly(specifier)) {
            names.set(specifier.imported.name, specifier.local.name);
          }
        }
      } else if (statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration) {
        const specifier = requiredBy(statement);
        if (specifier !== undefined && isSameModule(specifier, module)) return membersOf(statement.id.name);
      } else if (statement.type === AST_NODE_TYPES.VariableDeclaration) {
        for (const { id, init } of statement.declarations) this.#collectRequired(id, init, module, names);
      }
    }
    const [httpAgent, httpsAgent] = [names.get('httpAgent'), names.get('httpsAgent')];
    return httpAgent !== undefined && httpsAgent !== undefined ? { httpAgent, httpsAgent } : undefined;
  }

  #collectRequired(pattern: Node, init: Node | null, module: AgentsModule, names: Map<string, string>): void {
    const specifier = init ? loadedModule(this.#source, init) : undefined;
    if (specifier === undefined || !isSameModule(specifier, module) || pattern.type !== AST_NODE_TYPES.ObjectPattern) return;
    for (const property of pattern.properties) {
      if (property.type === AST_NODE_TYPES.Property && property.key.type === AST_NODE_TYPES.Identifier && property.value.type === AST_NODE_TYPES.Identifier) {
        names.set(property.key.name, property.value.name);
      }
    }
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
  return node.parent?.type === AST_NODE_TYPES.ImportDeclaration && node.parent.importKind === 'type';
}

/** Both agents of a module that is taken in as a whole. */
function membersOf(local: string): { readonly httpAgent: string; readonly httpsAgent: string } {
  return { httpAgent: `${local}.httpAgent`, httpsAgent: `${local}.httpsAgent` };
}

function isSameModule(specifier: string, module: AgentsModule): boolean {
  const withoutExtension = (path: string) => path.replace(/\.[cm]?[jt]s$/u, '');
  return withoutExtension(specifier) === withoutExtension(module.specifier);
}
