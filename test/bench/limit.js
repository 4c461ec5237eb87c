/** The limit: what any such program must do. Starts Node, reads the files, parses those that name axios. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.[cm]?[jt]sx?$/u.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const text = readFileSync(path, 'utf8');
  // The AST is made when it is asked for.
  if (text.includes('axios')) void parseSync(path, text, { astType: 'ts', range: true }).program;
}
