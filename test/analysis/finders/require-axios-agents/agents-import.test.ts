import { describe, expect, it } from 'vitest';
import type { AgentsModule } from '../../../../analysis/agents/agent-queries.ts';
import { AGENT_NAMES } from '../../../../analysis/clients/agent-state.ts';
import { applyEdits } from '../../../../analysis/edits/apply-edits.ts';
import type { ProjectFacts } from '../../../../analysis/finders/project-queries.ts';
import { AgentImport } from '../../../../analysis/finders/require-axios-agents/agents-import.ts';
import { facts, forEachHost, type Language } from '../../../harness/hosts.ts';

const MODULE: AgentsModule = {
  file: '/project/http-agents.js',
  specifier: './http-agents',
  exists: true,
  syntax: 'cjs',
};

interface Case {
  readonly why: string;
  readonly code: string;
  /** The names of both agents. */
  readonly names: readonly [httpAgent: string, httpsAgent: string];
  /** What is added at the top, or behind what is there. */
  readonly output?: string;
}

function holds({ code, names, output = code }: Case, language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      const found = new AgentImport(
        source,
        facts({ agentsModule: () => MODULE }),
        [],
        AGENT_NAMES,
      ).agents();
      expect(
        'refusal' in found ? found.refusal : [found.httpAgent, found.httpsAgent],
        host,
      ).toEqual(names);
      expect(applyEdits(source.text, 'refusal' in found ? [] : found.imports()), host).toBe(output);
    },
    language,
  );
}

describe('agents that the file has already', () => {
  it.each<Case>([
    {
      why: 'imported by name',
      code: `import { httpAgent, httpsAgent } from './http-agents';`,
      names: ['httpAgent', 'httpsAgent'],
    },
    {
      why: 'imported under other names',
      code: `import { httpAgent as plain, httpsAgent as secure } from './http-agents.js';`,
      names: ['plain', 'secure'],
    },
    {
      why: 'required',
      code: `const { httpAgent, httpsAgent: secure } = require('./http-agents');`,
      names: ['httpAgent', 'secure'],
    },
    {
      why: 'by two requires',
      code: `const { httpAgent } = require('./http-agents'), { httpsAgent } = require('./http-agents');`,
      names: ['httpAgent', 'httpsAgent'],
    },
    {
      why: 'beside the rest',
      code: `const { httpAgent, httpsAgent, ...rest } = require('./http-agents');`,
      names: ['httpAgent', 'httpsAgent'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('agents that it has not', () => {
  const ADDED = `\nimport { httpAgent, httpsAgent } from './http-agents';`;

  it.each<Case>([
    {
      why: 'a file without an import',
      code: `const a = require('a');`,
      names: ['httpAgent', 'httpsAgent'],
      output: `const a = require('a');\nconst { httpAgent, httpsAgent } = require('./http-agents');`,
    },
    {
      why: 'a default import of the module has none of the names',
      code: `import agents from './http-agents';`,
      names: ['httpAgent', 'httpsAgent'],
      output: `import agents from './http-agents';${ADDED}`,
    },
    {
      why: 'nor has the namespace',
      code: `import * as agents from './http-agents';`,
      names: ['httpAgent', 'httpsAgent'],
      output: `import * as agents from './http-agents';${ADDED}`,
    },
    {
      why: 'names of another module',
      code: `import { httpAgent, httpsAgent } from './own';`,
      names: ['sharedHttpAgent', 'sharedHttpsAgent'],
      output: `import { httpAgent, httpsAgent } from './own';\nimport { httpAgent as sharedHttpAgent, httpsAgent as sharedHttpsAgent } from './http-agents';`,
    },
    {
      why: 'one that is taken out of the rest',
      code: `const { httpAgent, ...rest } = require('./http-agents');`,
      names: ['httpAgent', 'httpsAgent'],
      output: `const { httpAgent, ...rest } = require('./http-agents');\nconst { httpsAgent } = require('./http-agents');`,
    },
    {
      why: 'one that may be another by default',
      code: `const { httpAgent, httpsAgent = own } = require('./http-agents');`,
      names: ['httpAgent', 'sharedHttpsAgent'],
      output: `const { httpAgent, httpsAgent = own, httpsAgent: sharedHttpsAgent } = require('./http-agents');`,
    },
    {
      why: 'a module that is held whole',
      code: `const agents = require('./http-agents');`,
      names: ['httpAgent', 'httpsAgent'],
      output: `const agents = require('./http-agents');\nconst { httpAgent, httpsAgent } = require('./http-agents');`,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'types alone are gone once compiled',
      code: `import type { httpAgent, httpsAgent } from './http-agents';`,
      names: ['sharedHttpAgent', 'sharedHttpsAgent'],
      output: `import type { httpAgent, httpsAgent } from './http-agents';\nimport { httpAgent as sharedHttpAgent, httpsAgent as sharedHttpsAgent } from './http-agents';`,
    },
    {
      why: 'one of them a type',
      code: `import { type httpAgent, httpsAgent } from './http-agents';`,
      names: ['sharedHttpAgent', 'httpsAgent'],
      output: `import { type httpAgent, httpsAgent, httpAgent as sharedHttpAgent } from './http-agents';`,
    },
  ])('$why', (testCase) => {
    holds(testCase, 'ts');
  });
});

describe('why agents cannot be had', () => {
  it.each<{ why: string; code: string; world: Partial<ProjectFacts>; refusal: string }>([
    {
      why: 'nobody has written the module',
      code: `f();`,
      world: {},
      refusal: 'there is no module of shared agents yet',
    },
    {
      why: 'it does not export them',
      code: `f();`,
      world: { agentsModule: () => ({ ...MODULE, unusable: 'it does not export httpsAgent' }) },
      refusal: 'it does not export httpsAgent',
    },
    {
      why: 'the file is the module',
      code: `f();`,
      world: { agentsModule: () => MODULE, file: MODULE.file },
      refusal: 'this is the agents module itself: pass its agents by hand',
    },
    {
      why: 'a file without a statement',
      code: `// nothing yet`,
      world: { agentsModule: () => MODULE },
      refusal: 'this file has no script',
    },
  ])('$why', ({ code, world, refusal }) => {
    forEachHost(code, (source, host) => {
      expect(new AgentImport(source, facts(world), [], AGENT_NAMES).agents(), host).toMatchObject({
        refusal: expect.stringContaining(refusal) as string,
      });
    });
  });
});
