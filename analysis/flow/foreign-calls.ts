/**
 * Whether a call can run a function of its own file, by the names in it alone.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed, isWriteTarget } from '../syntax/assignments.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { namesAt } from './names.ts';

/** Methods of functions, elements, and properties in which functions of the language hold what they are given. */
const GIVEN_BY_LANGUAGE = /^(?:\d+|apply|bind|call|deref|prototype|value)$/u;

/** False for globals, imports, and methods of names that nothing in the file is given. */
export function mayRunOwnFunction(source: SourceCode, call: Call): boolean {
  const callee = withoutWrappers(call.callee);
  if (callee.type === AST_NODE_TYPES.Identifier)
    return !isGlobal(source, callee, callee.name) && !isOfImport(source, callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return true;
  const name = propertyName(source, callee);
  return name === undefined || GIVEN_BY_LANGUAGE.test(name) || isStoredIn(source, name);
}

/** Whether an expression is what another file gives under a name, by an import or a `require` alone. */
export function isOfImport(source: SourceCode, node: Node): boolean {
  return namesAt(source, node).some(
    ({ variable, writes }) =>
      writes.every((write) => write.parent?.type === AST_NODE_TYPES.VariableDeclarator) &&
      variable.defs.every(
        (definition) =>
          (definition.type as string) === 'ImportBinding' ||
          (definition.node.type === AST_NODE_TYPES.VariableDeclarator &&
            isRequire(source, definition.node.init)),
      ),
  );
}

function isRequire(source: SourceCode, init: Node | null): boolean {
  return init?.type === AST_NODE_TYPES.CallExpression && isGlobal(source, init.callee, 'require');
}

const namesByFile = new WeakMap<SourceCode, ReadonlySet<string>>();

/** Whether the file puts anything into a property of that name. */
function isStoredIn(source: SourceCode, name: string): boolean {
  let names = namesByFile.get(source);
  if (!names) namesByFile.set(source, (names = new Set(declaredNames(source))));
  return names.has(name) || membersNamed(source, name).some(isWriteTarget);
}

function* declaredNames(source: SourceCode): Generator<string> {
  for (const type of [
    AST_NODE_TYPES.Property,
    AST_NODE_TYPES.MethodDefinition,
    AST_NODE_TYPES.PropertyDefinition,
    AST_NODE_TYPES.AccessorProperty,
  ] as const)
    for (const node of nodesOf(source, type)) {
      const name = propertyName(source, node);
      if (name !== undefined) yield name;
    }
  for (const { parameter } of nodesOf(source, AST_NODE_TYPES.TSParameterProperty)) {
    const name = parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
    yield name.name;
  }
}
