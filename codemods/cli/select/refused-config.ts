/**
 * What is said of a config that ESLint refuses.
 */

/**
 * @param path the config that ESLint was asked by
 * @param message of ESLint: a config in a folder below may be the broken one
 */
export function refusedConfigText(path: string | undefined, message: string): string {
  const nested = /^Cannot read config file: (?<file>.+)$/mu.exec(message)?.groups?.['file'];
  const isOther = nested !== undefined && nested !== path;
  const byFolders = isOther ? 'name the folders to judge if that one is none of them, ' : '';
  return `${isOther ? nested : path}: ${message}\n${remedyFor(message)}, ${byFolders}or judge without it: --no-config`;
}

/** An `.eslintrc` takes configs of another form than a flat config. */
function remedyFor(message: string): string {
  const [, name] = /plugin:leakproof\/(recommended|strict)(?!-legacy)\b/u.exec(message) ?? [];
  return name === undefined
    ? 'Fix the config'
    : `Extend \`plugin:leakproof/${name}-legacy\` in an \`.eslintrc\``;
}
