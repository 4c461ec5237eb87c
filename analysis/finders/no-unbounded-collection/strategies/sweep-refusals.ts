/**
 * Why entries that have expired must not be removed.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isResultUsed } from '../../../collections/result-uses.ts';
import type { Node } from '../../../source/source-code.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf, contains } from '../../../syntax/traversal.ts';
import {
  reasonInAccess,
  readsProperty,
  writesProperty,
  type AccessReasons,
} from './access-reasons.ts';
import {
  isGivenAway,
  ownedResourceIn,
  reasonInNames,
  reasonInOtherFiles,
  reliedOn,
} from './eviction-refusals.ts';
import { isOfOneEntry } from '../../../vocabulary/collection-methods.ts';
import { reasonInEntryType } from './entry-types.ts';
import type { ExpiryTest } from './expiry-tests.ts';
import { changingPart } from './lasting-lifetimes.ts';
import { changedLifetime } from './lifetime-changes.ts';
import { firstTelling } from './missing-alike.ts';
import { fieldNamedOutside } from './outside-reads.ts';
import type { EntryRead } from './read-entry.ts';
import { isRemovalLoop } from './removal-loops.ts';
import type { Limits, Subject } from './strategy.ts';
import { reasonInFirstEntries } from './first-entries.ts';
import { reasonInStored, reasonInTime } from './time-changes.ts';

export function reasonInSweep(
  subject: Subject,
  test: ExpiryTest,
  { evict }: Limits,
): string | undefined {
  const { source, collection, uses } = subject;
  const resource = ownedResourceIn(subject);
  if (resource !== undefined)
    return `its values may own something that has to be closed (\`${resource}\`), which a removal would leave open`;
  return (
    reasonInEntryType(subject, test) ??
    reasonInFirstEntries(subject, test) ??
    reasonInEachUse(subject, test, evict) ??
    reasonInNames(source, [...collection.makers, ...uses.all.map(({ node }) => node)]) ??
    reasonInOtherFiles(subject) ??
    (evict ? undefined : (reasonInLifetime(subject, test) ?? reasonInPresence(subject, test))) ??
    reliedOn(subject)
  );
}

function reasonInEachUse(subject: Subject, test: ExpiryTest, evict: boolean): string | undefined {
  for (const use of subject.uses.all) {
    const reason =
      use.level === 0
        ? isGivenAway(use.access)
          ? undefined
          : reasonInAccess(REASONS, use, { subject, evict })
        : evict
          ? undefined
          : reasonInTime(subject, use, test);
    if (reason !== undefined) return reason;
  }
  return evict ? undefined : reasonInStored(subject, test);
}

/** Why it is not sure that an entry which has expired stays expired. */
function reasonInLifetime(subject: Subject, test: ExpiryTest): string | undefined {
  const asked = fieldNamedOutside(subject);
  if (asked !== undefined) return asked;
  const changed = changedLifetime(subject, test);
  if (changed)
    return `line ${changed.loc.start.line} changes how long entries live, so that one which has expired may be used again`;
  const changing = changingPart(subject, test);
  return changing === undefined
    ? undefined
    : `how long its entries live is not seen to stay the same (\`${changing}\`), so that one which has expired may be used again. Make the lifetime a constant of this file, or pass \`--evict\` (the option \`evict\` of the rule)`;
}

/** Why an entry that has expired may not be the same to the program as one that is missing. */
function reasonInPresence(subject: Subject, test: ExpiryTest): string | undefined {
  const { source, uses, elsewhere } = subject;
  const present = presenceTest(subject);
  if (present)
    return `line ${present.loc.start.line} asks whether an entry is there, expired or not. Pass \`--evict\` (the option \`evict\` of the rule) to remove it all the same`;
  if (elsewhere.needs.isAsked || elsewhere.needs.crash !== undefined)
    return 'other files ask for its entries, and may need those that have expired';
  const telling = firstTelling({ source, uses, test }, readsOf(subject));
  return telling
    ? `line ${telling.node.loc.start.line} may do something else for an entry that has expired than for one that is missing. Pass \`--evict\` (the option \`evict\` of the rule) to remove it all the same`
    : undefined;
}

interface Swept {
  readonly subject: Subject;
  readonly evict: boolean;
}

const REASONS: AccessReasons<Swept> = {
  call: ({ method, call }, { use, at, context: { subject, evict } }) => {
    if (method === 'delete')
      return isResultUsed(subject.source, call) && !evict
        ? `${at} uses what \`delete\` tells`
        : undefined;
    return isOfOneEntry(method) || method === 'clear' || evict || isRemovalLoop(subject, use)
      ? undefined
      : `\`${method}\` goes through its entries (${at}), those that have expired included`;
  },
  iterate: (_, { use, at, context: { subject, evict } }) =>
    evict || isRemovalLoop(subject, use)
      ? undefined
      : `its entries are gone through (${at}), those that have expired included`,
  size: (_, { node, at, context: { subject, evict } }) =>
    evict || onlyGuardsRemovals(subject, node)
      ? undefined
      : `its size is asked (${at}), which counts the entries that have expired`,
  escape: ({ how }, { at }) =>
    how === 'type-tested' ? undefined : `it is ${how} (${at}), where its use is not seen`,
  read: (access, asked) =>
    asked.context.subject.collection.kind === 'object' && readAt(asked.node)
      ? undefined
      : readsProperty(access, asked),
  write: (access, asked) =>
    asked.context.subject.collection.kind === 'object' && access.key
      ? undefined
      : writesProperty(access, asked),
  delete: (access, asked) =>
    asked.context.subject.collection.kind === 'object' ? undefined : writesProperty(access, asked),
  replace: ({ assignment }, { at, context: { subject } }) =>
    subject.collection.makers.includes(withoutWrappers(assignment.right))
      ? undefined
      : `it is replaced by something else (${at})`,
};

/** `if (cache.size > 1000) cache.clear()` */
function onlyGuardsRemovals({ changes }: Subject, node: Node): boolean {
  for (const inner of ancestorsOf(node)) {
    if (inner.type !== AST_NODE_TYPES.IfStatement) continue;
    const { consequent, alternate } = inner;
    const body = consequent.type === AST_NODE_TYPES.BlockStatement ? consequent.body : [consequent];
    return (
      !alternate &&
      contains(inner.test, node) &&
      body.every((statement) =>
        changes.removals.some(
          (removal) =>
            statement.type === AST_NODE_TYPES.ExpressionStatement &&
            removal.node === withoutWrappers(statement.expression),
        ),
      )
    );
  }
  return false;
}

function readsOf({ uses }: Subject): EntryRead[] {
  return uses.all.flatMap(({ level, node, access }): EntryRead[] => {
    if (level > 0) return [];
    if (access.kind === 'call') {
      const [key] = access.call.arguments;
      return key && (access.method === 'get' || access.method === 'has')
        ? [{ node: access.call, key }]
        : [];
    }
    const member = access.kind === 'read' ? readAt(node) : undefined;
    return member ? [{ node: member, key: member.property }] : [];
  });
}

/** `id in table` */
function presenceTest({ uses }: Subject): Node | undefined {
  return uses.all.find(
    ({ level, node: { parent } }) =>
      level === 0 && parent?.type === AST_NODE_TYPES.BinaryExpression && parent.operator === 'in',
  )?.node;
}

/** `table[key]` */
function readAt(node: Node): TSESTree.MemberExpression | undefined {
  const { parent } = node;
  return parent?.type === AST_NODE_TYPES.MemberExpression &&
    parent.object === node &&
    parent.computed
    ? parent
    : undefined;
}
