/**
 * What a client is, and whether two are the same.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { SourceCode } from '../source/source-code.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import type { CreationPlace, SettingsKey } from './client-queries.ts';
import { AXIOS } from './models/axios.ts';

export type Client =
  /** axios's default export, or an export of a module of `settings.leakproof.modules`. */
  | { readonly kind: 'axios'; readonly module: string }
  /** What `axios.create(…)` or `new Axios(…)` returns. */
  | {
      readonly kind: 'instance';
      readonly create: InstanceCreation;
      readonly parent: Client | undefined;
    }
  /** An instance that another file makes. */
  | { readonly kind: 'imported'; readonly create: CreationPlace }
  /** Something typed as a client whose making is not visible here. */
  | { readonly kind: 'opaque' };

export type InstanceCreation = TSESTree.CallExpression | TSESTree.NewExpression;

/** The clients that an expression can be; `complete` is false if it can be something else, too. */
export interface Clients {
  readonly clients: readonly Client[];
  readonly complete: boolean;
}

/** What the package itself exports. */
export const AXIOS_ITSELF = { kind: 'axios', module: AXIOS.module } as const;

/** axios's own default export, the one whose `defaults` the project sets. */
export function isAxiosItself(client: Client): boolean {
  return client.kind === 'axios' && client.module === AXIOS_ITSELF.module;
}

/** How a client is named when other files are asked what they set on it; undefined for one that nobody can name. */
export function settingsKey(source: SourceCode, client: Client): SettingsKey | undefined {
  if (client.kind === 'instance') return { create: nodeKeyOf(source, client.create) };
  if (client.kind === 'imported') return client.create;
  return isAxiosItself(client) ? 'axios' : undefined;
}

export function isSameClient(a: Client, b: Client): boolean {
  if (a.kind === 'instance' && b.kind === 'instance') return a.create === b.create;
  if (a.kind === 'imported' && b.kind === 'imported')
    return a.create.file === b.create.file && a.create.key === b.create.key;
  if (a.kind === 'axios' && b.kind === 'axios') return a.module === b.module;
  return a.kind === b.kind;
}
