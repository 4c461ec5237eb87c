/**
 * What a file gives to other files.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, type Variable } from '../syntax/bindings.ts';
import { literalString } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';

/** How far one export may lead to the next: an object of objects of functions. */
const MAX_STEPS = 8;

/** Whether other files can reach a variable of this one: by its name, or as a part of what is exported. */
export function isExportedVariable(source: SourceCode, variable: Variable, steps = 0): boolean {
  if (!isModuleLevel(variable) || steps > MAX_STEPS) return false;
  const isDeclared = variable.defs.some(({ node }) => isExportedDeclaration(node));
  return (
    isDeclared ||
    variable.references.some(({ identifier }) =>
      isExportedExpression(source, identifier, steps + 1),
    )
  );
}

function isExportedDeclaration(node: Node): boolean {
  const declaration = node.type === AST_NODE_TYPES.VariableDeclarator ? node.parent : node;
  return (
    declaration.parent?.type === AST_NODE_TYPES.ExportNamedDeclaration ||
    declaration.parent?.type === AST_NODE_TYPES.ExportDefaultDeclaration
  );
}

/** Whether the value of an expression is exported where it stands: `export default x`, `module.exports = { x }`. */
export function isExportedExpression(source: SourceCode, node: Node, steps = 0): boolean {
  const { parent } = node;
  if (!parent || steps > MAX_STEPS) return false;
  if (EXPORTS.has(parent.type)) return true;
  if (parent.type === AST_NODE_TYPES.VariableDeclarator)
    return (
      parent.init === node &&
      parent.id.type === AST_NODE_TYPES.Identifier &&
      isExportedName(source, parent, steps)
    );
  const isAssigned =
    parent.type === AST_NODE_TYPES.AssignmentExpression &&
    parent.right === node &&
    isExportsTarget(source, parent.left);
  if (isAssigned) return true;
  const whole = wholeWith(node, parent);
  return whole !== undefined && isExportedExpression(source, whole, steps + 1);
}

/** What exports the expression in it. */
const EXPORTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExportSpecifier,
  AST_NODE_TYPES.ExportDefaultDeclaration,
  AST_NODE_TYPES.TSExportAssignment,
]);

/** What has the value of each expression in it: as a part, or as its own value. */
const HAS_ITS_PARTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.SpreadElement,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSTypeAssertion,
]);

/** The expression around a node that has its value: `{ x }`, `isOpen ? x : y`, `Object.freeze(x)`. */
function wholeWith(node: Node, parent: Node): Node | undefined {
  switch (parent.type) {
    case AST_NODE_TYPES.Property:
      return parent.value === node ? parent.parent : undefined;
    case AST_NODE_TYPES.ConditionalExpression:
      return parent.test === node ? undefined : parent;
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === node ? parent : undefined;
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      // `module.exports = router(routes)`, `Object.freeze({ add })`: the call gives it on.
      return parent.callee === node ? undefined : parent;
    default:
      return HAS_ITS_PARTS.has(parent.type) ? parent : undefined;
  }
}

function isExportedName(
  source: SourceCode,
  declarator: TSESTree.VariableDeclarator,
  steps: number,
): boolean {
  return source
    .getDeclaredVariables(declarator)
    .some((variable) => isExportedVariable(source, variable, steps + 1));
}

/** `module.exports`, `exports.name`, `module.exports.name` */
function isExportsTarget(source: SourceCode, left: Node): boolean {
  return (
    isModuleExports(source, left) ||
    (left.type === AST_NODE_TYPES.MemberExpression && isExportsObject(source, left.object))
  );
}

/** Whether an expression is the object of a CommonJS module's exports. */
export function isExportsObject(source: SourceCode, node: Node): boolean {
  return (
    isGlobal(source, node, 'exports') ||
    isModuleExports(source, node) ||
    exportsNames(source).has(node)
  );
}

const namesByFile = new WeakMap<SourceCode, ReadonlySet<Node>>();

/** Where a constant names the exports: `const Service = module.exports; Service.start = …`. */
function exportsNames(source: SourceCode): ReadonlySet<Node> {
  let names = namesByFile.get(source);
  if (!names) {
    const declared = membersNamed(source, 'exports').filter(
      (member) => isModuleExports(source, member) && isNamed(member),
    );
    const variables = [
      ...declared,
      ...nodesOf(source, AST_NODE_TYPES.Identifier).filter(
        (node) => isNamed(node) && isGlobal(source, node, 'exports'),
      ),
    ].flatMap(({ parent }) => source.getDeclaredVariables(parent));
    const references = variables.filter(isSteady).flatMap((variable) => variable.references);
    names = new Set(
      references
        .filter((reference) => reference.isRead())
        .map(({ identifier }) => identifier as Node),
    );
    namesByFile.set(source, names);
  }
  return names;
}

/** Whether a variable is declared with the value of a node. */
function isNamed(node: Node): boolean {
  const { parent } = node;
  return (
    parent?.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.init === node &&
    parent.id.type === AST_NODE_TYPES.Identifier
  );
}

/** Whether a constant gets the value of a node as it is declared. */
function namesSteadily(source: SourceCode, node: Node): boolean {
  return isNamed(node) && source.getDeclaredVariables(node.parent!).every(isSteady);
}

/** Whether a variable of the module has one value. */
function isSteady(variable: Variable): boolean {
  return (
    isModuleLevel(variable) &&
    variable.defs.length === 1 &&
    variable.references.every((reference) => !reference.isWrite() || reference.init === true)
  );
}

function isModuleExports(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, node.object, 'module') &&
    propertyName(source, node) === 'exports'
  );
}

type ExportAccesses = ReadonlyMap<string, readonly TSESTree.MemberExpression[]>;

const known = new WeakMap<SourceCode, ExportAccesses | undefined>();

/**
 * Where a CommonJS module names its exports: `exports.name`, `module.exports.name`.
 * @returns undefined if it has them by another way, too: another name for the object, another object in its place
 */
export function exportAccesses(source: SourceCode): ExportAccesses | undefined {
  if (!known.has(source)) known.set(source, findAccesses(source));
  return known.get(source);
}

function findAccesses(source: SourceCode): ExportAccesses | undefined {
  const accesses = new Map<string, TSESTree.MemberExpression[]>();
  for (const node of [...referencesTo(source, ['exports', 'module']), ...exportsNames(source)]) {
    if (isHarmless(source, node)) continue;
    const object = isGlobal(source, node, 'module') ? node.parent : node;
    const { parent: access } = object;
    if (isExportsObject(source, object) && namesSteadily(source, object)) continue;
    const name =
      access?.type === AST_NODE_TYPES.MemberExpression &&
      access.object === object &&
      isExportsObject(source, object)
        ? propertyName(source, access)
        : undefined;
    if (name === undefined) return undefined;
    accesses.set(name, [...(accesses.get(name) ?? []), access as TSESTree.MemberExpression]);
  }
  return accesses;
}

function referencesTo(source: SourceCode, names: readonly string[]): TSESTree.Node[] {
  const references = (source.scopeManager?.scopes ?? []).flatMap((scope) => scope.references);
  return references
    .map(({ identifier }): Node => identifier)
    .filter((identifier) => names.some((name) => isGlobal(source, identifier, name)));
}

/** `require.main === module`, `module.id`, `Object.defineProperty(exports, '__esModule', …)` */
function isHarmless(source: SourceCode, node: Node): boolean {
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.BinaryExpression) return true;
  if (parent?.type === AST_NODE_TYPES.MemberExpression)
    return (
      isGlobal(source, node, 'module') &&
      parent.object === node &&
      !['exports', undefined].includes(propertyName(source, parent))
    );
  return (
    parent?.type === AST_NODE_TYPES.CallExpression &&
    parent.arguments[0] === node &&
    parent.arguments[1] !== undefined &&
    literalString(parent.arguments[1]) === '__esModule'
  );
}

/** Whether other files can get at a class. */
export function isExportedClass(source: SourceCode, owner: ClassNode): boolean {
  if (
    owner.parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    owner.parent.type === AST_NODE_TYPES.ExportNamedDeclaration
  )
    return true;
  return (
    isExportedExpression(source, owner) ||
    source.getDeclaredVariables(owner).some((variable) => isExportedVariable(source, variable))
  );
}

/** The statement that exports a variable where it is declared; the parameters of an exported function are its own. */
export function declaredExportOf({ defs }: Variable): Node | undefined {
  for (const { type, node } of defs as readonly { type: string; node: Node }[]) {
    if (type === 'Parameter') continue;
    const outer = (node.type === AST_NODE_TYPES.VariableDeclarator ? node.parent : node).parent;
    if (
      outer?.type === AST_NODE_TYPES.ExportNamedDeclaration ||
      outer?.type === AST_NODE_TYPES.ExportDefaultDeclaration
    )
      return outer;
  }
  return undefined;
}

const exportsByFile = new WeakMap<SourceCode, readonly Node[]>();

/** Every `exports` and `module.exports`. */
export function exportsObjects(source: SourceCode): readonly Node[] {
  let found = exportsByFile.get(source);
  if (!found) {
    const named = nodesOf(source, AST_NODE_TYPES.Identifier).filter(
      (node) => isGlobal(source, node, 'exports') && !isPropertyName(node),
    );
    const ofModule = membersNamed(source, 'exports').filter((node) =>
      isExportsObject(source, node),
    );
    exportsByFile.set(source, (found = [...named, ...ofModule, ...exportsNames(source)]));
  }
  return found;
}

/** `exports` of `module.exports`, of `{ exports: 1 }` */
function isPropertyName(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.MemberExpression)
    return parent.property === node && !parent.computed;
  return (
    parent !== undefined &&
    'key' in parent &&
    parent.key === node &&
    !('computed' in parent && parent.computed)
  );
}
