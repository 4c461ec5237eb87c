/**
 * What the form and the name of a function say of who runs it, and when.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isExportedClass, isExportedVariable } from '../flow/exports.ts';
import { propertyName } from '../syntax/references.ts';
import { contains, functionAround, nodesOf } from '../syntax/traversal.ts';
import { buildsModule, isStartupName } from '../vocabulary/lifecycle-names.ts';

const TEST_NAME =
  /(?:^|_)(?:tests?|mock|spec)(?=[A-Z_]|$)|(?:ForTest|ForTests|ForTesting|InTest|InTests|TestOnly|_test|Test|Tests|Testing)$|^(?:reset|clear)?_+(?:reset|clear|test)/u;

/** Whether a function runs as a service starts, by its name; one that takes a request, or loads one of many, does not. */
export function isStartup(fn: FunctionNode, name: string): boolean {
  return isStartupName(name) && !takesRequest(fn) && !loadsOne(fn, name);
}

/** Whether tests alone run a function, by its name. */
export function isTestName(name: string): boolean {
  return TEST_NAME.test(name);
}

/**
 * `(target, propertyKey) => …` with the parameter names of TypeScript, or a function whose type says so: a decorator runs as a
 * class is defined. A trap of a proxy is a method.
 */
export function isDecorator(fn: FunctionNode): boolean {
  return hasParametersOfDecorator(fn) || hasTypeOfDecorator(fn);
}

/** `(key): MethodDecorator => (target, name) => …`, `(value, context: ClassMethodDecoratorContext) => …` */
function hasTypeOfDecorator({ params, parent }: FunctionNode): boolean {
  const outer =
    parent.type === AST_NODE_TYPES.ReturnStatement
      ? functionAround(parent)
      : parent.type === AST_NODE_TYPES.ArrowFunctionExpression
        ? parent
        : undefined;
  const context = params[1];
  return (
    /^(?:Class|Method|Parameter|Property)Decorator$/u.test(typeName(outer?.returnType)) ||
    (parent.type === AST_NODE_TYPES.VariableDeclarator &&
      /Decorator$/u.test(typeName(parent.id.typeAnnotation))) ||
    (context?.type === AST_NODE_TYPES.Identifier &&
      /DecoratorContext$/u.test(typeName(context.typeAnnotation)))
  );
}

function typeName(annotation: TSESTree.TSTypeAnnotation | undefined): string {
  const type = annotation?.typeAnnotation;
  return type?.type === AST_NODE_TYPES.TSTypeReference &&
    type.typeName.type === AST_NODE_TYPES.Identifier
    ? type.typeName.name
    : '';
}

function hasParametersOfDecorator({ params, parent }: FunctionNode): boolean {
  const isMethod =
    parent.type === AST_NODE_TYPES.Property || parent.type === AST_NODE_TYPES.MethodDefinition;
  const [target, key, descriptor] = params.map((parameter) =>
    parameter.type === AST_NODE_TYPES.Identifier ? parameter.name : '',
  );
  return (
    !isMethod &&
    /^(?:target|prototype|constructor|ctor|klass)$/u.test(target ?? '') &&
    (key === 'propertyKey' || descriptor === 'descriptor')
  );
}

/** `@Module({}) class AppModule { static forRoot() { … } }`: NestJS is given what it returns as the application is built. */
export function buildsNestModule({ parent }: FunctionNode): boolean {
  if (parent.type !== AST_NODE_TYPES.MethodDefinition || !parent.static) return false;
  // espree's classes have no decorators.
  const { decorators } = parent.parent.parent as { decorators?: readonly TSESTree.Decorator[] };
  return (decorators ?? []).some(
    ({ expression }) =>
      expression.type === AST_NODE_TYPES.CallExpression &&
      expression.callee.type === AST_NODE_TYPES.Identifier &&
      expression.callee.name === 'Module',
  );
}

/** `ConfigModule.forRoot({ load: [config] })`, `HttpModule.registerAsync({ useFactory: options })` */
export function isRunByNestModule(source: SourceCode, { parent }: Node): boolean {
  const holder = parent?.type === AST_NODE_TYPES.ArrayExpression ? parent.parent : parent;
  if (holder?.type !== AST_NODE_TYPES.Property) return false;
  if (!buildsModule(propertyName(source, holder) ?? '')) return false;
  const call = holder.parent.parent;
  return (
    call.type === AST_NODE_TYPES.CallExpression &&
    call.callee.type === AST_NODE_TYPES.MemberExpression &&
    call.callee.object.type === AST_NODE_TYPES.Identifier &&
    call.callee.object.name.endsWith('Module') &&
    /^(?:for|register)/u.test(propertyName(source, call.callee) ?? '')
  );
}

/** `startSession(req, res)`: what is named like a start-up routine runs with each request all the same. */
function takesRequest({ params }: FunctionNode): boolean {
  return params.some(
    (parameter) =>
      parameter.type === AST_NODE_TYPES.Identifier && /^_?req(?:uest)?$/u.test(parameter.name),
  );
}

/** `load(url)`, `loadItem(userId)`: with another one each time. */
function loadsOne({ params }: FunctionNode, name: string): boolean {
  return (
    /^load(?![a-z])/u.test(name) &&
    params.some(
      (parameter) =>
        parameter.type === AST_NODE_TYPES.Identifier &&
        /^(?:id|uri|url)$|(?:Id|Uri|Url)$/u.test(parameter.name),
    )
  );
}

/** A method that its file does not call may be called on an instance that the file gives away, or by a superclass. */
export function isMethodOfInstance(source: SourceCode, { parent }: FunctionNode): boolean {
  if (
    parent.type !== AST_NODE_TYPES.MethodDefinition ||
    parent.accessibility === 'private' ||
    parent.key.type === AST_NODE_TYPES.PrivateIdentifier
  )
    return false;
  const owner = parent.parent.parent;
  if (parent.kind === 'constructor') return false;
  return owner.superClass !== null || isMadeHere(source, owner);
}

/** Whether nobody but the file itself has an instance of a class: it only calls methods of what it makes. */
export function isOwnInstance(source: SourceCode, owner: ClassNode): boolean {
  if (owner.superClass || isExportedClass(source, owner) || givesItselfAway(source, owner))
    return false;
  const made = nodesOf(source, AST_NODE_TYPES.NewExpression).filter(
    ({ callee }) => callee.type === AST_NODE_TYPES.Identifier && callee.name === owner.id?.name,
  );
  return made.every(({ parent }) => {
    if (parent.type !== AST_NODE_TYPES.VariableDeclarator)
      return (
        parent.type === AST_NODE_TYPES.MemberExpression ||
        parent.type === AST_NODE_TYPES.ExpressionStatement
      );
    return source
      .getDeclaredVariables(parent)
      .every(
        (variable) =>
          !isExportedVariable(source, variable) &&
          variable.references.every(
            ({ identifier, init }) =>
              init === true || identifier.parent.type === AST_NODE_TYPES.MemberExpression,
          ),
      );
  });
}

/** `host.register(this)` */
function givesItselfAway(source: SourceCode, owner: ClassNode): boolean {
  return nodesOf(source, AST_NODE_TYPES.ThisExpression).some(
    (node) => contains(owner, node) && node.parent.type !== AST_NODE_TYPES.MemberExpression,
  );
}

/** Whether a file makes instances of a class of its own. */
export function isMadeHere(source: SourceCode, { id }: ClassNode): boolean {
  return nodesOf(source, AST_NODE_TYPES.NewExpression).some(
    ({ callee }) => callee.type === AST_NODE_TYPES.Identifier && callee.name === id?.name,
  );
}

/** Whoever has an instance calls a method by ways that nobody sees. */
export function isMember({ parent }: FunctionNode): boolean {
  if (parent.type === AST_NODE_TYPES.MethodDefinition) return parent.kind !== 'constructor';
  return (
    parent.type === AST_NODE_TYPES.Property ||
    parent.type === AST_NODE_TYPES.PropertyDefinition ||
    (parent.type === AST_NODE_TYPES.AssignmentExpression && isOfPrototype(parent.left))
  );
}

/** `Store.prototype.add` */
function isOfPrototype(target: Node): boolean {
  return (
    target.type === AST_NODE_TYPES.MemberExpression &&
    target.object.type === AST_NODE_TYPES.MemberExpression &&
    target.object.property.type === AST_NODE_TYPES.Identifier &&
    target.object.property.name === 'prototype'
  );
}

/** What people call a function that other files can run. */
export function exportedName(name: string | undefined): string {
  return name === undefined ? 'an exported function' : `the exported function \`${name}\``;
}

/** The same of a method: `` the method `find` of `Users` ``. */
export function methodName(fn: FunctionNode, name: string | undefined): string {
  const { parent } = fn;
  const isOfClass =
    parent.type === AST_NODE_TYPES.MethodDefinition ||
    parent.type === AST_NODE_TYPES.PropertyDefinition;
  if (name === undefined || !(isOfClass || parent.type === AST_NODE_TYPES.AssignmentExpression))
    return exportedName(name);
  const owner = isOfClass ? parent.parent.parent.id?.name : undefined;
  return owner === undefined ? `the method \`${name}\`` : `the method \`${name}\` of \`${owner}\``;
}

/** Expressions whose value is, or has as a part, that of an expression in them. */
export const HAS_ITS_PARTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Property,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.SpreadElement,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
]);
