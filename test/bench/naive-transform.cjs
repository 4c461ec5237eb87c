/** What one writes who has an hour: agents at each call of `axios`, by its name alone. */
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request']);

module.exports = function transform(file, { jscodeshift: j }) {
  const root = j(file.source);
  const isAxios = (node) => node.type === 'Identifier' && node.name === 'axios';
  const calls = root
    .find(j.CallExpression)
    .filter(
      ({ node: { callee } }) =>
        isAxios(callee) ||
        (callee.type === 'MemberExpression' &&
          isAxios(callee.object) &&
          METHODS.has(callee.property.name)),
    );
  if (calls.size() === 0) return undefined;
  calls.forEach(({ node }) => {
    const agents = ['httpAgent', 'httpsAgent'].map((name) =>
      Object.assign(j.property('init', j.identifier(name), j.identifier(name)), {
        shorthand: true,
      }),
    );
    const last = node.arguments.at(-1);
    if (last?.type === 'ObjectExpression') last.properties.push(...agents);
    else node.arguments.push(j.objectExpression(agents));
  });
  return root.toSource();
};
