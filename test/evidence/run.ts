/**
 * The figures of a run of `npm run leaks`, as test/leaks records them and docs/evidence keeps them.
 */
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../docs/evidence/', import.meta.url);

export interface RunFacts {
  readonly command: string;
  readonly date: string;
  readonly node: string;
  readonly axios: string;
  readonly system: string;
  readonly processors: number;
}

export interface PairFigures {
  readonly rule: string;
  readonly messageId: string;
  readonly codemod: string;
  readonly name: string;
  readonly metric: string;
  readonly before: number;
  readonly after: number;
  readonly remedy: 'fixed' | 'by hand';
}

export interface CleanFigures {
  readonly rule: string;
  readonly name: string;
  readonly heap: number;
  readonly external: number;
  readonly responses: number;
  readonly sockets: number;
  readonly 'sockets open at once'?: number;
  readonly 'sockets left'?: number;
}

export interface Rounds {
  readonly harness: readonly {
    readonly round: number;
    readonly 'planted leaks': number;
    readonly 'planted leaks found': number;
    readonly 'clean programs': number;
    readonly 'clean programs passed': number;
  }[];
  readonly pairs: readonly {
    readonly round: number;
    readonly pairs: number;
    readonly 'as claimed': number;
  }[];
  readonly clean: readonly {
    readonly round: number;
    readonly programs: number;
    readonly passed: number;
  }[];
}

export interface IdleSockets {
  readonly axios: string;
  readonly 'bytes left, 100 idle sockets': number;
  readonly 'bytes left, bounded to 10': number;
  readonly 'bytes left, after the timeout': number;
  readonly 'bytes/call, one bounded socket in use': number;
}

export interface AgentPackage {
  readonly agent: string;
  readonly 'sockets left, no options': number;
  readonly 'sockets left, keepAlive': number;
  readonly 'sockets left, timeout': number;
  readonly bounds: string;
  readonly 'sockets open at once, bounded': number;
  readonly 'sockets left, bounded': number;
}

/** By idle timeout: `ECONNRESET, 4`. */
export type IdleTimeoutFigures = Readonly<Record<`ECONNRESET, ${string}`, string>> & {
  readonly 'closes after, s': number;
  readonly hint: boolean;
};

/** By idle timeout: `connections a minute, 4`. */
export type IdleTimeoutConnections = Readonly<Record<`connections a minute, ${string}`, number>> & {
  readonly 'a request every, s': number;
};

export interface Failures {
  readonly axios: string;
  readonly node: string;
  readonly environment: string;
  readonly calls: number;
  readonly differing: number;
  readonly 'by the proxy, before': number;
  readonly 'by the proxy, after': number;
  /** The calls that differed, and did not when they were made again with longer timeouts. */
  readonly 'differing once': readonly string[];
}

export interface CureKept {
  readonly cure: string;
  readonly 'heap bytes/call, one field': number;
  readonly 'external bytes/call, one field': number;
  readonly 'heap bytes/call, all items': number;
  readonly 'external bytes/call, all items': number;
}

export interface CureCost {
  readonly cure: string;
  readonly 'bytes/call right after it': number;
  readonly 'resident bytes at most, over the start': number;
  readonly 'processor time, times that of as it is': number;
  readonly 'longest block of the event loop, ms': number;
}

export interface ServiceCriteria {
  readonly state: 'before' | 'after';
  readonly growth: number;
  readonly externalToHeap: number;
  readonly sockets: number;
  readonly toBaseline: number;
}

export interface ServiceSample {
  readonly state: 'before' | 'after';
  readonly requests: number;
  readonly 'heap bytes': number;
  readonly 'external bytes': number;
  readonly sockets: number;
}

/** Of 20 requests. */
export interface UnreadFetch {
  readonly node: string;
  readonly 'KB of a body': number;
  readonly 'fetch, unread: open': number;
  readonly 'fetch, unread: left behind a collection': number;
  readonly 'fetch, cancelled: left': number;
  readonly 'http.get, unread: left': number;
  readonly 'http.get, resumed: left': number;
}

export interface Run {
  readonly facts: RunFacts;
  /** By table, where it is of a later run of some of the tests. */
  readonly dates: Readonly<Record<string, string>>;
  readonly rounds: Rounds;
  readonly pairs: readonly PairFigures[];
  readonly clean: readonly CleanFigures[];
  readonly idleSockets: readonly IdleSockets[];
  readonly idleBounds: readonly {
    readonly 'idle sockets': number;
    readonly 'bytes left': number;
    readonly 'bytes left, after the timeout': number;
  }[];
  readonly unreadFetch: readonly UnreadFetch[];
  readonly streamHang: readonly {
    readonly state: string;
    readonly requests: number;
    readonly answered: number;
    readonly 'sockets they leave': number;
    readonly 'a plain request after them': string;
  }[];
  readonly heldResponses: readonly {
    readonly client: string;
    readonly held: string;
    readonly node: string;
    readonly protocol: string;
    readonly 'heap, bytes/call': number;
    readonly 'external, bytes/call': number;
    readonly 'sockets/call': number;
  }[];
  readonly unreadBodies: readonly {
    readonly client: string;
    readonly node: string;
    readonly protocol: string;
    readonly '1 KB': number;
    readonly '16 KB': number;
    readonly '64 KB': number;
    readonly '128 KB': number;
    readonly released: number;
  }[];
  readonly withoutAgent: {
    readonly 'bytes left, no agent': number;
    readonly 'bytes left, by fix-agents': number;
  };
  readonly paths: readonly { readonly axios: string; readonly path: string }[];
  readonly agentPackages: readonly AgentPackage[];
  readonly idleTimeout: readonly IdleTimeoutFigures[];
  readonly idleTimeoutConnections: readonly IdleTimeoutConnections[];
  readonly failures: readonly Failures[];
  readonly failingService: readonly {
    readonly service: string;
    readonly axios: string;
    readonly calls: number;
    readonly differing: number;
  }[];
  readonly curesKept: readonly CureKept[];
  readonly curesCost: readonly CureCost[];
  readonly service: readonly ServiceCriteria[];
  readonly serviceCourse: readonly ServiceSample[];
}

/** @throws if a table is missing: the run was none of all tests. */
export function readRun(): Run {
  return {
    facts: read<RunFacts>('run')[0]!,
    dates: parse('dates') as Run['dates'],
    rounds: { harness: read('harness'), pairs: read('pairs-rounds'), clean: read('clean-rounds') },
    pairs: read('pairs'),
    clean: read('clean'),
    idleSockets: read('idle-sockets'),
    idleBounds: read('idle-bounds'),
    unreadFetch: read('unread-fetch'),
    streamHang: read('stream-hang'),
    heldResponses: read('held-responses'),
    unreadBodies: read('unread-bodies'),
    withoutAgent: read<Run['withoutAgent']>('idle-sockets-of-no-agent')[0]!,
    paths: read('idle-sockets-paths'),
    agentPackages: read('agent-packages'),
    idleTimeout: read('idle-timeout'),
    idleTimeoutConnections: read('idle-timeout-connections'),
    failures: read('failures'),
    failingService: read('failing-service'),
    curesKept: read('cures-kept'),
    curesCost: read('cures-cost'),
    service: read('service'),
    serviceCourse: read('service-course'),
  };
}

// What is read is what test/leaks/record.ts wrote.

function read<Row>(table: string): Row[] {
  return parse(table) as Row[];
}

function parse(table: string): unknown {
  return JSON.parse(readFileSync(new URL(`${table}.json`, FOLDER), 'utf8'));
}
