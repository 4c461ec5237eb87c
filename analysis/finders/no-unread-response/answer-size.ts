/**
 * Whether the body that a path leaves unread can be long enough to keep a socket, as one below 16 KB cannot
 * (test/leaks/unread-fetch.test.ts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { unreadPaths, type UnreadPaths } from '../../clients/body-paths.ts';
import { isRefused } from '../../clients/body-presence.ts';
import type { FetchCall } from '../../clients/fetch-calls.ts';
import type { FunctionModel } from '../../clients/models/client-model.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import { isLoop, isRunOnce } from '../../flow/loops.ts';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { calledName, propertyName } from '../../syntax/references.ts';
import { ancestorsOf, functionAround } from '../../syntax/traversal.ts';
import {
  asksForLife,
  namesFile,
  namesHost,
  namesSite,
  namesSmallFile,
} from '../../vocabulary/url-words.ts';
import type { FetchFile } from './fetch-file.ts';
import { isNamedByClients } from './named-by-clients.ts';
import { hostOfData, nameAround } from './request-host.ts';

/**
 * Why a body that is left can be too small to keep a socket, for people; undefined if it can be long. What is asked for can be
 * long; the answer to what is sent, the error of an API that answers with JSON, and the answer of a service that is asked
 * whether it runs are short as a rule.
 */
export function whySmall(file: FetchFile, call: FetchCall, body: StreamBody): string | undefined {
  const { source } = file;
  const { model } = call;
  const isError = isRefusedAlone(source, body);
  // Whoever lets go of one answer means to let go of all.
  if (isError && someFate(source, body, [model.release.method])) return undefined;
  const isFile = usesStream(source, model, body) || someFate(source, body, model.large);
  const other = isFile ? undefined : whyNoContent(source, call, body);
  if (other !== undefined) return `${other} is short as a rule`;
  if (isError)
    return isLargeError(file, call, { body, isFile })
      ? undefined
      : `${SMALL_ERROR} is short as a rule`;
  const isIdle = !isFile && isReadOfErrorsAlone(source, body);
  if (isIdle && asksWhetherItRuns(source, call)) return `${SIGN_OF_LIFE} is short as a rule`;
  // A page of any length may come from a host that somebody else names.
  if (hostOfData(source, call.url).length > 0) return undefined;
  if (isOfApi(call)) return 'the answer of an API, which is asked by a method, is short as a rule';
  return !isIdle || isForHeaders(source, call, body) ? undefined : UNKNOWN_LENGTH;
}

const SIGN_OF_LIFE = 'the answer of a service that is asked whether it runs';
const SMALL_ERROR = 'the error of a host that no client names';
const UNKNOWN_LENGTH =
  'cannot tell how long its answer is: the code names the host, and no file and no site there';

interface RefusedBody {
  readonly body: StreamBody;
  /** Whether a file or a stream is asked for. */
  readonly isFile: boolean;
}

/** A host that a client names refuses with a page of any length, the store of a signed URL with some words. */
function isLargeError(file: FetchFile, call: FetchCall, { body, isFile }: RefusedBody): boolean {
  const { source } = file;
  if (!isFile && isReadOfErrorsAlone(source, body) && asksWhetherItRuns(source, call)) return false;
  const data = isForSignedUrls(source, call.node) ? [] : hostOfData(source, call.url);
  if (data.length === 0 && isOfApi(call)) return false;
  if (data.length > 0 && isNamedByClients(file, data)) return true;
  return isFile ? isManyFiles(source, call) : isPage(source, call, body);
}

/** Whether a body is asked for that nobody wants: a file or a page is, to see whether it is there, or where it is. */
function isForHeaders(source: SourceCode, call: FetchCall, body: StreamBody): boolean {
  return looksForFile(source, call) || followsLink(source, body);
}

/** What a request gets that sends something, wants no redirect, or is read as the answer of an API: for people. */
function whyNoContent(
  source: SourceCode,
  { init, model }: FetchCall,
  body: StreamBody,
): string | undefined {
  const isDefault = init.method === undefined || init.method === model.method.default;
  if (!isDefault || init.hasBody) return 'the answer to what is sent';
  if (init.seesRedirects) return 'a redirect';
  return isErrorOfApi(source, model, body) ? 'the error of an API' : undefined;
}

/** `fetch(urlOf(path), { method })`: how an API is asked. */
function isOfApi({ init: { method, namesMethod } }: FetchCall): boolean {
  return namesMethod && method === undefined;
}

/** Whether files are loaded one after the other, from where an error is not known to be short. */
function isManyFiles(source: SourceCode, call: FetchCall): boolean {
  return isInLoop(call.node) && !urlTexts(source, call).some(isShort);
}

/** Whether a page is read as a text. */
function isPage(source: SourceCode, { model, node }: FetchCall, body: StreamBody): boolean {
  return someFate(source, body, [model.text]) && isForPages(source, node);
}

/** Whether the function that sends a request says that its URL is signed: by a store, which refuses with some words. */
function isForSignedUrls(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const fn = functionAround(call);
  return fn !== undefined && /presigned|signed ?url/iu.test(source.getText(fn));
}

/** A picture of some KB, or a file of a service that answers an error with some words, as whoever offers an API does. */
function isShort(url: string): boolean {
  return namesSmallFile(url) || namesHost(url);
}

function someFate(source: SourceCode, { uses }: StreamBody, names: readonly string[]): boolean {
  return [...uses.fates.keys()].some((at) => reads(source, at, names));
}

/** `/health`, `isAlive()` */
function asksWhetherItRuns(source: SourceCode, call: FetchCall): boolean {
  return urlTexts(source, call).some(asksForLife) || asksForLife(nameAround(source, call.node));
}

/** `https://img.example.com/42/cover.jpg`, `https://www.example.com` */
function looksForFile(source: SourceCode, call: FetchCall): boolean {
  return urlTexts(source, call).some((url) => namesFile(url) || namesSite(url));
}

/** The texts of the literals that a URL may be. */
function urlTexts(source: SourceCode, { url }: FetchCall): string[] {
  return valuesOf(source, url).flatMap((value) =>
    value.kind === 'node' ? source.getText(value.node) : [],
  );
}

/** Whether the function that sends a request is about pages: a site refuses with a page, where an API has some words. */
function isForPages(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const fn = functionAround(call);
  return fn !== undefined && PAGES.test(source.getText(fn));
}

const PAGES = /\bhtml\b|Html\b|\bcheerio\b|\bJSDOM\b|\bparseHTML\b/u;

/** Whether the code uses the body itself, and not by a method that reads all of it. */
function usesStream(
  source: SourceCode,
  { json, text, release }: FunctionModel,
  { uses, api }: StreamBody,
): boolean {
  const small = [release.method, ...(api.reads === 'body' ? [json, text] : [])];
  return [...uses.ways].some(
    ([{ parent }, path]) =>
      path.length === 0 &&
      !(
        parent?.type === AST_NODE_TYPES.MemberExpression &&
        small.includes(propertyName(source, parent) ?? '')
      ),
  );
}

/** Whether it is read as JSON, and left unread where the status is another than 200 alone. */
function isErrorOfApi(
  source: SourceCode,
  { json, text }: FunctionModel,
  body: StreamBody,
): boolean {
  return (
    someFate(source, body, [json]) &&
    [...body.uses.fates.keys()].every((at) => reads(source, at, [json, text])) &&
    isRefusedAlone(source, body)
  );
}

/** Whether it is left unread where the status is another than 200 alone. */
function isRefusedAlone(source: SourceCode, body: StreamBody): boolean {
  const { leaves, reachesEnd } = pathsOfSuccess(source, body);
  return leaves.length === 0 && !reachesEnd;
}

/** Whether nothing reads it where the status is 200. */
function isReadOfErrorsAlone(source: SourceCode, body: StreamBody): boolean {
  const left = pathsOfSuccess(source, body);
  const all = pathsOfSuccess(source, { ...body, uses: { ...body.uses, fates: new Map() } });
  return all.leaves.length === left.leaves.length && all.reachesEnd === left.reachesEnd;
}

function pathsOfSuccess(source: SourceCode, body: StreamBody): UnreadPaths {
  const known = { ways: body.uses.ways, api: body.api };
  return unreadPaths(source, body, (test, outcome) => isRefused(source, known, test, outcome));
}

/** `response.url`, `response.headers`: where a link leads is asked, or what is there, and not for it. */
function followsLink(source: SourceCode, { uses }: StreamBody): boolean {
  return [...uses.ways].some(
    ([{ parent }, path]) =>
      path.length === 1 &&
      parent?.type === AST_NODE_TYPES.MemberExpression &&
      ['headers', 'redirected', 'url'].includes(propertyName(source, parent) ?? ''),
  );
}

/** `response.arrayBuffer()` */
function reads(source: SourceCode, at: Node, names: readonly string[]): boolean {
  return (
    at.type === AST_NODE_TYPES.CallExpression &&
    names.includes(calledName(source, withoutWrappers(at.callee)))
  );
}

/** Whether a request is sent more than once by a function that runs once. */
export function isInLoop(node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return false;
    if (isLoop(ancestor)) return !isRunOnce(ancestor, node);
  }
  return false;
}
