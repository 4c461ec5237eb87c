/**
 * Responses of ky that some path leaves unread: it sends by `fetch`, and throws at refused statuses by itself.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'read by a method of the promise',
    code: `
      import ky from 'ky';
      export const load = (url) => ky.get(url).json();
    `,
  },
  {
    name: 'a refused status never comes here',
    code: `
      import ky from 'ky';
      export async function load(url) {
        const response = await ky(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      }
    `,
  },
  {
    name: 'HEAD, and what a signal may end',
    code: `
      import ky from 'ky';
      const api = ky.create({ retry: 0 });
      export const exists = async (url) => (await api.head(url)).ok;
      export const isListed = async (url, signal) => (await api.get(url, { signal })).ok;
    `,
  },
  {
    name: 'the answer to what is sent is short as a rule',
    code: `
      import ky from 'ky';
      export async function send(url, json) {
        const { ok } = await ky.post(url, { json });
        return ok;
      }
    `,
  },
  {
    name: 'an instance of another file, and another package',
    code: `
      import ky from './ky';
      import { api } from './api';
      export const isListed = async (url) => (await ky(url)).ok;
      export const isThere = async (url) => (await api.get(url)).ok;
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'only the status is used',
    code: `
      import ky from 'ky';
      export async function isListed(url) {
        const response = await ky(url);
        return response.ok;
      }
    `,
    output: `
      import ky from 'ky';
      export async function isListed(url) {
        const response = await ky(url);
        response.body?.cancel().catch(() => undefined);
        return response.ok;
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, says: 'longer than 16 KB' }],
  },
  {
    name: 'an instance, and one that it makes',
    code: `
      import ky from 'ky';
      const api = ky.create({ retry: 0 });
      const files = api.extend({ timeout: 500 });
      export async function load(url) {
        const response = await files.get(url);
        if (response.headers.get('content-type') !== 'image/png') return undefined;
        return response.arrayBuffer();
      }
    `,
    output: `
      import ky from 'ky';
      const api = ky.create({ retry: 0 });
      const files = api.extend({ timeout: 500 });
      export async function load(url) {
        const response = await files.get(url);
        if (response.headers.get('content-type') !== 'image/png') {
          response.body?.cancel().catch(() => undefined);
          return undefined;
        }
        return response.arrayBuffer();
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 6 }],
  },
  {
    name: 'refused statuses that are let through',
    code: `
      import ky from 'ky';
      const api = ky.create({ throwHttpErrors: false });
      export async function load(url) {
        const response = await api(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      }
    `,
    output: `
      import ky from 'ky';
      const api = ky.create({ throwHttpErrors: false });
      export async function load(url) {
        const response = await api(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.text();
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 5 }],
  },
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid, invalid });
