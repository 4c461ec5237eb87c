/**
 * The mend of agents without bounds: the missing options, in the layout of those that are there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { AgentMaking } from './agent-constructors.ts';
import { agentMakings } from './agent-constructors.ts';
import { BOUND_NAMES, optionsArgument, type AgentOptions, type BoundName } from './agent-options.ts';
import { numberText } from './agent-numbers.ts';
import { variableOf } from './bindings.ts';
import { typeAgainst } from './declared-properties.ts';
import { appendArgument, insertProperties, spreadInto, type NewProperty } from './edits.ts';
import type { Remedy } from './finding.ts';
import type { SourceCode } from './source-code.ts';
import type { ProjectFacts } from './project-facts.ts';
import { contains, oneLine, type Node, withoutWrappers } from './syntax.ts';
import { valuesOf } from './values.ts';

/** @param lacking the options that are missing, or bound nothing */
export function boundAgent(source: SourceCode, project: ProjectFacts, making: AgentMaking, { bounds }: AgentOptions, lacking: readonly BoundName[]): Remedy {
  const endless = BOUND_NAMES.find((name) => lacking.includes(name) && bounds[name] === 'endless');
  if (endless !== undefined) return { refusal: `\`${endless}\` is set to what bounds nothing, which may be meant: give it a number` };
  const added = lacking.map((name): NewProperty => ({ key: name, value: numberText(source, project.agentNumbers[name]) }));
  const argument = optionsArgument(making);
  if (argument.kind === 'spread') return { refusal: 'the arguments are spread' };
  if (argument.kind === 'literal') {
    const type = typeAgainst(source, argument.node, lacking);
    if (type) return { refusal: `the type of its options (\`${oneLine(source, type)}\`) does not name ${lacking.map((name) => `\`${name}\``).join(', ')}: add them there` };
    return { edits: insertProperties(source, argument.node, added) };
  }
  if (argument.kind === 'expression') {
    const literal = sharedLiteral(source, argument.node);
    // Under a type that does not name them, the bounds go where the agent is made.
    const isOpen = literal && !typeAgainst(source, literal, lacking);
    return { edits: isOpen ? insertProperties(source, literal, added) : spreadInto(source, argument.node, added) };
  }
  if (argument.missing > 0) return { refusal: 'its arguments are not visible' };
  // What a former version takes in that place is not what this one does.
  const isVersionKnown = making.since === undefined || project.dependency(making.module) !== undefined;
  if (!isVersionKnown) return { refusal: `where \`${making.module}\` takes its options hangs on its version, which the \`package.json\` does not name` };
  return { edits: appendArgument(source, making.node, argument.missing, added) };
}

/** The literal that a constant holds which is there for agents alone: `const options = { keepAlive: true }`. */
function sharedLiteral(source: SourceCode, expression: Node): TSESTree.ObjectExpression | undefined {
  const name = withoutWrappers(expression);
  const variable = name.type === AST_NODE_TYPES.Identifier ? variableOf(source, name) : undefined;
  const values = valuesOf(source, expression);
  const made = values.length === 1 && values[0]?.kind === 'node' ? values[0].node : undefined;
  if (made?.type !== AST_NODE_TYPES.ObjectExpression || !variable?.defs.some(({ node }) => contains(node, made))) return undefined;
  // Agents that must not have the same options.
  const makings = agentMakings(source).filter(({ family }) => family !== 'any-proxy');
  const isForAgents = variable.references.every(({ identifier, init }) => init === true || makings.some((making) => making.node.arguments.some((argument) => argument === identifier)));
  return isForAgents ? made : undefined;
}
