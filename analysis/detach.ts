/**
 * Copies of views and cuts, so that they keep nothing of the body that they were taken from.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { propertyName, variableOf } from './bindings.ts';
import { appendToFile, replacement } from './edits.ts';
import type { Edit, Remedy, SourceCode } from './finding.ts';
import { nodesOf, withoutWrappers, type FunctionNode, type Node } from './syntax.ts';

/** How a string is copied: by a function that is added to the file, or where it is stored. */
export type DetachForm = 'helper' | 'inline';

/** Whether a function of the file is such a helper, under whatever name. */
export function isDetacher(source: SourceCode, fn: FunctionNode): boolean {
  const [parameter, ...others] = fn.params;
  if (parameter?.type !== AST_NODE_TYPES.Identifier || others.length > 0) return false;
  const isOneStatement = fn.body.type !== AST_NODE_TYPES.BlockStatement || fn.body.body.length === 1;
  const copied = /\((?:' '|" ") \+ (?<name>\w+)\)\.slice\(1\)/u.exec(source.getText(fn.body))?.groups?.['name'];
  return isOneStatement && copied === parameter.name;
}

/** `Buffer.from(view)` */
export function detachView(source: SourceCode, view: Node): Remedy {
  if (isWrittenThrough(source, view)) return { refusal: 'the view is written through: a copy would not write to the body' };
  return { edits: wrap(source, view, 'Buffer.from(', ')') };
}

/** Methods that write to the memory of a Buffer. */
const WRITES = /^(?:write\w*|fill|set|swap\d+|reverse|sort|copyWithin)$/u;

function isWrittenThrough(source: SourceCode, view: Node): boolean {
  const variable = view.type === AST_NODE_TYPES.Identifier ? variableOf(source, view) : undefined;
  return (variable?.references ?? []).some(({ identifier }) => {
    const access = (identifier as Node).parent;
    if (access?.type !== AST_NODE_TYPES.MemberExpression) return false;
    return WRITES.test(propertyName(source, access) ?? '') || (access.parent.type === AST_NODE_TYPES.AssignmentExpression && access.parent.left === access);
  });
}

/** `detached(cut)`, or `(' ' + cut).slice(1)`: V8 flattens the sum, and its slice holds the flat copy. */
export function detachCut(source: SourceCode, file: string, cut: Node, form: DetachForm): Remedy {
  if (form === 'inline') {
    if (!isSurelyString(source, cut)) return { refusal: `\`${source.getText(cut)}\` may be no string: \`detach: 'helper'\` copies it where it is one` };
    return { edits: wrap(source, cut, "(' ' + ", ').slice(1)') };
  }
  const helper = helperOf(source, file);
  return { edits: [...wrap(source, cut, `${helper.name}(`, ')'), ...helper.edits] };
}

/** A method of a string gave it: no index that may lie beyond a list's end. */
function isSurelyString(source: SourceCode, cut: Node): boolean {
  const node = withoutWrappers(cut);
  if (node.type === AST_NODE_TYPES.CallExpression) return node.callee.type === AST_NODE_TYPES.MemberExpression && !node.callee.optional;
  const definition = node.type === AST_NODE_TYPES.Identifier ? (variableOf(source, node)?.defs[0]?.node as Node | undefined) : undefined;
  return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.parent.kind === 'const' && definition.init !== null && definition.id.type === AST_NODE_TYPES.Identifier && isSurelyString(source, definition.init);
}

function helperOf(source: SourceCode, file: string): { name: string; edits: readonly Edit[] } {
  const present = nodesOf(source, AST_NODE_TYPES.FunctionDeclaration).find((fn) => fn.parent.type === AST_NODE_TYPES.Program && isDetacher(source, fn));
  if (present?.id) return { name: present.id.name, edits: [] };
  const taken = new Set(nodesOf(source, AST_NODE_TYPES.Identifier).map(({ name }) => name));
  const name = ['detached', 'detachedText', 'detachedFromBody'].find((candidate) => !taken.has(candidate)) ?? `detached${taken.size}`;
  return { name, edits: [appendToFile(source, helperLines(name, /\.[cm]?tsx?$/u.test(file)))] };
}

/** A function declaration: hoisted, so that it may stand last. In TSX `<T,>` is no element. */
function helperLines(name: string, isTyped: boolean): string[] {
  const [signature, copy] = isTyped ? [`${name}<T,>(text: T): T`, "((' ' + text).slice(1) as T)"] : [`${name}(text)`, "(' ' + text).slice(1)"];
  return [
    '/** A copy that does not keep alive the long text it was cut from. */',
    `function ${signature} {`,
    `  return typeof text === 'string' ? ${copy} : text;`,
    '}',
  ];
}

function wrap(source: SourceCode, node: Node, before: string, after: string): Edit[] {
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.Property && parent.shorthand) return [replacement(parent, `${(parent.key as TSESTree.Identifier).name}: ${before}${source.getText(node)}${after}`)];
  return [{ range: [node.range[0], node.range[0]], text: before }, { range: [node.range[1], node.range[1]], text: after }];
}
