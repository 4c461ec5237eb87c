import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../analysis/edits/apply-edits.ts';
import {
  detachCut,
  detachView,
  type DetachForm,
} from '../../../../analysis/finders/no-retained-response/fix-by-copying.ts';
import type { Remedy } from '../../../../analysis/findings/finding.ts';
import { NO_COMPILER_OPTIONS } from '../../../../analysis/modules/compiler-options.ts';
import { isDetacher } from '../../../../analysis/responses/detached-copies.ts';
import type { SourceCode } from '../../../../analysis/source/source-code.ts';
import { isFunction } from '../../../../analysis/syntax/nodes.ts';
import { nodesOf } from '../../../../analysis/syntax/traversal.ts';
import { forEachHost, subjectOf } from '../../../harness/hosts.ts';

const HELPER = `\n/** A copy that does not keep alive the long text it was cut from. */\nfunction detached(text) {\n  return typeof text === 'string' ? (' ' + text).slice(1) : text;\n}\n`;

function outcome(source: SourceCode, remedy: Remedy): string {
  return 'edits' in remedy ? applyEdits(source.text, remedy.edits) : `refused: ${remedy.refusal}`;
}

function holdsCut(
  code: string,
  form: DetachForm,
  output: string,
  file = '/project/input.js',
): void {
  forEachHost(
    code,
    (source, host) => {
      expect(
        outcome(
          source,
          detachCut(
            source,
            { file, compilerOptions: () => NO_COMPILER_OPTIONS },
            subjectOf(source),
            form,
          ),
        ),
        host,
      ).toBe(output);
    },
    file.endsWith('.ts') ? 'ts' : 'js',
  );
}

describe('by a helper', () => {
  it.each([
    { why: 'is added last', code: `use(cut);\n`, output: `use(detached(cut));\n${HELPER}` },
    {
      why: 'a file without a final line end keeps it so',
      code: `use(cut);`,
      output: `use(detached(cut));\n${HELPER.slice(0, -1)}`,
    },
    {
      why: 'CRLF',
      code: `use(cut);\r\n`,
      output: `use(detached(cut));\r\n${HELPER.replaceAll('\n', '\r\n')}`,
    },
    {
      why: 'no semicolons, double quotes',
      code: `const a = "a"\nuse(cut)\n`,
      output: `const a = "a"\nuse(detached(cut))\n${HELPER.replaceAll(';', '').replaceAll(`'`, '"')}`,
    },
    {
      why: 'one that is there',
      code: `function flat(text) {\n  return typeof text === 'string' ? (' ' + text).slice(1) : text;\n}\nuse(cut);\n`,
      output: `function flat(text) {\n  return typeof text === 'string' ? (' ' + text).slice(1) : text;\n}\nuse(flat(cut));\n`,
    },
    {
      why: 'one in a function cannot be reached',
      code: `function f() {\n  function flat(text) { return (' ' + text).slice(1); }\n}\nuse(cut);\n`,
      output: `function f() {\n  function flat(text) { return (' ' + text).slice(1); }\n}\nuse(detached(cut));\n${HELPER}`,
    },
    {
      why: 'one that takes strings alone, for a string',
      code: `function flat(text) { return (' ' + text).slice(1); }\nuse(text.slice(4));\n`,
      output: `function flat(text) { return (' ' + text).slice(1); }\nuse(flat(text.slice(4)));\n`,
    },
    {
      why: 'one that takes strings alone, for what may be none',
      code: `function flat(text) { return (' ' + text).slice(1); }\nuse(list[4]);\n`,
      output: `function flat(text) { return (' ' + text).slice(1); }\nuse(detached(list[4]));\n${HELPER}`,
    },
    {
      why: 'its name is taken',
      code: `const detached = 1, detachedText = 2;\nuse(cut);\n`,
      output: `const detached = 1, detachedText = 2;\nuse(detachedFromBody(cut));\n${HELPER.replace('detached(', 'detachedFromBody(')}`,
    },
  ])('$why', ({ code, output }) => {
    holdsCut(code, 'helper', output);
  });

  it('has types in TypeScript', () => {
    holdsCut(
      `use(cut);\n`,
      'helper',
      `use(detached(cut));\n${HELPER.replace('(text)', '<T,>(text: T): T').replace(`(' ' + text).slice(1)`, `((' ' + text).slice(1) as T)`)}`,
      '/project/input.ts',
    );
  });
});

describe('in place', () => {
  it.each([
    {
      why: 'a method gives it',
      code: `use(text.slice(4));`,
      output: `use((' ' + text.slice(4)).slice(1));`,
    },
    {
      why: 'a constant that a method gave',
      code: `const cut = text.slice(4);\nuse(cut);`,
      output: `const cut = text.slice(4);\nuse((' ' + cut).slice(1));`,
    },
    {
      why: 'an element may lie beyond the end',
      code: `use(text.split(',')[4]);`,
      output: `refused: \`text.split(',')[4]\` may be no string: \`detach: 'helper'\` copies it where it is one`,
    },
    {
      why: 'an optional call',
      code: `use(text?.slice(4));`,
      output: `refused: \`text?.slice(4)\` may be no string: \`detach: 'helper'\` copies it where it is one`,
    },
    {
      why: 'a variable may be given another value',
      code: `let cut = text.slice(4);\nuse(cut);`,
      output: `refused: \`cut\` may be no string: \`detach: 'helper'\` copies it where it is one`,
    },
  ])('$why', ({ code, output }) => {
    holdsCut(code, 'inline', output);
  });
});

it.each([
  {
    why: 'a view',
    code: `const view = body.subarray(4);\nuse(view);`,
    output: `const view = body.subarray(4);\nuse(Buffer.from(view));`,
  },
  {
    why: 'a view that is filled',
    code: `const view = body.subarray(4);\nview.fill(0);\nuse(view);`,
    output:
      'refused: the view is written through, and a copy would not write to the body: store a copy once nothing is written any more',
  },
  {
    why: 'a view whose bytes are set',
    code: `const view = body.subarray(4);\nview[0] = 1;\nuse(view);`,
    output:
      'refused: the view is written through, and a copy would not write to the body: store a copy once nothing is written any more',
  },
  {
    why: 'a body of a response that is written to',
    code: `use(response.data.subarray(4));\nresponse.data[0] = 65;`,
    output:
      'refused: the view is written through, and a copy would not write to the body: store a copy once nothing is written any more',
  },
  {
    why: 'a body of a response that is wiped',
    code: `use(response.data.subarray(4));\nresponse.data.fill(0);`,
    output:
      'refused: the view is written through, and a copy would not write to the body: store a copy once nothing is written any more',
  },
  {
    why: 'a body of a response that is read only',
    code: `use(response.data.subarray(4));\nlog(response.data[0]);`,
    output: `use(Buffer.from(response.data.subarray(4)));\nlog(response.data[0]);`,
  },
  {
    why: 'a body that is written to under the view',
    code: `const body = get();\nuse(body.subarray(4));\nbody.fill(0);`,
    output:
      'refused: the view is written through, and a copy would not write to the body: store a copy once nothing is written any more',
  },
  {
    why: 'a view that may be none',
    code: `use(x ? body.subarray(4) : null);`,
    output:
      'refused: `x ? body.subarray(4) : null` may be no view, and `Buffer.from` would throw: copy it by hand where it is one',
  },
  {
    why: 'an optional view',
    code: `const view = body?.subarray(4);\nuse(view);`,
    output:
      'refused: `view` may be no view, and `Buffer.from` would throw: copy it by hand where it is one',
  },
  {
    why: 'a Buffer of the file’s own',
    code: `const Buffer = get();\nuse(body.subarray(4));`,
    output: 'refused: `Buffer` means something else here: copy the view by hand',
  },
  {
    why: 'a view that is read',
    code: `const view = body.subarray(4);\nf(view[0], view.readUInt8(1));\nuse(view);`,
    output: `const view = body.subarray(4);\nf(view[0], view.readUInt8(1));\nuse(Buffer.from(view));`,
  },
])('detachView: $why', ({ code, output }) => {
  forEachHost(code, (source, host) => {
    expect(outcome(source, detachView(source, subjectOf(source))), host).toBe(output);
  });
});

it.each([
  { code: `function f(text) { return (' ' + text).slice(1); }`, answer: true },
  { code: `const f = (s) => (" " + s).slice(1);`, answer: true },
  { code: `const f = (s) => (typeof s === 'string' ? (' ' + s).slice(1) : s);`, answer: true },
  { code: `function f(text) { return text.slice(1); }`, answer: false },
  { code: `function f(text) { return (' ' + other).slice(1); }`, answer: false },
  { code: `function f(text) { log(text); return (' ' + text).slice(1); }`, answer: false },
  { code: `function f(text, length) { return (' ' + text).slice(1); }`, answer: false },
])('isDetacher of $code: $answer', ({ code, answer }) => {
  forEachHost(code, (source, host) => {
    const [fn] = [
      ...nodesOf(source, AST_NODE_TYPES.FunctionDeclaration),
      ...nodesOf(source, AST_NODE_TYPES.ArrowFunctionExpression),
    ].filter(isFunction);
    expect(isDetacher(source, fn!), host).toBe(answer);
  });
});
