/**
 * Tests that assert on the arguments of axios calls: the arguments that a codemod adds can break them.
 */
import {
  filesBelow,
  hasSourceExtension,
  isTestFile,
} from '../../../analysis/modules/source-files.ts';
import { readText } from '../judge/read-text.ts';
import { toReportPath } from '../program/report-path.ts';
import type { AssertingTest } from './report.ts';

/** Jest's and Vitest's matchers, and sinon's. */
const ASSERTS_ON_ARGUMENTS =
  /\.(?:toHaveBeen(?:Last|Nth)?CalledWith|toBeCalledWith|calledWith(?:Exactly|Match)?|calledOnceWith(?:Exactly)?)\s*\(/u;

/** @param folder absolute path of the package whose tests are looked through */
export function findAssertingTests(folder: string, root: string): AssertingTest[] {
  return filesBelow(folder, { accepts: (name) => hasSourceExtension(name), respectGitignore: true })
    .filter((file) => isTestFile(file.slice(folder.length)))
    .flatMap((file) => {
      const lines = assertionLines(file);
      return lines.length > 0 ? [{ path: toReportPath(root, file), lines }] : [];
    });
}

/** The lines, 1-based, that assert on arguments and name axios on the same line or the one before. */
function assertionLines(file: string): number[] {
  let text: string;
  try {
    text = readText(file);
  } catch {
    // A test that cannot be read asserts nothing that we could name.
    return [];
  }
  if (!text.includes('axios')) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index) =>
    ASSERTS_ON_ARGUMENTS.test(line) &&
    /axios|client|http/iu.test(`${lines[index - 1] ?? ''}${line}`)
      ? [index + 1]
      : [],
  );
}
