/**
 * The findings of a file that a comment silences: ESLint itself says which.
 */
import type * as ESLint from 'eslint';
import { createRequire } from 'node:module';
import type { Finding } from '../../analysis/findings/finding.ts';
import type { SourceCode } from '../../analysis/source/source-code.ts';

const require = createRequire(import.meta.url);

/**
 * @param load that of Node, with `eslint` as its argument
 * @throws {Error} in words for the user, if ESLint is not installed beside this package
 */
export function loadedEslint(load: (name: 'eslint') => unknown): typeof ESLint {
  try {
    return load('eslint') as typeof ESLint;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(
      'has comments for ESLint, which decide whether findings count, and ESLint is not installed: npm install --save-dev eslint',
      { cause: error },
    );
  }
}

/**
 * The findings that an `eslint-disable` comment, or an `eslint` comment that turns the rule off, silences.
 * @param load that of Node, with `eslint` as its argument
 */
export function silencedFindings(
  source: SourceCode,
  rule: string,
  findings: readonly Finding[],
  load: (name: 'eslint') => unknown = require,
): Set<Finding> {
  if (
    findings.length === 0 ||
    !source.getAllComments().some(({ value }) => maySilence(value, rule))
  )
    return new Set();
  // Loaded at the first file that has such a comment: it takes longer than the parsing of most folders.
  const { Linter, SourceCode: ESLintSourceCode } = loadedEslint(load);
  // A rule that only says where the findings are: what the linter lets through, no comment silences.
  const echo: ESLint.Rule.RuleModule = {
    meta: { type: 'problem', schema: false },
    create: (context) => ({
      Program() {
        for (const [index, { node }] of findings.entries())
          context.report({ loc: node.loc, message: String(index) });
      },
    }),
  };
  const id = `leakproof/${rule}`;
  // Comments are all that the linter has to read.
  const { loc, range } = source.ast;
  const ast = {
    type: 'Program',
    body: [],
    sourceType: 'module',
    tokens: [],
    comments: source.getAllComments(),
    loc,
    range,
  };
  const heard = new Linter({ configType: 'flat' }).verify(
    new ESLintSourceCode(source.text, ast as never),
    [
      {
        files: ['**/*'],
        plugins: { leakproof: { rules: { [rule]: echo } } },
        rules: { [id]: 'error' },
      },
    ],
    { filename: 'file.js' },
  );
  const passed = new Set(
    heard.filter(({ ruleId }) => ruleId === id).map(({ message }) => Number(message)),
  );
  return new Set(findings.filter((_, index) => !passed.has(index)));
}

/** `eslint-disable`, with or without a reason, and no rules: of all. */
const DISABLES_ALL = /^\s*eslint-disable(?:(?:-next)?-line)?[\s,'"]*(?:\s--|$)/u;

/** Whether a comment can silence a rule: most of those for ESLint name others. A backslash may hide a name. */
function maySilence(comment: string, rule: string): boolean {
  return (
    comment.includes('eslint') &&
    (comment.includes(rule) || comment.includes('\\') || DISABLES_ALL.test(comment))
  );
}
