/**
 * Packages of platforms whose code may run on something else than Node, and what code for them looks like.
 */
import { namesWhere, type Row, type Table } from './table.ts';

export const EDGE_PACKAGES: Table = {
  title: 'Packages of edge runtimes',
  decides:
    'Whether a timer may stand in a module: elsewhere than on Node, `setInterval` gives a number, which has no `unref`, or must not be called while a module loads.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: '@astrojs/cloudflare', why: 'Cloudflare' },
    { name: '@cloudflare/workers-types', why: 'Cloudflare' },
    { name: '@deno/vite-plugin', why: 'Deno' },
    { name: '@fastly/js-compute', why: 'Fastly' },
    { name: '@netlify/edge-functions', why: 'Netlify: Deno' },
    { name: '@remix-run/cloudflare', why: 'Cloudflare' },
    { name: '@remix-run/deno', why: 'Deno' },
    { name: '@sveltejs/kit', why: 'its adapters decide where it runs' },
    { name: '@vercel/edge', why: 'Vercel' },
    { name: 'astro', why: 'its adapters decide where it runs' },
    { name: 'miniflare', why: 'Cloudflare' },
    { name: 'next', why: 'its middleware runs at the edge, and routes may' },
    { name: 'nitropack', why: 'its presets decide where it runs' },
    { name: 'nuxt', why: 'its presets decide where it runs' },
    { name: 'wrangler', why: 'Cloudflare' },
  ],
};

/** The packages that tell of a platform whose code may run elsewhere than on Node. */
export const EDGE_PACKAGE_NAMES: ReadonlySet<string> = namesWhere(EDGE_PACKAGES, () => true);

interface EdgeSign extends Row {
  readonly is: 'folder' | 'object' | 'runtime' | 'scheme';
}

export const EDGE_SIGNS: Table<EdgeSign> = {
  title: 'Signs of edge runtimes',
  decides: 'The same, by the place and the text of a file.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {
    is: '`folder`: the file stands in one; `object`: a global that it uses; `runtime`: what it asks for as `runtime`; `scheme`: of a module that it imports',
  },
  rows: [
    { name: 'Deno', is: 'object', why: 'Deno' },
    { name: 'edge', is: 'runtime', why: 'Next, Vercel' },
    { name: 'edge-functions', is: 'folder', why: 'Netlify' },
    { name: 'experimental-edge', is: 'runtime', why: 'Next 12' },
    { name: 'http', is: 'scheme', why: 'Deno' },
    { name: 'https', is: 'scheme', why: 'Deno' },
    { name: 'jsr', is: 'scheme', why: 'Deno' },
    { name: 'npm', is: 'scheme', why: 'Deno' },
    { name: 'supabase/functions', is: 'folder', why: 'Supabase: Deno' },
  ],
};

const signs = (wanted: EdgeSign['is']) =>
  [...namesWhere(EDGE_SIGNS, ({ is }) => is === wanted)].join('|');

const IN_FOLDER = new RegExp(`/(?:${signs('folder')})/`, 'u');
const IN_TEXT = new RegExp(
  String.raw`\b(?:${signs('object')})\s*\.|\bfrom\s*['"](?:${signs('scheme')}):|\bruntime\s*[:=]\s*['"](?:${signs('runtime')})['"]`,
  'u',
);

/** Whether a file is for an edge runtime, by its path, with either kind of separator, or its text. */
export function isForEdge(file: string, text: string): boolean {
  return IN_FOLDER.test(file.replaceAll('\\', '/')) || IN_TEXT.test(text);
}
