/**
 * The smoke run hears what it is there for: each kind of fault is found in a codemod that has it.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Edit, Finding, Site } from '../../analysis/findings/finding.ts';
import type { Node, SourceCode } from '../../analysis/source/source-code.ts';
import { walk } from '../../analysis/syntax/traversal.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import { judge } from './promises.ts';
import { variants, type Variant } from './variants.ts';

const FILE = join(
  fileURLToPath(new URL('../fixtures/projects/bare/', import.meta.url)),
  'input.js',
);
const TEXT = 'const a = 1;\n// a comment\nconst b = before(a); // another\nlet c = 2;\n';

type Find = (source: SourceCode) => Finding[];

/** A codemod that turns each `before(…)` into `after(…)`, with a rule that finds the same. */
function renaming(
  edits: (node: Node & { callee: Node }, source: SourceCode) => Edit[],
  { find = findWith(edits), seen = find }: { find?: Find; seen?: Find } = {},
): Variant {
  const codemod: Codemod = {
    name: 'rename',
    rule: 'rename',
    order: 0,
    description: '',
    finds: '',
    kinds: ['request'],
    messages: { found: { problem: 'Found.', advice: 'Rename it.' } },
    flags: [],
    concerns: () => true,
    inspect: (source) =>
      find(source).map((finding): Site => ({
        kind: 'request',
        node: finding.node,
        callee: 'before',
        verdict: 'flagged',
        finding,
      })),
  };
  const rule = {
    meta: {
      hasSuggestions: true,
      messages: { found: 'Found. {{remedy}}', fix: 'Fix.' },
      schema: false as const,
    },
    create: (context: { sourceCode: unknown; report: (descriptor: unknown) => void }) => ({
      'Program:exit'() {
        for (const { node, remedy } of seen(context.sourceCode as SourceCode)) {
          const fix = (fixer: {
            replaceTextRange: (range: readonly number[], text: string) => unknown;
          }) =>
            'edits' in remedy
              ? remedy.edits.map(({ range, text }) => fixer.replaceTextRange(range, text))
              : [];
          const data = {
            remedy: 'refusal' in remedy ? `Not fixed: ${remedy.refusal}.` : 'Rename it.',
          };
          context.report({ node, messageId: 'found', data, suggest: [{ messageId: 'fix', fix }] });
        }
      },
    }),
  };
  return { name: 'rename', codemod, rule: rule as unknown as Variant['rule'], options: {} };
}

function findWith(edits: Parameters<typeof renaming>[0]): Find {
  return (source) => {
    const found: Finding[] = [];
    walk(source, source.ast, (node) => {
      if (node.type === 'CallExpression' && source.getText(node.callee) === 'before')
        found.push({ node, messageId: 'found', remedy: { edits: edits(node, source) } });
    });
    return found;
  };
}

const rename =
  (text: string) =>
  ({ callee }: { callee: Node }): Edit[] => [{ range: callee.range, text }];
const kinds = (variant: Variant, text = TEXT) => [
  ...new Set(judge(FILE, text, [variant]).faults.map(({ kind }) => kind)),
];

describe('a codemod', () => {
  it('without a fault has none', () => {
    expect(judge(FILE, TEXT, [renaming(rename('after'))])).toMatchObject({
      faults: [],
      tallies: { rename: { sites: 1, fixed: 1, refused: 0 } },
    });
  });

  it('may fix a field where its class makes it', () => {
    const text =
      'class Seen {\n  private ids: Map<string, number>;\n  constructor() {\n    this.ids = new Map();\n  }\n  add(id: string) {\n    this.ids.set(id, 1);\n  }\n}\nexport const seen = new Seen();\n';
    expect(
      judge(
        FILE.replace(/\.\w+$/u, '.ts'),
        text,
        variants.filter(({ name }) => name === 'bound-collections:strict'),
      ),
    ).toMatchObject({ faults: [], tallies: { 'bound-collections:strict': { fixed: 1 } } });
  });

  it.each([
    {
      fault: 'crash',
      why: 'throws',
      variant: renaming(() => {
        throw new TypeError('oh');
      }),
    },
    { fault: 'unsound', why: 'leaves its finding', variant: renaming(rename('before')) },
    {
      fault: 'unsound',
      why: 'drops a comment',
      variant: renaming((node, source) => [
        ...rename('after')(node),
        { range: source.getAllComments()[0]!.range, text: '' },
      ]),
    },
    {
      fault: 'off-site',
      why: 'edits elsewhere',
      variant: renaming((node, source) => [
        ...rename('after')(node),
        { range: source.ast.body[2]!.range, text: 'let c = 3;' },
      ]),
    },
    {
      fault: 'unsound',
      why: 'makes other code of what it leaves alone',
      variant: renaming((node) => [
        ...rename('after')(node),
        { range: [node.range[1] + 1, node.range[1] + 1], text: '\nimported' },
      ]),
      text: 'before(a);\n(b).c();\n',
    },
    {
      fault: 'disagreement',
      why: 'finds more than its rule',
      variant: renaming(rename('after'), { seen: () => [] }),
    },
    {
      fault: 'suggestions',
      why: 'suggests something else',
      variant: renaming(rename('after'), { seen: findWith(rename('later')) }),
    },
    {
      fault: 'overlooked',
      why: 'looks away by the text',
      variant: withoutConcern(renaming(rename('after'))),
    },
  ])('that $why has a fault: $fault', ({ fault, variant, text }) => {
    expect(kinds(variant, text)).toContain(fault);
  });

  it('that leaves something for a second run has a fault: second-run', () => {
    const find: Find = (source) => {
      const [first, ...others] = findWith(rename('after'))(source);
      return first
        ? [
            first,
            ...others.map((finding) => ({
              ...finding,
              remedy: { refusal: 'one after the other' },
            })),
          ]
        : [];
    };
    expect(kinds(renaming(rename('after'), { find }), 'before(a);\nbefore(b);\n')).toEqual([
      'second-run',
      'suggestions',
    ]);
  });

  it('is not asked about a file that nobody can read', () => {
    expect(judge(FILE, 'const = 1;\n')).toMatchObject({
      faults: [],
      tallies: {},
      unread: expect.any(String) as string,
    });
  });
});

it('every codemod runs as it comes, at its strictest, and all of them in a chain', () => {
  expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  const text = "const axios = require('axios');\nmodule.exports = (url) => axios.get(url);\n";
  const { faults, tallies } = judge(FILE, text);
  expect(faults).toEqual([]);
  expect(Object.keys(tallies)).toEqual(variants.map(({ name }) => name));
  expect(tallies['fix-agents:module']).toMatchObject({ sites: 1, fixed: 1 });
});

function withoutConcern(variant: Variant): Variant {
  return { ...variant, codemod: { ...variant.codemod, concerns: () => false } };
}
