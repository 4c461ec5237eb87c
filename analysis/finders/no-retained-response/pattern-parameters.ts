/**
 * Why a function cannot take a pattern in the place of a parameter.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode } from '../../source/source-code.ts';
import type { Variable } from '../../syntax/bindings.ts';

/**
 * @param fn a function that takes the response as an argument
 * @param parameter its variable
 */
export function whyNoPattern(fn: FunctionNode, parameter: Variable): string | undefined {
  const { name, scope } = parameter;
  // A SyntaxError as the module is loaded, which no parser of ours reports.
  if (hasUseStrict(fn))
    return `a function with its own \`'use strict'\` cannot have a pattern as a parameter: move \`'use strict'\` to the top of the file`;
  // An arrow has none: what it reads by that name is of the function around.
  if (scope.set.get('arguments')?.references.length)
    return `\`arguments\` refers to \`${name}\`, too: read the parameters by their names`;
  const twice = scope.variables.find(
    ({ defs }) => defs.filter(({ type }) => type === 'Parameter').length > 1,
  );
  if (twice)
    return `the parameter \`${twice.name}\` stands twice in the list, which is an error in a list with a pattern: rename one of them`;
  // `function onResponse(response) { … onResponse() … }`: whoever calls it may give nothing.
  const own =
    fn.type === AST_NODE_TYPES.FunctionExpression && fn.id
      ? scope.upper?.set.get(fn.id.name)
      : undefined;
  const isCalledByName =
    own?.defs.some(({ node }) => node === fn) === true && own.references.length > 0;
  return isCalledByName
    ? `\`${own.name}\` is also used by its name, and \`${name}\` may be \`undefined\` then: write the pattern with a default, \`({ data } = {}) => …\``
    : undefined;
}

function hasUseStrict({ body }: FunctionNode): boolean {
  return (
    body.type === AST_NODE_TYPES.BlockStatement &&
    body.body.some(
      (statement) =>
        statement.type === AST_NODE_TYPES.ExpressionStatement &&
        statement.directive === 'use strict',
    )
  );
}
