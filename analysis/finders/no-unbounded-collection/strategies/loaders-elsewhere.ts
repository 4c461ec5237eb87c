/**
 * Where the value of an entry comes from, beside this file: a file of the project that may give another one the next time, or
 * an object that whoever makes the instance gives it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../../../flow/access-paths.ts';
import { isExportedClass } from '../../../flow/exports.ts';
import { valuesOf } from '../../../flow/values.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf, type Variable } from '../../../syntax/bindings.ts';
import { loadedModule } from '../../../syntax/calls.ts';
import { isClass } from '../../../syntax/nodes.ts';
import { ancestorsOf, childrenOf, contains, nodesOf, someNode } from '../../../syntax/traversal.ts';
import { storedBy } from './stored-times.ts';
import type { Subject } from './strategy.ts';

/** How many expressions one value leads through. */
const MAX_STEPS = 2000;

/** Why an evicted value may not come again. */
export function reasonInLoaders(subject: Subject): string | undefined {
  const { source, changes, project } = subject;
  const pending: Node[] = changes.additions.flatMap(({ node, level }) => {
    const stored = level === 0 ? storedBy(node) : undefined;
    return stored ? [stored] : [];
  });
  const seen = new Set<Node>();
  for (const node of pending) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (seen.size > MAX_STEPS) return undefined;
    if (isGivenField(source, node))
      return `\`${source.getText(node)}\` is given to the object, and may give something else for the same key the next time`;
    const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
    const module = variable ? moduleOf(source, variable) : loadedModule(source, node);
    const home = module === undefined ? undefined : project.changingModule(module);
    if (home !== undefined)
      return `\`${source.getText(node)}\` comes from ${home}, which may change what it gives for the same key`;
    const effect =
      node.type === AST_NODE_TYPES.CallExpression ? effectOf(subject, node.callee) : undefined;
    if (effect !== undefined)
      return `\`${source.getText(node).split('(')[0]}\` (${effect}) does more than to load a value, and would do it again after an eviction`;
    pending.push(...childrenOf(source, node), ...(variable ? givenTo(variable) : []));
  }
  return undefined;
}

/** The function of another file that a call runs, and that does more than to load. */
function effectOf({ source, project }: Subject, callee: Node): string | undefined {
  return valuesOf(source, callee)
    .flatMap((value) => accessPaths(source, value))
    .map((way) => project.effectElsewhere(way))
    .find((effect) => effect !== undefined);
}

/** What a name is given, and the function that it stands for. */
function givenTo({ defs, references }: Variable): Node[] {
  return [
    ...references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : [])),
    ...defs.flatMap(({ node }) =>
      (node as Node).type === AST_NODE_TYPES.FunctionDeclaration ? [node as Node] : [],
    ),
  ];
}

function moduleOf(source: SourceCode, { defs }: Variable): string | undefined {
  const [definition] = defs;
  if (definition?.type === 'ImportBinding') {
    const { parent } = definition;
    return parent.type === AST_NODE_TYPES.ImportDeclaration ? parent.source.value : undefined;
  }
  const init =
    definition?.node.type === AST_NODE_TYPES.VariableDeclarator ? definition.node.init : undefined;
  const required = init?.type === AST_NODE_TYPES.MemberExpression ? init.object : init;
  return required ? loadedModule(source, required) : undefined;
}

/** `this.source` of `this.source.find(id)`, from `constructor(source) { this.source = source; }`, in a class that others make */
function isGivenField(source: SourceCode, node: Node): boolean {
  if (
    node.type !== AST_NODE_TYPES.MemberExpression ||
    node.object.type !== AST_NODE_TYPES.ThisExpression
  )
    return false;
  const owner = [...ancestorsOf(node)].find(isClass);
  const field = source.getText(node.property);
  const maker = owner?.body.body.find(
    (member) => member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor',
  );
  if (!owner || maker?.type !== AST_NODE_TYPES.MethodDefinition || !isExportedClass(source, owner))
    return false;
  return (
    maker.value.params.some(
      (parameter) =>
        parameter.type === AST_NODE_TYPES.TSParameterProperty &&
        new RegExp(String.raw`^${field.replaceAll('$', String.raw`\$`)}\b`, 'u').test(
          source.getText(parameter.parameter),
        ),
    ) ||
    nodesOf(source, AST_NODE_TYPES.AssignmentExpression).some(
      ({ left, right }) =>
        contains(maker, left) &&
        left.type === AST_NODE_TYPES.MemberExpression &&
        left.object.type === AST_NODE_TYPES.ThisExpression &&
        source.getText(left.property) === field &&
        someNode(
          source,
          right,
          (inner) =>
            inner.type === AST_NODE_TYPES.Identifier &&
            variableOf(source, inner)?.defs[0]?.type === 'Parameter',
        ),
    )
  );
}
