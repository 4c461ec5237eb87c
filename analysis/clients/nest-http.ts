/**
 * `@nestjs/axios`: a module that makes an instance of axios by its options, and a service whose methods send requests on it
 * and give observables (@nestjs/axios 4.0.1, dist/http.module.js and dist/http.service.js).
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { TSESTree } from '@typescript-eslint/types';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { returnedBy } from '../syntax/traversal.ts';
import type { InstanceCreation } from './client-identity.ts';

/** Of the package: the type of what is injected. */
export const HTTP_SERVICE = { module: '@nestjs/axios', name: 'HttpService' };

/** The property of the service that is its instance of axios. */
export const AXIOS_OF_SERVICE = 'axiosRef';

/** Whether a value is a function of the module that makes an instance: `HttpModule.register`. */
export function registersHttp(value: Value): boolean {
  return (
    value.kind === 'module' &&
    value.module === HTTP_SERVICE.module &&
    value.path[0] === 'HttpModule' &&
    (value.path[1] === 'register' || value.path[1] === 'registerAsync')
  );
}

/** What a call that makes an instance is given as its config; `hidden` if that cannot be seen. */
export function configOfCreation(
  source: SourceCode,
  { callee, arguments: [first] }: InstanceCreation,
): TSESTree.CallExpressionArgument | 'hidden' | undefined {
  const made = withoutWrappers(callee);
  if (
    made.type !== AST_NODE_TYPES.MemberExpression ||
    propertyName(source, made) !== 'registerAsync' ||
    !valuesOf(source, made).some(registersHttp)
  )
    return first;
  return (first && factoryResult(source, first)) ?? 'hidden';
}

/** `{ useFactory: () => ({ … }) }` */
function factoryResult(source: SourceCode, options: Node): TSESTree.Expression | undefined {
  if (options.type !== AST_NODE_TYPES.ObjectExpression) return undefined;
  const factory = options.properties.find(
    (property) =>
      property.type === AST_NODE_TYPES.Property && propertyName(source, property) === 'useFactory',
  );
  if (factory?.type !== AST_NODE_TYPES.Property || !isFunction(factory.value)) return undefined;
  const [returned, ...others] = returnedBy(source, factory.value);
  const result = returned && others.length === 0 ? withoutWrappers(returned) : undefined;
  return result?.type === AST_NODE_TYPES.ObjectExpression ? result : undefined;
}
