/**
 * The fix of agents without bounds: the missing options, in the layout of those that are there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { AgentOptions, BoundName } from '../../agents/agent-bounds.ts';
import { agentMakings, type AgentMaking } from '../../agents/agent-constructors.ts';
import { numberText } from '../../agents/agent-numbers.ts';
import { isFalsy, isZero } from '../../agents/agent-option-values.ts';
import { optionsArgument, optionValues } from '../../agents/agent-options.ts';
import {
  appendArgument,
  insertProperties,
  spreadInto,
  type NewProperty,
} from '../../edits/added-properties.ts';
import { typeAgainst } from '../../edits/declared-properties.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { withoutWrappers } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import { contains } from '../../syntax/traversal.ts';
import type { ProjectFacts } from '../project-queries.ts';

/** An agent with its options, and those of them that are missing or bound nothing. */
export interface UnboundedAgent {
  readonly making: AgentMaking;
  readonly options: AgentOptions;
  readonly lacking: readonly BoundName[];
}

/** The edits that give an agent its bounds, or the reason why there are none. */
export function boundAgent(
  source: SourceCode,
  project: ProjectFacts,
  { making, options: { bounds }, lacking }: UnboundedAgent,
): Remedy {
  const argument = optionsArgument(making);
  if (argument.kind === 'spread')
    return {
      refusal: 'the arguments of the constructor are spread: pass the options as one object',
    };
  const literal = literalIn(source, argument);
  const replacements = lacking
    .filter((name) => bounds[name] === 'endless')
    .map((name) => ({ name, given: literal && replaceable(source, making, literal, name) }));
  const endless = replacements.find(({ given }) => !given);
  if (endless)
    return {
      refusal: `\`${endless.name}\` is set to a value that sets no limit, and nothing shows which limit is meant: give it a number`,
    };
  const textOf = (name: BoundName) => numberText(source, project.agentNumbers[name]);
  const replaced = replacements.map(({ name, given }): Edit => ({
    range: given!.range,
    text: textOf(name),
  }));
  const added = lacking
    .filter((name) => bounds[name] !== 'endless')
    .map((name): NewProperty => ({ key: name, value: textOf(name) }));
  const type = literal && typeAgainstAll(source, literal, added);
  if (literal && !type)
    return {
      edits: [
        ...replaced,
        ...(added.length > 0 ? insertProperties(source, literal, added, project.styleSigns) : []),
      ],
    };
  if (type && argument.kind === 'literal')
    return {
      refusal: `the type of its options (\`${oneLine(source, type)}\`) has no property ${added.map(({ key }) => `\`${key}\``).join(', ')}: add them there`,
    };
  // Under a type that does not name them, the bounds go where the agent is made.
  if (argument.kind === 'expression')
    return {
      edits: [...replaced, ...spreadInto(source, argument.node, added, project.styleSigns)],
    };
  return argument.kind === 'absent' && argument.missing === 0
    ? appendedOptions(source, project, making, added)
    : {
        refusal:
          'the arguments of the constructor are not visible here: pass the options where the agent is created',
      };
}

/** The literal that the options are written in, if it is this agent's or agents' alone. */
function literalIn(
  source: SourceCode,
  argument: ReturnType<typeof optionsArgument>,
): TSESTree.ObjectExpression | undefined {
  if (argument.kind === 'literal') return argument.node;
  return argument.kind === 'expression' ? sharedLiteral(source, argument.node) : undefined;
}

/** The type of a literal that does not name what it is given. */
function typeAgainstAll(
  source: SourceCode,
  literal: TSESTree.ObjectExpression,
  added: readonly NewProperty[],
): TSESTree.TypeNode | undefined {
  return added.length === 0
    ? undefined
    : typeAgainst(
        source,
        literal,
        added.map(({ key }) => key),
      );
}

/** Options where there are none. What a former version of a module takes in that place is not what this one does. */
function appendedOptions(
  source: SourceCode,
  project: ProjectFacts,
  making: AgentMaking,
  added: readonly NewProperty[],
): Remedy {
  const isVersionKnown =
    making.since === undefined || project.dependency(making.module) !== undefined;
  return isVersionKnown
    ? { edits: appendArgument(source, making.node, { missing: 0, added }, project.styleSigns) }
    : {
        refusal: `the arguments of \`${making.module}\` depend on its version, which \`package.json\` does not name: add the package to its dependencies`,
      };
}

/** The 0, or whatever else Node takes for its default, that an option is given in a literal. A `timeout` of 0 may be meant. */
function replaceable(
  source: SourceCode,
  making: AgentMaking,
  literal: TSESTree.ObjectExpression,
  name: BoundName,
): Node | undefined {
  const [given, another] = optionValues(source, making, name);
  const isHere = literal.properties.some(
    (property) =>
      property.type === AST_NODE_TYPES.Property && !property.shorthand && property.value === given,
  );
  if (!given || another || !isHere || !isFalsy(source, withoutWrappers(given))) return undefined;
  return name === 'timeout' && isZero(source, [given]) ? undefined : given;
}

/** The literal that a constant holds which is there for agents alone: `const options = { keepAlive: true }`. */
function sharedLiteral(
  source: SourceCode,
  expression: Node,
): TSESTree.ObjectExpression | undefined {
  const name = withoutWrappers(expression);
  const variable = name.type === AST_NODE_TYPES.Identifier ? variableOf(source, name) : undefined;
  const values = valuesOf(source, expression);
  const made = values.length === 1 && values[0]?.kind === 'node' ? values[0].node : undefined;
  if (
    made?.type !== AST_NODE_TYPES.ObjectExpression ||
    !variable?.defs.some(({ node }) => contains(node, made))
  )
    return undefined;
  // Agents that must not have the same options.
  const makings = agentMakings(source).filter(({ family }) => family !== 'any-proxy');
  const isForAgents = variable.references.every(
    ({ identifier, init }) =>
      init === true ||
      makings.some((making) => making.node.arguments.some((argument) => argument === identifier)),
  );
  return isForAgents ? made : undefined;
}
