/**
 * The answers that changed when the lists of functions that make keys became a table: of `uuid`, versions 3 and 5 are
 * digests of a name (RFC 9562, section 5), and there is no `v2`.
 */
import { describe, it } from 'vitest';
import { expectOrigin } from '../../harness/expectations.ts';
import { inRoute } from '../../harness/hosts.ts';

describe('a UUID that is a digest', () => {
  it.each(['v3', 'v5', 'uuid3', 'uuid5', 'uuidv3', 'uuidv5'])('%s of a constant', (name) => {
    expectOrigin(
      `import { ${name} } from 'ids'; const SPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'; use(${name}('jobs', SPACE))`,
      'finite',
    );
  });

  it('of a part of a request', () => {
    expectOrigin(
      `import { v5 } from 'uuid'; ${inRoute('use(v5(req.ip, SPACE))')}`,
      'grows',
      'digest',
    );
  });
});

it('a UUID of random bits or of the time is another each time', () => {
  expectOrigin(`import { v7 } from 'uuid'; use(v7())`, 'grows', 'new each time');
});

it('`v2` says nothing', () => {
  expectOrigin(`import { v2 } from './api.js'; use(v2('jobs'))`, 'unknown');
});
