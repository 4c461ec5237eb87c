import { describe, expect, it } from 'vitest';
import { outsideServers } from '../../../analysis/finders/environment.ts';
import type { BrowserBuild } from '../../../analysis/modules/browser-build.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { facts } from '../../harness/hosts.ts';

const AXIOS = `import axios from 'axios';\n`;
const reasonFor = (
  code: string,
  world: Parameters<typeof facts>[0] = {},
  file = '/project/src/input.tsx',
) => outsideServers(parseSource(code, file), facts({ file, ...world }));

describe('code of a browser', () => {
  it.each([
    [
      'a URL without a host',
      `${AXIOS}export const load = (id) => axios.get('/api/orders?id=' + id);`,
      'without a host',
    ],
    [
      'a URL without a host in a template',
      `${AXIOS}export const load = (id) => axios.post(\`/api/\${id}\`, {});`,
      'without a host',
    ],
    [
      'an instance whose base has no host',
      `${AXIOS}export const api = axios.create({ baseURL: '/api', withCredentials: true });`,
      'requests `/api`',
    ],
    [
      'a URL without a host in a config',
      `${AXIOS}export const load = () => axios({ url: '/api' });`,
      'without a host',
    ],
    ['a client component', `'use client';\n${AXIOS}axios.get(url);`, 'use client'],
    [
      'a component with a hook',
      `${AXIOS}export const View = () => { useEffect(() => { axios.get(url); }); return <b />; };`,
      'hooks',
    ],
    [
      'a component with a handler',
      `${AXIOS}export const View = () => <b onClick={() => axios.get(url)} />;`,
      'handlers',
    ],
    [
      'a component class',
      `${AXIOS}export class View extends React.Component { componentDidMount() { axios.get(url).then((r) => this.setState(r)); } render() { return <b />; } }`,
      'hooks',
    ],
    [
      'a component with a timer',
      `${AXIOS}export const View = () => { useEffect(() => setInterval(() => axios.get(url), 1000)); return <b />; };`,
      'hooks',
    ],
    [
      'an extension of a browser',
      `${AXIOS}import './popup.css';\nchrome.runtime.onMessage;\naxios.get(url);`,
      'the page',
    ],
    [
      'a file that uses the page and React',
      `${AXIOS}export const useOrders = () => { useState(); document.title = 'x'; axios.get(url); };`,
      'the page',
    ],
    [
      'a file with a store of a page library, written for a bundler',
      `${AXIOS}import { defineStore } from 'pinia';\nexport const load = () => axios.get(import.meta.env.VITE_URL);`,
      'library of pages',
    ],
    [
      'a service of a page library that shows a component',
      `${AXIOS}import { markRaw } from 'vue';\nimport Settings from './Settings.vue';\nexport const load = () => axios.get(url);`,
      'library of pages and it is written for a bundler',
    ],
    [
      'a file that uses the page, and asks a host that a bundler writes into it',
      `${AXIOS}export const load = () => axios.get(\`\${process.env.NEXT_PUBLIC_API}/api\`, { headers: { a: localStorage.getItem('a') } });`,
      'the page and its URLs begin with `process.env.NEXT_PUBLIC_API`',
    ],
    [
      'the same by a constant with a default',
      `${AXIOS}const API = process.env.REACT_APP_API || 'http://localhost:3000';\nexport const useOrders = () => { useEffect(() => { axios.get(API + '/api/orders'); }); };`,
      'React and its URLs begin with `process.env.REACT_APP_API`',
    ],
    [
      'a file that finds elements of the page',
      `${AXIOS}const rows = new Map();\nexport const show = (id) => { rows.set(id, document.getElementById(id)); axios.get(url); };`,
      'the document of the page',
    ],
  ])('%s', (_, code, why) => {
    expect(reasonFor(code)).toMatch(new RegExp(`^runs in a browser: .*${why}`, 'u'));
  });

  it.each([
    ['a URL whose host is not known', `${AXIOS}axios.get(base + '/api');`],
    [
      'a document that the program makes a global',
      `${AXIOS}import 'global-jsdom/register';\nexport const show = (id) => { document.getElementById(id); axios.get(url); };`,
    ],
    [
      'a function that runs in a page which the program drives',
      `${AXIOS}export const title = (page) => page.evaluate(() => document.querySelector('title').textContent);\naxios.get(url);`,
    ],
    ['a URL without a protocol', `${AXIOS}axios.get('//host/api');`],
    [
      'a URL without a host where the file sets the defaults',
      `${AXIOS}axios.defaults.baseURL = process.env.URL;\naxios.get('/api');`,
    ],
    [
      'a URL without a host where an interceptor may add it',
      `${AXIOS}axios.interceptors.request.use(addHost);\naxios.get('/api');`,
    ],
    ['a URL without a host with a base of its own', `${AXIOS}axios.get('/api', { baseURL });`],
    [
      'a URL without a host with a config that nobody sees',
      `${AXIOS}axios.get('/api', { ...options });`,
    ],
    [
      'an instance whose base has a host',
      `${AXIOS}axios.create({ baseURL: 'http://a.example/api' });`,
    ],
    [
      'an instance whose base has no host, over a socket',
      `${AXIOS}axios.create({ baseURL: '/v1', socketPath: '/var/run/docker.sock' });`,
    ],
    ['a base without a host of another library', `${AXIOS}other.create({ baseURL: '/api' });`],
    [
      'a URL without a host on an instance',
      `${AXIOS}const api = axios.create({ baseURL });\napi.get('/api');`,
    ],
    [
      'a URL without a host in a file of a server',
      `${AXIOS}import express from 'express';\naxios.get('/api');`,
    ],
    [
      'JSX alone: a server renders it',
      `${AXIOS}export const Page = async () => { await axios.get(url); return <b />; };`,
    ],
    [
      'JSX in a mail template',
      `${AXIOS}import './mail.css';\nexport const Mail = () => <p>{axios.get(url)}</p>;`,
    ],
    [
      'a function that is handed to a page',
      `${AXIOS}export const title = (page) => page.evaluate(() => document.title);\naxios.get(url);`,
    ],
    [
      'a function for elements of a page',
      `${AXIOS}export const texts = (page) => page.$$eval('a', (all) => all.map(() => window.x + document.title));\naxios.get(url);`,
    ],
    [
      'the entry of a server that renders components',
      `${AXIOS}import { createSSRApp } from 'vue';\nimport { renderToString } from 'vue/server-renderer';\nimport App from './App.vue';\naxios.get(url);`,
    ],
    [
      'a guard that asks where it runs',
      `${AXIOS}const base = typeof window !== 'undefined' ? window.location.origin : '';\nuseMemo();\naxios.get(url);`,
    ],
    [
      'a page of Electron that its main process loads',
      `${AXIOS}import { app } from 'electron';\nuseState();\nwindow.x;\naxios.get(url);`,
    ],
    ['a bot', `${AXIOS}import { Bot } from 'grammy';\nuseState();\nwindow.x;\naxios.get(url);`],
    ['a global of a browser extension alone', `${AXIOS}chrome.runtime.id;\naxios.get(url);`],
    [
      'a route of a server that reads the same variable',
      `${AXIOS}export async function GET() { return Response.json((await axios.get(\`\${process.env.NEXT_PUBLIC_API}/api\`)).data); }`,
    ],
    [
      'a component of a server that reads the same variable',
      `${AXIOS}export const Page = async () => { await axios.get(process.env.NEXT_PUBLIC_API + '/api'); return <b />; };`,
    ],
    [
      'a file that uses the page, and asks a host of the environment that no page has',
      `${AXIOS}window.x;\naxios.get(process.env.API + '/api');`,
    ],
    [
      'a file that uses the page, and such a variable elsewhere',
      `${AXIOS}window.x;\naxios.get(url, { headers: { a: process.env.VITE_KEY } });`,
    ],
    [
      'a server action',
      `'use server';\n${AXIOS}export const load = () => { document.title; useState(); axios.get(url); };`,
    ],
  ])('not %s', (_, code) => {
    expect(reasonFor(code)).toBeUndefined();
  });

  it('a URL without a host is no sign where another file sets the defaults', () => {
    expect(reasonFor(`${AXIOS}axios.get('/api');`, { setsBaseUrl: () => true })).toBeUndefined();
  });
});

describe('what a package builds', () => {
  const CODE = `${AXIOS}export const load = () => axios.get(url);`;
  const build: BrowserBuild = { tool: 'vite', isOnly: false, entries: ['/project/src/main.tsx'] };

  it.each([
    [
      'pages and nothing else',
      CODE,
      { browserBuild: () => ({ ...build, isOnly: true }) },
      'runs no server',
    ],
    [
      'pages and nothing else, of which a file beside the first one is used no more',
      CODE,
      {
        browserBuild: () => ({ ...build, isOnly: true }),
        firstImporters: () => ['/project/src/views/old.js'],
      },
      'runs no server',
    ],
    [
      'pages, and the file shows one',
      `${CODE}\nexport const View = () => <b />;`,
      { browserBuild: () => build },
      'it has JSX',
    ],
    [
      'pages, which alone import the file',
      CODE,
      { browserBuild: () => build, firstImporters: () => ['/project/src/main.tsx'] },
      'only the pages',
    ],
    [
      'pages, one of which nobody imports any more',
      CODE,
      {
        browserBuild: () => build,
        firstImporters: () => ['/project/src/Old.tsx', '/project/src/main.tsx'],
      },
      'only the pages',
    ],
    [
      'nothing, but pages alone import a file that uses the page',
      `${CODE}\ndocument.title = 'x';`,
      { firstImporters: () => ['/project/pages/login.tsx'] },
      'pages alone import it',
    ],
  ])('%s', (_, code, world, why) => {
    expect(reasonFor(code, world, '/project/src/input.tsx')).toContain(why);
  });

  it.each([
    [
      'pages and a server, which imports the file as well',
      CODE,
      {
        browserBuild: () => build,
        firstImporters: () => ['/project/src/main.tsx', '/project/server.ts'],
      },
    ],
    [
      'pages and a server, and nobody imports the file',
      CODE,
      { browserBuild: () => build, firstImporters: () => [] },
    ],
    [
      'pages, in a file of a server',
      `${CODE}\nimport express from 'express';`,
      { browserBuild: () => ({ ...build, isOnly: true }) },
    ],
    [
      'pages, and who imports the file is not known',
      CODE,
      { browserBuild: () => build, firstImporters: () => undefined },
    ],
  ])('not %s', (_, code, world) => {
    expect(reasonFor(code, world)).toBeUndefined();
  });
});

describe('a folder that a server sends', () => {
  const PAGE = `${AXIOS}document.title = 'x';\naxios.get(url);`;

  it('is a second sign of a page', () => {
    expect(reasonFor(PAGE, {}, '/project/src/public/app/menu.ts')).toContain('`public`');
  });

  it('is no sign by itself, nor is a file called so', () => {
    expect(reasonFor(`${AXIOS}axios.get(url);`, {}, '/project/src/public/menu.ts')).toBeUndefined();
    expect(reasonFor(PAGE, {}, '/project/src/public.ts')).toBeUndefined();
  });

  it.each([
    ['that no file loads', { loaders: () => [] }, '/project/public/js/client.js', true],
    [
      'that a file loads',
      { loaders: () => ['/project/src/render.js'] },
      '/project/public/js/client.js',
      false,
    ],
    ['of which nobody can tell', {}, '/project/public/js/client.js', false],
    ['elsewhere', { loaders: () => [] }, '/project/src/client.js', false],
  ])('a file for pages that asks whether there is one, %s', (_, world, file, isForPages) => {
    const code = `const seen = new Map();\nif (typeof window !== 'undefined') window.seen = seen;\n`;
    expect(reasonFor(code, world, file)?.includes('names the page') ?? false).toBe(isForPages);
    expect(reasonFor('const seen = new Map();', world, file)).toBeUndefined();
    expect(
      reasonFor(`${code}require('http').createServer().listen(80);`, world, file),
    ).toBeUndefined();
  });
});

it('nothing is exempt where all environments are wanted', () => {
  expect(
    reasonFor(`'use client';\n${AXIOS}axios.get('/api');`, { environments: 'all' }),
  ).toBeUndefined();
  expect(
    reasonFor(`${AXIOS}axios.get(url);`, { environments: 'all' }, '/project/test/a.ts'),
  ).toBeUndefined();
  expect(reasonFor(`${AXIOS}axios.get(url);`, {}, '/project/test/a.ts')).toContain('a test');
});
