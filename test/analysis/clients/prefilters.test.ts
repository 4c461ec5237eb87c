import { describe, expect, it } from 'vitest';
import { maySendThroughAnything } from '../../../analysis/clients/prefilters.ts';

describe('a text that may send through anything', () => {
  it.each([
    'client.get(url)',
    'client\n  .post<Order>(url)',
    'request (options)',
    'api<Order> (url)',
    'http <A>\n(url)',
    'f(g(x), http<A, B>(url))',
  ])('%s', (text) => {
    expect(maySendThroughAnything(text)).toBe(true);
  });

  it.each(['order.total(lines)', 'get = 1', 'api<Order>', 'get<(A)>(url)', 'get > (x)'])(
    'not %s',
    (text) => {
      expect(maySendThroughAnything(text)).toBe(false);
    },
  );

  it('is told in the time that its length takes', () => {
    // In the square of it, this would outlast the test.
    expect(maySendThroughAnything(`get${' '.repeat(2_000_000)}`)).toBe(false);
    expect(maySendThroughAnything('get<'.repeat(500_000))).toBe(false);
    expect(maySendThroughAnything('(get<)'.repeat(300_000))).toBe(false);
  });
});
