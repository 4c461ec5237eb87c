/**
 * Where values go within one construct of the language: from its parts to the whole, or from one part to another.
 * Each construct is here once; whoever follows values, forward or backward, follows these edges.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { propertyName } from '../syntax/references.ts';
import { catchAround } from './catch-around.ts';
import type { Content, SameBy, Step } from './contents.ts';
import { isLoopVariable, loopTarget } from './loops.ts';

export interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly steps: readonly Step[];
  /** It is written into the object that `to` has already, and so is in that object wherever it is. */
  readonly isWritten?: true;
}

export const same = (by: SameBy): Step => ({ kind: 'same', by });
export const store = (content: Content): Step => ({ kind: 'store', content });
export const load = (content: Content): Step => ({ kind: 'load', content });

const ITERATE: Step = { kind: 'iterate' };
const COPY: Step = { kind: 'copy' };
const DERIVE: Step = { kind: 'derive' };
const AWAIT: Step = { kind: 'await' };
const EXPORTED: Step = { kind: 'escape', how: 'exported' };

/** Operators whose result is neither a truth nor another kind of thing. */
const DERIVING = /^(?:[-+*/%|&^~]|\*\*|<<|>>>?)$/u;

type Constructs = {
  readonly [T in AST_NODE_TYPES]?: (node: Extract<Node, { type: T }>, to: Emitter) => void;
};

/** Collects the edges of one construct. */
class Emitter {
  readonly source: SourceCode;
  readonly edges: Edge[] = [];

  constructor(source: SourceCode) {
    this.source = source;
  }

  edge(from: Node | null | undefined, to: Node | null | undefined, ...steps: Step[]): void {
    if (from && to) this.edges.push({ from, to, steps });
  }

  written(from: Node, to: Node, ...steps: Step[]): void {
    this.edges.push({ from, to, steps, isWritten: true });
  }
}

const CONSTRUCTS: Constructs = {
  [AST_NODE_TYPES.TSAsExpression]: wrapper,
  [AST_NODE_TYPES.TSNonNullExpression]: wrapper,
  [AST_NODE_TYPES.TSSatisfiesExpression]: wrapper,
  [AST_NODE_TYPES.TSTypeAssertion]: wrapper,
  [AST_NODE_TYPES.TSInstantiationExpression]: wrapper,
  [AST_NODE_TYPES.ChainExpression]: wrapper,
  [AST_NODE_TYPES.ConditionalExpression]: (node, to) => {
    to.edge(node.consequent, node, same('branch'));
    to.edge(node.alternate, node, same('branch'));
  },
  [AST_NODE_TYPES.LogicalExpression]: (node, to) => {
    // `a && b` is `a` only where that is nothing.
    if (node.operator !== '&&') to.edge(node.left, node, same('branch'));
    to.edge(node.right, node, same('branch'));
  },
  [AST_NODE_TYPES.SequenceExpression]: (node, to) => {
    to.edge(node.expressions.at(-1), node, same('wrapper'));
  },
  [AST_NODE_TYPES.AwaitExpression]: (node, to) => {
    to.edge(node.argument, node, AWAIT);
    to.edge(node.argument, catchAround(node)?.param, { kind: 'reject' });
  },
  [AST_NODE_TYPES.TemplateLiteral]: (node, to) => {
    for (const expression of node.expressions) to.edge(expression, node, DERIVE);
  },
  [AST_NODE_TYPES.BinaryExpression]: (node, to) => {
    if (!DERIVING.test(node.operator)) return;
    to.edge(node.left, node, DERIVE);
    to.edge(node.right, node, DERIVE);
  },
  [AST_NODE_TYPES.UnaryExpression]: (node, to) => {
    if (DERIVING.test(node.operator)) to.edge(node.argument, node, DERIVE);
  },
  [AST_NODE_TYPES.VariableDeclarator]: (node, to) => {
    to.edge(node.init, node.id, same('name'));
  },
  [AST_NODE_TYPES.AssignmentExpression]: assignment,
  [AST_NODE_TYPES.AssignmentPattern]: (node, to) => {
    to.edge(node, node.left, same('name'));
    to.edge(node.right, node.left, same('default'));
    const { parent } = node;
    if (parent.type === AST_NODE_TYPES.TSParameterProperty && 'name' in node.left)
      to.edge(node.right, fieldsOf(parent), store(`.${node.left.name}`));
  },
  [AST_NODE_TYPES.ObjectPattern]: objectPattern,
  [AST_NODE_TYPES.ArrayPattern]: (node, to) => {
    for (const [index, element] of node.elements.entries()) {
      if (element?.type === AST_NODE_TYPES.RestElement)
        to.edge(node, element.argument, { kind: 'rest', from: index });
      else to.edge(node, element, load(`[${index}]`));
    }
  },
  [AST_NODE_TYPES.ForOfStatement]: (node, to) => {
    to.edge(node.right, loopTarget(node), ITERATE, ...(node.await ? [AWAIT] : []));
  },
  [AST_NODE_TYPES.ForInStatement]: (node, to) => {
    to.edge(node.right, loopTarget(node), load('key'));
  },
  [AST_NODE_TYPES.ThrowStatement]: (node, to) => {
    to.edge(node.argument, catchAround(node)?.param ?? node, same('thrown'));
  },
  [AST_NODE_TYPES.ArrayExpression]: arrayLiteral,
  [AST_NODE_TYPES.ObjectExpression]: objectLiteral,
  [AST_NODE_TYPES.MemberExpression]: (node, to) => {
    const content = contentOf(to.source, node);
    if (!isWriteTarget(node)) to.edge(node.object, node, load(content));
    else {
      to.written(node, node.object, store(content));
      if (content === '{}') to.written(node.property, node.object, store('key'));
      if (node.parent.type === AST_NODE_TYPES.AssignmentExpression && node.parent.operator !== '=')
        to.edge(node.object, node, load(content));
    }
  },
  [AST_NODE_TYPES.ReturnStatement]: (node, to) => {
    to.edge(node.argument, node, same('return'));
  },
  [AST_NODE_TYPES.YieldExpression]: (node, to) => {
    to.edge(node.argument, node, ...(node.delegate ? [same('return')] : [store('[]')]));
  },
  [AST_NODE_TYPES.ClassBody]: classBody,
  [AST_NODE_TYPES.ExportDefaultDeclaration]: (node, to) => {
    to.edge(node.declaration, node, EXPORTED);
  },
  [AST_NODE_TYPES.TSExportAssignment]: (node, to) => {
    to.edge(node.expression, node, EXPORTED);
  },
  [AST_NODE_TYPES.ExportSpecifier]: (node, to) => {
    to.edge(node.local, node, EXPORTED);
  },
};

const known = new WeakMap<SourceCode, Map<Node, readonly Edge[]>>();

/** The edges between a construct and its parts. Edges from here to other places are value-flow.ts's. */
export function edgesIn(source: SourceCode, construct: Node): readonly Edge[] {
  let byConstruct = known.get(source);
  if (!byConstruct) known.set(source, (byConstruct = new Map<Node, readonly Edge[]>()));
  let edges = byConstruct.get(construct);
  if (!edges) {
    const emitter = new Emitter(source);
    (CONSTRUCTS[construct.type] as ((node: Node, to: Emitter) => void) | undefined)?.(
      construct,
      emitter,
    );
    byConstruct.set(construct, (edges = emitter.edges));
  }
  return edges;
}

/** The construct that an expression or a pattern is a part of. */
export function constructAround({ parent }: Node): Node | undefined {
  switch (parent?.type) {
    case AST_NODE_TYPES.Property:
    case AST_NODE_TYPES.RestElement:
    case AST_NODE_TYPES.SpreadElement:
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.PropertyDefinition:
    case AST_NODE_TYPES.AccessorProperty:
      return parent.parent;
    case AST_NODE_TYPES.TSParameterProperty:
      return fieldsOf(parent);
    case AST_NODE_TYPES.VariableDeclarator:
      return isLoopVariable(parent) ? parent.parent.parent : parent;
    default:
      return parent;
  }
}

function wrapper(node: Node & { expression: Node }, to: Emitter): void {
  to.edge(node.expression, node, same('wrapper'));
}

function assignment(node: TSESTree.AssignmentExpression, to: Emitter): void {
  const isLogical = /^(?:\|\||&&|\?\?)=$/u.test(node.operator);
  const step = node.operator === '=' || isLogical ? same('name') : DERIVE;
  to.edge(node.right, node.left, step);
  to.edge(node.right, node, step);
  if (node.operator !== '=') to.edge(node.left, node, isLogical ? same('branch') : DERIVE);
}

function objectPattern(node: TSESTree.ObjectPattern, to: Emitter): void {
  for (const property of node.properties) {
    if (property.type === AST_NODE_TYPES.RestElement) to.edge(node, property.argument, COPY);
    else to.edge(node, property.value, load(contentOf(to.source, property)));
  }
}

function arrayLiteral(node: TSESTree.ArrayExpression, to: Emitter): void {
  let isKnown = true;
  for (const [index, element] of node.elements.entries()) {
    if (element?.type === AST_NODE_TYPES.SpreadElement) {
      isKnown = false;
      to.edge(element.argument, node, ITERATE, store('[]'));
    } else to.edge(element, node, store(isKnown ? `[${index}]` : '[]'));
  }
}

function objectLiteral(node: TSESTree.ObjectExpression, to: Emitter): void {
  for (const property of node.properties) {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      to.edge(property.argument, node, COPY);
      continue;
    }
    const content = contentOf(to.source, property);
    // What a getter returns, and what a setter is given: value-flow.ts, by the function.
    if (property.kind === 'init') to.edge(property.value, node, store(content));
    if (property.computed) to.edge(property.key, node, store('key'));
  }
}

function classBody(body: TSESTree.ClassBody, to: Emitter): void {
  for (const member of body.body) {
    if (
      member.type !== AST_NODE_TYPES.MethodDefinition &&
      member.type !== AST_NODE_TYPES.PropertyDefinition &&
      member.type !== AST_NODE_TYPES.AccessorProperty
    )
      continue;
    if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind !== 'method') {
      if (member.kind === 'constructor') parameterProperties(member.value, body, to);
      continue;
    }
    to.edge(member.value, member.static ? body.parent : body, store(contentOf(to.source, member)));
  }
}

/** `constructor(private readonly client: AxiosInstance)` */
function parameterProperties(
  { params }: { params: readonly Node[] },
  body: Node,
  to: Emitter,
): void {
  for (const param of params) {
    if (param.type !== AST_NODE_TYPES.TSParameterProperty) continue;
    const { parameter } = param;
    const name = parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
    to.edge(parameter, body, store(`.${name.name}`));
  }
}

/** What has the fields that the parameters of a constructor declare: the body of its class. */
function fieldsOf(parameter: TSESTree.TSParameterProperty): Node | undefined {
  const constructor: Node = parameter.parent;
  return constructor.parent.parent;
}

/** What an access, a property or a member is called by. */
export function contentOf(
  source: SourceCode,
  node:
    | TSESTree.MemberExpression
    | TSESTree.Property
    | TSESTree.PropertyDefinition
    | TSESTree.MethodDefinition
    | TSESTree.AccessorProperty,
): Content {
  const name = propertyName(source, node);
  if (name !== undefined) return /^\d+$/u.test(name) ? `[${Number(name)}]` : `.${name}`;
  const key: Node = node.type === AST_NODE_TYPES.MemberExpression ? node.property : node.key;
  return key.type === AST_NODE_TYPES.Literal && typeof key.value === 'number'
    ? `[${key.value}]`
    : '{}';
}
