/**
 * The fix of agents that are made per call: a constant of the module, which equal agents share.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { AgentFamily, AgentMaking } from '../../agents/agent-constructors.ts';
import { handlingsOf, type Handlings } from '../../agents/agent-handling.ts';
import { servesAnyHost } from '../../agents/agent-options.ts';
import { constructorError } from '../../agents/constructor-errors.ts';
import { isAgentName } from '../../clients/agent-state.ts';
import type { ClientResolver } from '../../clients/clients.ts';
import { replacement } from '../../edits/apply-edits.ts';
import { dedented, startsAndEndsItsLine } from '../../edits/file-style.ts';
import { numbered, sharedName, variableNames } from '../../edits/free-names.ts';
import {
  insertStatementAfter,
  insertStatementAt,
  removeStatement,
} from '../../edits/statement-edits.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import { directEvalIn, IN_WITH, isInsideWith } from '../../flow/dynamic-names.ts';
import type { Escape } from '../../flow/escape.ts';
import { isExportedVariable } from '../../flow/exports.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { writesTo } from '../../syntax/assignments.ts';
import { isModuleLevel, variableNamed, variableOf, type Variable } from '../../syntax/bindings.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { hoistPlace, isAgentConstant } from './hoist-position.ts';
import { moduleConstant } from './hoistable.ts';
import { handledAs, HAS_ONE_CONNECTION, refusalOf } from './refusals.ts';

interface Constant {
  readonly name: string;
  /** The agent that it holds, as it was written where it comes from. */
  readonly node: Node;
  /** What adds it; none if it is there already. */
  readonly edits: readonly Edit[];
}

/** Hoists the agents of one file, in source order: the names of the later ones hang on those before. */
export class AgentHoister {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #resolver: ClientResolver;
  readonly #taken: Set<string>;
  /** By the tokens of the agent; of several, the names of the first mean something else in places. */
  readonly #constants = new Map<string, Constant[]>();

  constructor(source: SourceCode, project: ProjectFacts, resolver: ClientResolver) {
    this.#source = source;
    this.#project = project;
    this.#resolver = resolver;
    this.#taken = new Set(variableNames(source));
  }

  remedy(making: AgentMaking): Remedy {
    const { node } = making;
    if (isInsideWith(node)) return { refusal: IN_WITH };
    const evaluated = directEvalIn(this.#source, this.#source.ast);
    if (evaluated)
      return {
        refusal: `\`eval\` on line ${evaluated.loc.start.line} may use the agent by its name: move it to module scope by hand`,
      };
    if (making.isSingle) return { refusal: HAS_ONE_CONNECTION };
    const constant = moduleConstant(
      this.#source,
      node,
      making.takesUrl ? undefined : making.options,
    );
    const handlings = handlingsOf(this.#source, this.#resolver, node);
    const { first } = handlings;
    // Its options are not what is in the way of one that is set for all requests.
    if ('obstacle' in constant)
      return {
        refusal:
          first?.kind === 'set' ? handledAs(first) : refusalOf(constant.obstacle, making.family),
      };
    const against = this.#againstSharing(making, handlings);
    if (against !== undefined) return { refusal: against };
    const error = constructorError(this.#source, making, constant.needs);
    if (error !== undefined)
      return {
        refusal: making.readsEnvironment
          ? `${error}: create the agent once, where that has been set`
          : `${error}, and the constructor would throw while the module loads: check the value, and create the agent in module scope by hand`,
      };
    const key = this.#keyOf(node);
    const known = this.#constants.get(key) ?? [];
    const shared =
      known.find(
        (other) => this.#saysAll(making, other.node) && this.#canUse(making, other.name),
      ) ?? this.#existing(key, making);
    if (shared) return { edits: [...this.#useOf(making, shared.name), ...shared.edits] };
    const place = hoistPlace(this.#source, this.#project, node, constant.needs);
    if ('refusal' in place) return place;
    const name = this.#nameFor(making);
    const text = `const ${name} = ${dedented(this.#source, node)}`;
    const edit =
      'after' in place
        ? insertStatementAfter(this.#source, place.after, text)
        : insertStatementAt(this.#source, place.before, text);
    const made: Constant = { name, node, edits: [edit] };
    this.#constants.set(key, [...known, made]);
    this.#taken.add(name);
    return { edits: [...this.#useOf(making, name), ...made.edits] };
  }

  /** Why one agent for all calls would not do for what the code does with it. */
  #againstSharing(making: AgentMaking, { first, isGivenAway }: Handlings): string | undefined {
    if (first) return handledAs(first);
    const user = isGivenAway ? this.#userThatCloses(making) : undefined;
    return user === undefined
      ? undefined
      : `${user} receives the agent and may destroy it, which would close the sockets of other calls: move it to module scope by hand`;
  }

  /** A file that gets the agent, and has a word by which it may close it. */
  #userThatCloses({ family }: AgentMaking): string | undefined {
    const closing = family === 'undici' ? ['destroy', 'close'] : ['destroy'];
    return closing
      .map((word) => this.#project.importerThatNames(word))
      .find((file) => file !== undefined);
  }

  /** A constant of the module that is the same agent, above the use. */
  #existing(key: string, making: AgentMaking): Constant | undefined {
    for (const statement of this.#source.ast.body) {
      if (statement.range[1] > making.node.range[0]) break;
      if (!isAgentConstant(this.#source, statement)) continue;
      for (const { id, init } of (statement as TSESTree.VariableDeclaration).declarations) {
        if (id.type !== AST_NODE_TYPES.Identifier || this.#keyOf(init!) !== key) continue;
        if (
          this.#saysAll(making, init!) &&
          this.#canUse(making, id.name) &&
          !this.#isHandled(id, init!)
        )
          return { name: id.name, node: init!, edits: [] };
      }
    }
    return undefined;
  }

  /** Whether an equal agent has every comment that an agent has: none may be lost with what goes. */
  #saysAll({ node }: AgentMaking, other: Node): boolean {
    const said = this.#source.getCommentsInside(other).map(({ value }) => value);
    return this.#source.getCommentsInside(node).every(({ value }) => said.includes(value));
  }

  /** Whether a name of the module means the module's where the agent stands, or will once the agent's declaration is gone. */
  #canUse({ node }: AgentMaking, name: string): boolean {
    const declaration = declarationOf(node);
    if (declaration?.id.name !== name) return isOfModule(variableNamed(this.#source, name, node));
    return this.#isRemovable(declaration) && isOfModule(this.#variableAround(declaration));
  }

  /** Whether something may be done with an agent of the module beside giving it to requests: it is changed, or destroyed, also by another file. */
  #isHandled(id: TSESTree.Identifier, init: Node): boolean {
    const variable = variableOf(this.#source, id);
    const { first, isGivenAway } = handlingsOf(this.#source, this.#resolver, init);
    return (
      first !== undefined || isGivenAway || !variable || isExportedVariable(this.#source, variable)
    );
  }

  /** The same for agents that differ in layout alone. */
  #keyOf(node: Node): string {
    const values = this.#source.getTokens(node).map(({ value }) => value);
    return values
      .filter((value, index) => value !== ',' || !/^[)\]}]$/u.test(values[index + 1] ?? ''))
      .join(' ');
  }

  #nameFor(making: AgentMaking): string {
    const declaration = declarationOf(making.node);
    if (declaration && this.#canMove(making, declaration)) return declaration.id.name;
    return numbered(sharedName(roleOf(this.#source, making)), this.#taken);
  }

  /** The edits that put the constant in the agent's place: its own declaration goes if it says the same. */
  #useOf({ node }: AgentMaking, name: string): Edit[] {
    const declaration = declarationOf(node);
    if (declaration?.id.name === name) return removeStatement(this.#source, declaration.statement);
    return [replacement(node, name)];
  }

  /** Whether the declaration can stand at module level as it is: its name is free there, and nothing else hangs on it. */
  #canMove(making: AgentMaking, declaration: LocalDeclaration): boolean {
    const { name } = declaration.id;
    if (isAgentName(name) && !servesAnyHost(this.#source, making)) return false;
    const isTaken =
      this.#isGlobalName(name) ||
      [...this.#constants.values()].flat().some((constant) => constant.name === name);
    return (
      !isTaken && this.#isRemovable(declaration) && this.#variableAround(declaration) === undefined
    );
  }

  /** Whether a declaration says nothing else: no type, no comment, no second value. */
  #isRemovable({ id, init, statement }: LocalDeclaration): boolean {
    if (
      id.typeAnnotation ||
      !startsAndEndsItsLine(this.#source, statement) ||
      this.#source.getCommentsBefore(statement).length > 0
    )
      return false;
    if (
      this.#source.getCommentsInside(statement).length > this.#source.getCommentsInside(init).length
    )
      return false;
    const [variable] = this.#source.getDeclaredVariables(statement);
    if (variable?.defs.length !== 1 || writesTo(variable).length > 0) return false;
    // A `var` is there, and empty, in the whole function: a use on another path, or above, must not find the agent.
    return (
      statement.kind !== 'var' ||
      (isFunction(statement.parent.parent) &&
        variable.references.every(({ identifier }) => identifier.range[0] >= statement.range[0]))
    );
  }

  /** What the name of a declaration means around the block that it is in. */
  #variableAround({ id, statement }: LocalDeclaration): Variable | undefined {
    const [variable] = this.#source.getDeclaredVariables(statement);
    return variable && variableNamed(this.#source, id.name, variable.scope.block.parent as Node);
  }

  /** Whether the file uses a name that no scope of it declares. */
  #isGlobalName(name: string): boolean {
    const global = this.#source.scopeManager?.globalScope;
    return global?.through.some(({ identifier }) => identifier.name === name) ?? false;
  }
}

interface LocalDeclaration {
  readonly id: TSESTree.Identifier;
  readonly init: Node;
  readonly statement: TSESTree.VariableDeclaration;
}

/** `const agent = new https.Agent(…);` in a function, a statement of its own. */
function declarationOf(node: Node): LocalDeclaration | undefined {
  const declarator = node.parent;
  if (
    declarator?.type !== AST_NODE_TYPES.VariableDeclarator ||
    declarator.id.type !== AST_NODE_TYPES.Identifier
  )
    return undefined;
  const statement = declarator.parent;
  if (
    statement.declarations.length !== 1 ||
    statement.parent.type !== AST_NODE_TYPES.BlockStatement
  )
    return undefined;
  return { id: declarator.id, init: node, statement };
}

/** Whether nothing but the module declares a name, or will when the constant is there. */
function isOfModule(variable: Variable | undefined): boolean {
  return variable === undefined || variable.defs.length === 0 || isModuleLevel(variable);
}

/** What the agent is called where it is used: by its property, its variable, or its class. */
function roleOf(source: SourceCode, { node, module }: AgentMaking): string {
  const { parent } = node;
  const name = holderName(source, parent)?.replace(/^#/u, '');
  if (name !== undefined && /^[a-z_$][\w$]*$/iu.test(name)) return name;
  return module === 'http' || module === 'https' ? `${module}Agent` : 'agent';
}

function holderName(source: SourceCode, holder: Node): string | undefined {
  if (holder.type === AST_NODE_TYPES.Property || holder.type === AST_NODE_TYPES.PropertyDefinition)
    return propertyName(source, holder);
  const target =
    holder.type === AST_NODE_TYPES.VariableDeclarator
      ? holder.id
      : holder.type === AST_NODE_TYPES.AssignmentExpression ||
          holder.type === AST_NODE_TYPES.AssignmentPattern
        ? holder.left
        : undefined;
  if (target?.type === AST_NODE_TYPES.MemberExpression) return propertyName(source, target);
  return target?.type === AST_NODE_TYPES.Identifier ? target.name : undefined;
}

/** Where the agent is destroyed in the function that makes it. */
export function destruction(
  source: SourceCode,
  { members }: Escape,
  family: AgentFamily,
): Node | undefined {
  return members.find((member) => {
    const name = propertyName(source, member);
    return name === 'destroy' || (family === 'undici' && name === 'close');
  });
}
