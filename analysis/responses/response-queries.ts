/**
 * What is asked about other files: which of their functions return responses. Types only.
 */
import type { ClientQueries } from '../clients/client-queries.ts';
import type { ResponsePart } from './response-part.ts';

/** What a function of another file returns of a response: a helper that sends a request. */
export type ImportedResponse = Pick<ResponsePart, 'level' | 'model' | 'path' | 'body'>;

/** The responses that other files give. */
export interface ResponseQueries extends ClientQueries {
  /** Whether this file can get a response from a function of another: it need not name axios at all. */
  receivesResponses(): boolean;
  /** @param path the way to the function (access-paths.ts) */
  importedResponses(module: string, path: readonly string[]): readonly ImportedResponse[];
}
