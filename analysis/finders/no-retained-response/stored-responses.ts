/**
 * Responses, bodies, pieces of bodies and errors that go to a long-lived place.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import {
  boundOf,
  growthOf,
  isCollection,
  removalBeside,
  removalFrom,
} from '../../collections/bounded-places.ts';
import type { Remedy, Site } from '../../findings/finding.ts';
import { runsOnce } from '../../lifetime/module-load.ts';
import type { ResponseStore } from '../../responses/response-flow.ts';
import {
  contentOf,
  isInList,
  keepersOf,
  type ResponsePart,
} from '../../responses/response-part.ts';
import { releasedIn } from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { memberAssignments } from '../../syntax/assignments.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { withWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { detachCut, detachView } from './fix-by-copying.ts';
import type { RetainedResponseMessageId } from './messages.ts';
import type { RetainedResponseOptions } from './options.ts';

/** A file whose long-lived places are looked at. */
interface RetainingFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly options: RetainedResponseOptions;
}

/** What a store puts in a long-lived place, judged; undefined where there is nothing to judge. */
export function storedSite(file: RetainingFile, store: ResponseStore): Site | undefined {
  const { node, held, how } = store;
  if (runsOnce(file.source, node)) return undefined;
  if (
    (how === 'entry' || how === 'push') &&
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    !isCollection(file.source, node.callee.object, store.place)
  )
    return undefined;
  const passed = passedOver(file, store);
  if (passed) return passed;
  switch (held.level) {
    case 'response':
    case 'request':
      return storedResponse(file, store);
    case 'data':
    case 'rest':
      return storedData(file, store);
    case 'view':
    case 'memory':
    case 'cut':
    case 'cuts':
    case 'lists of cuts':
    case 'sum':
      return storedView(file, store);
    case 'unread':
      return undefined;
    default:
      return storedError(file, store);
  }
}

function storedError(file: RetainingFile, store: ResponseStore): Site | undefined {
  const { error } = store.held.model.response;
  if (!error || isEmptied(file, store.held)) return undefined;
  return flagged(file, store, {
    messageId: 'storedError',
    data: { keeps: error.what, stored: error.needed },
    remedy: {
      refusal: `code that reads it later may need more than a message: store only what that needs, such as ${error.needed} of the error`,
    },
  });
}

/** A place that the next one is written over keeps one of them, and one whose keys are not known may have few. */
function passedOver(file: RetainingFile, store: ResponseStore): Site | undefined {
  if (file.options.places === 'any') return undefined;
  const growth = growthOf(file.source, store, file.project);
  if (growth === 'finite') return kept(file, store, OVERWRITTEN);
  if (growth === 'grows') return undefined;
  const key = store.key ? oneLine(file.source, store.key) : '';
  return {
    ...row(file, store),
    verdict: 'unverifiable',
    reason: `cannot tell whether \`${key}\` takes few or many values`,
  };
}

const OVERWRITTEN = 'what is stored here is overwritten';

function storedResponse(file: RetainingFile, store: ResponseStore): Site | undefined {
  const { held } = store;
  const { model } = held;
  const { keeps } = model.response;
  if (held.body === 'stream' || !keeps) return undefined;
  const variable =
    held.bare.type === AST_NODE_TYPES.Identifier ? variableOf(file.source, held.bare) : undefined;
  const released = variable ? releasedIn(file.source, variable) : undefined;
  const left = keepersOf(model).filter((name) => !released?.has(name));
  if (left.length === 0) return kept(file, store, 'its data and its request are let go');
  if (left.every((name) => contentOf(model, name) === 'parsed')) return storedData(file, store);
  // Requests under way that are shared, and forgotten once they are answered; a response that is kept while it is worked on.
  const removal = isPromise(held)
    ? removalFrom(file.source, store)
    : removalBeside(file.source, store);
  if (removal) return kept(file, store, takesOut(removal));
  if (held.level === 'request')
    return flagged(file, store, {
      messageId: 'storedResponse',
      data: { what: 'The request of a response', keeps: keeps.what },
      remedy: {
        refusal: 'code that reads it later decides what it needs of the request: store only that',
      },
    });
  const refusal = isPromise(held)
    ? `code that awaits it later may expect a whole response: store ${keeps.insteadOfPromise}; ${LIMITED}`
    : `code that reads it later may expect a whole response: store ${keeps.instead}; ${LIMITED}`;
  return flagged(file, store, {
    messageId: 'storedResponse',
    data: { what: isPromise(held) ? 'A promise of a response' : 'A response', keeps: keeps.what },
    remedy: { refusal },
  });
}

const lineOf = (node: Node) => `line ${node.loc.start.line}`;

const takesOut = (removal: Node) => `${lineOf(removal)} takes it out again`;

function isPromise({ path }: ResponsePart): boolean {
  return path.includes('promise');
}

/** What is stored in place of a response is judged by itself. */
const LIMITED =
  'unless entries are removed, limit their number as well, because bodies that only accumulate are reported, too';

function storedData(file: RetainingFile, store: ResponseStore): Site | undefined {
  if (growthOf(file.source, store, file.project) === 'finite')
    return kept(file, store, OVERWRITTEN);
  const bound = boundOf(file.source, store);
  if (bound)
    return kept(file, store, `${lineOf(bound)} takes bodies out again, or limits their number`);
  return flagged(file, store, {
    messageId: 'storedData',
    data: {},
    remedy: {
      refusal:
        'only you know how many entries are needed: limit their number, or store only small values of the body',
    },
  });
}

function storedView(file: RetainingFile, store: ResponseStore): Site {
  const { held } = store;
  // What shares the work of a call is forgotten with it, as a piece that is kept for its text is not.
  const removal = isPromise(held) ? removalFrom(file.source, store) : undefined;
  if (removal) return kept(file, store, takesOut(removal));
  const what = held.level === 'view' || held.level === 'memory' ? 'A view' : 'A piece';
  return flagged(file, store, {
    messageId: 'storedView',
    data: { what },
    remedy: detached(file, store),
  });
}

function detached(file: RetainingFile, { held, node }: ResponseStore): Remedy {
  const isByPattern =
    node.type === AST_NODE_TYPES.AssignmentExpression &&
    (node.left.type === AST_NODE_TYPES.ArrayPattern ||
      node.left.type === AST_NODE_TYPES.ObjectPattern);
  if (isByPattern)
    return {
      refusal: 'a destructuring pattern stores it: assign it to a variable, and store a copy',
    };
  if (isInList(held) || held.path.some((content) => !content.startsWith('.')))
    return { refusal: 'a list of pieces is stored: copy each of them' };
  if (isGivenElsewhere(file.source, held.bare))
    return {
      refusal:
        'other assignments give what is stored the same property, and may give it a piece as well: copy each piece by hand',
    };
  if (held.level === 'memory')
    return { refusal: 'it is an ArrayBuffer or a typed array: copy it with its `slice()`' };
  return held.level === 'view'
    ? detachView(file.source, held.bare)
    : detachCut(file.source, file.project, held.bare, file.options.detach);
}

/** Whether the property that a value is given to is given something else by another assignment of the file: `job.title = data.slice(0, 40)`. */
function isGivenElsewhere(source: SourceCode, value: Node): boolean {
  const given = withWrappers(value);
  const { parent } = given;
  const target = parent?.type === AST_NODE_TYPES.AssignmentExpression ? parent.left : parent;
  if (target?.type !== AST_NODE_TYPES.MemberExpression && target?.type !== AST_NODE_TYPES.Property)
    return false;
  const name = propertyName(source, target);
  return (
    name !== undefined &&
    memberAssignments(source, name).some(
      ({ right }) => right !== given && right.type !== AST_NODE_TYPES.Literal,
    )
  );
}

/** An error without request and response is a message. */
function isEmptied(file: RetainingFile, { bare, model }: ResponsePart): boolean {
  const variable =
    bare.type === AST_NODE_TYPES.Identifier ? variableOf(file.source, bare) : undefined;
  const released = variable ? releasedIn(file.source, variable) : new Map<string, number>();
  const emptiedBy = model.response.error?.emptiedBy ?? [];
  return emptiedBy.length > 0 && emptiedBy.every((name) => released.has(name));
}

interface StoredFinding {
  readonly messageId: RetainedResponseMessageId;
  readonly data: Readonly<Record<string, string>>;
  readonly remedy: Remedy;
}

function flagged(file: RetainingFile, store: ResponseStore, finding: StoredFinding): Site {
  return {
    ...row(file, store),
    verdict: 'flagged',
    finding: {
      node: store.node,
      ...finding,
      data: { place: store.place.name, client: store.held.model.client, ...finding.data },
    },
  };
}

/** A row for the report: it was looked at, and is right. */
function kept(file: RetainingFile, store: ResponseStore, reason: string): Site {
  return { ...row(file, store), verdict: 'ok', reason };
}

function row(file: RetainingFile, { node, place }: ResponseStore): Omit<Site, 'verdict'> {
  return { kind: 'response', node, callee: oneLine(file.source, node), name: place.name };
}
