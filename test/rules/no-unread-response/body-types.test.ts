/**
 * Bodies that may have no `destroy` by a type that is written between the request and their name.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const IMPORTS = dedent(`
  import axios, { type AxiosResponse } from 'axios';
  import type { Readable } from 'node:stream';
  import type { Upstream } from './types';
  type Image = AxiosResponse<Readable>;
  type Page = AxiosResponse<NodeJS.ReadableStream>;
`);
const LINES = 5;
const GET = `await axios.get(url, { responseType: 'stream' })`;

const inTypeScript = (lines: readonly string[]): string =>
  `${IMPORTS}${['export async function size(url: string): Promise<unknown> {', ...lines.map((line) => `  ${line}`), '}'].join('\n')}\n`;

const refused = (
  name: string,
  { lines, type, line = 2 }: { lines: readonly string[]; type: string; line?: number },
): InvalidCase => ({
  name,
  filename: 'src/input.ts',
  code: inTypeScript(lines),
  findings: [
    {
      messageId: 'unread',
      line: LINES + line,
      refused: `by its type \`${type}\` the stream may have no \`destroy\``,
    },
  ],
});

const fixed = (name: string, binding: string, destroyed: string): InvalidCase => ({
  name,
  filename: 'src/input.ts',
  code: inTypeScript([binding, 'return 1;']),
  output: inTypeScript([binding, destroyed, 'return 1;']),
  findings: [{ messageId: 'unread', line: LINES + 2 }],
});

const RETURN = 'return response.headers.etag;';

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: [],
  invalid: [
    refused('the type of a name', {
      lines: [`const response: AxiosResponse<NodeJS.ReadableStream> = ${GET};`, RETURN],
      type: 'AxiosResponse<NodeJS.ReadableStream>',
    }),
    refused('a body that may be none', {
      lines: [`const response: AxiosResponse<Readable | null> = ${GET};`, RETURN],
      type: 'AxiosResponse<Readable | null>',
    }),
    refused('the type of a pattern', {
      lines: [
        `const { data, headers }: AxiosResponse<Readable | undefined> = ${GET};`,
        'return headers.etag;',
      ],
      type: 'AxiosResponse<Readable | undefined>',
    }),
    refused('members of a pattern', {
      lines: [
        `const { data, status }: { data?: Readable; status: number } = ${GET};`,
        'return status;',
      ],
      type: '{ data?: Readable; status: number }',
    }),
    refused('an assertion', {
      lines: [`const response = (${GET}) as AxiosResponse<ReadableStream>;`, RETURN],
      type: 'AxiosResponse<ReadableStream>',
    }),
    refused('an assertion of what may be none', {
      lines: [`const response = (${GET}) as Image | undefined;`, 'return response?.headers.etag;'],
      type: 'Image | undefined',
    }),
    refused('an assertion of the promise', {
      lines: [
        `const response = await (axios.get(url, { responseType: 'stream' }) as Promise<AxiosResponse<ReadableStream>>);`,
        RETURN,
      ],
      type: 'Promise<AxiosResponse<ReadableStream>>',
    }),
    refused('an assertion of the body', {
      lines: [`const data = (${GET}).data as ReadableStream;`, 'return 1;'],
      type: 'ReadableStream',
    }),
    refused('a parameter', {
      lines: [
        `return axios.get(url, { responseType: 'stream' }).then((response: AxiosResponse<ReadableStream>) => {`,
        '  return response.headers.etag;',
        '});',
      ],
      type: 'AxiosResponse<ReadableStream>',
    }),
    refused('a name that is given elsewhere', {
      lines: [
        'let response: Page | undefined;',
        `response = ${GET};`,
        'return response.headers.etag;',
      ],
      type: 'Page | undefined',
      line: 3,
    }),
    refused('a type of another file', {
      lines: [`const response: Upstream = ${GET};`, RETURN],
      type: 'Upstream',
    }),
    fixed('a type of the file', `const response: Image = ${GET};`, 'response.data.destroy();'),
    fixed(
      'a response of any body',
      `const response: AxiosResponse = ${GET};`,
      'response.data.destroy();',
    ),
    fixed(
      'a response that is assigned',
      `const response: Image | undefined = ${GET};`,
      'response.data.destroy();',
    ),
    fixed('any', `const response: any = ${GET};`, 'response.data.destroy();'),
    fixed(
      'members of a pattern that are there',
      `const { data, status }: { data: Readable; status: number } = ${GET};`,
      'data.destroy();',
    ),
    fixed('a body of its type', `const data = (${GET}).data as Readable;`, 'data.destroy();'),
  ],
});
