/**
 * Whether all entries of a collection live as long as each other: by a number that nothing can change, here or in other files.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { TSESTree } from '@typescript-eslint/types';
import type { ClassNode, Node, SourceCode } from '../../../source/source-code.ts';
import { isWritten, writesTo } from '../../../syntax/assignments.ts';
import { isModuleLevel, type Variable } from '../../../syntax/bindings.ts';
import { isClass, isFunction, withoutWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf, functionAround, nodesOf, someNode } from '../../../syntax/traversal.ts';
import type { ExpiryTest } from './expiry-tests.ts';
import type { Subject } from './strategy.ts';

/** What of a test may come to another number for one entry than for the next, as the code names it. */
export function changingPart(subject: Subject, test: ExpiryTest): string | undefined {
  const { source, collection } = subject;
  const { text, names, comparisons } = test;
  if (/\bprocess\s*\.\s*env\b/u.test(text)) return 'process.env';
  for (const variable of names) {
    const { name } = variable;
    const isFixed = new RegExp(String.raw`(?<![\w$.])${escaped(name)}\s*(?:\?\.|\.|\[)`, 'u').test(
      text,
    )
      ? isFixedObject(source, variable)
      : isFixedNumber(subject, variable);
    if (!isFixed) return name;
  }
  const overridden = [...comparisons.keys()]
    .flatMap((comparison) => classAround(comparison) ?? [])
    .find((owner) => isExtended(subject, owner));
  if (overridden) return `${overridden.id?.name ?? 'the class'}, which others extend`;
  if (!test.usesThis) return undefined;
  const fields = [...text.matchAll(/\bthis\s*\??\.\s*(?<field>#?[\w$]+)/gu)].map(
    ({ groups }) => groups!['field']!,
  );
  const { root } = collection;
  const isOfOwner = root.kind === 'field' && !root.isStatic && isClass(root.owner);
  const changing = fields.find((field) => !isOfOwner || !isFixedField(subject, root.owner, field));
  return fields.length === 0 ? 'this' : changing && `this.${changing}`;
}

const escaped = (name: string) => name.replaceAll('$', String.raw`\$`);

/** A number that the module, or the function which makes the collection, gets once. */
function isFixedNumber({ source, project, collection }: Subject, variable: Variable): boolean {
  if (writesTo(variable).length > 0) return false;
  const [definition] = variable.defs;
  const node = definition?.node as Node | undefined;
  if (!node) return false;
  if (node.type === AST_NODE_TYPES.ImportSpecifier) return isConstantElsewhere(project, node);
  if (isFunction(node)) return collection.madeIn !== undefined && node === collection.madeIn;
  if (node.type !== AST_NODE_TYPES.VariableDeclarator) return false;
  if (isModuleLevel(variable)) return true;
  const around = functionAround(node);
  return (
    (around !== undefined && around === collection.madeIn) ||
    (node.init !== null && isOfLiterals(source, node.init))
  );
}

/** `import { TTL } from './times.js'`, which has `const TTL = …` */
function isConstantElsewhere(
  project: Subject['project'],
  { imported, parent }: TSESTree.ImportSpecifier,
): boolean {
  return (
    imported.type === AST_NODE_TYPES.Identifier &&
    ['=', ' =', ':'].some((behind) =>
      project.moduleNames(
        (parent as TSESTree.ImportDeclaration).source.value,
        `const ${imported.name}${behind}`,
      ),
    )
  );
}

/** `60 * 1000` */
function isOfLiterals(source: SourceCode, init: Node): boolean {
  return !someNode(
    source,
    init,
    ({ type }) =>
      type !== AST_NODE_TYPES.Literal &&
      type !== AST_NODE_TYPES.BinaryExpression &&
      type !== AST_NODE_TYPES.UnaryExpression,
  );
}

/** `const times = { ttl: 1000 };`, of which this file reads properties and does nothing else. */
function isFixedObject(source: SourceCode, variable: Variable): boolean {
  const node = variable.defs[0]?.node as Node | undefined;
  if (!isModuleLevel(variable) || node?.type !== AST_NODE_TYPES.VariableDeclarator || !node.init)
    return false;
  const made = withoutWrappers(node.init);
  return (
    made.type === AST_NODE_TYPES.ObjectExpression &&
    made.properties.every(
      (property) =>
        property.type === AST_NODE_TYPES.Property &&
        property.kind === 'init' &&
        !isFunction(property.value),
    ) &&
    variable.references.every((reference) => {
      if (reference.init === true) return true;
      const { parent } = reference.identifier as Node;
      return (
        parent?.type === AST_NODE_TYPES.MemberExpression &&
        parent.object === reference.identifier &&
        !parent.computed &&
        !isWritten(parent)
      );
    })
  );
}

/** A field that an object gets when it is made, and that no other file writes. */
function isFixedField({ source, project }: Subject, owner: ClassNode, field: string): boolean {
  const isDeclared = owner.body.body.some(
    (member) =>
      member.type === AST_NODE_TYPES.PropertyDefinition &&
      !member.static &&
      !member.computed &&
      source.getText(member.key) === field,
  );
  const isGetter = owner.body.body.some(
    (member) =>
      member.type === AST_NODE_TYPES.MethodDefinition && source.getText(member.key) === field,
  );
  const isGiven =
    isDeclared ||
    nodesOf(source, AST_NODE_TYPES.AssignmentExpression).some(
      ({ left }) =>
        left.type === AST_NODE_TYPES.MemberExpression &&
        left.object.type === AST_NODE_TYPES.ThisExpression &&
        source.getText(left.property) === field &&
        classAround(left) === owner,
    ) ||
    owner.body.body.some(
      (member) =>
        member.type === AST_NODE_TYPES.MethodDefinition &&
        member.kind === 'constructor' &&
        member.value.params.some(
          (parameter) =>
            parameter.type === AST_NODE_TYPES.TSParameterProperty &&
            source.getText(parameter.parameter).startsWith(field),
        ),
    );
  return (
    isGiven &&
    !isGetter &&
    (field.startsWith('#') || project.fileUsingMember(field, 'writes') === undefined)
  );
}

function classAround(node: Node): ClassNode | undefined {
  return [...ancestorsOf(node)].find(isClass);
}

/** Whether a class of this file, or of another one, extends it, and may have methods and getters of its own. */
function isExtended({ source, project }: Subject, owner: ClassNode): boolean {
  const { id } = owner;
  const name = id?.name ?? assignedName(owner);
  if (name === undefined) return false;
  return (
    [
      ...nodesOf(source, AST_NODE_TYPES.ClassDeclaration),
      ...nodesOf(source, AST_NODE_TYPES.ClassExpression),
    ].some(
      ({ superClass }) =>
        superClass?.type === AST_NODE_TYPES.Identifier && superClass.name === name,
    ) || project.importerThatNames(`extends ${name}`) !== undefined
  );
}

/** `const Store = class { … }` */
function assignedName({ parent }: ClassNode): string | undefined {
  return parent.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.id.type === AST_NODE_TYPES.Identifier
    ? parent.id.name
    : undefined;
}
