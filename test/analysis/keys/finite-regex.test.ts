import { describe, expect, it } from 'vitest';
import { isFinitePattern } from '../../../analysis/keys/finite-regex.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

function expectFinite(code: string, expected: boolean): void {
  forEachHost(code, (source, host) => {
    expect(isFinitePattern(source, subjectOf(source)), host).toBe(expected);
  });
}

describe('a pattern that few texts match', () => {
  it.each([
    ['one of some', 'use(/^(a|b|c)$/)'],
    ['one of some, whatever their case', 'use(/^(?:a|b|c)$/i)'],
    ['one of some, each from end to end', 'use(/^a$|^b$/)'],
    ['a group in a group', 'use(/^(?:a(?:1|2)|b)$/)'],
    ['a letter of a class', 'use(/^[a-z.*|]$/)'],
    ['two letters', 'use(/^[a-z]{2}$/)'],
    ['up to three letters', 'use(/^[a-z]{1,3}$/)'],
    ['with or without', 'use(/^https?$/)'],
    ['a dot', 'use(/^v1\\.0$/)'],
    ['a digit', 'use(/^v\\d$/)'],
    ['by a name', 'const KNOWN = /^(a|b)$/; function f() { use(KNOWN); }'],
  ])('%s', (_, code) => {
    expectFinite(code, true);
  });

  it.each([
    ['any number', 'use(/^a*$/)'],
    ['one or more', 'use(/^\\d+$/)'],
    ['two or more', 'use(/^a{2,}$/)'],
    ['many', 'use(/^[0-9a-f]{24}$/)'],
    ['up to many', 'use(/^[a-z]{1,32}$/)'],
    ['a group many times', 'use(/^(?:[a-z]{3}){3}$/)'],
    ['anything but', 'use(/^[^a]$/)'],
    ['anything', 'use(/^.$/)'],
    ['a kind of letter', 'use(/^\\p{L}$/u)'],
    ['open in front', 'use(/a$/)'],
    ['open behind', 'use(/^a/)'],
    ['open on one side of each alternative', 'use(/^a|b$/)'],
    ['a line of several', 'use(/^a$/m)'],
    ['a text', `use('^a$')`],
    ['made of a text', `const KNOWN = new RegExp('^a$'); function f() { use(KNOWN); }`],
    ['a name that is given another', 'let known = /^a$/; function f() { use(known); }'],
    ['a parameter', 'function f(known) { use(known); }'],
    ['a global', 'use(known)'],
    ['a name of a call', 'function f() { const known = /^a$/; use(known); }'],
  ])('not: %s', (_, code) => {
    expectFinite(code, false);
  });
});
