/**
 * Whether the time of an entry may be changed once the entry has expired, so that it lives again.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { usesOfValues, type Use } from '../../../collections/uses.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isWritten } from '../../../syntax/assignments.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { functionAround, nodesOf } from '../../../syntax/traversal.ts';
import type { ExpiryTest } from './expiry-tests.ts';
import { mayRunLater } from './later-writes.ts';
import { isStoredAgain } from './list-reads.ts';
import { storedBy } from './stored-times.ts';
import type { Subject } from './strategy.ts';
import { slopeOf } from './times.ts';

/** A change of the time of an entry, or an entry that goes where it may be changed. */
export function reasonInTime(
  { source, uses }: Pick<Subject, 'source' | 'uses'>,
  { node, level, path, access }: Use,
  test: ExpiryTest,
): string | undefined {
  const at = `line ${node.loc.start.line}`;
  if (level > 1) return undefined;
  if (access.kind === 'write') {
    if (!isOfTest(source, test, path)) return undefined;
    return slopeOf(source, access.assignment.right) === 1 &&
      !mayRunLater(source, access.assignment.left)
      ? undefined
      : `${at} gives an entry another time, perhaps once it has expired`;
  }
  return path === '' &&
    access.kind === 'escape' &&
    access.how !== 'serialised' &&
    access.how !== 'type-tested' &&
    !isStoredAgain(node, uses.isCollection)
    ? `an entry is ${access.how} (${at}), where its time may be changed`
    : undefined;
}

/** The same by the name of what has been stored: `sessions.set(id, session); socket.on('message', () => { session.at = now; })`. */
export function reasonInStored(subject: Subject, test: ExpiryTest): string | undefined {
  const { source, changes, uses } = subject;
  const names = changes.additions.flatMap(({ node, level }) => {
    const stored = level === 0 ? storedBy(node) : undefined;
    return stored ? namesOf(source, stored, node) : [];
  });
  const { all } = usesOfValues(
    source,
    names.map((node) => ({ node, level: 1, path: '' })),
  );
  for (const use of all) {
    const reason = reasonInTime({ source, uses }, use, test);
    if (reason !== undefined) return reason;
  }
  const written = nodesOf(source, AST_NODE_TYPES.MemberExpression).find(
    (member) =>
      member.object.type !== AST_NODE_TYPES.ThisExpression &&
      isWrittenApart(member) &&
      isOfTest(source, test, propertyName(source, member) ?? ''),
  );
  return (
    written &&
    `line ${written.loc.start.line} may give an entry another time (\`${source.getText(written)}\`), perhaps once it has expired`
  );
}

/** `[entry.at] = [now]`, `for (entry.at of times)`, `entry.at++` */
function isWrittenApart(member: Node): boolean {
  return (
    isWritten(member) && withWrappers(member).parent?.type !== AST_NODE_TYPES.AssignmentExpression
  );
}

/** Where the value of an addition is named, other than before the addition in the same function. */
function namesOf(source: SourceCode, stored: Node, addition: Node): Node[] {
  let value = withoutWrappers(stored);
  if (value.type === AST_NODE_TYPES.AssignmentExpression) value = withoutWrappers(value.left);
  const variable = value.type === AST_NODE_TYPES.Identifier ? variableOf(source, value) : undefined;
  const fn = functionAround(addition);
  return (variable?.references ?? []).flatMap((reference) => {
    const name = reference.identifier as Node;
    const isBefore = functionAround(name) === fn && name.range[0] < addition.range[1];
    return reference.isRead() && (!isBefore || isGiven(name)) ? [name] : [];
  });
}

/** `watch(session)`: whoever is given it may keep it. */
function isGiven(name: Node): boolean {
  const { parent } = name;
  return (
    (parent?.type === AST_NODE_TYPES.CallExpression ||
      parent?.type === AST_NODE_TYPES.NewExpression) &&
    parent.callee !== name
  );
}

function isOfTest(source: SourceCode, { comparisons }: ExpiryTest, path: string): boolean {
  return [...comparisons.keys()].some((comparison) => namesField(source, comparison, path));
}

function namesField(source: SourceCode, comparison: Node, path: string): boolean {
  const last = path.split('.').at(-1)!;
  return (
    last !== '' &&
    new RegExp(String.raw`\b${last.replaceAll(/[^\w$]/gu, String.raw`\$&`)}\b`, 'u').test(
      source.getText(comparison),
    )
  );
}
