/**
 * What runs a piece of code that removes entries. Types only.
 */
import type { Handler } from '../../lifetime/callback-roles.ts';
import type { PassedOn } from '../../lifetime/lifetime-queries.ts';
import type { FunctionNode, Node } from '../../source/source-code.ts';

export interface Runner {
  readonly kind:
    /** An interval, a scheduler, a timer that sets itself again, an endless loop. */
    | 'timer'
    /** The handler of the end of something. */
    | 'ending'
    /** The handler of a request, a message or another event. */
    | 'handler'
    /** The start or the end of the process. */
    | 'lifecycle'
    | 'load'
    /** Other files. */
    | 'exported'
    /** A function of another file, which is passed the function. */
    | 'handed'
    | 'nobody'
    /** Code that is not seen. */
    | 'unknown';
  /** For people: `socket.on('close')`, the name of a function. */
  readonly name: string;
  /** What registers a handler, or starts a timer. */
  readonly by?: Node;
  /** The function that others call. */
  readonly fn?: FunctionNode;
  /** How a handler is registered. */
  readonly handler?: Handler;
  /** The function of another file that is passed it. */
  readonly to?: PassedOn;
}
