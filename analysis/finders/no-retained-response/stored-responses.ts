/**
 * Responses, bodies, pieces of bodies and errors that go to a long-lived place.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import {
  addsEachTime,
  boundOf,
  isCollection,
  isTakenOut,
  isTakenOutHere,
} from '../../collections/bounded-places.ts';
import type { Remedy, Site } from '../../findings/finding.ts';
import { runsOnce } from '../../lifetime/module-load.ts';
import type { ResponseStore } from '../../responses/response-flow.ts';
import type { ResponsePart } from '../../responses/response-part.ts';
import { releasedIn } from '../../responses/response-uses.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { oneLine } from '../../syntax/text.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { detachCut, detachView } from './fix-by-copying.ts';
import type { RetainedResponseMessageId } from './messages.ts';
import type { RetainedResponseOptions } from './options.ts';

export class StoredResponses {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #options: RetainedResponseOptions;

  constructor(source: SourceCode, project: ProjectFacts, options: RetainedResponseOptions) {
    this.#source = source;
    this.#project = project;
    this.#options = options;
  }

  ofStore(store: ResponseStore): Site | undefined {
    const { node, held, how } = store;
    if (runsOnce(this.#source, node)) return undefined;
    if (
      (how === 'entry' || how === 'push') &&
      node.type === AST_NODE_TYPES.CallExpression &&
      node.callee.type === AST_NODE_TYPES.MemberExpression &&
      !isCollection(this.#source, node.callee.object, store.place)
    )
      return undefined;
    switch (held.level) {
      case 'response':
      case 'request':
        return this.#storedResponse(store);
      case 'data':
        return this.#storedData(store);
      case 'view':
      case 'memory':
      case 'cut':
      case 'sum':
        return this.#storedView(store);
      default:
        if (this.#isEmptied(held)) return undefined;
        return this.#stored(
          store,
          'storedError',
          {},
          {
            refusal:
              'what reads it may need more than a message: store `{ message, code, status }` of the error',
          },
        );
    }
  }

  #storedResponse(store: ResponseStore): Site | undefined {
    const { held } = store;
    if (held.body === 'stream') return undefined;
    const variable =
      held.bare.type === AST_NODE_TYPES.Identifier
        ? variableOf(this.#source, held.bare)
        : undefined;
    const released = variable ? releasedIn(this.#source, variable) : undefined;
    if (released?.has('request'))
      return released.has('data')
        ? this.#kept(store, 'its data and its request are let go')
        : this.#storedData(store);
    const isPromise = held.wraps.includes('promise');
    // Requests under way that are shared, and forgotten once they are answered; a response that is kept while it is worked on.
    if (isPromise ? isTakenOut(this.#source, store) : isTakenOutHere(this.#source, store))
      return this.#kept(store, 'it is taken out again');
    if (held.level === 'request')
      return this.#stored(
        store,
        'storedResponse',
        { what: 'The request of a response' },
        { refusal: 'only its reader knows what it needs of the request' },
      );
    const refusal = isPromise
      ? 'whoever awaits it reads a response: store the promise of its data, `.then(({ data }) => data)`, and read it without `.data`'
      : 'whoever reads it expects a response: store its `data`, and read it without `.data`';
    return this.#stored(
      store,
      'storedResponse',
      { what: isPromise ? 'A promise of a response' : 'A response' },
      { refusal },
    );
  }

  #storedData(store: ResponseStore): Site | undefined {
    if (!addsEachTime(this.#source, store, this.#project))
      return this.#kept(store, 'what is stored here is overwritten');
    if (boundOf(this.#source, store)) return this.#kept(store, 'something takes bodies out again');
    return this.#stored(
      store,
      'storedData',
      {},
      { refusal: 'a cache needs a bound that fits it: a maximum, or a time to live' },
    );
  }

  #storedView(store: ResponseStore): Site {
    const { held } = store;
    const what = held.level === 'cut' || held.level === 'sum' ? 'A piece' : 'A view';
    return this.#stored(store, 'storedView', { what }, this.#detached(store));
  }

  #detached({ held, node }: ResponseStore): Remedy {
    const isByPattern =
      node.type === AST_NODE_TYPES.AssignmentExpression &&
      (node.left.type === AST_NODE_TYPES.ArrayPattern ||
        node.left.type === AST_NODE_TYPES.ObjectPattern);
    if (isByPattern)
      return { refusal: 'a pattern stores it: take it by a name of its own, and store a copy' };
    if (held.wraps.some((wrap) => !wrap.startsWith('.')))
      return { refusal: 'a list of pieces is stored: copy each of them' };
    if (held.level === 'memory')
      return { refusal: 'an ArrayBuffer or a typed array over it: copy it with its own `slice()`' };
    return held.level === 'view'
      ? detachView(this.#source, held.bare)
      : detachCut(this.#source, this.#project, held.bare, this.#options.detach);
  }

  /** An error without request and response is a message. */
  #isEmptied({ bare }: ResponsePart): boolean {
    const variable =
      bare.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, bare) : undefined;
    const released = variable ? releasedIn(this.#source, variable) : new Map<string, number>();
    return released.has('request') && released.has('response');
  }

  #stored(
    store: ResponseStore,
    messageId: RetainedResponseMessageId,
    data: Readonly<Record<string, string>>,
    remedy: Remedy,
  ): Site {
    return {
      ...this.#row(store),
      verdict: 'flagged',
      finding: { node: store.node, messageId, data: { place: store.place.name, ...data }, remedy },
    };
  }

  /** A row for the report: it was looked at, and is right. */
  #kept(store: ResponseStore, reason: string): Site {
    return { ...this.#row(store), verdict: 'ok', reason };
  }

  #row({ node, place }: ResponseStore): Omit<Site, 'verdict'> {
    return { kind: 'response', node, callee: oneLine(this.#source, node), name: place.name };
  }
}
