/**
 * Requests of an old axios that go past follow-redirects, and must get no agent for HTTPS: where such a one asks a proxy by
 * HTTP, axios 0.27.2 gives that agent to Node's `http`, which throws (lib/adapters/http.js: `agent`, `isHttpsProxy`;
 * test/leaks/failures.test.ts).
 */
import type { ClientQueries } from './client-queries.ts';
import { AXIOS } from './models/axios.ts';

export const FAILS_BEHIND_PROXY =
  'with `maxRedirects: 0` or a `transport` of its own, axios before 1.0 gives `httpsAgent` to `http` behind an HTTP proxy, and the request fails with `ERR_INVALID_PROTOCOL`: raise axios to 1.0 or later first';

/** Whether a package may have an axios before 1.0; one whose version nobody tells is a later one. */
export function mayHaveOldAxios(project: Pick<ClientQueries, 'dependency'>): boolean {
  return /(?:^|[\s|^~>=<@v])0(?:\.|\s|$)|<\s*v?1(?:\.0){0,2}(?:\s|$)/u.test(
    project.dependency(AXIOS.module) ?? '',
  );
}
