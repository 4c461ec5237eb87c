/**
 * What is known of an HTTP client: data, by its own documentation and its code. One file beside this a client.
 */

export type ArgumentRole = 'url' | 'data' | 'config';

/** Where something is in a value: the names of the properties on the way. */
export type MemberPath = readonly string[];

export interface ClientModel {
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
  readonly body: { readonly ofResponse: MemberPath; readonly ofError: MemberPath };
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
    /** Those that take over the transport of a client, each with what that means: an agent given to such a client is never used, or worse. */
    readonly takingOver: Readonly<Record<string, string>>;
  };
}

/** A client that is a single function. */
export interface FunctionModel {
  /** The name of the global. */
  readonly global: string;
  /** The packages that export it, with the name of the export. */
  readonly exports: Readonly<Record<string, string>>;
  /** The roles of its arguments. */
  readonly roles: readonly ArgumentRole[];
  /** The property of a config that names the method, and the method without it. */
  readonly method: { readonly property: string; readonly default: string };
  /** The property of a config with which code can end a request. */
  readonly abort: string;
  /** The property of a config that says who follows redirects, and its value if the code does. */
  readonly redirect: { readonly property: string; readonly byHand: string };
  /** The properties of a config that count in pages alone. */
  readonly ofPages: readonly string[];
  /** Where the body is in a response. */
  readonly body: { readonly ofResponse: MemberPath };
  /** The methods of a response that are called for bodies that can be large: files, media. */
  readonly large: readonly string[];
  /** The ones for JSON, and for text. */
  readonly json: string;
  readonly text: string;
}
