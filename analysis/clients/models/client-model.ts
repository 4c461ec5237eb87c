/**
 * What is known of an HTTP client: data, by its own documentation and its code. One file beside this a client.
 */

export type ArgumentRole = 'url' | 'data' | 'config';

/** Where something is in a value: the names of the properties on the way. */
export type MemberPath = readonly string[];

/** By what the body of a response is read. */
export interface BodyApi {
  /** What the body itself is: a `Readable` of Node, or a `ReadableStream`. */
  readonly stream: 'node' | 'web';
  /** What has the methods of the Fetch standard that read a body (`json()`, `text()`). */
  readonly reads: 'response' | 'body' | 'nothing';
  /** The property of a response that has its status, where an answer without a body leaves nothing to read. */
  readonly status?: string;
}

/**
 * What a member of a response has of the body: what it was parsed to; all of it as a text, or as the bytes that were received;
 * a stream of what has not been read; all that the response has, in turn.
 */
export type MemberContent = 'parsed' | 'text' | 'bytes' | 'stream' | 'all' | 'nothing';

/** What keeps the body of a response in memory, as it is measured (test/leaks/held-responses.test.ts and its leak pairs). */
export interface ResponseModel {
  /** The members of a response that code reads, and what each has of the body. */
  readonly members: Readonly<Record<string, MemberContent>>;
  /** The names that its types have. */
  readonly types: readonly string[];
  /** The methods that give a promise of the body, and what that is. They are those of a stream, or of the promise of a response. */
  readonly reads: Readonly<Record<string, 'json' | 'text' | 'buffer' | 'memory'>>;
  /** What it keeps once its body has been read; without it, it keeps nothing. */
  readonly keeps?: KeptByResponse;
  /** What the error of a refused status keeps of its response; without it, nothing. */
  readonly error?: KeptByError;
  /** What a text names that may give code something else in place of a response. */
  readonly replacedBy: readonly string[];
}

export interface KeptByResponse {
  /** For people, behind 'It keeps in memory'. */
  readonly what: string;
  /** Whether it keeps what was read, and nothing else: who has that under a name of its own keeps no more with the response. */
  readonly isWhatWasRead?: true;
  /** Whether a body that is parsed may be set to `null` by the types. */
  readonly isClearable?: true;
  /** What to store in place of it, for people, and in place of a promise of it. */
  readonly instead: string;
  readonly insteadOfPromise: string;
}

export interface KeptByError {
  /** For people, behind 'It keeps in memory'. */
  readonly what: string;
  /** The member that is the response. */
  readonly response: string;
  /** The members that lead to it as well. */
  readonly others: readonly string[];
  /** The members without which it keeps nothing; none if it is kept whatever is taken off. */
  readonly emptiedBy: readonly string[];
  /** What of it is worth to be stored, for people. */
  readonly needed: string;
}

/** A client, with what it gives for a request. */
export interface RespondingModel {
  readonly client: ClientName;
  readonly response: ResponseModel;
}

/** A client whose functions give a request, which has methods that change it, and is sent as it is awaited. */
export interface BuilderModel extends RespondingModel {
  readonly module: string;
  /** The functions that send a request; the empty name stands for the package itself. */
  readonly functions: readonly string[];
  /** The method of a request that takes a function for its error and its response. */
  readonly callback: string;
  /** The methods of a request by which the body is another. */
  readonly changesBody: readonly string[];
}

/** A client whose functions give a request and call back with the response. */
export interface CallbackModel {
  readonly client: ClientName;
  /** The packages that have it, without `node:`. */
  readonly modules: readonly string[];
  /** The functions that send a request, with the method that each sends by default. */
  readonly functions: Readonly<Record<string, string>>;
  /** The property of a config that names the method. */
  readonly method: string;
  /** The property of a config with which code can end a request. */
  readonly abort: string;
  /** The property of a config that names an agent; `false` or one without `keepAlive` lets the server close each connection. */
  readonly agent: string;
  /** All properties of a config that take an agent. */
  readonly agentSlots: readonly string[];
  /** The event of a request that brings the response. */
  readonly event: string;
  readonly request: {
    /** The methods of a request that close its connection. */
    readonly ends: readonly string[];
    /** Those that say or write something, and end nothing. */
    readonly keeps: readonly string[];
  };
  /** Where the body is in a response. */
  readonly body: { readonly ofResponse: MemberPath; readonly api: BodyApi };
  readonly release: BodyRelease;
  /** The method of the body that closes the connection. */
  readonly closing: string;
}

/** A client that reads the bodies of its responses by itself: its agents count, and what its responses keep. */
export interface ReadingModel extends RespondingModel {
  /** The packages that export it, with the names of what takes a config; none for the package itself, or its default export. */
  readonly exports: Readonly<Record<string, readonly string[]>>;
  /** The instances that those packages make, whose methods take a config as well. */
  readonly instances: InstancesModel;
  /** The properties of a config that take an agent, or an object with one for each protocol. */
  readonly agentSlots: readonly string[];
  /** Those of its exports, and the instances' methods, that give a promise of a response with a body. */
  readonly requests: readonly string[];
  /** The property of a config that says what a body is parsed to, with its values; the one by which the body comes in place of the response. */
  readonly bodyType: {
    readonly property: string;
    readonly values: Readonly<Record<string, 'json' | 'text' | 'buffer'>>;
    readonly bodyAlone: string;
  };
  /** Those of its exports, and the properties of a config, by which a response may be a stream, which nobody may read. */
  readonly streams: {
    readonly exports: readonly string[];
    readonly properties: readonly string[];
    /** The one of its exports, and its instances' methods, that gives a stream, and nothing else. */
    readonly only: string;
    /** The event of such a stream that brings the response. */
    readonly event: string;
    /** What a text names where a config may end the stream. */
    readonly endedBy: readonly string[];
  };
}

/** What takes an agent beside the requests whose responses are looked at. */
export interface AgentTakerModel {
  readonly client: ClientName;
  readonly module: string;
  /** Its exports that take a config with an agent. */
  readonly functions: readonly string[];
  readonly agentSlots: readonly string[];
  /** Its exports whose argument becomes the agent of all requests that name none. */
  readonly setters: readonly string[];
  /** The methods by which an agent of it sends a request itself. */
  readonly sends: readonly string[];
  /** The methods of its requests whose argument is an agent. */
  readonly givers: readonly string[];
  /** What a text names where the body of a response may be a stream, which nobody may read. */
  readonly streams: readonly string[];
}

/** What an unread body costs, as it is measured (test/leaks/unread-bodies.test.ts, unread-fetch.test.ts), for people. */
export interface UnreadCost {
  /** From which length on it keeps its socket. */
  readonly above: string;
  /** What else than the server closes the socket. */
  readonly orUntil?: string;
}

/** How the connection of a body is let go of by somebody who does not want to read it. */
export interface BodyRelease {
  /** The method of the body. */
  readonly method: string;
  /** Whether it closes the connection: always, where more of the body would come than it reads, or never. */
  readonly closes: 'always' | 'ifLong' | 'never';
  /** Whether it gives a promise, which may be rejected. */
  readonly givesPromise: boolean;
  /** Whether there may be no body. */
  readonly mayBeMissing: boolean;
}

export interface ClientModel extends RespondingModel {
  /** The package; what it exports itself is a client. */
  readonly module: string;
  /** The name under which it exports the same client once more. */
  readonly namedExport: string;
  /** Methods of a client that send a request, with the roles of their arguments. */
  readonly methods: Readonly<Record<string, readonly ArgumentRole[]>>;
  /** How another instance is made. */
  readonly creation: { readonly method: string; readonly class: string };
  /** The function that combines two configs. */
  readonly mergesConfigs: string;
  /** The types of its declarations that clients have, by the kind of client. */
  readonly types: Readonly<Record<string, 'instance' | 'static'>>;
  /** The types of its declarations that configs have. */
  readonly configTypes: readonly string[];
  /** The properties of a config that take an agent. */
  readonly agentSlots: readonly string[];
  /** Where the body is in a response, and in the error of a refused status. */
  readonly body: {
    readonly ofResponse: MemberPath;
    readonly ofError: MemberPath;
    readonly api: BodyApi;
  };
  /** Members beside the methods with which a file does something that gives nobody a client. */
  readonly helpers: readonly string[];
  /** Functions that look at what was thrown, and keep nothing of it; the first tells whether it came of a request. */
  readonly errorTests: readonly [string, ...string[]];
  /** Packages around it. */
  readonly packages: {
    /** Those whose function returns the client it is given. `settings.leakproof.wrappers` extends the list. */
    readonly wrapping: readonly string[];
    /** Those whose function gives a client interceptors each time that it is called. */
    readonly intercepting: readonly string[];
    /** Those that may take an error before the caller: they send the request again, or give an older answer. */
    readonly takingErrors: readonly string[];
    /** Those that take over the transport of a client, each with what that means: an agent given to such a client is never used, or worse. */
    readonly takingOver: Readonly<Record<string, string>>;
  };
}

/** The clients that are analysed, as `settings.leakproof.clients` names them. */
export const CLIENT_NAMES = [
  'axios',
  'fetch',
  'undici',
  'node-fetch',
  'http',
  'got',
  'ky',
  'superagent',
] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

/**
 * Functions that send a request, with the method that each sends by default. The empty name stands for what has the others: a
 * package, or its default export; an instance that is a function itself.
 */
export type Functions = Readonly<Record<string, string>>;

/** Objects of a package that send requests: `new Pool(…)`, `ky.create(…)`. */
export interface InstancesModel {
  /** The exports that make one: classes and functions. */
  readonly makers: readonly string[];
  /** The methods of an instance that make another. */
  readonly remakers: readonly string[];
  /** The types that it has where it comes by a parameter. */
  readonly types: readonly string[];
  readonly functions: Functions;
}

/** A client of functions whose call gives a promise of the response. */
export interface FunctionModel extends RespondingModel {
  /** The name of the global that it is, if it is one. */
  readonly global?: string;
  /** Whether it sends by the global `fetch` itself. */
  readonly sendsByGlobal?: true;
  /** The packages that export such functions. */
  readonly exports: Readonly<Record<string, Functions>>;
  /** The instances that those packages make. */
  readonly instances?: InstancesModel;
  /** The roles of its arguments. */
  readonly roles: readonly ArgumentRole[];
  /** The property of a config that names the method, and the method by which something is asked for. */
  readonly method: { readonly property: string; readonly default: string };
  /** The property of a config with which code can end a request. */
  readonly abort: string;
  /** The property of a config that says who follows redirects, and its value if the code does. */
  readonly redirect?: { readonly property: string; readonly byHand: string };
  /** The property of a config by which a refused status is not thrown; none if it never is. */
  readonly throws?: string;
  /** The properties of a config that count in pages alone. */
  readonly ofPages: readonly string[];
  /** The properties of a config that take an agent, which pools sockets. */
  readonly agentSlots: readonly string[];
  /** Where the body is in a response. */
  readonly body: { readonly ofResponse: MemberPath; readonly api: BodyApi };
  /** The methods of a response that are called for bodies that can be large: files, media. */
  readonly large: readonly string[];
  /** The ones for JSON, and for text. */
  readonly json: string;
  readonly text: string;
  /** The names of the types that its responses have. */
  readonly responseTypes: readonly string[];
  readonly release: BodyRelease;
  /** A method of the body that closes the connection, if `release` does not; its types do not have it. */
  readonly closing?: { readonly method: string; readonly since: number };
  /** Why a body is not to be destroyed by code that pipes it, for people; without it, by `closing` if that can be called. */
  readonly whyNotDestroyed?: string;
  readonly unread: UnreadCost;
}
