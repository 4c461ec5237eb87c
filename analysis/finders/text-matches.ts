/**
 * What a text search for axios calls finds, and why a match is not a request site.
 */
import { AST_TOKEN_TYPES } from '@typescript-eslint/types';
import type { Site } from '../findings/finding.ts';
import { AXIOS, REQUEST_METHODS_PATTERN } from '../clients/models/axios.ts';
import type { SourceCode } from '../source/source-code.ts';

/** The search with which people count their axios calls. */
const TEXT_SEARCH = new RegExp(`\\b${AXIOS.module}\\.(?:${REQUEST_METHODS_PATTERN})\\b`, 'gu');

/** A line that the search finds although no request site starts there. Line and column are 1-based. */
export interface Mention {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly why: 'comment' | 'string' | 'no-request' | 'not-loaded';
}

export interface TextMatches {
  /** How many request sites the search finds. */
  readonly matchedSites: number;
  readonly mentions: readonly Mention[];
}

export function textMatches(source: SourceCode, sites: readonly Site[]): TextMatches {
  const requests = sites.filter(({ kind }) => kind === 'request');
  const mentions: Mention[] = [];
  let matchedSites = 0;
  for (const { index } of source.text.matchAll(TEXT_SEARCH)) {
    const site = requests.find(
      ({ node }) =>
        node.range[0] <= index && index < ('callee' in node ? node.callee.range[1] : node.range[1]),
    );
    if (site) matchedSites++;
    else mentions.push({ ...placeOf(source.text, index), why: whyNoSite(source, index) });
  }
  return { matchedSites, mentions };
}

function whyNoSite(source: SourceCode, index: number): Mention['why'] {
  const covers = ({ range }: { range: readonly [number, number] }) =>
    range[0] <= index && index < range[1];
  if (source.getAllComments().some(covers)) return 'comment';
  const token = source.ast.tokens.find(covers);
  return token?.type === AST_TOKEN_TYPES.String ||
    token?.type === AST_TOKEN_TYPES.Template ||
    token?.type === AST_TOKEN_TYPES.JSXText
    ? 'string'
    : 'no-request';
}

/** The matches in a copy that no program loads. */
export function mentionsInCopy(text: string): Mention[] {
  return [...text.matchAll(TEXT_SEARCH)].map(({ index }) => ({
    ...placeOf(text, index),
    why: 'not-loaded',
  }));
}

function placeOf(text: string, index: number): Pick<Mention, 'line' | 'column' | 'text'> {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  const stop = text.indexOf('\n', index);
  return {
    line: text.slice(0, start).split('\n').length,
    column: index - start + 1,
    text: text
      .slice(start, stop === -1 ? undefined : stop)
      .trim()
      .slice(0, 120),
  };
}
