/**
 * The testers take a rule that has no codemod: they hold its lines, its messages and its suggestions, and measure it.
 */
import { expect, it } from 'vitest';
import type { Finder } from '../../analysis/finders/inspector.ts';
import { walk } from '../../analysis/syntax/traversal.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { createRule } from '../../rules/adapter/create-rule.ts';
import { runSuite } from '../harness/rule-tester.ts';
import { ruleAlone } from '../leaks/rule-alone.ts';

/** Reports each debugger statement, and suggests to remove those that stand on a line of their own. */
const findDebuggers: Finder<object> = (source) => {
  const found: ReturnType<Finder<object>> = [];
  walk(source, source.ast, (node) => {
    if (node.type !== 'DebuggerStatement') return;
    const before = source.text.lastIndexOf('\n', node.range[0]) + 1;
    const isAlone = source.text.slice(before, node.range[0]).trim() === '';
    found.push({
      node,
      messageId: 'debugger',
      data: { where: isAlone ? 'alone' : 'beside' },
      remedy: isAlone
        ? { edits: [{ range: [before, node.range[1] + 1], text: '' }] }
        : { refusal: '' },
    });
  });
  return found;
};

runSuite({
  name: 'no-debugger',
  rule: createRule({
    name: 'no-debugger',
    description: 'disallow debugger statements',
    messages: { debugger: { problem: 'A debugger statement, {{where}}.', advice: 'Remove it.' } },
    suggestion: 'Remove it.',
    properties: {},
    defaultOptions: {},
    isRecommended: true,
    strictOptions: {},
    find: findDebuggers,
  }),
  valid: [{ name: 'nothing to report', code: 'run();\n' }],
  invalid: [
    {
      name: 'with a suggestion',
      code: `
        run();
          debugger;
        run();
      `,
      output: `
        run();
        run();
      `,
      findings: [{ messageId: 'debugger', line: 2, says: 'alone' }],
    },
    {
      name: 'without one',
      code: 'run(); debugger;\n',
      findings: [{ messageId: 'debugger', line: 1, says: 'beside' }],
    },
    {
      name: 'one of each',
      code: `
        run(); debugger;
        debugger;
      `,
      output: 'run(); debugger;\n',
      findings: [
        { messageId: 'debugger', line: 1 },
        { messageId: 'debugger', line: 2 },
      ],
    },
  ],
});

runSuite({
  name: 'no-debugger',
  rule: createRule({
    name: 'no-debugger',
    description: 'disallow debugger statements',
    messages: { debugger: { problem: 'A debugger statement, {{where}}.', advice: 'Remove it.' } },
    properties: {},
    defaultOptions: {},
    isRecommended: false,
    strictOptions: {},
    find: findDebuggers,
  }),
  valid: [],
  invalid: [
    {
      name: 'a rule that declares no suggestion makes none',
      code: 'debugger;\n',
      findings: [{ messageId: 'debugger', line: 1 }],
    },
  ],
});

it('the tests that measure see what it reports, and with which options', () => {
  const codemod = ruleAlone(
    'no-debugger',
    (source, project, options: { readonly unverifiable?: boolean }) => {
      const findings = options.unverifiable === true ? findDebuggers(source, project, {}) : [];
      return findings.map((finding) => ({
        kind: 'request',
        node: finding.node,
        callee: 'debugger',
        verdict: 'flagged',
        finding,
      }));
    },
  );
  const remedies = (unverifiable: boolean) =>
    fixText(codemod, 'run(); debugger;\n', projectFacts('/nowhere/input.js'), {
      unverifiable,
    }).sites.map(({ remedy }) => remedy);
  expect([remedies(true), remedies(false)]).toEqual([['refused'], []]);
});
