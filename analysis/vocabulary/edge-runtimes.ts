/**
 * Packages of platforms whose code may run on something else than Node.
 */
import { namesWhere, type Table } from './table.ts';

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
